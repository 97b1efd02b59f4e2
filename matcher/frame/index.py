"""Look-ups into one snapshot, made once."""

from collections import defaultdict
from functools import cached_property

from matcher.domain.codes import SettingKind
from matcher.domain.people import YoungPerson
from matcher.domain.placements import Authorisation, ImpactRiskAssessment, SeparationEntry, TravelTime
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Authority, Snapshot
from matcher.domain.staff import Worker
from matcher.ledger import Ledger, Stay

WEIGHT: dict[SettingKind | None, float] = {
    SettingKind.SUPPORTED_LODGINGS: 0.7,
    SettingKind.SUPPORTED_ACCOMMODATION: 0.7,
    SettingKind.OUTREACH: 0.5,
    SettingKind.WITH_PARENTS: 0.5,
    SettingKind.STAYING_PUT: 0.2,
    SettingKind.STAYING_CLOSE: 0.2,
    None: 0.2,
}
"""A key worker's load for one person by where they live; None = after-care contact; anything else 1.0."""


def load_of(worker: Worker) -> dict[str, float]:
    """The weight of each person allocated to a worker."""
    mine: dict[str, float] = {}
    for one in worker.allocations or ():
        mine[one.young_person_id] = mine.get(one.young_person_id, 0.0) + WEIGHT.get(one.setting_kind, 1.0)
    return mine


class Index:
    """Who and what is where in a snapshot. Every look-up is made when first used and kept."""

    def __init__(self, snapshot: Snapshot, ledger: Ledger) -> None:
        self.snapshot = snapshot
        self.ledger = ledger

    @cached_property
    def people(self) -> dict[str, YoungPerson]:
        return {person.id: person for person in self.snapshot.young_people}

    @cached_property
    def setting_at(self) -> dict[str, int]:
        return {setting.id: at for at, setting in enumerate(self.snapshot.settings)}

    @cached_property
    def rows_of(self) -> dict[int, list[int]]:
        """Setting position -> its place rows."""
        rows: dict[int, list[int]] = defaultdict(list)
        for row, setting in enumerate(self.ledger.row_setting.tolist()):
            rows[setting].append(row)
        return rows

    @cached_property
    def settings_of_person(self) -> dict[str, list[int]]:
        """Id of a carer, or of a worker based there -> setting positions."""
        places: dict[str, list[int]] = defaultdict(list)
        for at, setting in enumerate(self.snapshot.settings):
            for carer in setting.carers or ():
                places[carer.id].append(at)
        for worker in self.snapshot.workers or ():
            if worker.based_at in self.setting_at:
                places[worker.id].append(self.setting_at[worker.based_at])
        return places

    @property
    def stays_of(self) -> dict[str, list[Stay]]:
        """Person -> their placements that take a bed."""
        return self.ledger.stays_of

    @cached_property
    def stays_at(self) -> dict[int, list[Stay]]:
        """Setting position -> who is or will be there."""
        stays: dict[int, list[Stay]] = defaultdict(list)
        for stay in self.ledger.stays:
            stays[stay.setting].append(stay)
        return stays

    @cached_property
    def separations_of(self) -> dict[str, list[tuple[str, SeparationEntry]]]:
        """Person -> (the other person, the entry)."""
        entries: dict[str, list[tuple[str, SeparationEntry]]] = defaultdict(list)
        for entry in self.snapshot.separation_entries or ():
            entries[entry.person_a].append((entry.person_b, entry))
            entries[entry.person_b].append((entry.person_a, entry))
        return entries

    @cached_property
    def assessments_of(self) -> dict[str, list[ImpactRiskAssessment]]:
        found: dict[str, list[ImpactRiskAssessment]] = defaultdict(list)
        for assessment in self.snapshot.impact_risk_assessments:
            found[assessment.young_person_id].append(assessment)
        return found

    @cached_property
    def authorisations_of(self) -> dict[str, list[Authorisation]]:
        found: dict[str, list[Authorisation]] = defaultdict(list)
        for authorisation in self.snapshot.authorisations:
            found[authorisation.young_person_id].append(authorisation)
        return found

    @cached_property
    def travel_from(self) -> dict[str, list[TravelTime]]:
        found: dict[str, list[TravelTime]] = defaultdict(list)
        for travel in self.snapshot.travel_times:
            found[travel.origin].append(travel)
        return found

    @cached_property
    def authorities(self) -> dict[str, Authority]:
        return {authority.id: authority for authority in self.snapshot.authorities}

    @cached_property
    def workers(self) -> dict[str, Worker]:
        return {worker.id: worker for worker in self.snapshot.workers or ()}

    @cached_property
    def person_code(self) -> dict[str, int]:
        """A number for every id of somebody who lives or asks somewhere."""
        members = (member.id for setting in self.snapshot.settings for member in setting.household or ())
        ids = dict.fromkeys([*self.people, *members])
        return {one: code for code, one in enumerate(ids)}

    @cached_property
    def terms_agreed_for(self) -> dict[str, list[int]]:
        """Person -> settings whose decision maker has agreed for them outside the terms."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, setting in enumerate(self.snapshot.settings):
            for person_id in setting.terms.agreed_for if setting.terms else ():
                found[person_id].append(at)
        return found

    @cached_property
    def loads(self) -> dict[str, dict[str, float]]:
        """Worker -> the weight of each person allocated to them."""
        return {worker_id: load_of(worker) for worker_id, worker in self.workers.items()}

    @cached_property
    def total_load(self) -> dict[str, float]:
        """Worker -> weighted load."""
        return {worker: sum(mine.values()) for worker, mine in self.loads.items()}

    def load_without(self, worker: Worker, person_id: str) -> float:
        """A worker's weighted load without this person, to a thousandth."""
        mine = load_of(worker)
        return round(sum(mine.values()) - mine.get(person_id, 0.0), 3)

    @cached_property
    def workers_of(self) -> dict[str, list[Worker]]:
        """Person -> the workers they are allocated to."""
        found: dict[str, list[Worker]] = defaultdict(list)
        for worker_id, mine in self.loads.items():
            for person_id in mine:
                found[person_id].append(self.workers[worker_id])
        return found

    def setting_of_row(self, row: int) -> Setting:
        """The setting a place row belongs to."""
        return self._setting_of_row[row]

    @cached_property
    def _setting_of_row(self) -> list[Setting]:
        return [self.snapshot.settings[at] for at in self.ledger.row_setting.tolist()]

    @cached_property
    def siblings(self) -> dict[str, frozenset[str]]:
        """Person -> everybody linked to them as brother or sister, from either side's record."""
        links: dict[str, set[str]] = defaultdict(set)
        for person in self.snapshot.young_people:
            for link in person.siblings or ():
                links[person.id].add(link.person_id)
                links[link.person_id].add(person.id)
        return {person: frozenset(others) for person, others in links.items()}

"""Look-ups into one snapshot, made once."""

from collections import defaultdict
from functools import cached_property

from matcher.domain.people import YoungPerson
from matcher.domain.placements import Authorisation, ImpactRiskAssessment, SeparationEntry, TravelTime
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Authority, Snapshot
from matcher.domain.staff import Shift, Worker
from matcher.ledger import Ledger, Stay


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
    def workers_of(self) -> dict[str, list[Worker]]:
        """Person -> the workers they are allocated to."""
        found: dict[str, list[Worker]] = defaultdict(list)
        for worker in self.snapshot.workers or ():
            for one in worker.allocations or ():
                found[one.young_person_id].append(worker)
        return found

    @cached_property
    def shifts_at(self) -> dict[int, list[Shift]]:
        shifts: dict[int, list[Shift]] = defaultdict(list)
        for shift in self.snapshot.shifts:
            shifts[self.setting_at[shift.setting_id]].append(shift)
        return shifts

    def setting_of_row(self, row: int) -> Setting:
        """The setting a place row belongs to."""
        return self.snapshot.settings[int(self.ledger.row_setting[row])]

    @cached_property
    def siblings(self) -> dict[str, frozenset[str]]:
        """Person -> everybody linked to them as brother or sister, from either side's record."""
        links: dict[str, set[str]] = defaultdict(set)
        for person in self.snapshot.young_people:
            for link in person.siblings or ():
                links[person.id].add(link.person_id)
                links[link.person_id].add(person.id)
        return {person: frozenset(others) for person, others in links.items()}

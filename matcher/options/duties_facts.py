"""What duties ask of a setting, and of a request and its young person; each read once."""

from typing import NamedTuple

from matcher.domain.carers import Carer
from matcher.domain.codes import AFTER_18, NO_BED, Footing, MemberRelation, SettingKind
from matcher.domain.nights import birthday
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import LegalStatus
from matcher.domain.request_steps import OutOfAreaSteps
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.frame import Pairs
from matcher.frame.places import footing_of, is_supported
from matcher.outcomes import MET, NOT_MET

SIXTEEN, ADULT = 16, 18


class Home(NamedTuple):
    """What duties ask of a setting."""

    placement: bool
    supported: bool
    with_parents: bool
    assessed: bool
    temporary: tuple[Carer, ...]
    adults_from: tuple[int, ...]
    """The eighteenth birthdays of the household's children."""
    area: str | None
    """The authority in whose area it lies."""


class OfRequest(NamedTuple):
    """What decides on duties of one request wherever it leads."""

    emergency: bool
    looked_after: bool
    newly: bool
    """No completed review is recorded: as far as anybody knows, being looked after begins here."""
    one_day: bool
    """24 hours or less: no placement for duties."""
    homeless_at_16: bool


class Asked(NamedTuple):
    """What duties ask of a request and its young person."""

    request: OfRequest
    interim_order: bool
    care_order: bool
    sixteenth: int
    """The sixteenth birthday of somebody under section 20, where it is certain; 0 = it does not matter."""
    responsible: str | None
    """The authority that looks after the person."""
    consulted_for: frozenset[str]
    """Settings for which the last three steps before a placement out of area are done."""
    care_plan_given_for: frozenset[str]
    """Settings at a distance whose authority was given the care plan."""
    provision_lapses_at: frozenset[str]
    """Settings where something that the education, health and care plan names could not go on."""


def home_of(setting: Setting) -> Home:
    """What duties ask of one setting."""
    parents = setting.parents_assessment
    children = [one for one in setting.household or () if one.relation is MemberRelation.OWN_CHILD]
    return Home(
        area=setting.area_authority,
        placement=setting.kind not in NO_BED | AFTER_18,
        supported=is_supported(setting),
        with_parents=setting.kind is SettingKind.WITH_PARENTS or footing_of(setting) is Footing.WITH_PARENTS,
        assessed=parents is not None and parents.suitability_assessed_on is not None,
        temporary=tuple(one for one in setting.carers or () if one.temporary_approval),
        adults_from=tuple(birthday(one.date_of_birth, ADULT).toordinal() for one in children if one.date_of_birth),
    )


def asked_of(pair: Pairs, i: int) -> Asked:
    """What duties ask of one request; read once."""
    kept = pair.once(_asked_kept)
    if i not in kept:
        kept[i] = _asked(pair, i)
    return kept[i]


def _asked_kept(_: Pairs) -> dict[int, Asked]:
    """By ask; filled as they are asked for."""
    return {}


def _asked(pair: Pairs, i: int) -> Asked:
    asks = pair.asks
    person, request, legal = asks.people[i], asks.requests[i], asks.legal[i]
    steps = request.out_of_area_steps or ()
    return Asked(
        request=OfRequest(
            emergency=request.is_emergency,
            looked_after=bool(asks.is_looked_after[i, 0] != NOT_MET),
            newly=person.last_review is None,
            one_day=_is_one_day(request, pair.policy.figures.looked_after_hours),
            homeless_at_16=bool(request.homeless) and not _jointly_assessed(request) and _may_be_16_or_17(pair, i),
        ),
        interim_order=legal is LegalStatus.INTERIM_CARE_ORDER,
        care_order=legal is LegalStatus.CARE_ORDER,
        sixteenth=_sixteenth(person, pair, i) if legal is LegalStatus.S20 else 0,
        responsible=person.responsible_authority,
        consulted_for=frozenset(one.setting_id for one in steps if _is_consulted(one)),
        care_plan_given_for=frozenset(one.setting_id for one in steps if one.care_plan_given_on),
        provision_lapses_at=frozenset(
            here.setting_id for one in person.ehc_provisions or () for here in one.at_settings if not here.can_continue
        ),
    )


def _is_one_day(request: PlacementRequest, hours: int) -> bool:
    """Both moments are recorded, so many elapsed hours apart or fewer."""
    if request.needed_at is None or request.needed_until is None:
        return False
    return request.needed_until.timestamp() - request.needed_at.timestamp() <= hours * 3600


def _is_consulted(steps: OutOfAreaSteps) -> bool:
    return None not in {steps.relatives_consulted_on, steps.iro_consulted_on, steps.area_authority_told_on}


def _jointly_assessed(request: PlacementRequest) -> bool:
    done = request.joint_assessment
    return done is not None and None not in {done.assessed_on, done.wishes_recorded_on}


def _may_be_16_or_17(pair: Pairs, i: int) -> bool:
    asks = pair.asks
    sixteen, adult = (asks.at_least(age, asks.start)[i, 0] for age in (SIXTEEN, ADULT))
    return bool(sixteen != NOT_MET and adult != MET)


def _sixteenth(person: YoungPerson, pair: Pairs, i: int) -> int:
    certain = bool(pair.asks.age_is_certain[i, 0]) and person.date_of_birth is not None
    return birthday(person.date_of_birth, SIXTEEN).toordinal() if certain and person.date_of_birth else 0

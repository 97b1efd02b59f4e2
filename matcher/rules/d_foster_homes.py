"""Section D: a connected carer's temporary approval, rooms in foster families, and the checks of a household's adults."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from matcher.domain.carers import Carer, TemporaryApproval
from matcher.domain.codes import ApprovalStatus, MemberRelation, Role, SettingKind
from matcher.domain.nights import birthday
from matcher.domain.settings import HouseholdMember, Place, Setting
from matcher.domain.values import is_blank
from matcher.frame import Asks, Pairs, Places
from matcher.frame.carers import temporary_end
from matcher.frame.sharing import in_the_room, may_share
from matcher.ledger import FAR, is_household
from matcher.outcomes import MET, NOT_JUDGED, NOT_MET, PLACE, Outcomes, either, fact, opposite
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
STANDARDS = "Fostering National Minimum Standards"
ADULT = 18
TEMPORARY = frozenset({ApprovalStatus.TEMPORARILY_APPROVED, ApprovalStatus.NOT_APPROVED})
Days = NDArray[np.int32]


def temporary_approval_is_agreed(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A connected carer not approved: a temporary approval of this person is agreed by somebody, and so is its extension."""
    outcomes = place.once(_agreed_for_nobody, "").repeat(len(ask), axis=0)
    rows_for = place.once(_temporarily_approved_for, "")
    for i, person in enumerate(ask.people):
        for row in rows_for.get(person.id, ()):
            outcomes[i, row] = _all_agreed(place, row, person.id, int(pair.first[i, row]))
    return outcomes


NOBODY = ""


def _agreed_for_nobody(place: Places, _: str) -> Outcomes:
    """(1, m): for somebody whom no temporary approval names."""
    outcomes = place.setting_fact(_needs_no_temporary_approval).copy()
    for row in place.rows_where(_has_temporary_carers):
        outcomes[0, row] = _all_agreed(place, row, NOBODY, 0)
    return outcomes


def _temporarily_approved_for(place: Places, _: str) -> dict[str, list[int]]:
    """Person -> the rows of carers with a temporary approval of them."""
    found: dict[str, list[int]] = {}
    for row in place.rows_where(_has_temporary_carers):
        approvals = [carer.temporary_approval for carer in place.index.setting_of_row(row).carers or ()]
        for person_id in {one for approval in approvals if approval for one in approval.young_people}:
            found.setdefault(person_id, []).append(row)
    return found


def _all_agreed(place: Places, row: int, person_id: str, first: int) -> int:
    """The worst of the carers there."""
    carers = place.index.setting_of_row(row).carers or ()
    return max(_agreed(carer, person_id, first, place.policy) for carer in carers)


def _needs_no_temporary_approval(setting: Setting) -> bool | None:
    if setting.kind is not SettingKind.CONNECTED_CARER:
        return True
    unknown = setting.carers is None or any(carer.approval_status is None for carer in setting.carers)
    return None if unknown else True


def _has_temporary_carers(setting: Setting) -> bool:
    connected = setting.kind is SettingKind.CONNECTED_CARER
    return connected and any(carer.approval_status in TEMPORARY for carer in setting.carers or ())


def _agreed(carer: Carer, person_id: str, first: int, policy: Policy) -> int:
    if carer.approval_status is None:
        return PLACE
    if carer.approval_status not in TEMPORARY:
        return int(MET)
    end, approval = temporary_end(carer, person_id, policy), carer.temporary_approval
    in_time = approval is not None and end is not None and first < end
    return int(MET if in_time and approval is not None and _is_signed(approval) else NOT_MET)


def _is_signed(one: TemporaryApproval) -> bool:
    """Who agreed it and when is recorded, and who agreed the extension."""
    signed = not is_blank(one.approved_by) and one.approved_on is not None
    extension = not is_blank(one.extension_approved_by) and one.extension_approved_on is not None
    return signed and (extension or not one.extended)


def sharing_is_not_barred(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A bedroom; nobody shares with the other sex from ten, with an adult, or with anyone with a record of sexual harm."""
    bedroom = place.unless_unrecorded(place.once(_bedrooms, "bedrooms"), "bedrooms")
    rows = _shared_rows(place)
    outcomes = bedroom.repeat(len(ask), axis=0)
    for i, row in [(i, row) for row in rows for i in range(len(ask))]:
        words = max((may_share(pair, i, other) for other in in_the_room(pair, i, row)), default=int(MET))
        outcomes[i, row] = max(int(bedroom[0, row]), _in_shared_room(pair, i, row, words))
    return outcomes


def nobody_shares_the_room(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Nobody else sleeps in the room on any night; from the birthday of `own_bedroom_from_age`."""
    rows = _shared_rows(place)
    outcomes = np.full(pair.shape if rows else (1, 1), MET, np.int8)
    for i, row in [(i, row) for row in rows for i in range(len(ask))]:
        shares = any(True for _ in in_the_room(pair, i, row))
        outcomes[i, row] = _in_shared_room(pair, i, row, int(NOT_MET if shares else MET))
    return outcomes


def _in_shared_room(pair: Pairs, i: int, row: int, words: int) -> int:
    """Judged on those who are recorded; and nothing to meet for somebody too young for a room of their own."""
    at_best = int(pair.places.at_best("external_residents")[0, row])
    too_young = opposite(pair.at_least_to_the_end(pair.policy.figures.own_bedroom_from_age))[i, row]
    return min(max(words, at_best), int(too_young))


def _bedrooms(place: Places, _: str) -> Outcomes:
    """Whether each row of a family is a bedroom; met elsewhere."""
    return either(place.not_foster, fact((row.is_bedroom for row in place.rows), PLACE)[None, :])


def _shared_rows(place: Places) -> list[int]:
    """The rows of foster families that are one shared room."""
    rows: list[int] = np.flatnonzero((place.of_row(_is_shared) & place.is_foster)[0]).tolist()
    return rows


def _is_shared(row: Place) -> bool:
    return row.shared_room


def every_adult_is_checked(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A household: every adult living there on the first night has been checked."""
    unchecked = pair.first >= place.of_setting(_unchecked_from, np.int32)
    unknown = pair.first >= place.of_setting(_check_unknown_from, np.int32)
    kept = "household_checks" in policy.feeds or place.of_setting(_checks_are_kept)
    return _by_day(place, unchecked, unknown, np.where(kept, NOT_MET, NOT_JUDGED))


def no_renewal_is_overdue(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A household: on the first night no adult's check is overdue by more than `check_grace_days`."""
    grace = policy.figures.check_grace_days
    overdue, unknown = (pair.first >= place.once(read, grace) for read in (_overdue_from, _renewal_unknown_from))
    return _by_day(place, overdue, unknown, NOT_MET)


def _checks_are_kept(setting: Setting) -> bool:
    """Somebody of the household has a check on record: one that is missing is then no gap in the data."""
    return any(one.checked_on is not None for one in setting.household or ())


def _by_day(
    place: Places, failing: NDArray[np.bool_], unknown: NDArray[np.bool_], word: Outcomes | np.int8
) -> Outcomes:
    """What fails is `word`; what nobody recorded is as the feed has it."""
    unrecorded = np.where(unknown, place.unrecorded("household_checks"), MET)
    return np.where(failing, np.maximum(word, unrecorded), unrecorded)


def _adults(setting: Setting) -> list[tuple[HouseholdMember, int | None]]:
    """Members, not carers, with the day from which each is an adult: 0 always, None where an age is not known."""
    if not is_household(setting):
        return []
    return [(one, _adult_from(one)) for one in setting.household or () if one.relation is not MemberRelation.CARER]


def _adult_from(member: HouseholdMember) -> int | None:
    if member.relation is not MemberRelation.OWN_CHILD:
        return 0
    return None if member.date_of_birth is None else birthday(member.date_of_birth, ADULT).toordinal()


def _unchecked_from(setting: Setting) -> int:
    """From this day on an adult lives there who has not been checked; a far day where none does."""
    return min((day for one, day in _adults(setting) if one.checked_on is None and day is not None), default=FAR)


def _check_unknown_from(setting: Setting) -> int:
    """From this day on nobody knows whether every adult is checked."""
    unaged = any(one.checked_on is None and day is None for one, day in _adults(setting))
    return 0 if unaged or _household_unknown(setting) else FAR


def _household_unknown(setting: Setting) -> bool:
    return is_household(setting) and setting.household is None


def _overdue_from(place: Places, grace: int) -> Days:
    """(1, m): from this day on the renewal of an adult's check is overdue."""
    found = [
        min((max(day, _late(one, grace)) for one, day in _adults(setting) if day is not None), default=FAR)
        for setting in place.settings
    ]
    return np.array(found, np.int32)[place.setting][None, :]


def _renewal_unknown_from(place: Places, grace: int) -> Days:
    """(1, m): from this day on nobody knows whether a renewal is overdue."""
    found = [
        0
        if _household_unknown(setting)
        else min((_doubt(one, day, grace) for one, day in _adults(setting)), default=FAR)
        for setting in place.settings
    ]
    return np.array(found, np.int32)[place.setting][None, :]


def _late(one: HouseholdMember, grace: int) -> int:
    """The first day on which the renewal of a check is late; a far day where none is recorded."""
    return FAR if one.check_renew_by is None else (one.check_renew_by + timedelta(days=grace + 1)).toordinal()


def _doubt(one: HouseholdMember, adult_from: int | None, grace: int) -> int:
    if one.check_renew_by is not None:
        return _late(one, grace) if adult_from is None else FAR
    return FAR if one.checked_on is None else adult_from or 0


RULES = (
    Rule(
        slug="connected-person-temporary-approval",
        kinds=(Kind.AUTHORISE,),
        figures=("temporary_approval_weeks", "temporary_extension_weeks"),
        source=Source(CARE_PLANNING, "regulations 24 and 25", date(2011, 4, 1), "S"),
        limbs=(
            Limb(
                id="connected-person-temporary-approval",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.NOMINATED_OFFICER,),
                judge=temporary_approval_is_agreed,
                says="{temporary_approval_step}",
                rings="Is {setting}'s carer approved, or temporarily approved for {name}?",
            ),
        ),
    ),
    Rule(
        slug="foster-bedroom",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        figures=("own_bedroom_from_age", "share_other_sex_until_age"),
        source=Source(
            STANDARDS, "10.6; opposite sex and harmful behaviour from council procedures", date(2011, 4, 1), "S"
        ),
        limbs=(
            Limb(
                id="foster-bedroom:bars",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=sharing_is_not_barred,
                says="{bedroom_bar}",
                asks="What is recorded about {name}'s age, sex and risks, for sharing a room?",
                rings="{bedroom_question}",
                not_checked="Rooms of families, and who shares them, are not checked here.",
                who="the fostering team",
            ),
            Limb(
                id="foster-bedroom:sharing",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.FOSTERING_MANAGER,),
                judge=nobody_shares_the_room,
                must_record=(
                    "sharing in writing",
                    "each child's authority agreed",
                    "own area in the room",
                    "bullying and abuse history considered",
                    "wishes heard",
                ),
                says="{name} would share a bedroom at {setting}. The fostering manager has to agree, in writing, with each "
                "child's authority.",
                asks="How old is {name}?",
                not_checked="Who shares rooms with families of agencies is not checked here.",
                who="the fostering agency",
            ),
        ),
    ),
    Rule(
        slug="household-adults-checked",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        figures=("check_grace_days",),
        source=Source("Fostering assessment duties; regulation 17 and Schedule 4 for parents", "", None, "U"),
        limbs=(
            Limb(
                id="household-adults-checked:checked",
                kind=Kind.HARD,
                changes=(ChangeKind.FACT,),
                judge=every_adult_is_checked,
                says="A check is missing for an adult at {setting}.",
                rings="Has every adult living at {setting} been checked?",
                not_checked="Checks of adults in households are not checked here.",
                who="the fostering team",
            ),
            Limb(
                id="household-adults-checked:renewal",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.FOSTERING_MANAGER,),
                judge=no_renewal_is_overdue,
                says="The renewal of a check for an adult at {setting} is overdue. The fostering manager has to agree.",
                rings="When do the checks of the adults at {setting} have to be renewed?",
                not_checked="When checks of adults in households run out is not checked here.",
                who="the fostering team",
            ),
        ),
    ),
)

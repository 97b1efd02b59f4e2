"""Section C: support that is close enough, company that has been checked, and a home's standing."""

from datetime import date

import numpy as np

from matcher.domain.codes import Provider, Role, SettingKind, SupportCategory
from matcher.domain.home_codes import CLOSEST_FIRST, Judgement, SupportLevel
from matcher.domain.requests import PlacementRequest
from matcher.domain.setting_facts import CoresidentCheck
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.nights import ADULTS_IN_MINORITY, newcomer
from matcher.frame.places import is_supported
from matcher.ledger import FAR, is_foster, is_residential, ordinal
from matcher.outcomes import ASK, MET, NOT_JUDGED, NOT_MET, PLACE, Outcomes, all_of, either, holds
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

ADULT = 18
NEVER = 0


def support_is_close_enough(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Supported accommodation: cover at night not below the least that is right, and hours enough each week."""
    needed = [all_of(_cover(place, one), _hours(place, one)) for one in ask.requests]
    return np.concatenate([either(place.not_supported, each) for each in needed])


def _cover(place: Places, request: PlacementRequest) -> Outcomes:
    least = request.minimum_support_level
    if least in {None, SupportLevel.VISITS}:
        return np.full((1, 1), ASK if least is None else MET, np.int8)
    return place.meets(least, _covers)


def _covers(setting: Setting, least: SupportLevel | None) -> bool | None:
    if setting.night_cover is None or least is None:
        return None
    return CLOSEST_FIRST.index(setting.night_cover) <= CLOSEST_FIRST.index(least)


def _hours(place: Places, request: PlacementRequest) -> Outcomes:
    if not request.support_hours_needed:
        return np.full((1, 1), ASK if request.support_hours_needed is None else MET, np.int8)
    return place.meets(request.support_hours_needed, _gives)


def _gives(setting: Setting, hours: int) -> bool | None:
    return None if setting.support_hours is None else setting.support_hours >= hours


def adults_there_are_checked(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Under 18 in a unit shared with adults: each adult there who is no care leaver is checked, lately, without a match."""
    adult = pair.at_least(ADULT)
    if (adult == MET).all():
        return adult
    oldest = pair.first - policy.figures.coresident_check_days
    stale = holds(place.of_setting(_oldest_check, np.int32) >= oldest)
    doubtful = np.minimum(holds(place.of_setting(_oldest_if_no_leaver, np.int32) >= oldest), np.int8(PLACE))
    checked = all_of(place.of_setting(_but_for_days, np.int8), stale, doubtful)
    return either(adult, place.setting_fact(_not_shared_open), place.unless_unrecorded(checked, "coresident_checks"))


def _not_shared_open(setting: Setting) -> bool | None:
    if not is_supported(setting) or setting.kind is SettingKind.SUPPORTED_LODGINGS:
        return True
    return None if setting.category is None else setting.category is not SupportCategory.SHARED_OPEN


def _but_for_days(setting: Setting) -> int:
    """What the checks come to if every one is recent enough; not known where not recorded."""
    if setting.coresident_checks is None:
        return PLACE
    return max((int(_match(one)) for one in setting.coresident_checks), default=int(MET))


def _match(one: CoresidentCheck) -> int:
    if one.do_not_place_match is None:
        return int(MET) if one.is_care_leaver else PLACE
    return int(NOT_MET if one.do_not_place_match else MET)


def _oldest_check(setting: Setting) -> int:
    """The oldest check of an adult who is certainly no care leaver; a far day where there is none to check."""
    return _oldest(setting, is_care_leaver=False)


def _oldest_if_no_leaver(setting: Setting) -> int:
    """The same of adults of whom nobody has recorded whether they are."""
    return _oldest(setting, is_care_leaver=None)


def _oldest(setting: Setting, *, is_care_leaver: bool | None) -> int:
    checks = [one for one in setting.coresident_checks or () if one.is_care_leaver is is_care_leaver]
    return min((ordinal(one.checked_on, NEVER) for one in checks), default=FAR)


def placements_are_not_suspended(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Placements there are not suspended by this council."""
    return place.setting_fact(_not_suspended)


def _not_suspended(setting: Setting) -> bool:
    return setting.placements_suspended is not True


def standing_is_good_enough(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Inspected settings: the latest judgement is not inadequate, nor is the provider off contract with an open concern."""
    return place.unless_unrecorded(place.setting_fact(_good_standing), "provider_standing")


def is_inspected(setting: Setting) -> bool:
    """Ofsted inspects it: a children's home, supported accommodation, or a family of a fostering agency."""
    agency = is_foster(setting) and setting.provider is Provider.EXTERNAL
    return is_residential(setting) or is_supported(setting) or agency


def is_inadequate(setting: Setting) -> bool:
    """The latest inspection found it inadequate."""
    return setting.inspection is not None and setting.inspection.judgement is Judgement.INADEQUATE


def is_off_contract(setting: Setting) -> bool:
    """Out of contract with this council, and a concern is open."""
    return setting.in_contract is False and setting.open_concern is True


def _good_standing(setting: Setting) -> bool | None:
    if not is_inspected(setting):
        return True
    if is_inadequate(setting) or is_off_contract(setting):
        return False
    contracted = setting.in_contract or (setting.in_contract is None and setting.provider is Provider.OWN)
    known = setting.inspection is not None and (contracted or setting.open_concern is False)
    return True if known else None


def children_outnumber_adults(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A children's home: on every night those of 18 and over who live there are fewer than those under 18."""
    unfed = place.of_setting(is_residential) & ~place.fed("external_residents")
    outcomes = np.where(unfed, NOT_JUDGED, MET).repeat(len(ask), axis=0)
    closes = (pair.nights.closed_by & ADULTS_IN_MINORITY) != 0
    for i in range(len(ask)):
        one = newcomer(ask, place, i)
        for fails, word in () if one.changes_nothing else one.worst_first:
            nights = fails(pair.first[i])
            outcomes[i] = np.where(nights < pair.presence_end[i], np.maximum(outcomes[i], word), outcomes[i])
    return np.where(closes, NOT_MET, outcomes)


RULES = (
    Rule(
        slug="supported-category-fit",
        kinds=(Kind.AUTHORISE,),
        source=Source("Four categories of supported accommodation; council tiers of support", "Derby City", None, "P"),
        limbs=(
            Limb(
                id="supported-category-fit",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.SERVICE_MANAGER,),
                judge=support_is_close_enough,
                says="{name} needs {support_needed}. {setting} offers {support_offered}. A service manager can agree extra "
                "support.",
                asks="What is the least cover at night that is right for {name}, and how many hours of support a week?",
                rings="Who is at {setting} at night, and how many hours of support a week are there for each person?",
            ),
        ),
    ),
    Rule(
        slug="shared-open-risk-check",
        kinds=(Kind.AUTHORISE,),
        figures=("coresident_check_days",),
        source=Source("Category shared_open of supported accommodation, SI 2023/416 regulation 2", "", None, "P"),
        limbs=(
            Limb(
                id="shared-open-risk-check",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.SERVICE_MANAGER,),
                judge=adults_there_are_checked,
                says="{setting} is shared with adults who have not been checked since {checked_since}, or whose check found a "
                "reason against it.",
                asks="Is {name} under 18?",
                rings="Does {setting} share with adults, and when were they checked?",
                not_checked="Adults who share supported accommodation are not checked here.",
                who="the provider of the accommodation",
            ),
        ),
    ),
    Rule(
        slug="provider-standing",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        source=Source("Practice; Ofsted's published list of inspections", "", None, "P"),
        limbs=(
            Limb(
                id="provider-standing:suspended",
                kind=Kind.HARD,
                unchangeable="Places are taken there again once the council has ended the suspension.",
                judge=placements_are_not_suspended,
                says="This council is not placing at {setting} at present.",
            ),
            Limb(
                id="provider-standing:judgement",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FACT,
                ),
                approvers=(Role.SERVICE_MANAGER,),
                judge=standing_is_good_enough,
                says="{standing} A service manager has to agree.",
                rings="What did the latest inspection of {setting} find, and is the provider in contract?",
                not_checked="Inspections and contracts are not checked here.",
                who="the commissioning team",
            ),
        ),
    ),
    Rule(
        slug="adults-in-minority",
        kinds=(Kind.HARD,),
        source=Source("Introduction to children's homes", "gov.uk", date(2015, 4, 1), "V"),
        limbs=(
            Limb(
                id="adults-in-minority",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.MOVE,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=children_outnumber_adults,
                says="On {adults_from} as many adults as children would be living at {setting}, which changes what it is "
                "registered as.",
                asks="How old is {name}?",
                rings="How many of those living at {setting} are 18 or over, and how many under 18?",
                not_checked="Who is 18 or over in homes that others run is not checked here.",
                who="the home's manager",
            ),
        ),
    ),
)

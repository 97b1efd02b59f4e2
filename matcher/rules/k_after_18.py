"""Section K: after 18, care leavers and homelessness at 16 and 17, and a bed tonight for the police."""

from datetime import date

import numpy as np

from matcher.domain.codes import Role
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import CareLeaverStatus, LegalStatus
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.nights import EIGHTEENTH_BIRTHDAY
from matcher.frame.places import is_other_arrangement
from matcher.frame.terms import ages_within
from matcher.ledger import is_residential
from matcher.outcomes import ASK, MET, NOT_MET, Outcomes, all_of, either, holds, opposite
from matcher.policy import Policy
from matcher.rules.b_lawful_basis import BASES
from matcher.rules.c_setting_kinds import other_arrangements_are_registered
from matcher.rules.changes import ChangeKind
from matcher.rules.model import Kind, Limb, Rule, Source

ADULT, OF_SIXTEEN, UNTIL = 18, 16, 21
"""Ages of section 20(5) and (3): law, not policy."""

LEFT_CARE = frozenset({CareLeaverStatus.RELEVANT, CareLeaverStatus.FORMER_RELEVANT})


def the_room_is_free(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Nobody who stays put with the family after 18 uses the last free room."""
    ledger = place.ledger
    known = either(place.not_foster, place.setting_fact(_household_known))
    rooms = {(row, who) for who, homes in ledger.staying_put.items() for _, row in homes if row >= 0}
    if not rooms:
        return known
    outcomes = known.repeat(len(ask), axis=0)
    for i, person in enumerate(ask.people):
        for row in {row for row, who in rooms if who != person.id}:
            free = ledger.free_beds(row, int(pair.first[i, row]), person.id)
            outcomes[i, row] = outcomes[i, row] if free > 0 else NOT_MET
    return outcomes


def _household_known(setting: Setting) -> bool | None:
    return None if setting.household is None else True


def a_placement_ends_at_eighteen(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A looked-after placement begins, with nights enough, before the 18th birthday; or section 20(5) allows it after."""
    enough = holds((pair.nights.closed_by & EIGHTEENTH_BIRTHDAY) == 0)
    under_18 = opposite(pair.at_least(ADULT))
    if not under_18.any():
        return enough
    other = _no_looked_after_placement(ask, place)
    return all_of(enough, either(under_18, other, pair.once(may_stay_in_a_community_home)))


def a_community_home_is_agreed_after_eighteen(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """From 18, under section 20(5), a community home only with the leaving care manager's approval."""
    under_18 = opposite(pair.at_least(ADULT))
    if not under_18.any():
        return under_18
    other = _no_looked_after_placement(ask, place)
    return either(under_18, other, opposite(pair.once(may_stay_in_a_community_home)))


def _no_looked_after_placement(ask: Asks, place: Places) -> Outcomes:
    """Outreach, or an arrangement after 18: support for a care leaver is one from that birthday on."""
    leaving_care = all_of(opposite(place.not_supported), ask.person_fact(_is_care_leaver))
    return either(_not_looked_after(ask), holds(~place.is_placement), leaving_care)


def _is_care_leaver(person: YoungPerson) -> bool | None:
    status = person.care_leaver_status
    return None if status is None else status is not CareLeaverStatus.NONE


def _left_care(person: YoungPerson) -> bool | None:
    return None if person.care_leaver_status is None else person.care_leaver_status in LEFT_CARE


def _not_looked_after(ask: Asks) -> Outcomes:
    """(n, 1): a care leaver, or homeless without section 20; under an order or the like, both have to be recorded."""
    s20 = np.array([status is LegalStatus.S20 for status in ask.legal])[:, None]
    homeless = all_of(ask.request_fact(_homeless), holds(~s20))
    found = either(ask.person_fact(_left_care), homeless)
    in_care = np.array([status in BASES for status in ask.legal])[:, None]
    return np.where(in_care & (found == ASK), NOT_MET, found)


def may_stay_in_a_community_home(pair: Pairs) -> Outcomes:
    """Section 20(5): a community home for 16 and over, within its statement of purpose, to the 21st birthday."""
    ask, place = pair.asks, pair.places
    youngest, oldest, _, _ = place.statement_limits
    return all_of(
        ask.status_in(LegalStatus.S20),
        place.setting_fact(_is_community_home),
        place.setting_fact(_takes_16_and_over),
        ages_within(ask, youngest, oldest, pair.first, pair.last_age_day),
        opposite(pair.at_least_to_the_end(UNTIL)),
    )


def _is_community_home(setting: Setting) -> bool | None:
    return setting.is_community_home if is_residential(setting) else False


def _takes_16_and_over(setting: Setting) -> bool | None:
    statement = setting.statement_of_purpose
    youngest, oldest = (statement.age_min, statement.age_max) if statement else (None, None)
    if (youngest is not None and youngest > OF_SIXTEEN) or (oldest is not None and oldest < OF_SIXTEEN):
        return False
    return None if youngest is None or oldest is None else True


def suitable_for_a_relevant_child(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """A care leaver of 16 or 17 lives only where an "other arrangement" may be: registered, excepted, or signed off."""
    others = opposite(
        ask.person_fact(
            lambda person: (
                None if person.care_leaver_status is None else person.care_leaver_status is CareLeaverStatus.RELEVANT
            )
        )
    )
    if not others.any():
        return others
    return either(others, other_arrangements_are_registered(ask, place, pair, policy))


def _homeless(request: PlacementRequest) -> bool | None:
    return request.homeless


def _not_16_or_17(pair: Pairs) -> Outcomes:
    return either(opposite(pair.at_least(OF_SIXTEEN)), pair.at_least(ADULT))


def _assessed(request: PlacementRequest) -> bool:
    made = request.joint_assessment
    return made is not None and made.assessed_on is not None and made.wishes_recorded_on is not None


def jointly_assessed_when_homeless(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Homeless at 16 or 17, and not to be looked after: the joint assessment and their wishes are recorded."""
    housed = opposite(ask.request_fact(_homeless))
    if not housed.any():
        return housed
    s20 = np.array([status is LegalStatus.S20 for status in ask.legal])[:, None]
    done = holds(s20 | ask.of_request(_assessed))
    return either(housed, pair.once(_not_16_or_17), done)


def never_bed_and_breakfast(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """Homeless at 16 or 17: never bed and breakfast, in an emergency either."""
    housed = opposite(ask.request_fact(_homeless))
    if not housed.any():
        return housed
    return either(housed, pair.once(_not_16_or_17), place.setting_fact(_is_no_bed_and_breakfast))


def _is_no_bed_and_breakfast(setting: Setting) -> bool | None:
    if setting.is_bed_and_breakfast is None:
        return None if is_other_arrangement(setting) else True
    return not setting.is_bed_and_breakfast


def takes_transfers_from_custody(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """The police ask for a bed: only settings marked as taking transfers from custody."""
    if not ask.is_pace_transfer.any():
        return np.full((1, 1), MET)
    return either(holds(~ask.is_pace_transfer), place.setting_fact(_takes_pace))


def _takes_pace(setting: Setting) -> bool:
    return setting.takes_pace is True


def passed_up_where_no_place_is_free(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """About the request, and no place's fault: the answer says it where no lawful place is found."""
    return np.full((1, 1), MET)


RULES = (
    Rule(
        slug="staying-put-effect",
        kinds=(Kind.NOTE,),
        figures=("staying_put_counts",),
        source=Source("Children Act 1989", "section 23CZA", date(2014, 5, 13), "S"),
        limbs=(
            Limb(
                id="staying-put-effect",
                kind=Kind.NOTE,
                judge=the_room_is_free,
                says="Somebody is staying put with this family, so the room is not free.",
                rings="Is anybody staying put with {setting} after 18, and in which room?",
            ),
        ),
    ),
    Rule(
        slug="no-placement-after-18",
        kinds=(Kind.HARD, Kind.AUTHORISE),
        figures=("age_horizon_days",),
        source=Source("Children Act 1989", "sections 20(5), 53 and 105", date(1991, 10, 14), "U"),
        limbs=(
            Limb(
                id="no-placement-after-18:ends",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                judge=a_placement_ends_at_eighteen,
                says="{eighteen}",
                asks="How old is {name}, and is {name} a care leaver?",
                rings="Is {setting} a community home, and for which ages is it set up?",
            ),
            Limb(
                id="no-placement-after-18:community-home",
                kind=Kind.AUTHORISE,
                changes=(
                    ChangeKind.APPROVAL,
                    ChangeKind.FEWER_NIGHTS,
                ),
                approvers=(Role.LEAVING_CARE_MANAGER,),
                judge=a_community_home_is_agreed_after_eighteen,
                says="{name} is 18 or over on the first night. The leaving care manager has to agree to a community home, "
                "until 21 at most.",
                asks="How old is {name}, and under which legal status?",
                rings="Is {setting} a community home, and for which ages is it set up?",
            ),
        ),
    ),
    Rule(
        slug="care-leaver-16-17-suitable",
        kinds=(Kind.HARD,),
        source=Source("Children Act 1989", "section 23B(8)(b); SI 2023/416 regulation 37", date(2023, 10, 28), "V"),
        limbs=(
            Limb(
                id="care-leaver-16-17-suitable",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                    ChangeKind.FEWER_NIGHTS,
                ),
                footing=True,
                by_age_band=True,
                judge=suitable_for_a_relevant_child,
                says="{setting} is not suitable for a care leaver under 18.",
                asks="Is {name} a care leaver (a relevant child)?",
                rings="Is {setting} registered with Ofsted, from when and until when?",
            ),
        ),
    ),
    Rule(
        slug="homeless-16-17-assessment",
        kinds=(Kind.CONFIRM, Kind.HARD),
        source=Source(
            "Joint statutory guidance on homeless 16 and 17 year olds",
            "April 2010; R (G) v Southwark [2009] UKHL 26",
            date(2010, 4, 1),
            "V",
        ),
        limbs=(
            Limb(
                id="homeless-16-17-assessment:assessment",
                kind=Kind.CONFIRM,
                approvers=(Role.SOCIAL_WORKER,),
                emergency_duty="duty-joint-assessment",
                judge=jointly_assessed_when_homeless,
                says="{name} may be a child in need of accommodation. Complete the joint assessment first.",
                asks="Has {name} nowhere to live, and how old is {name}?",
            ),
            Limb(
                id="homeless-16-17-assessment:bed-and-breakfast",
                kind=Kind.HARD,
                changes=(
                    ChangeKind.FACT,
                    ChangeKind.WAIT,
                ),
                by_age_band=True,
                judge=never_bed_and_breakfast,
                says="Bed and breakfast is never offered to somebody of 16 or 17 who is homeless.",
                asks="Has {name} nowhere to live, and how old is {name}?",
                rings="Is {setting} bed and breakfast?",
            ),
        ),
    ),
    Rule(
        slug="pace-bed-tonight",
        kinds=(Kind.HARD, Kind.DUTY),
        figures=("pace_return_hour",),
        source=Source(
            "Children Act 1989",
            "section 21(2)(b); Police and Criminal Evidence Act 1984 section 38(6)",
            date(2015, 10, 26),
            "S",
        ),
        limbs=(
            Limb(
                id="pace-bed-tonight:takes-pace",
                kind=Kind.HARD,
                unchangeable="Only a place that takes young people from custody can be asked tonight.",
                judge=takes_transfers_from_custody,
                says="{setting} does not take young people transferred from custody. {name} needs a bed until {pace_return}.",
            ),
            Limb(
                id="pace-bed-tonight:escalate",
                kind=Kind.DUTY,
                judge=passed_up_where_no_place_is_free,
                says="The police ask for a bed tonight. We have not found a place for {name}: {reasons}. The council must still "
                "provide a bed: call the on-call senior manager now, and tell the custody officer.",
            ),
        ),
    ),
)

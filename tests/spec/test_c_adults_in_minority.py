"""Catalogue section C, `adults-in-minority`: on every night offered those of 18 and over are fewer than those under 18."""

from dataclasses import replace
from datetime import date

from fixtures.plain_world import emergency, lives, person, setting
from matcher.domain.codes import Provider, SettingKind
from matcher.domain.person_codes import CareLeaverStatus
from matcher.options.explain import outcomes
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from tests.spec.support import MET, NOT_MET, PLACE, answer, day, entry, listed, outcome, ruled_out, scene

ADULTS = "adults-in-minority"
ADULT, CHILD = date(2008, 1, 1), date(2011, 5, 4)


def home(*born, **facts):
    there = tuple(person(f"r{n}", date_of_birth=one) for n, one in enumerate(born))
    return scene(setting(**facts.pop("home", {})), there=there, **facts)


def test_an_eighteenth_birthday_ends_the_nights_offered():
    """Conformance case 7: the night before is met."""
    there = entry(home(ADULT, date(2008, 6, 10), CHILD))

    assert (there.first_night, there.leaving) == (day(0), day(9))


def test_too_few_nights_before_the_birthday_rule_the_home_out_and_say_from_when():
    failed = ruled_out(home(ADULT, date(2008, 6, 4), CHILD)).failed

    assert [(one.rule, one.says) for one in failed] == [
        (
            ADULTS,
            (
                "On 4 June 2026 as many adults as children would be living at Setting home, which changes what it is registered "
                "as."
            ),
        )
    ]


def test_nights_open_again_when_the_mix_changes():
    stays = (lives("r0", leaving=day(3)), lives("r1"))
    flexible = home(ADULT, ADULT, stays=(lives("r0", leaving=day(3)),))
    ask = replace(flexible.placement_requests[0], first_night_latest=day(5))

    assert outcome(home(ADULT, CHILD, stays=stays), ADULTS) is MET
    assert entry(replace(flexible, placement_requests=(ask,))).first_night == day(3)


def test_a_persons_own_stay_does_not_count_twice():
    there = scene(there=(person("r0", date_of_birth=ADULT), person("r1", date_of_birth=CHILD)))
    own = replace(there, placements=(*there.placements, lives("yp")))

    assert outcome(own, ADULTS) is MET


def test_somebody_of_18_counts_among_the_adults_themselves():
    leaver = person(date_of_birth=ADULT, care_leaver_status=CareLeaverStatus.FORMER_RELEVANT)

    assert outcome(home(CHILD, who=leaver), ADULTS) is NOT_MET
    assert outcome(home(CHILD, CHILD, who=leaver), ADULTS) is MET


def test_an_age_nobody_knows_waits_in_a_planned_move_and_is_a_worry_in_an_emergency():
    assert outcome(home(None), ADULTS) is PLACE
    assert listed(home(None)) == "needs_information"
    assert ADULTS in [one.rule for one in entry(home(None, ask=emergency())).worries]


def test_an_age_nobody_knows_does_not_matter_where_children_are_enough():
    assert outcome(home(None, CHILD), ADULTS) is MET


def test_homes_of_others_are_not_checked_here_unless_they_tell_us_who_lives_there():
    theirs = home(ADULT, home={"provider": Provider.EXTERNAL})
    fed = replace(load_policy(), feeds=frozenset({"external_residents"}), hash="fed")

    assert listed(theirs) != "excluded"
    assert ADULTS in [one.rule for one in answer(theirs).not_checked_here]
    assert outcomes(theirs, "req", "home-bed", fed)[ADULTS] is Outcome.NOT_MET


def test_it_is_about_childrens_homes_only():
    assert outcome(home(ADULT, home={"kind": SettingKind.FOSTER_FAMILY}), ADULTS) is MET

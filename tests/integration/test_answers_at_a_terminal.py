"""How an answer is shown: everything that matters, in order, and never more lines than there is room for."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from api import wording as words
from api.terminal.answer import answer_lines, short_answer_lines
from api.terminal.tables import request_table
from fixtures.plain_world import TODAY, emergency, person, request, setting, world
from matcher.domain.codes import Role, SettingKind
from matcher.domain.people import PossibleAges, Relationship, View
from matcher.domain.person_codes import AgeBand, AgeState, Depth, ViewAbout, ViewStrength
from matcher.domain.values import LONDON
from matcher.options.result import Approval, Approved, Duty, NotChecked, Question, Says, Worry
from matcher.rules import RULE_BOOK, Kind
from tests.integration.results import CONTACT, approval, excluded, option, part, result, step


def whole(answer, snapshot=None) -> str:
    return "\n".join(line.plain for line in answer_lines(snapshot or world(), answer))


def short(answer, height: int = 40, snapshot=None, named=()) -> list[str]:
    return [line.plain for line in short_answer_lines(snapshot or world(), answer, height, named)]


def line_with(text: str, piece: str) -> str:
    return next(line for line in text.splitlines() if piece in line)


def test_the_request_takes_five_lines():
    lines = short(result())
    assert lines[0] == "Request req, planned  as things stood on Fri 22 May 2026 10:00"
    assert [line.split("  ")[2] for line in lines[1:6]] == ["for", "asked by", "nights", "now", "they say"]
    assert "Robin, 14, female, door: planned move" in lines[1]
    assert "A. Social-Worker, 01000 000000" in lines[2]
    assert "Mon 1 Jun to Mon 29 Jun, 28 nights; short term" in lines[3]
    assert "interim care order" in lines[4]


def test_what_nobody_has_recorded_is_said_so():
    unknown = world(
        young_people=(person(name_to_use=None, date_of_birth=None, sex=None, views=None, legal_status=None),)
    )
    text = whole(result(), unknown)
    assert "name not recorded, age not recorded, sex not recorded" in text
    assert "legal reason not recorded" in text
    assert "nobody has recorded what they want: ask" in text


def test_what_the_young_person_says_is_shown():
    said = person(
        views=(
            View(about=ViewAbout.SETTING_KIND, setting_kind=SettingKind.FOSTER_FAMILY, view=ViewStrength.AGAINST),
            View(about=ViewAbout.SETTING, setting_id="home", view=ViewStrength.STRONGLY_FOR),
        ),
        relationships=(Relationship(person_id="kw", depth=Depth.MET),),
    )
    text = whole(result(), world(setting(name="Hazel House"), young_people=(said,)))
    assert "against: foster family; strongly for: Hazel House; knows Kay Worker" in text


def test_an_emergency_is_named_with_who_declared_it():
    text = whole(result(), world(placement_requests=(emergency(),)))
    assert text.startswith("Request req, emergency")
    assert "emergency declared by S. Manager" in text
    assert "from Fri 22 May, no planned end" in text


def test_options_and_approvals_are_one_list_in_order():
    answer = result(options=(option(1, "First"), option(3, "Third")), needs_approval=(option(2, "Second"),))
    text = whole(answer)
    assert text.index("First") < text.index("Second") < text.index("Third")
    assert "3 considered: 2 can be offered, 1 needs approval, 0 ruled out" in text


def test_family_and_friends_come_first_whatever_their_rank():
    answer = result(options=(option(1, "First"), option(2, "Aunt", family_and_friends=True)))
    text = whole(answer)
    assert text.index("Aunt") < text.index("First")
    assert "family and friends" in line_with(text, "Aunt (")


def test_an_option_shows_score_range_and_near_tie():
    text = whole(result(options=(option(1, score=64.2, score_range=(64.2, 78.0), near_tie=True),)))
    line = line_with(text, "Home (children's home)")
    assert line.startswith("  1  64.2-78.0")
    assert line.endswith("about equal")


def test_a_score_that_cannot_rise_is_one_figure():
    assert "  1  70.0       Home" in whole(result(options=(option(1),)))


def test_an_option_shows_its_reasons_its_score_as_a_sum_and_whom_to_ring():
    text = whole(result(options=(option(1),)))
    assert "+ Robin already knows somebody here." in text
    assert "= known carer 12 of 12" in text
    assert "> ring The manager 01632 960001; on call M. Manager; arrive by 23:30; Carer drives; 15 min away" in text


def test_estimated_journeys_say_about():
    text = " ".join(whole(result(options=(option(1, travel_is_estimate=True),))).split())
    assert "about 15 min away; about 20 min to school" in text


def test_a_sentence_about_the_place_does_not_repeat_its_name():
    worry = Worry(rule="staff-ratio", says="Home would be one short.", check_by=date(2026, 6, 3))
    assert "! It would be one short. Check by Wed 3 Jun." in whole(result(options=(option(1, worries=(worry,)),)))


def test_who_has_to_approve_is_named_with_the_reason():
    needing = option(4, approvals=(approval(Role.NOMINATED_OFFICER),))
    assert "! Needs nominated officer: Somebody has to agree." in whole(result(needs_approval=(needing,)))
    crowded = result(options=tuple(option(n, f"Home {n}") for n in range(1, 4)), needs_approval=(needing,))
    assert short(crowded, height=14)[-1].endswith("needs nominated officer")


def test_what_was_approved_by_telephone_says_so():
    given = Approved(
        rule="staff-ratio", role=Role.MANAGER_ON_CALL, person="M. Manager", made_on=TODAY, by_telephone=True
    )
    text = " ".join(whole(result(options=(option(1, approved=(given,)),))).split())
    assert "Approved by manager on call on Fri 22 May, by telephone, not yet countersigned: staff ratio." in text


def test_what_an_approval_has_to_record_and_why_one_does_not_count_are_shown():
    wrong = Approval(
        rule="staff-ratio",
        roles=(Role.REGISTERED_MANAGER,),
        says="Two are needed.",
        must_record=("the cover",),
        why_not=("What M. Manager recorded does not count: it gives no reason.",),
    )
    text = " ".join(whole(result(needs_approval=(option(1, approvals=(wrong,)),))).split())
    assert "Two are needed. Record with it: the cover. What M. Manager recorded does not count" in text


def test_the_conditions_of_an_approval_are_shown():
    given = Approved(
        rule="staff-ratio", role=Role.DCS, person="D", made_on=TODAY, by_telephone=False, conditions="Until Monday"
    )
    text = " ".join(whole(result(options=(option(1, approved=(given,)),))).split())
    assert "staff ratio. Conditions: Until Monday." in text


def test_what_confirming_creates_is_said_once_for_all_places_with_who_and_by_when():
    def told(due: str) -> Duty:
        return Duty(slug="duty-tell-person", due=due, says="Tell Robin.", who=(Role.SOCIAL_WORKER, Role.KEY_WORKER))

    same = whole(result(options=tuple(option(n, f"Home {n}", duties=(told("2026-06-01"),)) for n in (1, 2))))
    other = option(2, "Home 2", duties=(told("2026-06-03"),))
    some = whole(result(options=(option(1, duties=(told("2026-06-01"),)), other, option(3, "Home 3"))))

    assert "social worker or key worker, by Mon 1 Jun: Tell Robin." in same
    assert "social worker or key worker, by Mon 1 Jun or later, by the place (for 1 and 2): Tell Robin." in some


def test_where_nobody_is_named_at_the_home_the_manager_on_call_is():
    nobody = replace(CONTACT, name="", telephone="")
    assert "> no telephone number recorded; on call M. Manager" in whole(result(options=(option(1, contact=nobody),)))


def test_a_place_that_is_not_known_enough_shows_its_question():
    asked = Question(rule="carer-approved:status", says="Is the carer approved?", ask_whom="the fostering team")
    text = whole(result(needs_information=(option(None, questions=(asked,)),)))
    assert "? Is the carer approved? Ask the fostering team." in text
    assert line_with(text, "Home (").startswith("  -  ")


def test_a_line_with_many_tags_keeps_to_its_width():
    crowd = tuple(Role)
    tagged = option(9, "A name of some length", near_tie=True, family_and_friends=True, leaving=date(2027, 6, 10))
    tagged = replace(tagged, approvals=tuple(approval(role) for role in crowd))
    line = short(result(needs_approval=(*(option(n) for n in range(1, 9)), tagged)), height=20)
    assert max(map(len, line)) <= 100


def test_other_nights_than_those_asked_for_are_shown():
    text = whole(result(options=(option(1, first_night=date(2026, 6, 3), leaving=date(2026, 6, 10)),)))
    assert line_with(text, "Home (").endswith("from Wed 3 Jun; until Wed 10 Jun")


def test_the_same_step_at_every_place_is_said_once():
    steps = (step("Record who agreed.", Role.SERVICE_MANAGER),)
    answer = result(options=(option(1, "One", before_confirming=steps), option(2, "Two", before_confirming=steps)))
    assert whole(answer).count("Record who agreed.") == 1
    assert "- service manager, before confirming: Record who agreed." in whole(answer)


def test_a_step_of_some_places_names_their_ranks():
    first = option(1, "One", before_confirming=(step("The group at One is new.", Role.REGISTERED_MANAGER),))
    second = option(2, "Two", before_confirming=(step("The group at Two is new.", Role.REGISTERED_MANAGER),))
    text = whole(result(options=(first, second, option(3, "Three"))))
    assert "- registered manager, before confirming (for 1 and 2): The group at the place is new." in text


def test_a_due_moment_is_said_in_words():
    steps = (step("Meet.", Role.SOCIAL_WORKER, due="2026-05-25T20:05+01:00"),)
    assert "social worker, by Mon 25 May 20:05: Meet." in whole(result(options=(option(1, before_confirming=steps),)))


def test_a_question_asked_at_the_top_is_not_repeated_below():
    asked = Says(rule="accommodation-agreed", says="Who agreed?")
    answer = result(
        ask_first=(asked,), options=(option(1, before_confirming=(step("Who agreed?", Role.SOCIAL_WORKER),)),)
    )
    assert whole(answer).count("Who agreed?") == 1


def test_what_is_not_checked_here_is_said_once_with_whom_to_ask():
    unchecked = tuple(
        NotChecked(rule=rule, says="Not checked.", who="the home's manager") for rule in ("staff-ratio", "waking-night")
    )
    text = whole(result(options=(option(1),), not_checked_here=unchecked))
    assert "- not checked here, ask the home's manager: staffing and waking nights" in text


def test_a_referred_request_says_where_to_go_and_lists_nothing():
    text = whole(result(referred=(Says(rule="refer-youth-detention", says="Ask the Youth Custody Service."),)))
    assert "Not for this service\n    ! Ask the Youth Custody Service." in text
    assert "Options" not in text


def test_ruled_out_places_are_counted_by_reason_and_named_with_theirs():
    answer = result(
        excluded=(excluded("Full", "Full has no bed."), excluded("Shut", "Shut is closed.", "Shut is far."))
    )
    text = whole(answer)
    assert "2 no free bed for these nights" in text
    assert "x Full (hub bed): It has no bed." in text
    assert "x Shut (hub bed): It is closed. It is far." in text


def test_rules_that_keep_young_people_safe_are_counted_together():
    counted = {"do-not-place-together": 2, "location-exclusion": 3}
    assert "5 to keep young people safe" in whole(result(excluded=(excluded("A", "No."),), excluded_by_rule=counted))


def test_a_short_answer_names_three_ruled_out_places_those_asked_for_first():
    answer = result(excluded=tuple(excluded(f"Home{n}", f"Reason {n}.") for n in range(9)))
    crosses = [line for line in short(answer, named=("Home7",)) if line.startswith("    x ")]
    assert crosses[0] == "    x Home7 (hub bed): Reason 7."


@pytest.mark.parametrize("height", [34, 40])
@pytest.mark.parametrize("count", [0, 1, 5, 60])
def test_a_short_answer_keeps_to_its_height_and_width(count, height):
    long = "A very long sentence that goes on about everything there is. " * 5
    steps = tuple(step(f"{n} {long}", Role.SOCIAL_WORKER) for n in range(6))
    options = tuple(
        option(
            n,
            f"Home {n} {long}",
            before_confirming=steps,
            approvals=(approval(Role.DCS, says=long),),
            parts=(part(long),),
        )
        for n in range(1, count + 1)
    )
    asked = tuple(Says(rule="age", says=long) for _ in range(9))
    ruled_out = tuple(excluded(f"Home {n}", long) for n in range(4))
    lines = short(result(needs_approval=options, ask_first=asked, excluded=ruled_out), height)
    assert len(lines) <= height
    assert max(map(len, lines)) <= 100


def test_a_short_answer_says_how_many_options_it_leaves_out():
    lines = short(result(options=tuple(option(n, f"Home {n}") for n in range(1, 61))), 30)
    shown = sum("(children's home)" in line for line in lines)
    assert f"and {60 - shown} more" in "\n".join(lines)


def test_nothing_that_a_terminal_would_obey_gets_through():
    nasty = "Home\x1b[31m\x07\r\nRed"
    texts = [
        whole(
            result(
                options=(option(1, nasty, contact=replace(CONTACT, name=nasty)),), excluded=(excluded(nasty, nasty),)
            )
        ),
        whole(result(), world(young_people=(person(name_to_use=nasty),))),
        "\n".join(line.plain for line in request_table(world(young_people=(person(name_to_use=nasty),)))),
    ]
    assert not any(set("\x1b\x07\r") & set(text) for text in texts)


def test_closed_requests_are_not_listed():
    rows = request_table(world(placement_requests=(request(), request("closed", is_open=False))))
    assert [row.plain.split()[0] for row in rows] == ["request", "req"]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({}, "14"),
        ({"age_state": AgeState.DISPUTED}, "14, age disputed"),
        ({"date_of_birth": None, "possible_ages": PossibleAges(youngest=15, oldest=18)}, "15 to 18, not certain"),
        ({"date_of_birth": None, "age_band": AgeBand.AGED_16_17}, "16 or 17"),
        ({"date_of_birth": None}, "age not recorded"),
    ],
)
def test_an_age_is_said_as_far_as_it_is_known(facts, says):
    assert words.age(person(**facts), TODAY) == says


def test_moments_are_london_time():
    utc = datetime.fromisoformat("2026-05-25T19:05+00:00")
    assert words.moment(utc, TODAY) == "Mon 25 May 20:05"
    assert words.moment(datetime(2027, 1, 4, 9, 0, tzinfo=LONDON), TODAY) == "Mon 4 Jan 2027 09:00"


def test_every_rule_that_can_rule_out_has_words_for_it():
    hard = {rule.slug for rule in RULE_BOOK if any(limb.kind is Kind.HARD for limb in rule.limbs)}
    assert hard <= set(words.RULED_OUT_BY)

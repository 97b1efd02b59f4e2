"""The parts of the score that are about what a place offers, one at a time: the share, what it could add, and the reason given."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fixtures.plain_world import START, carer, day, lives, person, place, request, scene, setting, world
from matcher.domain.carers import TemporaryApproval
from matcher.domain.codes import ApprovalStatus, Footing, SettingKind
from matcher.domain.people import IdentityNeed, Need
from matcher.domain.person_codes import IdentityAspect, NeedCategory
from matcher.domain.settings import BespokeFooting, IdentityOffer
from tests.spec.score_alone import Scored, scored

# Skills


SKILLS = "worker-skill-fit"
TRAUMA, AUTISM, SELF_HARM = NeedCategory.TRAUMA, NeedCategory.AUTISM, NeedCategory.SELF_HARM


def needs(*levels: tuple[NeedCategory, int], skills: tuple[NeedCategory, ...] | None = ()) -> Scored:
    wanted = tuple(Need(category=one, level=level) for one, level in levels)
    return scored(scene(setting(skills=skills), who=person(needs=wanted)), SKILLS)


def test_experience_counts_by_the_level_of_the_need():
    both = ((TRAUMA, 3), (AUTISM, 1))

    assert needs(*both, skills=(TRAUMA, AUTISM)) == Scored(1.0, 0.0, True, "Experience of every assessed need.")
    assert needs(*both, skills=(TRAUMA,)) == Scored(
        0.75, 0.0, True, "Experience of the assessed needs, but for autism."
    )
    assert needs(*both, skills=(AUTISM,)) == Scored(0.25, 0.0, True, "Setting home has little experience of trauma.")
    half = needs((TRAUMA, 1), (SELF_HARM, 1), skills=(TRAUMA,))
    assert half == Scored(0.5, 0.0, True, "Experience of the assessed needs, but for self harm.")
    assert needs((SELF_HARM, 1), (AUTISM, 1)).because == "Setting home has little experience of self harm, autism."


def test_experience_nobody_recorded_could_be_full():
    said = "What Setting home has experience of is not recorded."

    assert needs((TRAUMA, 1), skills=None) == Scored(0.0, 1.0, False, said)


def test_no_needs_are_full_and_not_assessed_half():
    unknown = scored(scene(who=person(needs=None)), SKILLS)

    assert needs() == Scored(1.0, 0.0, True, "No assessed needs to match.")
    assert unknown == Scored(0.5, 0.5, False, "Nobody has recorded Robin's assessed needs.")


# Culture, religion and language


CULTURE = "culture-religion-language"
RELIGION, LANGUAGE, BACKGROUND = IdentityAspect.RELIGION, IdentityAspect.LANGUAGE, IdentityAspect.CULTURE


def matters(*wanted: tuple[IdentityAspect, str, int], offer: IdentityOffer | None) -> Scored:
    mine = tuple(IdentityNeed(aspect=aspect, wants=one, importance=level) for aspect, one, level in wanted)
    return scored(scene(setting(identity_offer=offer), who=person(identity_needs=mine)), CULTURE)


ISLAM, SOMALI = (RELIGION, "Islam", 3), (LANGUAGE, "Somali", 1)


def test_what_matters_counts_by_how_much():
    offer = IdentityOffer(religions=("islam",), languages=())

    assert matters(ISLAM, SOMALI, offer=offer) == Scored(
        0.75, 0.0, True, "Islam possible; Somali not here yet: plan how."
    )
    assert matters(SOMALI, ISLAM, offer=IdentityOffer(religions=(), languages=("SOMALI",))).share == 0.25
    assert matters(ISLAM, (LANGUAGE, "Somali", 0), offer=offer) == Scored(1.0, 0.0, True, "Islam possible.")


def test_what_nobody_recorded_of_a_place_could_be_there():
    offer = IdentityOffer(religions=("Islam",), languages=None)

    assert matters(ISLAM, SOMALI, offer=offer) == Scored(0.75, 0.25, False, "Islam possible; Somali not recorded.")
    assert matters(ISLAM, offer=None) == Scored(0.0, 1.0, False, "Islam not recorded.")


def test_an_interpreter_speaks_the_language_and_a_plan_stands_in_for_a_background():
    background = (BACKGROUND, "Somali", 1)

    assert matters(SOMALI, offer=IdentityOffer(languages=(), interpreter_for=("somali",))).share == 1.0
    assert matters(SOMALI, offer=IdentityOffer(languages=(), culture_plan=True)).share == 0.0
    assert matters(background, offer=IdentityOffer(cultures=(), culture_plan=True)).share == 1.0
    assert matters(background, offer=IdentityOffer(cultures=(), interpreter_for=("Somali",))).share == 0.0
    assert matters(background, offer=IdentityOffer(cultures=("SOMALI",))).share == 1.0


def test_nothing_that_matters_is_full_and_not_asked_half():
    asks = "Ask Robin what matters about culture, religion and language."
    nothing = Scored(1.0, 0.0, True, "Nothing recorded as mattering here.")

    assert matters(offer=None) == nothing
    assert matters((RELIGION, "Islam", 0), offer=None) == nothing
    assert scored(scene(who=person(identity_needs=None)), CULTURE) == Scored(0.5, 0.5, False, asks)


# The law's order


TIER = "placement-hierarchy"
SAID = {
    6: "Family or friends come first in law.",
    4: "A foster family.",
    2: "A children's home: a stage, not for good.",
    0: "Neither a family nor a children's home.",
}
OPEN = "What this is approved or lawful as is not recorded."


def stands(kind: SettingKind, **facts: Any) -> Scored:
    return scored(scene(setting(kind=kind, **facts)), TIER)


@pytest.mark.parametrize(
    ("kind", "tier"),
    [
        (SettingKind.WITH_PARENTS, 6),
        (SettingKind.CONNECTED_CARER, 6),
        (SettingKind.COMMUNITY_FAMILY, 4),
        (SettingKind.FOSTER_FAMILY, 4),
        (SettingKind.HUB_BED, 2),
        (SettingKind.HUB_EMERGENCY_BED, 2),
        (SettingKind.CHILDRENS_HOME, 2),
        (SettingKind.SUPPORTED_LODGINGS, 0),
        (SettingKind.SUPPORTED_ACCOMMODATION, 0),
    ],
)
def test_families_come_before_homes_and_homes_before_other_arrangements(kind, tier):
    assert stands(kind) == Scored(round(tier / 6, 6), 0.0, True, SAID[tier])


FOR_NOW = TemporaryApproval(young_people=("yp",), started_on=date(2026, 5, 1))


@pytest.mark.parametrize(
    ("carers", "expected"),
    [
        ((carer(approval_status=ApprovalStatus.NOT_APPROVED),), Scored(round(4 / 6, 6), 0.0, True, SAID[4])),
        ((carer(approval_status=ApprovalStatus.TEMPORARILY_APPROVED),), Scored(1.0, 0.0, True, SAID[6])),
        (
            (carer(approval_status=ApprovalStatus.NOT_APPROVED, temporary_approval=FOR_NOW),),
            Scored(1.0, 0.0, True, SAID[6]),
        ),
        ((carer(approval_status=None),), Scored(round(4 / 6, 6), round(2 / 6, 6), False, OPEN)),
        ((carer(approval_status=ApprovalStatus.NOT_APPROVED), carer("other")), Scored(1.0, 0.0, True, SAID[6])),
        (None, Scored(round(4 / 6, 6), round(2 / 6, 6), False, OPEN)),
    ],
)
def test_a_relative_comes_first_once_approved(carers, expected):
    assert stands(SettingKind.CONNECTED_CARER, carers=carers) == expected


def test_a_family_whose_approval_is_not_recorded_is_a_foster_family():
    assert stands(SettingKind.FOSTER_FAMILY, carers=None) == Scored(round(4 / 6, 6), 0.0, True, SAID[4])


@pytest.mark.parametrize(
    ("footing", "expected"),
    [
        (Footing.WITH_PARENTS, Scored(1.0, 0.0, True, SAID[6])),
        (Footing.FOSTER, Scored(round(4 / 6, 6), 0.0, True, SAID[4])),
        (Footing.CHILDRENS_HOME, Scored(round(2 / 6, 6), 0.0, True, SAID[2])),
        (Footing.OWN_HOME_CARE, Scored(0.0, 0.0, True, SAID[0])),
        (None, Scored(0.0, 1.0, False, OPEN)),
    ],
)
def test_a_bespoke_placement_stands_where_its_footing_does(footing, expected):
    stated = BespokeFooting(lawful_footing=footing)

    assert stands(SettingKind.BESPOKE, bespoke=stated) == expected


# Fewest moves


MOVES = "least-moves"
CERTAIN, LIKELY, NONE = "A later move is certain.", "A later move is likely.", "No later move in sight."
FOR_GOOD: dict[str, Any] = {"end_date": None, "expected_nights": None}


def closes_early() -> dict[str, Any]:
    """Somebody else comes to the only bed after three weeks."""
    return {
        "row": place(beds=1),
        "there": (person("sam"),),
        "stays": (lives("sam", first_night=day(21)),),
    }


def test_a_place_for_all_the_nights_needs_no_later_move():
    assert scored(scene(), MOVES) == Scored(1.0, 0.0, True, NONE)
    assert scored(scene(**closes_early()), MOVES) == Scored(0.25, 0.0, True, CERTAIN)


def test_for_good_a_home_is_a_stage_and_a_family_is_not():
    family = setting(kind=SettingKind.FOSTER_FAMILY)
    asked = request(**FOR_GOOD)

    assert scored(scene(ask=asked), MOVES) == Scored(0.5, 0.0, True, LIKELY)
    assert scored(scene(family, ask=asked), MOVES) == Scored(1.0, 0.0, True, NONE)
    assert scored(scene(family, ask=asked, **closes_early()), MOVES) == Scored(0.25, 0.0, True, CERTAIN)


def test_where_they_live_now_there_is_no_move():
    there = scene(ask=request(**FOR_GOOD), stays=(lives("yp"),))

    assert scored(there, MOVES) == Scored(1.0, 0.0, True, "Robin lives here now.")
    left = replace(there, placements=(lives("yp", first_night=START),))
    assert scored(left, MOVES).because == LIKELY


def test_one_night_of_one_is_all_of_it():
    assert scored(scene(ask=request(end_date=day(1), expected_nights=1)), MOVES).because == NONE


def test_each_place_has_its_own_reason():
    two = world(setting(), setting("family", SettingKind.FOSTER_FAMILY))

    assert [scored(two, TIER, row).because for row in (0, 1)] == [SAID[2], SAID[4]]

"""`animals`: allergies and fears, harm to animals, and animals that are liked (1 point)."""

import pytest

from fixtures.plain_world import approval, person, setting, without
from matcher.domain.codes import Role, SettingKind
from matcher.domain.home_codes import AnimalReason
from matcher.domain.people import RiskEntry
from matcher.domain.people_needs import AnimalNeed
from matcher.domain.person_codes import RiskType
from tests.spec.scores import adjustment
from tests.spec.support import answer, entry, listed, ruled_out, scene

CATS, DOGS = setting(pets=("cat",)), setting(pets=("dog",))


def needs_no(species, because=AnimalReason.ALLERGY):
    return person(animal_needs=(AnimalNeed(species=species, because=because, severe=True),))


@pytest.mark.parametrize(
    ("because", "said"), [(AnimalReason.ALLERGY, "a severe allergy"), (AnimalReason.PHOBIA, "a severe fear of it")]
)
def test_a_severe_allergy_or_fear_rules_the_place_out_and_says_of_which_animal(because, said):
    snapshot = scene(CATS, who=needs_no("cat", because))

    assert listed(snapshot) == "excluded"
    assert [one.says for one in ruled_out(snapshot).failed] == [f"There is a cat at Setting home and Robin has {said}."]


def test_which_animals_live_there_has_to_be_known_only_for_a_severe_need():
    assert listed(scene(without(setting(), "pets"), who=needs_no("cat"))) == "needs_information"
    assert listed(scene(without(setting(), "pets"))) == "options"


def test_harm_to_animals_needs_the_place_manager_and_in_a_family_the_carers_agreement_is_enough():
    harmed = person(risks=(RiskEntry(risk=RiskType.HARM_TO_ANIMALS, level=2),))
    family = setting(kind=SettingKind.FOSTER_FAMILY, pets=("dog",), pets_agreed_for=("yp",))
    snapshot = scene(DOGS, who=harmed)

    assert [(one.rule, one.roles) for one in entry(snapshot).approvals] == [
        ("animals:harm", (Role.REGISTERED_MANAGER,))
    ]
    assert listed(scene(family, who=harmed)) == "options"


def test_with_the_place_managers_approval_it_is_an_option():
    harmed = person(risks=(RiskEntry(risk=RiskType.HARM_TO_ANIMALS, level=2),))
    agreed = approval("animals:harm", Role.REGISTERED_MANAGER)

    assert listed(scene(DOGS, who=harmed, authorisations=(agreed,))) == "options"


def test_an_animal_that_is_liked_adds_a_point_and_says_so():
    snapshot = scene(DOGS, who=person(likes_animals=True))
    found = next(one for one in entry(snapshot).adjustments if one.slug == "animals")

    assert (found.points, found.because) == (1.0, "Robin likes animals, and there are some here.")
    assert "animals" in entry(snapshot).strengths


def test_no_animal_no_point():
    assert adjustment(scene(who=person(likes_animals=True)), "animals") == 0.0
    assert adjustment(scene(DOGS), "animals") == 0.0


def test_animals_that_nobody_recorded_add_nothing_and_could():
    snapshot = scene(without(setting(), "pets"), who=person(likes_animals=True))
    found = next(one for one in entry(snapshot).adjustments if one.slug == "animals")

    assert (found.points, found.known, found.could_add) == (0.0, False, 1.0)


def test_whether_the_person_likes_animals_is_not_guessed_and_not_shown():
    snapshot = scene(DOGS, who=without(person(), "likes_animals"))

    assert "animals" not in {one.slug for one in entry(snapshot).adjustments}


def test_allergies_that_nobody_asked_about_are_asked_first():
    asked = {one.rule: one.says for one in answer(scene(who=without(person(), "animal_needs"))).ask_first}

    assert asked["animals:severe"] == "Does Robin have an allergy to, or a fear of, any animal?"

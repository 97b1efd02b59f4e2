"""A brief tells nothing of other young people, nor which of several protective reasons keeps somebody from premises."""

import textstat

from fixtures.plain_world import HOME, NEARBY, lives, person, setting
from matcher.domain.codes import Footing, SettingKind
from matcher.domain.people import LocationExclusion
from matcher.domain.person_codes import ExclusionReason, ExclusionStrength, SeparationReason
from matcher.domain.placements import SeparationEntry
from matcher.domain.settings import BespokeFooting
from matcher.domain.staff import Allocation
from matcher.options.bespoke.result import BespokeBrief, brief_adapter, discreet_brief
from matcher.options.discreet import PROTECTIVE
from tests.packages import bank, brief, closed_home, package_world, worker

CANARY = "Quillfeather"
AVOIDED = (
    "placement breakdown",
    "lac ",
    "non-compliant",
    "manipulat",
    "attention-seeking",
    "absconded",
    "difficult child",
)
HARDEST_GRADE = 9


def told(found: BespokeBrief) -> str:
    return brief_adapter().dump_json(found).decode()


def full_of_others():
    """Somebody else's package, somebody kept apart, somebody whose key worker is asked: each under the canary's name."""
    package = setting(
        "p1",
        SettingKind.BESPOKE,
        name=f"{CANARY}'s package",
        for_young_person_id="other",
        bespoke=BespokeFooting(lawful_footing=Footing.CHILDRENS_HOME),
        rota_held=False,
    )
    parents = setting("par", SettingKind.WITH_PARENTS, name=f"The {CANARY} family", for_young_person_id="other")
    other = person("other", name_to_use=CANARY, home=HOME)
    apart = SeparationEntry(person_a="yp", person_b="other", reason=SeparationReason.BULLYING, source=CANARY)
    team = [worker(f"w{n}", allocations=(Allocation(young_person_id="other"),)) for n in range(4)]
    return package_world(
        (*team, bank("b")),
        homes=(closed_home(), package, parents),
        young_people=(person(), other),
        placements=(lives("other", "par"),),
        separation_entries=(apart,),
    )


def test_other_young_people_are_never_named():
    snapshot = full_of_others()
    assert CANARY not in told(brief(snapshot))
    assert CANARY not in told(discreet_brief(brief(snapshot)))


def test_which_protective_reason_it_is_is_told_only_to_those_who_may_know():
    near = LocationExclusion(
        id="x", strength=ExclusionStrength.MUST_NOT, reason=ExclusionReason.GANG, centre=NEARBY, radius_km=1
    )
    found = brief(package_world((), homes=(closed_home(closures=()),), young_people=(person(exclusions=(near,)),)))

    assert "location-exclusion:must-not" in {one.rule for one in found.would_have_to_exist}
    hidden = discreet_brief(found)
    assert PROTECTIVE in {one.rule for one in hidden.would_have_to_exist}
    assert "location-exclusion" not in told(hidden)


def sentences() -> list[str]:
    """What the brief itself says, with premises and without; the rules' own sentences are held to this elsewhere."""
    found = [brief(package_world(team)) for team in ((), tuple(worker(f"w{n}") for n in range(4)))]
    return [
        one
        for each in found
        for one in (
            *each.says,
            *(each.nights.handover if each.nights else ()),
            *(line.says for line in (each.cost.lines if each.cost else ())),
            *(missing.says for missing in each.would_have_to_exist if missing.setting_id is None),
            *(agreed.says for agreed in (each.premises.to_agree if each.premises else ())),
        )
    ]


def test_its_own_words_are_plain():
    every = sentences()
    assert len(every) > 15
    assert [one for one in every for word in AVOIDED if word in one.casefold()] == []
    assert textstat.flesch_kincaid_grade(" ".join(every)) <= HARDEST_GRADE

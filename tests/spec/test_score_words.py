"""Why a part has its points: the sentence beside each, word for word, and never another young person's."""

from typing import Any

import pytest

from fixtures.plain_world import HOME, START, born, carer, lives, person, place, request, setting, world
from matcher.domain.codes import Provider, SettingKind, TravelMode
from matcher.domain.people import (
    CurrentKeyWorker,
    Education,
    FamilyTime,
    IdentityNeed,
    KeyWorkerPlan,
    NamedPlace,
    Need,
    Relationship,
    RiskEntry,
    SchoolMove,
    SiblingLink,
    View,
    Vulnerability,
)
from matcher.domain.person_codes import (
    Depth,
    EducationStatus,
    IdentityAspect,
    KeyWorkerOutcome,
    NeedCategory,
    RiskType,
    SiblingPlan,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.placements import TravelTime
from matcher.domain.settings import IdentityOffer
from matcher.domain.snapshot import Snapshot
from tests.spec.scores import part, yp
from tests.spec.support import day, entry, scene

FAMILY = SettingKind.FOSTER_FAMILY
EXPLOITATION, VIOLENCE = RiskType.EXPLOITATION, RiskType.VIOLENCE


def why(snapshot: Snapshot, slug: str, place_id: str | None = None) -> str:
    """The sentence beside a part."""
    return part(snapshot, slug, place_id).because


def why_added(snapshot: Snapshot, slug: str, place_id: str | None = None) -> str:
    """The sentence beside an adjustment."""
    return next(one.because for one in entry(snapshot, place_id).adjustments if one.slug == slug)


def minutes(*table: tuple[str, int], mode: TravelMode = TravelMode.PUBLIC_TRANSPORT) -> tuple[TravelTime, ...]:
    """Recorded minutes from each of these to the home."""
    return tuple(TravelTime(origin=origin, setting_id="home", mode=mode, minutes=n) for origin, n in table)


# Key worker


def kept_by(current: CurrentKeyWorker | None, *homes: Any) -> Snapshot:
    return world(*homes, young_people=(person(key_worker=current),))


def plan(outcome: KeyWorkerOutcome, at: str | None = None) -> KeyWorkerPlan:
    return KeyWorkerPlan(outcome=outcome, setting_id=at)


def works_with(*plans: KeyWorkerPlan, worker: str = "kw") -> CurrentKeyWorker:
    return CurrentKeyWorker(worker_id=worker, plans=plans)


@pytest.mark.parametrize(
    ("current", "says"),
    [
        (None, "Nobody has recorded whether there is a key worker."),
        (CurrentKeyWorker(worker_id=None), "There is no key worker yet."),
        (CurrentKeyWorker(worker_id="kw", plans=None), "Ask Kay Worker about going on there."),
        (works_with(plan(KeyWorkerOutcome.AGREED)), "Kay Worker could keep working with Robin there."),
        (works_with(plan(KeyWorkerOutcome.HANDOVER)), "Kay Worker would hand over, with a goodbye."),
        (
            works_with(plan(KeyWorkerOutcome.LOST)),
            "Kay Worker could not go on working with Robin there. Plan a goodbye and a handover.",
        ),
        (
            works_with(plan(KeyWorkerOutcome.AGREED), worker="gone"),
            "The key worker could keep working with Robin there.",
        ),
    ],
)
def test_what_is_agreed_about_the_key_worker_is_said(current, says):
    assert why(kept_by(current), "key-worker-continuity") == says


def test_the_plan_for_this_place_is_said_before_the_plan_for_wherever_and_the_last_of_several():
    lost_here = works_with(plan(KeyWorkerOutcome.LOST, "home"), plan(KeyWorkerOutcome.AGREED))
    told_twice = works_with(plan(KeyWorkerOutcome.LOST, "home"), plan(KeyWorkerOutcome.HANDOVER, "home"))
    two = (setting(), setting("other"))
    assert why(kept_by(lost_here, *two), "key-worker-continuity", "home-bed").startswith("Kay Worker could not go on")
    assert why(kept_by(lost_here, *two), "key-worker-continuity", "other-bed").startswith("Kay Worker could keep")
    assert why(kept_by(told_twice, *two), "key-worker-continuity", "home-bed").startswith("Kay Worker would hand over")
    assert why(kept_by(told_twice, *two), "key-worker-continuity", "other-bed").startswith("Ask Kay Worker")


def test_somebody_whose_name_is_not_recorded_is_the_young_person():
    assert why(yp(name_to_use=None), "key-worker-continuity").endswith(
        "could keep working with the young person there."
    )


# The young person's view


def viewing(*views: View, kind: SettingKind = FAMILY, **facts: Any) -> str:
    return why(scene(setting(kind=kind), who=person(views=views, **facts)), "view-on-option")


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (ViewStrength.STRONGLY_FOR, "Robin is strongly for."),
        (ViewStrength.AGAINST, "Robin is against."),
        (ViewStrength.UNSURE, "Robin is unsure."),
        (ViewStrength.NOT_YET_ASKED, "Ask Robin what they think."),
    ],
)
def test_the_young_persons_view_is_said(view, says):
    assert viewing(View(about=ViewAbout.SETTING, setting_id="home", view=view)) == says


def test_where_they_have_said_nothing_of_this_place_they_are_asked():
    assert viewing() == "Ask Robin what they think."
    assert viewing(View(about=ViewAbout.SETTING, setting_id="other", view=ViewStrength.FOR)).startswith("Ask Robin")
    assert why(yp(views=None), "view-on-option") == "Ask Robin what they think."


def test_no_to_a_kind_of_place_where_they_know_somebody_is_a_question_by_name():
    no = View(about=ViewAbout.SETTING_KIND, setting_kind=FAMILY, view=ViewStrength.AGAINST)
    trusted = (Relationship(person_id="home-carer", depth=Depth.TRUSTED),)
    met = (Relationship(person_id="home-carer", depth=Depth.MET),)
    said = "Robin has said no to this kind of place but knows somebody here. Ask about them by name."
    assert viewing(no, relationships=trusted) == said
    aunt = setting(kind=FAMILY, carers=(carer(name="Aunt Jo"),))
    named = scene(aunt, who=person(views=(no,), relationships=trusted))
    assert why(named, "view-on-option").endswith("but knows Aunt Jo. Ask about Aunt Jo by name.")
    assert why(named, "known-carer") == "Robin already knows Aunt Jo."
    assert viewing(no, relationships=met) == "Robin is against."


# Whom they know


def test_whom_they_know_is_said_and_what_has_not_been_asked():
    known = (Relationship(person_id="home-carer", depth=Depth.MET),)
    family = setting(kind=FAMILY)
    assert why(scene(family, who=person(relationships=known)), "known-carer") == "Robin already knows somebody here."
    assert why(scene(family), "known-carer") == "Robin knows nobody here yet."
    unasked = person(relationships=None, relationships_asked_on=None)
    assert why(scene(family, who=unasked), "known-carer") == "Ask Robin whom they know."


# Living together


def with_sam(**facts: Any) -> Snapshot:
    exposed = (Vulnerability(risk=EXPLOITATION, level=1), Vulnerability(risk=VIOLENCE, level=2))
    return scene(who=person(vulnerabilities=exposed), there=(person("sam", name_to_use="Sam", **facts),))


def risks(**levels: int) -> tuple[RiskEntry, ...]:
    return tuple(RiskEntry(risk=RiskType(name), level=level) for name, level in levels.items())


def test_what_to_plan_for_in_living_together_is_the_largest_and_names_nobody():
    mix = "resident-mix-score"
    said = why(with_sam(risks=risks(exploitation=3, violence=2)), mix)
    assert said == "Living together, the main thing to plan for is violence."
    assert why(with_sam(risks=risks(exploitation=3, violence=1)), mix).endswith("plan for is exploitation.")
    assert why(with_sam(risks=()), mix) == "Nothing stands out about living together."
    assert why(with_sam(risks=None), mix) == "What living together would be like is not recorded."
    assert why(scene(), mix) == "No other young person lives here on these nights."


def test_what_to_plan_for_is_the_largest_of_everybody_there():
    who = person(vulnerabilities=(Vulnerability(risk=VIOLENCE, level=3),))
    there = (person("sam", risks=risks(violence=2)), person("alex"))
    assert why(scene(who=who, there=there), "resident-mix-score").endswith("plan for is violence.")


def test_another_providers_home_is_not_recorded_whoever_is_known_to_live_there():
    home = setting(provider=Provider.EXTERNAL, rota_held=False)
    snapshot = scene(home, there=(person("sam"),))
    assert why(snapshot, "resident-mix-score") == "What living together would be like is not recorded."


def test_a_kind_of_risk_is_said_in_plain_words():
    who = person(vulnerabilities=(Vulnerability(risk=RiskType.SEXUAL_HARM, level=3),))
    there = (person("sam", risks=risks(sexual_harm=1)),)
    assert why(scene(who=who, there=there), "resident-mix-score").endswith("plan for is sexual harm.")


def test_what_to_plan_for_is_that_of_the_place_itself():
    two = world(
        setting(),
        setting("other"),
        young_people=(
            person(vulnerabilities=(Vulnerability(risk=EXPLOITATION, level=3), Vulnerability(risk=VIOLENCE, level=3))),
            person("sam", risks=risks(exploitation=1)),
            person("alex", risks=risks(violence=2)),
        ),
        placements=(lives("sam"), lives("alex", "other")),
    )
    assert why(two, "resident-mix-score", "home-bed").endswith("plan for is exploitation.")
    assert why(two, "resident-mix-score", "other-bed").endswith("plan for is violence.")


def test_where_nobody_has_assessed_the_young_person_it_is_said_of_them():
    said = "Nobody has recorded the risks and vulnerabilities assessed for Robin."
    assert why(yp(risks=None), "resident-mix-score") == said
    assert why(yp(vulnerabilities=None), "resident-mix-score") == said


# School


def pupil(*table: tuple[str, int], home: Any = None, **facts: Any) -> str:
    education = Education(**{"status": EducationStatus.SCHOOL, "id": "school", **facts})
    return why(scene(home, who=person(education=education), travel_times=minutes(*table)), "school-continuity")


def test_the_journey_to_school_is_said_as_recorded_or_about():
    assert pupil(("school", 38)) == "The journey to school takes 38 minutes each way."
    assert pupil(location=HOME) == "The journey to school takes about 20 minutes each way."
    assert pupil() == "The journey to school is not known."


def test_a_change_of_school_is_said_before_any_journey():
    moves = (SchoolMove(setting_id="home", changes_school=True),)
    assert pupil(("school", 20), moves=moves) == "Robin would change school."


def test_no_school_is_said_and_so_is_what_nobody_recorded():
    assert why(scene(), "school-continuity") == "Robin is not at school."
    assert pupil(status=EducationStatus.COLLEGE_OR_WORK) == "Robin is not at school."
    assert why(yp(education=None), "school-continuity") == "Nobody has recorded whether Robin is at school."


# Skills


def skilled(*needs: NeedCategory, skills: tuple[NeedCategory, ...] | None) -> str:
    who = person(needs=tuple(Need(category=one, level=1) for one in needs))
    return why(scene(setting(skills=skills), who=who), "worker-skill-fit")


TRAUMA, AUTISM, SELF_HARM = NeedCategory.TRAUMA, NeedCategory.AUTISM, NeedCategory.SELF_HARM


def test_what_a_place_has_experience_of_is_said_and_what_it_lacks():
    assert skilled(TRAUMA, skills=(TRAUMA,)) == "Experience of every assessed need."
    half = skilled(TRAUMA, SELF_HARM, skills=(TRAUMA,))
    assert half == "Experience of the assessed needs, but for self harm."
    a_third = skilled(TRAUMA, SELF_HARM, AUTISM, skills=(TRAUMA,))
    assert a_third == "Setting home has little experience of self harm, autism."
    assert skilled(TRAUMA, skills=None) == "What Setting home has experience of is not recorded."


def test_no_needs_are_said_and_so_is_what_nobody_assessed():
    assert why(scene(), "worker-skill-fit") == "No assessed needs to match."
    assert why(yp(needs=None), "worker-skill-fit") == "Nobody has recorded Robin's assessed needs."


# Family time


def family(*visits: FamilyTime, table: tuple[tuple[str, int], ...] = ()) -> str:
    return why(scene(who=person(family_time=visits), travel_times=minutes(*table)), "family-time-travel")


def test_each_journey_to_the_family_is_said():
    mother = FamilyTime(id="mum", person="Robin's mother", visits_a_month=4)
    aunt = FamilyTime(id="aunt", person="Robin's aunt", visits_a_month=1, location=HOME)
    assert family(mother, aunt, table=(("mum", 25),)) == (
        "Family time each way: Robin's mother 25 minutes; Robin's aunt about 20 minutes."
    )
    assert family(mother) == "Family time each way: Robin's mother: journey not known."
    assert family() == "No family time to travel for."
    assert why(yp(family_time=None), "family-time-travel") == "Nobody has recorded a family-time plan."


# Culture, religion and language


def identity(offer: IdentityOffer | None, **importance: int) -> str:
    needs = tuple(IdentityNeed(aspect=IdentityAspect(name), wants=name, importance=n) for name, n in importance.items())
    return why(scene(setting(identity_offer=offer), who=person(identity_needs=needs)), "culture-religion-language")


def test_each_thing_that_matters_is_said():
    offer = IdentityOffer(religions=("religion",), languages=(), cultures=None)
    assert identity(offer, religion=3, language=2, culture=1) == (
        "religion possible; language not here yet: plan how; culture not recorded."
    )


def test_what_does_not_matter_to_them_is_not_said():
    assert identity(IdentityOffer(religions=(), languages=()), religion=0, language=2) == (
        "language not here yet: plan how."
    )
    assert identity(IdentityOffer(religions=()), religion=0) == "Nothing recorded as mattering here."
    assert identity(None) == "Nothing recorded as mattering here."
    unasked = why(yp(identity_needs=None), "culture-religion-language")
    assert unasked == "Ask Robin what matters about culture, religion and language."


# The law's order, near home, friends, moves


@pytest.mark.parametrize(
    ("home", "says"),
    [
        (setting(kind=SettingKind.CONNECTED_CARER), "Family or friends come first in law."),
        (setting(kind=FAMILY), "A foster family."),
        (setting(), "A children's home: a stage, not for good."),
        (
            setting(kind=SettingKind.CONNECTED_CARER, carers=(carer(approval_status=None),)),
            "What this is approved or lawful as is not recorded.",
        ),
    ],
)
def test_where_a_place_stands_in_the_laws_order_is_said(home, says):
    assert why(scene(home), "placement-hierarchy") == says


def test_lodgings_are_said_to_be_neither_a_family_nor_a_home():
    seventeen = person(date_of_birth=born(17, START))
    lodgings = scene(setting(kind=SettingKind.SUPPORTED_LODGINGS), who=seventeen)
    assert why(lodgings, "placement-hierarchy") == "Neither a family nor a children's home."


def test_how_far_a_place_is_from_home_is_said():
    assert why(scene(), "near-home") == "Setting home is 1.6 miles from Robin's home."
    far = (TravelTime(origin="yp", setting_id="home", minutes=30, miles=12.0),)
    assert why(scene(travel_times=far), "near-home") == "Setting home is 12 miles from Robin's home."
    assert why(scene(setting(location=None)), "near-home") == "How far it is from Robin's home is not known."


def friends(*table: tuple[str, int], names: tuple[str, ...] = ("Chess club", "", "Drama")) -> str:
    named = tuple(NamedPlace(id=f"f{n}", name=name) for n, name in enumerate(names))
    return why(scene(who=person(friends_and_activities=named), travel_times=minutes(*table)), "friends-and-community")


def test_friends_and_clubs_that_would_be_lost_are_named():
    assert friends(("f0", 46), ("f1", 90), ("f2", 45)) == "Robin would lose Chess club, f1."
    assert friends(("f0", 45), ("f1", 10), ("f2", 10)) == "Friends and activities stay in reach."


def test_a_journey_that_is_not_known_loses_nothing():
    assert friends(("f0", 10)) == "Friends and activities stay in reach."


def test_nobody_named_is_said_and_so_is_what_nobody_asked():
    assert friends(names=()) == "Robin named no friends or activities."
    assert why(yp(friends_and_activities=None), "friends-and-community") == "Ask Robin about friends and activities."


def test_whether_a_later_move_is_in_sight_is_said():
    moves, open_end = "least-moves", request(end_date=None, expected_nights=None)
    assert why(scene(), moves) == "No later move in sight."
    assert why(scene(ask=open_end), moves) == "A later move is likely."
    assert why(scene(row=place(vacancy_ends_on=day(20))), moves) == "A later move is certain."
    assert why(scene(stays=(lives("yp"),)), moves) == "Robin lives here now."


# Adjustments


def test_nights_that_are_missing_are_counted():
    short = scene(row=place(vacancy_ends_on=day(20)))
    assert why_added(short, "expected-length-fits") == "Setting home is free for 20 nights; 28 are needed."
    assert why_added(scene(), "expected-length-fits") == "Every night needed is offered."
    open_end = scene(ask=request(end_date=None, expected_nights=None))
    assert why_added(open_end, "expected-length-fits") == "How long it is for is not recorded."


def test_living_with_brothers_and_sisters_is_said():
    together = (SiblingLink(person_id="sis", plan=SiblingPlan.TOGETHER),)
    two = world(
        setting(),
        setting("other"),
        young_people=(person(siblings=together), person("sis")),
        placements=(lives("sis"),),
    )
    adjusted = "siblings-together"
    assert why_added(two, adjusted, "home-bed") == "Brothers and sisters would live together here."
    assert why_added(two, adjusted, "other-bed") == "Does not apply here."
    assert why_added(yp(siblings=None), adjusted) == "Nobody has recorded brothers and sisters."

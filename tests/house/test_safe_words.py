"""What an answer says depends on who reads it: no other young person's facts, no allegation, and no telling reasons apart."""

import json
from dataclasses import replace

import pytest

from api.actions.loading import load_snapshot
from api.opening_store import speaker
from api.permissions import ROLES, Permission
from fixtures.plain_world import lives, person, setting, world
from fixtures.rule_examples import EXAMPLES
from matcher.domain.codes import Role, SettingKind
from matcher.domain.people import LocationExclusion
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import ExclusionReason, ExclusionStrength, LegalStatus, SeparationReason
from matcher.domain.placements import SeparationEntry
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.options.discreet import PROTECTIVE, discreet, discreet_limbs
from matcher.options.explain import explain
from matcher.options.impact import (
    ImpactDraft,
    impact_draft,
    impact_draft_adapter,
    of_the_young_person_alone,
    without_protective_reasons,
)
from matcher.options.rank import rank
from matcher.options.result import result_adapter
from matcher.options.words_in_full import InFullWords
from matcher.policy import load_policy
from matcher.rules import RULE_BOOK
from tests.house.drafts import ABOUT_COMPANY
from tests.house.test_rule_book import placeholders
from tests.stores import HERE as AUTHORITY
from tests.stores import signed_in

CANARY = "Quillfeather"
WORDS_OF_AN_ALLEGATION = ("allegation", "accused", "alleged")
HERE = Location(easting=432_000, northing=455_000)
MAY_KNOW = [role for role, has in ROLES.items() if Permission.READ_PROTECTIVE_REASONS in has]
MAY_NOT_KNOW = [role for role, has in ROLES.items() if Permission.RANK_OPTIONS in has and role not in MAY_KNOW]
EXPLAINED = [(one.limb, n, one.says) for n, one in enumerate(EXAMPLES) if one.comes != "met"]


def canaried(snapshot: Snapshot) -> Snapshot:
    """The same world, where everything that is told about anybody but the young person holds a canary."""
    asking = next(one.young_person_id for one in snapshot.placement_requests if one.id == "req")
    return replace(
        snapshot,
        young_people=tuple(one if one.id == asking else named(one) for one in snapshot.young_people),
        separation_entries=snapshot.separation_entries
        and tuple(replace(one, role_a=CANARY, role_b=CANARY, source=CANARY) for one in snapshot.separation_entries),
    )


def named(other):
    risks = other.risks and tuple(replace(one, source=CANARY, handling=CANARY) for one in other.risks)
    return replace(other, name_to_use=CANARY, religion=CANARY, ethnicity=CANARY, group_need_reason=CANARY, risks=risks)


def told(snapshot: Snapshot) -> str:
    """Everything that somebody reads who may not know protective reasons: the answer, and its first place in full."""
    result = discreet(rank(snapshot, "req", load_policy()))
    limbs = discreet_limbs(explain(snapshot, "req", snapshot.places[0].place_id, load_policy()))
    return result_adapter().dump_json(result).decode() + json.dumps([[one.rule, one.says, one.source] for one in limbs])


@pytest.mark.parametrize("at", [n for _, n, _ in EXPLAINED], ids=[f"{limb}: {says}" for limb, _, says in EXPLAINED])
def test_no_answer_tells_another_young_persons_facts_or_an_allegation(at):
    text = told(canaried(EXAMPLES[at].world()))

    assert CANARY not in text
    assert [word for word in WORDS_OF_AN_ALLEGATION if word in text.lower()] == []


def protected(
    *, apart: SeparationReason | None = None, area: ExclusionStrength | None = None, legal: LegalReason | None = None
) -> Snapshot:
    """Sam lives at the home; it is ruled out by a separation, by an area, by both, or by neither."""
    entry = apart and SeparationEntry(person_a="yp", person_b="sam", reason=apart)
    place = area and LocationExclusion(id="area", strength=area, reason=ExclusionReason.GANG, centre=HERE, radius_km=1)
    who = person(exclusions=(place,) if place else ())
    return world(
        setting("home", SettingKind.CHILDRENS_HOME),
        young_people=(
            replace(who, legal_status=legal) if legal else who,
            person("sam", name_to_use=CANARY),
        ),
        placements=(lives("sam"),),
        separation_entries=(entry,) if entry else (),
    )


def apart_from_the_ids(text: str, snapshot: Snapshot) -> str:
    result = rank(snapshot, "req", load_policy())
    return text.replace(result.id, "ID").replace(result.snapshot_hash, "HASH")


@pytest.mark.parametrize(
    ("reason", "strength"),
    [
        (SeparationReason.SEXUAL_HARM, ExclusionStrength.MUST_NOT),
        (SeparationReason.CONFLICT, ExclusionStrength.SHOULD_NOT),
    ],
    ids=["ruled out", "needs approval"],
)
def test_a_separation_and_an_area_cannot_be_told_apart(reason, strength):
    worlds = [protected(apart=reason), protected(area=strength), protected(apart=reason, area=strength)]
    read = {apart_from_the_ids(told(one), one) for one in worlds}

    assert len(read) == 1
    assert PROTECTIVE in read.pop()


def test_what_is_passed_up_for_the_police_tells_no_reasons_apart_either():
    custody = LegalReason(status=LegalStatus.PACE_TRANSFER)
    reason, strength = SeparationReason.SEXUAL_HARM, ExclusionStrength.MUST_NOT
    worlds = [
        protected(apart=reason, legal=custody),
        protected(area=strength, legal=custody),
        protected(apart=reason, area=strength, legal=custody),
    ]
    read = {apart_from_the_ids(told(one), one) for one in worlds}

    assert len(read) == 1
    assert "1 ruled out by what keeps young people safe" in read.pop()


def test_a_place_that_nothing_rules_out_reads_differently():
    assert "to keep young people safe" not in told(protected())


@pytest.mark.parametrize("role", MAY_NOT_KNOW)
def test_a_role_that_may_not_know_reads_one_sentence_over_http(client, service, role):
    load_snapshot(service, speaker(service, AUTHORITY), protected(apart=SeparationReason.SERIOUS_VIOLENCE))
    client.headers.update(signed_in(service, role))
    shown = client.post("/v1/placement-requests/req/options").text
    in_full = client.get("/v1/placement-requests/req/options/home-bed").text

    for text in (shown, in_full):
        assert "has been ruled out to keep young people safe" in text
        assert [word for word in (CANARY, "do-not-place-together", "violence", "separation") if word in text] == []


@pytest.mark.parametrize("role", [role for role in MAY_KNOW if Permission.READ_OPTIONS in ROLES[role]])
def test_a_role_that_may_know_reads_whom_and_why(client, service, role):
    load_snapshot(service, speaker(service, AUTHORITY), protected(apart=SeparationReason.SERIOUS_VIOLENCE))
    client.headers.update(signed_in(service, Role.PLACEMENT_OFFICER))
    client.post("/v1/placement-requests/req/options")
    client.headers.update(signed_in(service, role))
    in_full = client.get("/v1/placement-requests/req/options/home-bed").json()

    assert f"Robin and {CANARY} must not live together: serious violence." in [one["says"] for one in in_full["limbs"]]


def drafted(snapshot: Snapshot) -> ImpactDraft:
    """At the first place, as those see it who may know everything."""
    return impact_draft(snapshot, "req", snapshot.places[0].place_id, load_policy())


def text_of(draft: ImpactDraft) -> str:
    return impact_draft_adapter().dump_json(replace(draft, snapshot_hash="HASH")).decode()


@pytest.mark.parametrize("at", [n for limb, n, _ in EXPLAINED if limb.partition(":")[0] in ABOUT_COMPANY][::5])
def test_a_draft_for_those_who_may_not_see_the_others_tells_nothing_of_them(at):
    snapshot = canaried(EXAMPLES[at].world())
    text = text_of(of_the_young_person_alone(drafted(snapshot)))

    assert CANARY not in text
    others = [one.id for one in snapshot.young_people if one.id != "yp"]
    assert [one for one in others if f'"{one}"' in text or f"/{one}" in text] == []
    assert [word for word in WORDS_OF_AN_ALLEGATION if word in text.lower()] == []


def test_a_draft_in_full_tells_them_by_name_and_why():
    told_in_full = drafted(protected(apart=SeparationReason.SERIOUS_VIOLENCE))

    assert f"Robin and {CANARY} must not live together: serious violence." in text_of(told_in_full)


@pytest.mark.parametrize("seen", [without_protective_reasons, of_the_young_person_alone])
def test_in_a_draft_a_separation_and_an_area_cannot_be_told_apart(seen):
    reason, strength = SeparationReason.CONFLICT, ExclusionStrength.SHOULD_NOT
    worlds = [protected(apart=reason), protected(area=strength), protected(apart=reason, area=strength)]
    read = {text_of(seen(drafted(one))) for one in worlds}

    assert len(read) == 1
    assert PROTECTIVE in read.pop()


@pytest.mark.parametrize("role", [role for role in MAY_NOT_KNOW if Permission.READ_OPTIONS in ROLES[role]])
def test_a_role_that_may_not_know_reads_no_reason_in_a_draft_over_http(client, service, role):
    load_snapshot(service, speaker(service, AUTHORITY), protected(apart=SeparationReason.SERIOUS_VIOLENCE))
    client.headers.update(signed_in(service, role))
    text = client.get("/v1/placement-requests/req/options/home-bed/impact-draft").text

    assert "has been ruled out to keep young people safe" in text
    assert [word for word in ("do-not-place-together", "violence", "separation", "must not live") if word in text] == []


@pytest.mark.parametrize("role", MAY_KNOW)
def test_a_role_that_may_know_reads_the_reason_in_a_draft(client, service, role):
    load_snapshot(service, speaker(service, AUTHORITY), protected(apart=SeparationReason.SERIOUS_VIOLENCE))
    client.headers.update(signed_in(service, role))
    text = client.get("/v1/placement-requests/req/options/home-bed/impact-draft").text

    assert f"Robin and {CANARY} must not live together: serious violence." in text


def test_every_protective_limb_reads_the_same_to_those_who_may_not_know():
    limbs = [limb for rule in RULE_BOOK for limb in rule.limbs if limb.protective]

    assert {limb.says for limb in limbs} == {
        "{setting} has been ruled out to keep young people safe. Ask the hub manager."
    }


def test_names_and_reasons_are_filled_in_for_those_who_may_know_only():
    in_full = {name for name in vars(InFullWords) if not name.startswith("_")}
    limbs = [limb for rule in RULE_BOOK for limb in rule.limbs]

    assert [limb.id for limb in limbs if placeholders(limb.says + limb.asks + limb.rings) & in_full] == []
    assert [limb.id for limb in limbs if limb.in_full and not limb.protective] == []


def test_the_reason_of_an_area_is_told_in_full():
    found = explain(protected(area=ExclusionStrength.MUST_NOT), "req", "home-bed", load_policy(), in_full=True)

    assert "Setting home is in an area Robin must not live in: gang." in [one.says for one in found]

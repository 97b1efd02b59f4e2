"""Ways out, for each reader: what protects young people is not told apart, and nobody else is named."""

import json
from dataclasses import asdict, replace

import pytest

from api.actions.loading import load_snapshot
from api.opening_store import speaker
from api.permissions import ROLES, Permission
from fixtures.plain_world import lives, person, request, setting, world
from matcher.domain.codes import Role
from matcher.domain.people import LocationExclusion
from matcher.domain.person_codes import ExclusionReason, ExclusionStrength, SeparationReason
from matcher.domain.placements import SeparationEntry
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.options.discreet import discreet_ways_out
from matcher.options.ways_out import ways_out_of_place
from matcher.policy import load_policy
from tests.stores import HERE, signed_in


def kept_from(
    *,
    apart: bool = False,
    area: bool = False,
    reason: SeparationReason = SeparationReason.BULLYING,
    strength: ExclusionStrength = ExclusionStrength.SHOULD_NOT,
) -> Snapshot:
    """A separation from Sam, who lives at the home, or an area, or both."""
    entry = SeparationEntry(person_a="yp", person_b="sam", reason=reason)
    here = Location(easting=432_000, northing=455_000)
    zone = LocationExclusion(id="area", strength=strength, reason=ExclusionReason.GANG, centre=here, radius_km=1)
    return world(
        setting("home"),
        young_people=(
            person(exclusions=(zone,) if area else ()),
            replace(person("sam", name_to_use="Quillfeather"), views=None),
        ),
        placements=(lives("sam"),),
        separation_entries=(entry,) if apart else (),
        placement_requests=(request(), request("req-sam", young_person_id="sam", introductions=())),
    )


def told(snapshot: Snapshot, *, in_full: bool) -> str:
    found = ways_out_of_place(snapshot, "req", "home-bed", load_policy())
    return json.dumps(asdict(found if in_full else discreet_ways_out(found)), default=str)


def test_who_may_not_know_reads_the_same_whatever_protects():
    """Neither how many ways there are, nor who can make them, tells a separation from an area."""
    must, never = SeparationReason.SEXUAL_HARM, ExclusionStrength.MUST_NOT
    worlds = [kept_from(apart=True), kept_from(area=True), kept_from(apart=True, area=True)]
    worlds += [kept_from(apart=True, reason=must), kept_from(area=True, strength=never)]
    (only,) = {told(one, in_full=False) for one in worlds}
    in_full = [told(one, in_full=True) for one in worlds]
    assert "Ask the hub manager what would have to change." in only
    assert [word for word in ("separation", "restorative", "area", "Quillfeather", "sam") if word in only] == []
    assert "restorative meeting" in in_full[0]
    assert len(set(in_full)) == len(worlds)
    assert not any("Quillfeather" in one for one in in_full)


@pytest.mark.parametrize("role", [Role.PLACEMENT_OFFICER, Role.HUB_MANAGER])
def test_so_it_is_over_http(client, service, role):
    load_snapshot(service, speaker(service, HERE), kept_from(apart=True))
    client.headers.update(signed_in(service, Role.PLACEMENT_OFFICER))
    client.post("/v1/placement-requests/req/options")
    client.headers.update(signed_in(service, role))
    found = client.get("/v1/placement-requests/req/options/home-bed").json()["ways_out"]
    may_know = Permission.READ_PROTECTIVE_REASONS in ROLES[role]
    assert bool(found["ways"]) is may_know
    assert ("restorative" in json.dumps(found)) is may_know

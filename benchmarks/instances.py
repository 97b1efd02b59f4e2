"""The snapshots that every version is measured on: named, and frozen for ever.

A changed generator would make other snapshots under the same names, and figures could no longer be compared with
earlier ones. So each carries the hash of its content. Measuring something else: add an instance, change none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fixtures import EMERGENCY_REQUEST, PLANNED_REQUEST, county, sized
from matcher.domain.codes import SettingKind
from matcher.domain.snapshot import Snapshot, content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A name, how it is made, and the content hash (64 hex digits) of what has to come out."""

    name: str
    make: Callable[[], Snapshot]
    content_hash: str

    def snapshot(self) -> Snapshot:
        """The snapshot. Raises AssertionError where the generator no longer makes the same one."""
        made = self.make()
        found = content_hash(made)
        assert found == self.content_hash, (
            f"{self.name!r} is no longer the snapshot that was measured before (its hash is now {found}). "
            "Make the generator give the old one again, or add a new instance beside it."
        )
        return made


def forty_settings(whole: Snapshot) -> list[str]:
    """Every seventh setting that belongs to no one person, up to forty: some of every kind."""
    open_to_all = [setting.id for setting in whole.settings if setting.for_young_person_id is None]
    return open_to_all[::7][:40]


def part_of_forty(request_id: str) -> Snapshot:
    """What a case system would send for one request: the part of the demo county with forty settings."""
    whole = county(2026)
    return whole.part([request_id], forty_settings(whole))


def part_of_one(kind: SettingKind) -> Snapshot:
    """What is checked again before a placement is confirmed: one request at the first setting of a kind."""
    whole = county(2026)
    return whole.part([PLANNED_REQUEST], [next(one.id for one in whole.settings if one.kind is kind)])


DEMO = Instance(
    name="the demo county",
    make=lambda: county(2026),
    content_hash="47fc41bd4fbc9b7359d8c96b460645540e0ac51da6792f437642fea1883fad53",
)
FOUR_HUNDRED = Instance(
    name="county of 400 settings and 60 requests",
    make=lambda: county(2026, 400, 60),
    content_hash="a5e9a45d0499040dc1f71f4f87fa01e994dddadfa1c2affcba5423befa1749ed",
)
ONE_THOUSAND = Instance(
    name="county of 1,000 place rows and 60 requests",
    make=lambda: sized(2026, 1_000, 60),
    content_hash="080f005b4db53ffcb0dfd4a46b4bfb3580c6b2cb3b9fa9e97609be468402ab77",
)
HUNDRED_THOUSAND = Instance(
    name="county of 100,000 place rows and 60 requests",
    make=lambda: sized(2026, 100_000, 60),
    content_hash="33cdcc0d0df47f9dfc0a09e38c394cfeeac1ea8f4ad881df540df95b0056a409",
)
EMERGENCY_PART = Instance(
    name="forty settings of the demo county for its emergency",
    make=lambda: part_of_forty(EMERGENCY_REQUEST),
    content_hash="af33d331365f91e013f8e81549b8242cd0661e60c4ad1c0a9a5658bd850a4de0",
)
PLANNED_PART = Instance(
    name="forty settings of the demo county for its planned story",
    make=lambda: part_of_forty(PLANNED_REQUEST),
    content_hash="ab8148b7effd5ec6855df23527061937cbce73e3521f6cb86d15ae0a097ddb71",
)
HUB_PART = Instance(
    name="one hub of the demo county for its planned story",
    make=lambda: part_of_one(SettingKind.HUB_BED),
    content_hash="d8550ceb9627fb51a5714ee6cb850106288cb210a93414ea892604394057d556",
)
FAMILY_PART = Instance(
    name="one foster family of the demo county for its planned story",
    make=lambda: part_of_one(SettingKind.FOSTER_FAMILY),
    content_hash="7d53febc14be4f975aae7790095808dd2c5dded004b486e9f4b01d4d80cebac8",
)

"""The snapshots that every version is measured on: named, and frozen for ever.

A changed generator would make other snapshots under the same names, and figures could no longer be compared with
earlier ones. So each carries the hash of its content. Measuring something else: add an instance, change none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fixtures import EMERGENCY_REQUEST, PLANNED_REQUEST, county, sized, with_everything
from fixtures.planning import planning_county
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
    content_hash="d0dee6dcdab7486d0950f97de42574a6e2c7a9ab304ed16715b41c3797f5743e",
)
FOUR_HUNDRED = Instance(
    name="county of 400 settings and 60 requests",
    make=lambda: county(2026, 400, 60),
    content_hash="cf12f89a4aedf1d8622b224746eb087c7885dee2898021be89c924310fc117b2",
)
ONE_THOUSAND = Instance(
    name="county of 1,000 place rows and 60 requests",
    make=lambda: sized(2026, 1_000, 60),
    content_hash="c1432f571e2ab67e421da97ead0248f99a829ddd5fa3dc18280fcd63afebefe8",
)
DESCRIBED = Instance(
    name="the same county with everything recorded that the whole rule book asks about",
    make=lambda: with_everything(sized(2026, 1_000, 60)),
    content_hash="c49930b22d579f97925bb6571b28377ce862120fb42be359b62bdd5fc264fa70",
)
HUNDRED_THOUSAND = Instance(
    name="county of 100,000 place rows and 60 requests",
    make=lambda: sized(2026, 100_000, 60),
    content_hash="5c1a6f480d44fafe464743319ce1361b7e87273fd380a21db6351a34884fa7c8",
)
EMERGENCY_PART = Instance(
    name="forty settings of the demo county for its emergency",
    make=lambda: part_of_forty(EMERGENCY_REQUEST),
    content_hash="8b8e75cbb788f25feb3af7cf2db21700489546ed475e4f779d4fb1c8af542781",
)
PLANNED_PART = Instance(
    name="forty settings of the demo county for its planned story",
    make=lambda: part_of_forty(PLANNED_REQUEST),
    content_hash="eb3fc6d4d2f18dea27d618c11c98bb757ddccde39bf5bdee9e707cc077f0cc82",
)
HUB_PART = Instance(
    name="one hub of the demo county for its planned story",
    make=lambda: part_of_one(SettingKind.HUB_BED),
    content_hash="9b52a0ab39c8ab15b452430e1a11c7d432ab57b900a92e3551bd25751d3479f3",
)
FAMILY_PART = Instance(
    name="one foster family of the demo county for its planned story",
    make=lambda: part_of_one(SettingKind.FOSTER_FAMILY),
    content_hash="9fcb5fc6e6292c81aa5647d5f8ca63f9f9b579254b8022ba16f173420e7b8177",
)
SIXTY_LOOSE = Instance(
    name="loose county of 40 settings that plans for 60 people at once",
    make=lambda: planning_county(2026, 40, 60, tight=False),
    content_hash="a7df669252288c82ee895fab950592adb9b602f87284fd557f3831012a1b0749",
)
SIXTY_TIGHT = Instance(
    name="tight county of 40 settings that plans for 60 people at once",
    make=lambda: planning_county(2026, 40, 60, tight=True),
    content_hash="8914185278ce827648c34ecfcb7612bba8742f32ef5d6401e73bfe62e7c4ff98",
)
THREE_HUNDRED_LOOSE = Instance(
    name="loose county of 200 settings that plans for 300 people at once",
    make=lambda: planning_county(2026, 200, 300, tight=False),
    content_hash="1b608491e9236f365a1a1ccc5f999b942cb6f582d56046d620891d8de281dc75",
)
THREE_HUNDRED_TIGHT = Instance(
    name="tight county of 200 settings that plans for 300 people at once",
    make=lambda: planning_county(2026, 200, 300, tight=True),
    content_hash="b0500998ec13e250e6562a4ebd9fd25828240448a2c24b4a3bf8c6553ba45a0f",
)
A_THOUSAND_LOOSE = Instance(
    name="loose county of 700 settings that plans for 1,000 people at once",
    make=lambda: planning_county(2026, 700, 1_000, tight=False),
    content_hash="7444b87f95157e1713e27ae76ed0d5bf3e918e14c0375eab82c321688b7a701b",
)
A_THOUSAND_TIGHT = Instance(
    name="tight county of 700 settings that plans for 1,000 people at once",
    make=lambda: planning_county(2026, 700, 1_000, tight=True),
    content_hash="5e3a35cd0b01bf09d46a50fd17f51f7391568bff6f91ed3aa628f6bae09f9832",
)
COHORTS = (SIXTY_LOOSE, SIXTY_TIGHT, THREE_HUNDRED_LOOSE, THREE_HUNDRED_TIGHT, A_THOUSAND_LOOSE, A_THOUSAND_TIGHT)
"""What a plan for everyone is measured on."""

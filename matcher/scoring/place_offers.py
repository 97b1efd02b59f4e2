"""Parts about what the place offers: skills, culture, the law's order of kinds, whether a later move is in sight."""

import numpy as np

from matcher.domain.codes import ApprovalStatus, Footing, SettingKind
from matcher.domain.people import IdentityNeed
from matcher.domain.person_codes import IdentityAspect, NeedCategory
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.asks import counted_needs
from matcher.frame.places import footing_of
from matcher.ledger import FAR
from matcher.outcomes import MET, NOT_MET, PLACE, Outcomes
from matcher.policy import Policy
from matcher.scoring.model import HALF, Floats, Part, Rows, Shares, full, half, known, mean, settings_of, stack
from matcher.scoring.relationships import name_of


def worker_skill_fit(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The share of assessed needs, weighted by level, that the carers or the team have experience of."""
    recorded = place.skills_known
    rows = []
    for needs in map(counted_needs, ask.people):
        if needs is None:
            rows.append(half(len(place)))
        elif not needs:
            rows.append(full(len(place)))
        else:
            levels = np.array([needs.get(category, 0) for category in NeedCategory], np.float64)
            share = place.skills @ levels / levels.sum()
            rows.append(Shares(np.where(recorded, share, 0.0), np.where(recorded, 0.0, 1.0), recorded))
    return stack(rows)


def because_skills(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    needs = counted_needs(pair.asks.people[i])
    if needs is None:
        return [f"Nobody has recorded {name_of(pair, i)}'s assessed needs."] * len(rows)
    if not needs:
        return ["No assessed needs to match."] * len(rows)
    words = {need: need.value.replace("_", " ") for need in needs}
    return [_experience(one, words, share) for one, share in zip(settings_of(pair, rows), shares, strict=True)]


def _experience(setting: Setting, words: dict[NeedCategory, str], share: float) -> str:
    if setting.skills is None:
        return f"What {setting.name} has experience of is not recorded."
    missing = ", ".join([said for need, said in words.items() if need not in setting.skills])
    if not missing:
        return "Experience of every assessed need."
    if share >= HALF:
        return f"Experience of the assessed needs, but for {missing}."
    return f"{setting.name} has little experience of {missing}."


def culture_religion_language(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Religion practised, language spoken, background reflected or planned for; weighted by what matters to the person."""
    rows = []
    for person in ask.people:
        needs = [need for need in person.identity_needs or () if need.importance]
        if person.identity_needs is None:
            rows.append(half(len(place)))
        elif not needs:
            rows.append(full(len(place)))
        else:
            each = np.concatenate([place.meets(need, _offers) for need in needs])
            rows.append(mean(_offered(each), [float(need.importance) for need in needs]))
    return stack(rows)


def _offered(met: Outcomes) -> Shares:
    unknown = met == PLACE
    return Shares((met == MET).astype(np.float64), unknown.astype(np.float64), ~unknown)


def _offers(setting: Setting, need: IdentityNeed) -> bool | None:
    """Whether the setting meets one need; None = not recorded."""
    offer = setting.identity_offer
    if offer is None:
        return None
    wanted = need.wants.casefold()
    if need.aspect is IdentityAspect.CULTURE and offer.culture_plan:
        return True
    if need.aspect is IdentityAspect.LANGUAGE and wanted in {one.casefold() for one in offer.interpreter_for}:
        return True
    recorded = {
        IdentityAspect.RELIGION: offer.religions,
        IdentityAspect.LANGUAGE: offer.languages,
        IdentityAspect.CULTURE: offer.cultures,
    }[need.aspect]
    return None if recorded is None else wanted in {one.casefold() for one in recorded}


def because_culture(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    needs = pair.asks.people[i].identity_needs
    if needs is None:
        return [f"Ask {name_of(pair, i)} what matters about culture, religion and language."] * len(rows)
    each = [_offers_said(pair.places, need, rows) for need in needs if need.importance]
    if not each:
        return ["Nothing recorded as mattering here."] * len(rows)
    return [f"{'; '.join(words)}." for words in zip(*each, strict=True)]


def _offers_said(places: Places, need: IdentityNeed, rows: Rows) -> list[str]:
    words = {int(MET): "possible", int(NOT_MET): "not here yet: plan how", int(PLACE): "not recorded"}
    said = {outcome: f"{need.wants} {word}" for outcome, word in words.items()}
    return [said[outcome] for outcome in places.meets(need, _offers)[0, rows].tolist()]


TIER_OF_FOOTING = {Footing.CHILDRENS_HOME: 2, Footing.FOSTER: 4, Footing.WITH_PARENTS: 6}
TIER = {
    SettingKind.WITH_PARENTS: 6,
    SettingKind.COMMUNITY_FAMILY: 4,
    SettingKind.FOSTER_FAMILY: 4,
    SettingKind.HUB_BED: 2,
    SettingKind.HUB_EMERGENCY_BED: 2,
    SettingKind.CHILDRENS_HOME: 2,
}
TOP_TIER = 6


def tier(setting: Setting) -> int:
    """0 to 6 by the law's order of kinds."""
    if setting.kind is SettingKind.CONNECTED_CARER:
        approved = {ApprovalStatus.APPROVED, ApprovalStatus.TEMPORARILY_APPROVED}
        return 6 if any(c.approval_status in approved or c.temporary_approval for c in setting.carers or ()) else 4
    if setting.kind is SettingKind.BESPOKE:
        footing = footing_of(setting)
        return 0 if footing is None else TIER_OF_FOOTING.get(footing, 0)
    return TIER.get(setting.kind, 0)


def highest_tier(setting: Setting) -> int:
    """What it may turn out to be, where its approval or footing is not recorded."""
    if setting.kind is SettingKind.BESPOKE and footing_of(setting) is None:
        return TOP_TIER
    open_question = setting.carers is None or any(carer.approval_status is None for carer in setting.carers)
    return TOP_TIER if setting.kind is SettingKind.CONNECTED_CARER and open_question else tier(setting)


def placement_hierarchy(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Family and approved connected carers 6 of 6; other foster 4; children's home 2; other arrangements 0."""
    shares, n = place.once(_hierarchy, ""), len(ask)
    if n == 1:
        return shares
    return Shares(shares.sure.repeat(n, axis=0), shares.could.repeat(n, axis=0), shares.known.repeat(n, axis=0))


def _hierarchy(place: Places, _: str) -> Shares:
    """(1, m): whoever asks."""
    sure = place.of_setting(tier, np.int32) / TOP_TIER
    could = place.of_setting(highest_tier, np.int32) / TOP_TIER - sure
    return Shares(sure, could, could == 0)


TIER_SAID = {
    6: "Family or friends come first in law.",
    4: "A foster family.",
    2: "A children's home: a stage, not for good.",
    0: "Neither a family nor a children's home.",
}


def because_hierarchy(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    columns = (pair.places.of_setting(read, np.int32)[0, rows].tolist() for read in (tier, highest_tier))
    return [
        TIER_SAID[sure] if sure == highest else "What this is approved or lawful as is not recorded."
        for sure, highest in zip(*columns, strict=True)
    ]


STAGE, SHORT = 0.5, 0.25


def least_moves(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """No later move 1.0; one likely 0.5; one certain 0.25."""
    unbounded = np.where(place.is_residential, STAGE, np.where(pair.leaving == FAR, 1.0, SHORT))
    covered = np.where(pair.once(nights_covered) >= 1, 1.0, SHORT)
    share = np.where(ask.nights_needed > 0, covered, unbounded)
    return known(np.where(pair.lives_there, 1.0, share))


def nights_covered(pair: Pairs) -> Floats:
    """The share of the nights needed that the offered nights cover, at most 1."""
    needed = np.maximum(pair.asks.nights_needed, 1)
    covered: Floats = np.minimum(np.where(pair.leaving == FAR, needed, pair.leaving - pair.first), needed) / needed
    return covered


MOVES_SAID = {1.0: "No later move in sight.", STAGE: "A later move is likely.", SHORT: "A later move is certain."}


def because_moves(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    here = f"{name_of(pair, i)} lives here now."
    lives_there = pair.lives_there[i, rows].tolist()
    return [here if lives else MOVES_SAID[share] for lives, share in zip(lives_there, shares, strict=True)]


SKILLS = Part(
    slug="worker-skill-fit",
    weight="worker_skill_fit",
    score=worker_skill_fit,
    because=because_skills,
    asks="What are {name}'s assessed needs?",
)
CULTURE = Part(
    slug="culture-religion-language",
    weight="culture_religion_language",
    score=culture_religion_language,
    because=because_culture,
    asks="What matters to {name} about culture, religion and language?",
)
HIERARCHY = Part(
    slug="placement-hierarchy",
    weight="placement_hierarchy",
    score=placement_hierarchy,
    because=because_hierarchy,
    asks="",
)
MOVES = Part(
    slug="least-moves",
    weight="least_moves",
    score=least_moves,
    because=because_moves,
    asks="",
)

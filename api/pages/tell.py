"""One option, and one answer, in the words of a page: `tell` in every template."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from api import wording as words
from api.actions.effects import NamedPlace
from matcher.domain.codes import FOSTER, RESIDENTIAL, SettingKind
from matcher.domain.values import london_day
from matcher.options.result import ExcludedPlace, MatchResult, PlacementOption
from matcher.options.sensitivity import FirstPlace
from matcher.rules import RULE_BOOK, Kind

RULES = frozenset(rule.slug for rule in RULE_BOOK)
NUMBER = re.compile(r"(\+?\d[\d ]{7,}\d)")


def rule_page(rule: str) -> str:
    """Where a rule, or a limb of one, is explained; nothing where it has no page."""
    slug = rule.partition(":")[0]
    return f"/rules/{slug}" if slug in RULES else ""


def in_order(result: MatchResult) -> list[PlacementOption]:
    """What may be offered and what needs an approval, as one list."""
    together = (*result.options, *result.needs_approval)
    return sorted(together, key=lambda option: option.overall_rank or len(together))


def has_company(kind: SettingKind) -> bool:
    """Where it is thought through what somebody new would mean for those who live there."""
    return kind in RESIDENTIAL | FOSTER or kind is SettingKind.BESPOKE


def names(result: MatchResult) -> dict[str, str]:
    """Place -> what to call it: the setting's name; where one name has several places, with their kind, or their id."""
    return called((*in_order(result), *result.needs_information, *result.excluded))


def called(everywhere: Collection[PlacementOption | ExcludedPlace | NamedPlace | FirstPlace]) -> dict[str, str]:
    """The same of these places."""
    by_name = Counter(place.setting_name for place in everywhere)
    by_kind = Counter((place.setting_name, place.kind) for place in everywhere)
    found = {}
    for place in everywhere:
        name, kind = place.setting_name, place.kind
        more = "" if by_name[name] == 1 else kind.label if by_kind[name, kind] == 1 else place.place_id
        found[place.place_id] = f"{name} ({more})" if more else name
    return found


def today(result: MatchResult) -> date:
    """The day of the answer."""
    return london_day(result.as_of)


def as_of(result: MatchResult) -> str:
    """When it was so, with the year: on paper nobody knows which day that was."""
    return words.moment(result.as_of, date.min)


def sentences(result: MatchResult) -> list[str]:
    """What the whole answer says besides the counts; rules in words that tell no protective one from another."""
    said = [one for one in result.says if not one.startswith(f"{result.considered} places were considered")]
    return [in_words(one) for one in said]


def in_words(text: str) -> str:
    """The sentence, with the rules by which something was ruled out in words."""

    def named(found: re.Match[str]) -> str:
        return f"by “{words.ruled_out_by(found[1])}”" if found[1] in RULES else found[0]

    return re.sub(r"\bby ([\w-]+)", named, text)


def strengths(option: PlacementOption) -> list[tuple[str, str]]:
    """The rule of each strength, and its sentence."""
    because = {part.slug: part.because for part in option.parts} | {one.slug: one.because for one in option.adjustments}
    return [(slug, because.get(slug) or words.part(slug)) for slug in option.strengths]


def score(option: PlacementOption) -> str:
    """`64.1 out of 100`, and what it could come to."""
    known, best = option.score_range
    return f"{known:.1f} out of 100" + (f"; up to {best:.1f} once more is known" if best > known else "")


def household(option: PlacementOption) -> str:
    """Who lives there on the first night, without names."""
    here = option.household
    ages = f", aged {words.listed(map(str, here.ages))}" if here.ages else ""
    young = {0: "No other young person", 1: f"1 other young person{ages}"}.get(
        here.young_people, f"{here.young_people} other young people{ages}"
    )
    adults = {None: "adults: not known", 0: "no adults live in", 1: "1 adult"}.get(here.adults, f"{here.adults} adults")
    return f"{young}; {adults}."


def journeys(option: PlacementOption) -> list[str]:
    """Each way, where known; what is not known is said."""
    about = "about " if option.travel_is_estimate else ""
    legs = [(option.minutes.where_now, "from where they are now"), (option.minutes.school, "to school")]
    legs.append((option.minutes.home, "to home"))
    known = [f"{about}{minutes} minutes {leg}" for minutes, leg in legs if minutes is not None]
    unknown = [leg for minutes, leg in legs if minutes is None]
    said = [words.listed(known)] if known else []
    said += [f"{option.miles:.1f} miles from home"] if option.miles is not None else []
    said += [f"not known: {words.listed(unknown)}"] if unknown else []
    return [*said, *(["times are estimates"] if option.travel_is_estimate and known else [])]


def now_away(option: PlacementOption) -> str:
    """The journey tonight."""
    if option.minutes.where_now is None:
        return "Journey from where they are now: not known"
    about = "About " if option.travel_is_estimate else ""
    return f"{about}{option.minutes.where_now} minutes from where they are now"


def nights(option: PlacementOption, on: date) -> str:
    """First night, and until when."""
    return f"From {words.day(option.first_night, on)}" + (
        f" until {words.day(option.leaving, on)}" if option.leaving else ", no end set"
    )


def cost(option: PlacementOption) -> str:
    """What a week costs. It is never scored."""
    return "Not known" if option.cost_per_week is None else f"£{option.cost_per_week:,} a week"


def vacancy(option: PlacementOption, on: date) -> str:
    """When somebody last said that the place is free."""
    if option.vacancy_confirmed_at is None:
        return "Nobody has confirmed that this place is free. Ring first."
    at = words.moment(option.vacancy_confirmed_at, on)
    return f"Vacancy last confirmed {'today at ' if len(at) == len('20:05') else ''}{at}."


def with_numbers(text: str) -> list[tuple[str, str]]:
    """The text in pieces, each with the number to ring where it is one."""
    return [(piece, piece.replace(" ", "") if NUMBER.fullmatch(piece) else "") for piece in NUMBER.split(text) if piece]


def tags(option: PlacementOption) -> list[str]:
    """What is seen at once."""
    needed = dict.fromkeys(f"Needs approval: {words.roles(one.roles)}" for one in option.approvals)
    said = ["Family and friends"] if option.family_and_friends else []
    said += ["About equal to the place above"] if option.near_tie else []
    return [*said, *needed]


def points(number: float) -> str:
    """`+3`, `-3`, `0`."""
    return f"{number:+g}" if number else "0"


def is_relaxed(option: PlacementOption, rule: str) -> bool:
    """Whether the rule was judged more widely, for tonight."""
    return rule.partition(":")[0] in option.relaxed


def once(found: Iterable[str]) -> list[str]:
    """Each sentence once, in order."""
    return list(dict.fromkeys(one.strip() for one in found))


OUTCOMES = (
    ("not_met", "Not met"),
    ("not_known", "Not known"),
    ("not_judged", "Not checked here"),
    ("met", "Met"),
)
KINDS = {
    Kind.REFER: "This request would be for somebody else.",
    Kind.HARD: "The place would be ruled out.",
    Kind.AUTHORISE: "Somebody has to approve it.",
    Kind.CONFIRM: "To do before anyone confirms.",
    Kind.SOFT: "It counts in the score only.",
    Kind.NOTE: "It is said, and changes nothing.",
    Kind.DUTY: "Confirming would bring a duty.",
    Kind.INVARIANT: "The service promises this of itself.",
}
MARKS = {"V": "", "S": " (second-hand)", "U": " (source not verified)", "P": " (the service's own default)"}
ASK = {
    SettingKind.CHILDRENS_HOME: "the home's registered manager, or the hub manager",
    SettingKind.HUB_BED: "the hub manager",
    SettingKind.HUB_EMERGENCY_BED: "the hub manager",
    SettingKind.SUPPORTED_ACCOMMODATION: "the leaving care manager",
    SettingKind.SUPPORTED_LODGINGS: "the leaving care manager",
    SettingKind.FOSTER_FAMILY: "the fostering manager",
    SettingKind.COMMUNITY_FAMILY: "the fostering manager",
    SettingKind.CONNECTED_CARER: "the fostering manager",
}


def source(text: str) -> str:
    """A rule's source, its mark in words."""
    found = re.fullmatch(r"(.*) \[([VSUP])\]", text)
    return f"{found[1]}{MARKS[found[2]]}" if found else text


def whom_to_ask(kind: SettingKind) -> str:
    """Who knows more about places of this kind."""
    return ASK.get(kind, "the service manager")


def by_when(due: str, on: date) -> str:
    """`Fri 22 May`, or the words as they are, as a row begins."""
    said = words.due(due, on).removeprefix("by ")
    return said[:1].upper() + said[1:]

"""What is said above the list: what comes before any placement."""

from collections.abc import Callable

from matcher.domain.codes import Provider, SettingKind
from matcher.domain.setting_facts import OutreachOffer
from matcher.domain.settings import Setting
from matcher.domain.values import is_blank
from matcher.options.lists import Lists
from matcher.options.result import AboveTheList
from matcher.options.words import Words, day
from matcher.outcomes import NOT_MET
from matcher.rules.a_outside_the_service import SECURE
from matcher.rules.c_parents_and_moves import is_with_parents

HUB_MANAGER = "the hub manager"


def above_the_list(lists: Lists) -> tuple[AboveTheList, ...]:
    """Each line that applies to one request; none where it is referred."""
    if lists.referred:
        return ()
    lines = (line(lists) for line in LINES)
    return tuple([one for one in lines if one is not None])


def a_court_first(lists: Lists) -> AboveTheList | None:
    """Restrictions on liberty are sought or ordered elsewhere: the sentence about the court stays at the top."""
    request = lists.judged.asks.requests[lists.i]
    if request.restrictions_order is None and not request.deprivation_of_liberty_sought:
        return None
    return AboveTheList(rule=SECURE.id.partition(":")[0], says=SECURE.says, place_id=None)


def with_parents(lists: Lists) -> AboveTheList | None:
    """For somebody looked after: living with a parent comes first in law, or why it has been ruled out."""
    asks, i = lists.judged.asks, lists.i
    if asks.is_looked_after[i, 0] == NOT_MET:
        return None
    request, name = asks.requests[i], Words(lists.judged.pairs, i, 0).name()
    says = "Living with a parent, or with somebody who has parental responsibility, comes first in law."
    if is_blank(request.home_ruled_out_reason):
        says += f" Nobody has recorded why {name} cannot live at home safely."
    else:
        says += f" Ruled out because: {request.home_ruled_out_reason}"
    place_id = _place_with_parents(lists) if request.stay_at_home_asked else None
    return AboveTheList(rule="placement-with-parents-first", says=says, place_id=place_id)


def _place_with_parents(lists: Lists) -> str | None:
    """The first place row with a parent that is considered for this person."""
    places = lists.judged.frame.places
    rows = [row for row in places.rows_where(is_with_parents) if lists.considered[row]]
    return places.rows[rows[0]].place_id if rows else None


def outreach_first(lists: Lists) -> AboveTheList | None:
    """Stay at home with outreach: for somebody who has a home, while nobody has written why it is ruled out."""
    words = Words(lists.judged.pairs, lists.i, 0)
    has_home = words.person.home is not None and not words.request.homeless
    if not has_home or not is_blank(words.request.home_ruled_out_reason):
        return None
    teams = _own_outreach(lists)
    offers = [(setting, row, offer) for setting, row in teams if (offer := setting.outreach) and offer.hours_a_week]
    if not offers:
        return AboveTheList(rule="outreach-first", says=_nothing_offered(words.name(), teams))
    offers.sort(key=lambda one: (-one[2].hours_a_week, one[0].id))
    says = " ".join(_can_give(setting, offer) for setting, _, offer in offers)
    best = lists.judged.frame.places.rows[offers[0][1]]
    return AboveTheList(rule="outreach-first", says=f"Stay at home with outreach. {says}", place_id=best.place_id)


def _own_outreach(lists: Lists) -> list[tuple[Setting, int]]:
    """The council's own outreach that is considered and not ruled out, each with its first place row."""
    places = lists.judged.frame.places
    found: dict[int, int] = {}
    for row in places.rows_where(is_own_outreach):
        if lists.considered[row] and not lists.excluded_rows[row]:
            found.setdefault(int(places.setting[row]), row)
    return [(places.settings[at], row) for at, row in found.items()]


def is_own_outreach(setting: Setting) -> bool:
    """Outreach that this council runs."""
    return setting.kind is SettingKind.OUTREACH and setting.provider is Provider.OWN


def _can_give(setting: Setting, offer: OutreachOffer) -> str:
    hours = f"{offer.hours_a_week:g} {'hour' if offer.hours_a_week == 1 else 'hours'} a week"
    begins = f" from {day(offer.first_visit_on)}" if offer.first_visit_on else ""
    worker = f", starting with {offer.worker}" if not is_blank(offer.worker) else ""
    nights = offer.short_stay_nights
    short_stay = f" Short stays are agreed: {nights} {'night' if nights == 1 else 'nights'}." if nights else ""
    return f"{_team(setting)} can give {hours}{begins}{worker}.{short_stay}"


def _team(setting: Setting) -> str:
    """A setting that belongs to one person is called by where they live, not by the team that comes."""
    return setting.name if setting.for_young_person_id is None else "The outreach team"


def _nothing_offered(name: str, teams: list[tuple[Setting, int]]) -> str:
    """Whom to ask: the team's own contact, where there is one."""
    contacts = [setting.contact.name for setting, _ in teams if setting.contact and setting.contact.name.strip()]
    asked = contacts[0] if contacts else HUB_MANAGER
    asked = f"{asked[:1].lower()}{asked[1:]}" if asked.startswith("The ") else asked
    return f"Could {name} stay at home with outreach? No team has recorded hours it could give. Ask {asked}."


LINES: tuple[Callable[[Lists], AboveTheList | None], ...] = (a_court_first, with_parents, outreach_first)
"""In the order in which they are shown."""

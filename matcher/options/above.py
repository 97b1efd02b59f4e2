"""What is said above the list: what comes before any placement."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from matcher.domain.codes import Provider, SettingKind
from matcher.domain.setting_facts import OutreachOffer
from matcher.domain.settings import Setting
from matcher.domain.values import is_blank
from matcher.options.result import AboveTheList
from matcher.options.words import Words, day

if TYPE_CHECKING:
    from matcher.options.rank import Ranking

HUB_MANAGER = "the hub manager"


def above_the_list(ranking: "Ranking") -> tuple[AboveTheList, ...]:
    """Every line that stands above the list, in the order of `ABOVE`; none where the request is referred."""
    if ranking.lists.referred:
        return ()
    return tuple(line for say in ABOVE for line in say(ranking))


def outreach_first(ranking: "Ranking") -> list[AboveTheList]:
    """Stay at home with outreach: for somebody who has a home, while nobody has written why it is ruled out."""
    words = Words(ranking.judged.pairs, ranking.i, 0)
    has_home = words.person.home is not None and not words.request.homeless
    if not has_home or not is_blank(words.request.home_ruled_out_reason):
        return []
    teams = _own_outreach(ranking)
    offers = [(setting, row, offer) for setting, row in teams if (offer := setting.outreach) and offer.hours_a_week]
    offers.sort(key=lambda one: (-one[2].hours_a_week, one[0].id))
    lines = [
        AboveTheList(rule="outreach-first", says=_can_give(setting, offer), place_id=_id_of(ranking, row))
        for setting, row, offer in offers
    ]
    return lines or [AboveTheList(rule="outreach-first", says=_nothing_offered(words.name(), teams), place_id=None)]


def _own_outreach(ranking: "Ranking") -> list[tuple[Setting, int]]:
    """The council's own outreach that is considered and not ruled out, each with its first place row."""
    places, lists = ranking.judged.frame.places, ranking.lists
    rows = places.rows_of_kind.get(SettingKind.OUTREACH, [])
    found: dict[int, int] = {}
    for row in rows:
        if lists.considered[row] and not lists.excluded_rows[row]:
            found.setdefault(int(places.setting[row]), row)
    own = [(places.settings[at], row) for at, row in found.items()]
    return [(setting, row) for setting, row in own if setting.provider is Provider.OWN]


def _id_of(ranking: "Ranking", row: int) -> str:
    return ranking.judged.frame.places.rows[row].place_id


def _can_give(setting: Setting, offer: OutreachOffer) -> str:
    hours = f"{offer.hours_a_week:g} {'hour' if offer.hours_a_week == 1 else 'hours'} a week"
    begins = f" from {day(offer.first_visit_on)}" if offer.first_visit_on else ""
    worker = f", starting with {offer.worker}" if not is_blank(offer.worker) else ""
    nights = offer.short_stay_nights
    short_stay = f" Short stays are agreed: {nights} {'night' if nights == 1 else 'nights'}." if nights else ""
    return f"Stay at home with outreach: {_team(setting)} can give {hours}{begins}{worker}.{short_stay}"


def _team(setting: Setting) -> str:
    """A setting that belongs to one person is called by where they live, not by the team that comes."""
    return setting.name if setting.for_young_person_id is None else "the outreach team"


def _nothing_offered(name: str, teams: list[tuple[Setting, int]]) -> str:
    """Whom to ask: the team's own contact, where there is one."""
    contacts = [setting.contact.name for setting, _ in teams if setting.contact and setting.contact.name.strip()]
    asked = contacts[0] if contacts else HUB_MANAGER
    asked = f"{asked[:1].lower()}{asked[1:]}" if asked.startswith("The ") else asked
    return f"Could {name} stay at home with outreach? No team has recorded hours it could give. Ask {asked}."


ABOVE: tuple[Callable[["Ranking"], list[AboveTheList]], ...] = (outreach_first,)

"""Points added for who has time and what can go on: workers of one sex, specialists, an education plan's provision."""

from collections import defaultdict
from datetime import date, timedelta

import numpy as np

from matcher.domain.codes import WorkerRole
from matcher.domain.people_needs import EhcProvision
from matcher.domain.person_codes import Sex
from matcher.domain.requests import PlacementRequest
from matcher.frame import Asks, Pairs, Places
from matcher.frame.sexes import somebody_is_always_on
from matcher.outcomes import MET, NOT_MET
from matcher.policy import Policy
from matcher.scoring.adjustments import AdjustmentPart
from matcher.scoring.around import for_each_person, nobody_knows
from matcher.scoring.model import Rows, Shares, cost, settings_of
from matcher.scoring.relationships import name_of


def staff_gender_need(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """A home without a worker of the sex the person would rather have on every shift of the first nights."""
    return pair.once(_without_the_sex)


def _without_the_sex(pair: Pairs) -> Shares:
    return for_each_person(pair, _without_the_sex_of)


def _without_the_sex_of(pair: Pairs, i: int) -> Shares | None:
    needs = pair.asks.people[i].staff_gender_needs
    if needs is None:
        return pair.once(nobody_knows)
    wanted = _wanted(pair, i)
    if not wanted:
        return None
    worst = np.maximum.reduce([somebody_is_always_on(pair, i, sex) for sex in wanted])
    is_known = (worst == MET) | (worst == NOT_MET)
    return cost((worst == NOT_MET).astype(np.float64), ask_known=np.ones_like(is_known), place_known=is_known)


def _wanted(pair: Pairs, i: int) -> list[Sex]:
    needs = pair.asks.people[i].staff_gender_needs or ()
    return sorted({one.gender for one in needs if not one.required_by_assessment})


WORD = {Sex.FEMALE: "woman", Sex.MALE: "man"}


def because_gender(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    name, wanted = name_of(pair, i), _wanted(pair, i)
    if pair.asks.people[i].staff_gender_needs is None:
        return [f"Ask {name} whether care should be by a woman or by a man."] * len(rows)
    if not wanted:
        return [""] * len(rows)
    who = " and a ".join(WORD[sex] for sex in wanted)
    said = {
        (False, 0.0): f"A {who} is on every shift for {name}'s care.",
        (False, 1.0): f"A {who} is not on every shift for {name}'s care.",
    }
    unknown = f"Whether a {who} is on every shift is not known."
    homes = pair.places.is_residential[0, rows].tolist()
    in_doubt = (~pair.once(_without_the_sex).known[i, rows]).tolist()
    columns = zip(homes, in_doubt, shares, strict=True)
    return [said.get((doubt, share), unknown) if home else "" for home, doubt, share in columns]


FIRST_WEEKS = ("week_1", "week_2", "week_3", "week_4")
FreeByRole = dict[WorkerRole, dict[date, float]]


def specialist_capacity(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The share of the hours asked of specialists in the first four weeks that nobody has free."""
    return for_each_person(pair, _hours_short)


def _hours_short(pair: Pairs, i: int) -> Shares | None:
    request, m = pair.asks.requests[i], len(pair.places)
    if request.specialist_input is None:
        return pair.once(nobody_knows)
    asked = _asked(request)
    total = sum(sum(weeks) for weeks in asked.values())
    if not total:
        return None
    free = pair.once(_free_hours)
    unknown = sum(sum(weeks) for role, weeks in asked.items() if role not in free)
    sure = np.zeros(m)
    for first, here in pair.first_nights(i):
        short = sum(sum(_short(free[role], weeks, first)) for role, weeks in asked.items() if role in free)
        sure[here] = (short + unknown) / total
    return Shares(sure, np.full(m, -unknown / total), np.full(m, not unknown))


def _asked(request: PlacementRequest) -> dict[WorkerRole, list[float]]:
    """Role -> hours asked for in each of weeks 1 to 4; roles of whom none are asked are left out."""
    asked: dict[WorkerRole, list[float]] = defaultdict(lambda: [0.0] * len(FIRST_WEEKS))
    for one in request.specialist_input or ():
        asked[one.role] = [have + getattr(one, week) for have, week in zip(asked[one.role], FIRST_WEEKS, strict=True)]
    return {role: weeks for role, weeks in asked.items() if any(weeks)}


def _free_hours(pair: Pairs) -> FreeByRole:
    """Role -> Monday -> hours free, of everybody of that role whose hours are recorded."""
    free: FreeByRole = defaultdict(lambda: defaultdict(float))
    for worker in pair.index.snapshot.workers or ():
        for role in worker.roles if worker.free_hours is not None else ():
            for week in worker.free_hours or ():
                free[role][week.week_beginning] += week.hours
            free[role].setdefault(date.min, 0.0)
    return {role: dict(weeks) for role, weeks in free.items()}


def _short(free: dict[date, float], asked: list[float], first: date) -> list[float]:
    """By how much each of weeks 1 to 4 falls short."""
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(weeks=k) for k in range(len(asked))]
    return [max(hours - free.get(week, 0.0), 0.0) for week, hours in zip(weeks, asked, strict=True)]


def because_specialists(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    request = pair.asks.requests[i]
    if request.specialist_input is None:
        return ["Nobody has recorded which specialists are asked for."] * len(rows)
    asked = _asked(request)
    if not asked:
        return [""] * len(rows)
    firsts = pair.first[i, rows].tolist()
    said = {first: _specialists_said(pair, asked, date.fromordinal(first)) for first in set(firsts)}
    return [said[first] for first in firsts]


def _specialists_said(pair: Pairs, asked: dict[WorkerRole, list[float]], first: date) -> str:
    free, said = pair.once(_free_hours), []
    for role, weeks in asked.items():
        who, short = role.value.replace("_", " "), sum(_short(free.get(role, {}), weeks, first))
        if role not in free:
            said.append(f"The free hours of the {who} are not recorded.")
        elif short == sum(weeks):
            said.append(f"The {who} has no time{_until(free[role], first)}.")
        elif short:
            said.append(f"The {who} has {sum(weeks) - short:g} of the {sum(weeks):g} hours asked for.")
    return " ".join(said) or "Every specialist asked for has the time."


def _until(free: dict[date, float], first: date) -> str:
    """Until the first later week with free hours, where one is recorded."""
    later = [week for week, hours in sorted(free.items()) if hours and week > first]
    return f" until {later[0].day} {later[0]:%B %Y}" if later else " in the first four weeks"


def provision_can_continue(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """A provision that an education, health and care plan names could not go on here."""
    return pair.once(_provision_lapses)


def _provision_lapses(pair: Pairs) -> Shares:
    return for_each_person(pair, _provision_lapses_for)


def _provision_lapses_for(pair: Pairs, i: int) -> Shares | None:
    provisions, m = pair.asks.people[i].ehc_provisions, len(pair.places)
    if provisions is None:
        return pair.once(nobody_knows)
    if not provisions:
        return None
    lapses, settled = np.zeros(m), np.zeros(m, np.bool_)
    named = {one.setting_id for each in provisions for one in each.at_settings} & pair.index.setting_at.keys()
    for setting_id in named:
        here = pair.rows_of_settings([pair.index.setting_at[setting_id]])
        each = [_goes_on(one, setting_id) for one in provisions]
        lapses[here], settled[here] = False in each, False in each or None not in each
    return cost(lapses, ask_known=np.ones(m, np.bool_), place_known=settled)


def _goes_on(provision: EhcProvision, setting_id: str) -> bool | None:
    """Whether a provision could go on at a setting; None = nobody has asked."""
    said = [one.can_continue for one in provision.at_settings if one.setting_id == setting_id]
    return all(said) if said else None


def because_provision(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    provisions, name = pair.asks.people[i].ehc_provisions, name_of(pair, i)
    if provisions is None:
        return [f"Nobody has recorded whether {name} has an education, health and care plan."] * len(rows)
    if not provisions:
        return [""] * len(rows)
    return [_provision_said(name, provisions, one.id) for one in settings_of(pair, rows)]


def _provision_said(name: str, provisions: tuple[EhcProvision, ...], setting_id: str) -> str:
    each = {one.provision: _goes_on(one, setting_id) for one in provisions}
    lost = [what for what, goes_on in each.items() if goes_on is False]
    unknown = [what for what, goes_on in each.items() if goes_on is None]
    if not lost and not unknown:
        return "What the education, health and care plan names can go on."
    plan = f"{name}'s education, health and care plan names {' and '.join(lost or unknown)}; "
    return plan + ("ask the SEND team." if lost else "ask whether it could go on.")


ADJUSTMENTS = (
    AdjustmentPart(
        slug="staff-gender-need", weight="staff_gender_need", score=staff_gender_need, because=because_gender
    ),
    AdjustmentPart(
        slug="specialist-capacity", weight="specialist_capacity", score=specialist_capacity, because=because_specialists
    ),
    AdjustmentPart(
        slug="therapy-or-EHCP-provision",
        weight="therapy_or_ehcp_provision",
        score=provision_can_continue,
        because=because_provision,
    ),
)

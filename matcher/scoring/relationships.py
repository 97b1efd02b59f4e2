"""Parts about people: the key worker, the person's own view, who they know, and living together."""

import numpy as np

from matcher.domain.codes import TravelMode
from matcher.domain.people import KeyWorkerPlan, View
from matcher.domain.person_codes import KeyWorkerOutcome, ViewStrength
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.pairs import DEPTH_SHARE, VIEW_SHARE
from matcher.frame.risks import RISKS
from matcher.frame.travel import Journey, Origin, journeys
from matcher.ledger import is_household
from matcher.outcomes import Bools
from matcher.policy import Policy
from matcher.scoring.model import HALF, Part, Rows, Shares, settings_of, settle, stack

HIGHEST_EXPOSURE = 9
BEYOND_REACH = 0.7
HANDOVER = 0.3


def _worker_journey(pair: Pairs, i: int) -> Journey:
    """The key worker's journey by car to every place."""
    current = pair.asks.people[i].key_worker
    worker = pair.index.workers.get((current and current.worker_id) or "")
    base = worker.base if worker else None
    if worker and base is None and worker.based_at in pair.index.setting_at:
        base = pair.places.settings[pair.index.setting_at[worker.based_at]].location
    return journeys(pair.places, [Origin(worker.id if worker else None, base)], [TravelMode.CAR])


def _plan_for(plans: tuple[KeyWorkerPlan, ...], setting_id: str) -> KeyWorkerPlan | None:
    """The last plan recorded for the setting, else the last for wherever the person lives."""
    here = [plan for plan in plans if plan.setting_id == setting_id]
    anywhere = [plan for plan in plans if plan.setting_id is None]
    return next(reversed([*anywhere, *here]), None)


def key_worker_continuity(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The same worker, hours agreed and within reach 1.0; beyond reach 0.7; handover 0.3; lost 0; none yet full."""
    return stack([_key_worker(pair, i) for i in range(len(ask))])


def _key_worker(pair: Pairs, i: int) -> Shares:
    current = pair.asks.people[i].key_worker
    m = len(pair.places)
    if current is None or (current.worker_id is not None and not current.plans):
        return Shares(np.full(m, HALF), np.full(m, HALF), np.zeros(m, np.bool_))
    if current.worker_id is None:
        return Shares(np.ones(m), np.zeros(m), np.ones(m, np.bool_))
    agreed, handover, planned = _planned(pair, current.plans or ())
    minutes = _worker_journey(pair, i).minutes[0]
    reached = minutes <= pair.policy.figures.key_worker_travel_minutes
    in_doubt = agreed & np.isnan(minutes)
    sure = np.where(agreed, np.where(reached, 1.0, BEYOND_REACH), np.where(handover, HANDOVER, 0.0))
    could = np.where(planned, np.where(in_doubt, 1.0 - BEYOND_REACH, 0.0), 1.0)
    return Shares(sure, could, planned & ~in_doubt)


def _planned(pair: Pairs, plans: tuple[KeyWorkerPlan, ...]) -> tuple[Bools, Bools, Bools]:
    """(m,) each: going on is agreed; a handover is planned; there is a plan at all. A setting's own plan comes first."""
    agreed, handover, planned = (np.zeros(len(pair.places), np.bool_) for _ in range(3))
    for plan in sorted(plans, key=lambda one: one.setting_id is not None):
        at = pair.index.setting_at.get(plan.setting_id or "")
        here = slice(None) if plan.setting_id is None else pair.rows_of_settings([] if at is None else [at])
        agreed[here] = plan.outcome is KeyWorkerOutcome.AGREED
        handover[here] = plan.outcome is KeyWorkerOutcome.HANDOVER
        planned[here] = True
    return agreed, handover, planned


def because_key_worker(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    current = pair.asks.people[i].key_worker
    if current is None:
        return ["Nobody has recorded whether there is a key worker."] * len(rows)
    if current.worker_id is None:
        return ["There is no key worker yet."] * len(rows)
    worker, plans = pair.index.workers.get(current.worker_id), current.plans or ()
    who = worker.name if worker else "The key worker"
    said = {plan: _going_on(plan, who, name_of(pair, i)) for plan in (None, *plans)}
    return [said[_plan_for(plans, setting.id)] for setting in settings_of(pair, rows)]


def _going_on(plan: KeyWorkerPlan | None, who: str, name: str) -> str:
    if plan is None:
        return f"Ask {who} about going on there."
    if plan.outcome is KeyWorkerOutcome.AGREED:
        return f"{who} could keep working with {name} there."
    if plan.outcome is KeyWorkerOutcome.HANDOVER:
        return f"{who} would hand over, with a goodbye."
    return f"{who} could not go on working with {name} there. Plan a goodbye and a handover."


def name_of(pair: Pairs, i: int) -> str:
    """What the young person is called."""
    return pair.asks.people[i].name_to_use or "the young person"


def view_on_option(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The ladder of the person's own view, from strongly for (1.0) to strongly against (0); not asked yet 0.5."""
    sure = np.full(pair.shape, HALF)
    known = np.zeros(pair.shape, np.bool_)
    for i, person in enumerate(ask.people):
        if person.views:
            shares = np.array([VIEW_SHARE[view.view] for view in person.views])
            asked = np.array([view.view is not ViewStrength.NOT_YET_ASKED for view in person.views])
            speaks = pair.view_at[i] >= 0
            sure[i] = np.where(speaks, shares.take(pair.view_at[i]), HALF)
            known[i] = speaks & asked.take(pair.view_at[i])
    return Shares(sure, np.where(known, 0.0, HALF), known)


def because_view(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    name, views = name_of(pair, i), pair.asks.people[i].views or ()
    said = [_view_said(name, view) for view in views]
    against = pair.against_kind_but_known[i, rows].tolist()
    columns = zip(rows.tolist(), pair.view_at[i, rows].tolist(), against, strict=True)
    return [
        said[at] if views and at >= 0 else against_but_known(pair, i, row) if no else f"Ask {name} what they think."
        for row, at, no in columns
    ]


def _view_said(name: str, view: View) -> str:
    if view.view is ViewStrength.NOT_YET_ASKED:
        return f"Ask {name} what they think."
    return f"{name} is {view.view.value.replace('_', ' ')}."


def against_but_known(pair: Pairs, i: int, row: int) -> str:
    """What is said where the person is against the kind of place and knows somebody there well."""
    who = best_known(pair, i, row)
    return (
        f"{name_of(pair, i)} has said no to this kind of place but knows {who or 'somebody here'}. "
        f"Ask about {who or 'them'} by name."
    )


def best_known(pair: Pairs, i: int, row: int) -> str:
    """The name of the carer or worker at one place whom the person knows best; "" where no name is recorded."""
    at = int(pair.places.setting[row])
    here = [
        one
        for one in pair.asks.people[i].relationships or ()
        if at in pair.index.settings_of_person.get(one.person_id, [])
    ]
    if not here:
        return ""
    who = max(here, key=lambda one: DEPTH_SHARE[one.depth]).person_id
    worker = pair.index.workers.get(who)
    carers = [one.name for one in pair.places.settings[at].carers or () if one.id == who]
    return next((name for name in carers if name), worker.name if worker else "")


def known_carer(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """How well the person knows a carer or worker there; nobody known 0 when asked, half when not asked."""
    asked = ask.of_person(lambda person: person.relationships_asked_on is not None)
    sure = np.where(asked, pair.known_depth, np.maximum(pair.known_depth, HALF))
    carers_known = place.of_setting(_carers_known)
    return Shares(sure, np.where(asked & carers_known, 0.0, 1.0 - sure), asked & carers_known)


def _carers_known(setting: Setting) -> bool:
    return not is_household(setting) or setting.carers is not None


def because_known(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    name = name_of(pair, i)
    asked = pair.asks.people[i].relationships_asked_on is not None
    nobody = f"{name} knows nobody here yet." if asked else f"Ask {name} whom they know."
    return [
        f"{name} already knows {best_known(pair, i, row) or 'somebody here'}." if depth > 0 else nobody
        for row, depth in zip(rows.tolist(), pair.known_depth[i, rows].tolist(), strict=True)
    ]


def resident_mix(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """1 less the worst exposure of 9, in either direction; nobody there full."""
    exposure = pair.exposure
    share = 1 - exposure.worst / HIGHEST_EXPOSURE
    residents_known = exposure.residents_known & _all_recorded(place)
    settled = settle(
        share,
        ask_known=exposure.ask_known,
        place_known=residents_known,
    )
    place_open = exposure.ask_known & ~residents_known
    return Shares(settled.sure, np.where(place_open, share, settled.could), settled.known)


def _all_recorded(place: Places) -> Bools:
    """(1, m): who lives there is recorded: a family's household, and the residents of what others run."""
    recorded: Bools = place.fed("external_residents") & place.of_setting(_household_known)
    return recorded


def _household_known(setting: Setting) -> bool:
    return not is_household(setting) or setting.household is not None


def because_mix(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row; never names or describes another young person."""
    exposure = pair.exposure
    if not exposure.ask_known[i, 0]:
        nobody = f"Nobody has recorded the risks and vulnerabilities assessed for {name_of(pair, i)}."
        return [nobody] * len(rows)
    recorded = exposure.residents_known[i, rows] & _all_recorded(pair.places)[0, rows]
    anybody, worst = exposure.anybody[i, rows].tolist(), exposure.worst[i, rows].tolist()
    columns = zip(rows.tolist(), recorded.tolist(), anybody, worst, strict=True)
    return [
        _living_together(pair, i, row, worst) if known and others else NOBODY_HERE if known else MIX_UNKNOWN
        for row, known, others, worst in columns
    ]


MIX_UNKNOWN = "What living together would be like is not recorded."
NOBODY_HERE = "No other young person lives here on these nights."


def _living_together(pair: Pairs, i: int, row: int, worst: int) -> str:
    if not worst:
        return "Nothing stands out about living together."
    return f"Living together, the main thing to plan for is {mix_driver(pair, i, row)}."


def mix_driver(pair: Pairs, i: int, row: int) -> str:
    """The kind of risk with the largest exposure at one place."""
    entries = pair.exposure.entries[i, pair.residents.row == row]
    worst = RISKS[int(entries.max(axis=0).argmax())] if entries.size else RISKS[0]
    return worst.value.replace("_", " ")


PARTS = (
    Part(
        slug="key-worker-continuity",
        weight="key_worker_continuity",
        score=key_worker_continuity,
        because=because_key_worker,
        asks="Who is {name}'s key worker, and could they go on?",
    ),
    Part(
        slug="view-on-option",
        weight="view_on_option",
        score=view_on_option,
        because=because_view,
        asks="What does {name} think about where to live?",
    ),
    Part(
        slug="known-carer",
        weight="known_carer",
        score=known_carer,
        because=because_known,
        asks="Whom does {name} know: carers, workers, family friends?",
    ),
    Part(
        slug="resident-mix-score",
        weight="resident_mix_score",
        score=resident_mix,
        because=because_mix,
        asks="What risks and vulnerabilities have been assessed for {name}?",
    ),
)

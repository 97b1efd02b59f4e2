"""Section I: hierarchy, cost, stability, and what the service promises of itself."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.domain.settings import Setting
from matcher.domain.values import LONDON
from matcher.frame import Asks, Pairs, Places
from matcher.ledger import ordinal
from matcher.outcomes import ASK, MET, PLACE, Outcomes, all_of, either, holds
from matcher.policy import Policy
from matcher.rules.model import Kind, Limb, Rule, Source

MINUTES_A_DAY, DAY_TURNS_AT = 24 * 60, 6 * 60


def minutes_into_the_night(hour: int, minute: int) -> int:
    """Minutes since 06:00, so that after midnight comes after the evening."""
    return (hour * 60 + minute - DAY_TURNS_AT) % MINUTES_A_DAY


def _latest_arrival(setting: Setting) -> float:
    """Minutes since 06:00; NaN = not recorded."""
    listing = setting.emergency_listing
    if listing is None or listing.latest_arrival is None:
        return np.nan
    hour, minute = listing.latest_arrival.split(":")
    return float(minutes_into_the_night(int(hour), int(minute)))


def _takes_calls(setting: Setting) -> bool | None:
    return setting.emergency_listing.takes_calls_now if setting.emergency_listing else None


def possible_tonight(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """An emergency for tonight: somebody takes a call now, and the journey ends before the latest arrival."""
    tonight = ask.is_emergency & (ask.start == ordinal(ask.today))
    if not tonight.any():
        return np.full(pair.shape, MET)
    now = pair.index.snapshot.as_of.astimezone(LONDON)
    minutes: NDArray[np.float64] = pair.from_now.minutes
    latest = place.of_setting(_latest_arrival, np.float64)
    in_time = minutes_into_the_night(now.hour, now.minute) + minutes <= latest
    where_now_known = ask.of_request(lambda request: bool(request.where_now and request.where_now.point))
    journey = np.where(
        np.isnan(minutes) & ~where_now_known, np.int8(ASK), holds(in_time, known=~np.isnan(minutes + latest), of=PLACE)
    )
    return either(holds(~tonight), all_of(place.setting_fact(_takes_calls), journey.astype(np.int8)))


def vacancy_is_fresh(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Outcomes:
    """The vacancy was confirmed within `vacancy_fresh_hours`; older stays listed, and says so."""
    figures = policy.figures
    now = pair.index.snapshot.as_of.timestamp() / 3600
    limit = np.where(ask.is_emergency, figures.vacancy_fresh_hours_emergency, figures.vacancy_fresh_hours_planned)
    return holds(now - place.confirmed_at <= limit + 1e-9, known=~np.isnan(place.confirmed_at), of=PLACE)


RULES = (
    Rule(
        slug="placement-hierarchy",
        kinds=(Kind.SOFT,),
        source=Source("Children Act 1989", "section 22C(5) to (7)(a)", date(2011, 4, 1), "V"),
        parts=("placement-hierarchy",),
    ),
    Rule(
        slug="least-moves", kinds=(Kind.SOFT,), source=Source("Stability duty", "", None, "U"), parts=("least-moves",)
    ),
    Rule(
        slug="expected-length-fits",
        kinds=(Kind.SOFT,),
        source=Source("Stability", "", None, "P"),
        parts=("expected-length-fits",),
    ),
    Rule(
        slug="tonight-possible",
        kinds=(Kind.SOFT,),
        source=Source("Daily and weekly emergency lists", "Calderdale, Staffordshire", None, "S"),
        limbs=(
            Limb(
                id="tonight-possible",
                kind=Kind.SOFT,
                judge=possible_tonight,
                says="Ring first. {latest_arrival}",
                asks="Where is {name} now?",
                rings="Ring {setting}: who answers tonight, and until when can somebody arrive?",
            ),
        ),
    ),
    Rule(
        slug="vacancy-fresh",
        kinds=(Kind.NOTE,),
        figures=("vacancy_fresh_hours_planned", "vacancy_fresh_hours_emergency"),
        source=Source("How long a vacancy is believed", "", None, "P"),
        limbs=(
            Limb(
                id="vacancy-fresh",
                kind=Kind.NOTE,
                judge=vacancy_is_fresh,
                says="{setting}: vacancy last confirmed {vacancy_confirmed}. Ring.",
                rings="{setting}: nobody has recorded when the vacancy was last confirmed. Ring.",
            ),
        ),
    ),
    Rule(
        slug="cost-visible-not-scored",
        kinds=(Kind.INVARIANT,),
        source=Source("Children Act 1989", "section 22C(5): the most appropriate placement", None, "P"),
        proof="tests/property/test_invariants.py",
    ),
    Rule(
        slug="occupancy-not-scored",
        kinds=(Kind.INVARIANT,),
        figures=("plan_floor",),
        source=Source("The model's culture, North Yorkshire summary, 2016", "", None, "V"),
        proof="tests/property/test_invariants.py",
    ),
    Rule(
        slug="protected-characteristic-neutral",
        kinds=(Kind.INVARIANT,),
        source=Source("Equality Act 2010", "", date(2010, 10, 1), "U"),
        proof="tests/property/test_invariants.py",
    ),
    Rule(
        slug="no-silent-exclusion",
        kinds=(Kind.INVARIANT,),
        figures=("good_fit_points",),
        source=Source("Audit and challenge; UK GDPR Article 22C", "", None, "V"),
        proof="tests/property/test_invariants.py",
    ),
    Rule(
        slug="decision-is-human",
        kinds=(Kind.INVARIANT,),
        source=Source("UK GDPR Articles 22A to 22C", "Data (Use and Access) Act 2025 section 80", None, "V"),
        proof="tests/property/test_invariants.py",
    ),
)

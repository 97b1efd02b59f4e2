"""Sentence pieces about the law: when a legal reason ends, short breaks, courts, the 18th birthday, the police."""

from datetime import date, datetime, time, timedelta

import numpy as np

from matcher.domain.home_codes import CourtConditionKind
from matcher.domain.nights import birthday, months_before
from matcher.domain.person_codes import LegalStatus
from matcher.domain.values import LONDON
from matcher.options.words_of_pair import WordsOfPair, day
from matcher.outcomes import NOT_MET
from matcher.rules.b_court_and_short_breaks import before_court, condition_holds, does_not_live_there, most_in_a_year
from matcher.rules.b_lawful_basis import ALWAYS_END

PLAN_AHEAD_MONTHS = 6
SECONDS_PER_HOUR = 3600
NEUTRAL = "{setting} has been ruled out to keep young people safe. Ask the hub manager."
KEPT_QUIET = frozenset({CourtConditionKind.NON_CONTACT, CourtConditionKind.EXCLUSION_AREA})
"""Conditions about somebody else, or an area: what they are would say who lives where."""

COURT_SAID = {
    CourtConditionKind.RESIDENCE: "where {name} has to live",
    CourtConditionKind.CURFEW: "that {name} is at home at night",
    CourtConditionKind.OTHER: "how {name} has to live",
}


def moment(when: datetime) -> str:
    """A moment in words, London time: 19:10 on 25 May 2026."""
    local = when.astimezone(LONDON)
    return f"{local:%H:%M} on {day(local.date())}"


def after(when: datetime, hours: int) -> datetime:
    """So many elapsed hours later."""
    return datetime.fromtimestamp(when.timestamp() + hours * SECONDS_PER_HOUR, LONDON)


class LawWords(WordsOfPair):
    """Placeholders of sections B and K."""

    def legal_end(self) -> str:
        ends_at = self.person.legal_status and self.person.legal_status.ends_at
        return moment(ends_at) if ends_at else "soon"

    def legal_warning(self) -> str:
        ends_at = self.person.legal_status and self.person.legal_status.ends_at
        return moment(after(ends_at, -self.figures.legal_end_warning_hours)) if ends_at else "today"

    def legal_question(self) -> str:
        status = self.person.legal_status and self.person.legal_status.status
        if status not in ALWAYS_END:
            return f"What is the legal reason {self.name()} can be accommodated?"
        what = "police protection" if status is LegalStatus.POLICE_PROTECTION else "emergency protection order"
        return f"When does the {what} of {self.name()} end?"

    def looked_after_from(self) -> str:
        if self.request.needed_at is not None:
            return moment(after(self.request.needed_at, self.figures.looked_after_hours))
        return day(int(self.pair.first[self.i, self.row]) + 1)

    def short_break_over(self) -> str:
        if self.request.returns_to_parent is False:
            return f"{self.name()} would not go back to a parent after this stay."
        limit, nights = self.figures.short_break_max_nights, self._nights()
        if nights > limit:
            return f"This stay would last {nights} nights; the limit for one short break is {limit}."
        return (
            f"This stay would take {self.name()} to {most_in_a_year(self.pair, self.i, self.row)} nights in 12 months; the "
            f"short-break limit is {self.figures.short_break_year_nights}."
        )

    def _nights(self) -> int:
        return int(self.pair.presence_end[self.i, self.row] - self.pair.first[self.i, self.row])

    def court_condition(self) -> str:
        """The condition that does not hold; neutral where only others, or an area, would be told of."""
        until = before_court(self.pair, self.i)
        failing = [
            one
            for one in self.person.court_conditions or ()
            if condition_holds(self.pair, self.i, one, until)[self.row] == NOT_MET
        ]
        told = next((one for one in failing if one.kind not in KEPT_QUIET), None)
        if told is None:
            return self.fill(NEUTRAL)
        said = self.fill(COURT_SAID[told.kind])
        return (
            f"The court has said {told.says or said}. {self.setting()} does not meet it. Choose another option or ask the youth "
            "justice service to go back to court."
        )

    def contact_order(self) -> str:
        """Neutral where a young person is concerned: it would say who lives there."""
        first, end = self.pair.first[self.i], self.pair.presence_end[self.i]
        there = [
            one.person_id
            for one in self.person.contact_orders or ()
            if does_not_live_there(self.pair, one.person_id, first, np.asarray(end))[self.row] == NOT_MET
        ]
        if any(one in self.pair.index.people for one in there):
            return self.fill(NEUTRAL)
        return f"A court order stops {self.name()} living with or seeing somebody who lives at {self.setting()}."

    def eighteen(self) -> str:
        next_step = "the next arrangement (staying put, staying close or leaving care)"
        born = self.person.date_of_birth
        if born is None:
            return f"From the 18th birthday {self.name()} cannot be placed here. Plan {next_step}."
        on = birthday(born, ADULT)
        if on <= self.pair.asks.today:
            return f"{self.name()} turned 18 on {day(on)} and cannot be placed here. Plan {next_step}."
        return (
            f"{self.name()} will be 18 on {day(on)}. Plan {next_step} from {day(months_before(on, PLAN_AHEAD_MONTHS))}."
        )

    def pace_return(self) -> str:
        morning = date.fromordinal(int(self.pair.first[self.i, self.row])) + timedelta(days=1)
        return moment(datetime.combine(morning, time(self.figures.pace_return_hour), LONDON))

    def reasons(self) -> str:
        """Filled by the answer, which knows what rules every place out."""
        return "no lawful place is free"


ADULT = 18

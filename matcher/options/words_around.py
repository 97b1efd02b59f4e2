"""Sentence pieces about what is around a place, the steps before leaving the area, and the nights and days there."""

from datetime import date

from matcher.domain.nights import after_working_days
from matcher.domain.people_needs import Treatment
from matcher.domain.person_codes import Sex
from matcher.frame.sexes import somebody_on
from matcher.frame.staffing import checked_nights
from matcher.frame.travel import longest_to
from matcher.options.words_of_pair import WordsOfPair, a_list, day
from matcher.outcomes import NOT_MET
from matcher.rules.f_area_and_health import (
    AT_A_DISTANCE,
    FIRST_TWO,
    cannot_move,
    has_open_concern,
    out_of_area_steps_missing,
)
from matcher.rules.g_night_and_specialists import lacking_at_night

NIGHTS_SAID = 3


class AroundWords(WordsOfPair):
    """Placeholders of `f_area_and_health` and `g_night_and_specialists`."""

    def area_review(self) -> str:
        assessment = self._setting.location_assessment
        if assessment is None or assessment.reviewed_on is None or has_open_concern(self._setting):
            return f"The location assessment for {self.setting()} has to be looked at again."
        return f"The location assessment for {self.setting()} is out of date ({day(assessment.reviewed_on)})."

    def out_of_area_steps(self) -> str:
        missing = out_of_area_steps_missing(self.pair, self.i, self.row)
        later = [step for step in missing if step not in FIRST_TWO] if self.request.is_emergency else []
        first = [step for step in missing if step not in later]
        said = [f"Before {self.name()} moves, {self._steps(first)}."] if first else []
        said += [f"By {day(self.out_of_area_due())}, {self._steps(later)}."] if later else []
        return " ".join(said)

    def out_of_area_due(self) -> date:
        """The day by which the last steps are taken, after an emergency start."""
        first = date.fromordinal(int(self.pair.first[self.i, self.row]))
        return after_working_days(first, self.figures.notify_working_days, self.pair.policy.bank_holidays)

    def _steps(self, missing: list[str]) -> str:
        words = {
            "wishes_heard_on": f"hear {self.name()}'s wishes and feelings",
            "most_appropriate_on": "find it the most appropriate placement, in line with the care plan",
            "relatives_consulted_on": "ask relatives where that is right",
            "iro_consulted_on": "consult the independent reviewing officer",
            "area_authority_told_on": "consult the authority of the area"
            if AT_A_DISTANCE in missing
            else "tell the authority of the area",
            AT_A_DISTANCE: "give the authority of the area the care plan",
        }
        return a_list([words[step] for step in missing])

    def _too_far(self) -> tuple[Treatment, str]:
        """The treatment that cannot move and is furthest over its limit, and the minutes to it."""
        fixed = cannot_move(self.person.continuing_treatments or ())
        minutes = self.pair.visits(self.i, fixed).minutes[:, self.row].tolist() if fixed else []
        over = [
            (each - longest_to(one, self.figures), each, one)
            for one, each in zip(fixed, minutes, strict=True)
            if each > longest_to(one, self.figures)
        ]
        _, each, one = max(over, key=lambda found: found[0], default=(0, 0.0, Treatment(id="", name="treatment")))
        return one, f"{each:.0f}"

    def treatment(self) -> str:
        return self._too_far()[0].name

    def treatment_minutes(self) -> str:
        return self._too_far()[1]

    def lacking_at_night(self) -> str:
        return a_list(lacking_at_night(self.pair, self.i, self.row))

    def staff_gender(self) -> str:
        required = {one.gender for one in self.person.staff_gender_needs or () if one.required_by_assessment}
        return a_list(sorted(one.value for one in required & (self._sexes_missing() or required)))

    def _sexes_missing(self) -> set[Sex]:
        return {sex for sex in Sex if self._nights_without(sex)}

    def _nights_without(self, sex: Sex) -> list[int]:
        """The checked nights with a shift on which nobody of this sex is."""
        k = self.pair.staffing.home_of.get(int(self.pair.places.setting[self.row]))
        if k is None:
            return []
        nights, start = checked_nights(self.pair, self.i, self.row), self.pair.places.ledger.origin
        words = somebody_on(self.pair.staffing, k, sex)[nights]
        return [nights.start + start + n for n, word in enumerate(words.tolist()) if word == NOT_MET]

    def nights_without(self) -> str:
        required = {one.gender for one in self.person.staff_gender_needs or () if one.required_by_assessment}
        nights = sorted({night for sex in required for night in self._nights_without(sex)})
        more = [f"{len(nights) - NIGHTS_SAID} more nights"] if len(nights) > NIGHTS_SAID else []
        return a_list([day(night) for night in nights[:NIGHTS_SAID]] + more)

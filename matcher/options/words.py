"""The values that fill a rule's sentence for one pair, made only when somebody looks.

Safe for every reader: never another young person's name or facts, nor a carer's standing.
"""

from datetime import date

from matcher.domain.carers import TermsOfApproval
from matcher.domain.nights import after_working_days, age_on, birthday
from matcher.domain.people_law import Consent
from matcher.domain.person_codes import MOVABLE_FEATURES, PlacementSex, Sex
from matcher.domain.settings import StatementOfPurpose
from matcher.domain.values import LONDON
from matcher.frame import Pairs
from matcher.frame.asks import counted_needs, counted_skilled_needs
from matcher.frame.staffing import SHIFTS, checked_nights, short_by
from matcher.options.words_around import AroundWords
from matcher.options.words_homes import HomesWords
from matcher.options.words_in_full import InFullWords
from matcher.options.words_law import LawWords
from matcher.options.words_living import LivingWords
from matcher.options.words_of_pair import a_list, day
from matcher.options.words_voice import VoiceWords
from matcher.rules.g_needs_and_staff import key_workers_for
from matcher.scoring.relationships import mix_driver

MIXED, SIXTEEN = 2, 16
__all__ = ["Words", "a_list", "day", "next_open_night"]


def next_open_night(pair: Pairs, row: int, start: int) -> int:
    """The first night from the start on, within the horizon, that the ledger leaves open; 0 = none."""
    begin = start - pair.places.ledger.origin
    closed = pair.places.ledger.closed[row, begin : begin + pair.policy.figures.capacity_horizon_days]
    night = closed.tobytes().find(0)
    return 0 if night < 0 else start + night


def _loads_said(_: Pairs) -> dict[tuple[int, int, float], str]:
    """What is said of a key worker's load, by person, first night and weight; filled as it is asked for."""
    return {}


class Words(InFullWords, VoiceWords, AroundWords, LivingWords, HomesWords, LawWords):
    """Placeholders of one pair: `Words(...).fill(says)`; each placeholder is a method here or in a base."""

    def start(self) -> str:
        return day(self.request.start_date)

    def first(self) -> str:
        return day(int(self.pair.first[self.i, self.row]))

    def service_ages(self) -> str:
        return f"{self.figures.service_min_age} to {self.figures.service_max_age - 1}"

    def supported_ages(self) -> str:
        return f"16 to {self.figures.supported_max_age - 1}"

    def fostering_limit(self) -> str:
        return str(self.figures.usual_fostering_limit)

    def peer_gap(self) -> str:
        return str(self.figures.peer_age_gap_years)

    def until_sixteen(self) -> str:
        born = self.person.date_of_birth
        return f" until {day(birthday(born, 16))}" if born else ""

    def consent_objection(self) -> str:
        born = self.person.date_of_birth
        if (
            (self.person.consent or Consent()).refused_by_young_person
            and born
            and age_on(born, self.request.start_date) >= SIXTEEN
        ):
            return (
                f"{self.name()} has not agreed to be accommodated. Speak with them first; you cannot go on without their "
                "agreement."
            )
        return f"A parent objects to {self.name()} being accommodated. Take legal advice before going on."

    def registered_places(self) -> str:
        return str(self._setting.registered_places)

    def next_free(self) -> str:
        start = int(self.pair.asks.start[self.i, 0])
        free = next_open_night(self.pair, self.row, start)
        return "" if free <= start else f"The next free night is {day(free)}."

    def statement_range(self) -> str:
        return _range(self._setting.statement_of_purpose)

    def statement_question(self) -> str:
        if self.person.placement_sex is PlacementSex.TALK_FIRST:
            return f"Talk to {self.name()} and the manager about which homes suit."
        return f"Whom is {self.setting()} set up for: ages, girls, boys or both?"

    def needs_outside(self) -> str:
        offered = (self._setting.statement_of_purpose and self._setting.statement_of_purpose.needs) or ()
        return a_list([need.value for need in counted_needs(self.person) or {} if need not in offered]) or "every need"

    def terms_range(self) -> str:
        terms = self._setting.terms
        places = f", {terms.places} at most" if terms and terms.places is not None else ""
        return f"{_range(terms)}{places}"

    def terms_next_step(self) -> str:
        if not self.request.is_emergency:
            return "The terms would have to be changed, or the fostering decision maker has to agree."
        first = date.fromordinal(int(self.pair.first[self.i, self.row]))
        holidays = self.pair.policy.bank_holidays
        end = after_working_days(first, self.figures.terms_emergency_working_days, holidays)
        return f"In an emergency {self.name()} can stay until {day(end)}; after that the terms must be changed or they must move."

    def area_authority(self) -> str:
        area = self._setting.area_authority
        known = self.pair.index.authorities.get(area or "")
        return (known and known.name) or area or "the authority where it lies"

    def mix_driver(self) -> str:
        return mix_driver(self.pair, self.i, self.row)

    def miles(self) -> str:
        return f"{self.pair.from_home.miles[self.i, self.row]:g}"

    def school_minutes(self) -> str:
        return f"{self.pair.to_school.minutes[self.i, self.row]:.0f}"

    def year_group(self) -> str:
        education = self.person.education
        return str(education.year_group) if education else ""

    def missing_features(self) -> str:
        row, setting = self.pair.places.rows[self.row], self._setting
        have = {*(row.features or ()), *(setting.features or ())}
        missing = [need.feature for need in self.person.access_needs or () if need.feature not in have]
        fixed = [one.value for one in missing if one not in MOVABLE_FEATURES]
        return a_list(fixed or [one.value for one in missing]) or "what is needed in the room"

    def skilled_needs(self) -> str:
        return a_list([need.value for need in counted_skilled_needs(self.person)])

    def staff_short(self) -> str:
        k = self.pair.staffing.home_of.get(int(self.pair.places.setting[self.row]))
        if k is None:
            return ""
        nights = checked_nights(self.pair, self.i, self.row)
        gap = short_by(self.pair, self.i, k, nights)
        short = [
            f"{SHIFTS[s].value} of {day(int(n) + nights.start + self.pair.places.ledger.origin)} ({gap[n, s]} short)"
            for n, s in zip(*gap.nonzero(), strict=True)
        ]
        more = f" and {len(short) - 3} more" if len(short) > 3 else ""  # noqa: PLR2004 - three are enough to act on
        return f"{self.setting()} would not have enough staff on the {', '.join(short[:3])}{more}." if short else ""

    def key_worker_load(self) -> str:
        first, weight = int(self.pair.first[self.i, self.row]), float(self.pair.places.key_worker_weight[self.row])
        said, key = self.pair.once(_loads_said), (self.i, first, weight)
        if key not in said:
            said[key] = self._key_worker_load(date.fromordinal(first), weight)
        return said[key]

    def _key_worker_load(self, first: date, weight: float) -> str:
        worker = next(iter(key_workers_for(self.pair, self.i, first)), None)
        if worker is None:
            return "No key worker has room."
        load = self.pair.index.load_without(worker, self.person.id) + weight
        return f"{worker.name} would have {load:.1f}, or is away too long."

    def latest_arrival(self) -> str:
        listing = self._setting.emergency_listing
        minutes = self.pair.from_now.minutes[self.i, self.row]
        journey = f" The journey is about {minutes:.0f} minutes." if minutes == minutes else ""  # noqa: PLR0124 - not NaN
        until = (
            f"{self.setting()} takes arrivals until {listing.latest_arrival}."
            if listing and listing.latest_arrival
            else ""
        )
        return f"{until}{journey}"

    def vacancy_confirmed(self) -> str:
        when = self.pair.places.rows[self.row].vacancy_confirmed_at
        return f"on {day(when.astimezone(LONDON).date())}" if when else "never"


def _range(limits: StatementOfPurpose | TermsOfApproval | None) -> str:
    if limits is None:
        return "what is not recorded"
    sexes = limits.sexes or ()
    who = (
        "girls and boys"
        if len(sexes) == MIXED
        else "girls"
        if Sex.FEMALE in sexes
        else "boys"
        if sexes
        else "young people"
    )
    youngest = "?" if limits.age_min is None else limits.age_min
    oldest = "?" if limits.age_max is None else limits.age_max
    return f"{who} of {youngest} to {oldest}"

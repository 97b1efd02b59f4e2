"""What would be recorded of a place, limb by limb, if the answer to its question fitted."""

from collections.abc import Callable
from dataclasses import replace

from matcher.domain.codes import SupportCategory
from matcher.domain.people import YoungPerson
from matcher.domain.people_needs import ConditionHere, CourtCondition
from matcher.domain.person_codes import ROOM_FEATURES
from matcher.domain.placements import TravelTime
from matcher.domain.settings import Setting
from matcher.frame.travel import longest_to
from matcher.options.ways_out import filled
from matcher.options.ways_out.edits import Apply, on_people, on_rows, on_settings, one_after_another
from matcher.options.ways_out.here import Here
from matcher.options.ways_out.rotas import rota_known
from matcher.rules.f_area_and_health import cannot_move

Answer = Callable[[Here], Apply]


def _here(change: Callable[[Setting], Setting]) -> Answer:
    """A fact of the setting alone."""
    return lambda here: on_settings({here.setting.id}, change)


def _for_person(change: Callable[[Setting, YoungPerson], Setting]) -> Answer:
    """A fact of the setting that has to fit the young person."""
    return lambda here: on_settings({here.setting.id}, lambda one: change(one, here.person))


def _registered_places(here: Here) -> Apply:
    enough = len(here.residents) + 1
    return on_settings(
        {here.setting.id}, lambda one: replace(one, registered_places=filled.known(one.registered_places, enough))
    )


def _carers(here: Here) -> Apply:
    today = here.pair.asks.today
    return on_settings({here.setting.id}, lambda one: filled.carers_known(one, here.person, today))


def _company(here: Here) -> Apply:
    """Who lives here: those whose age or assessment nobody has recorded, as old as the young person."""
    residents, person = here.residents, here.person
    return one_after_another(
        on_settings({here.setting.id}, lambda one: filled.family_known(one, person)),
        on_people(residents, lambda one: filled.assessed_resident(one, person)),
    )


def _the_room(here: Here) -> Apply:
    """The room, and who sleeps in it."""
    bedroom = on_rows(
        {here.place.place_id}, lambda one: replace(one, is_bedroom=filled.known(one.is_bedroom, answer=True))
    )
    return one_after_another(bedroom, _company(here))


def _checks(here: Here) -> Apply:
    today = here.pair.asks.today
    return on_settings({here.setting.id}, lambda one: filled.adults_checked(one, today))


def _shared_with(here: Here) -> Apply:
    today = here.pair.asks.today
    return on_settings({here.setting.id}, lambda one: filled.checked_adults(one, today))


def _parents(here: Here) -> Apply:
    today = here.pair.asks.today
    return on_settings({here.setting.id}, lambda one: filled.parents_assessed(one, today))


def _where(here: Here) -> Apply:
    """Outside every area to be kept away from."""
    return on_settings({here.setting.id}, lambda one: replace(one, location=filled.known(one.location, filled.FAR_OFF)))


def _area(here: Here) -> Apply:
    own = here.person.responsible_authority
    return on_settings({here.setting.id}, lambda one: replace(one, area_authority=one.area_authority or own))


def _features(here: Here) -> Apply:
    """Every feature needed, in the setting or the room."""
    needs = [one.feature for one in here.person.access_needs or ()]
    of_room = tuple(one for one in needs if one in ROOM_FEATURES)
    return one_after_another(
        on_settings({here.setting.id}, lambda one: replace(one, features=filled.known(one.features, tuple(needs)))),
        on_rows({here.place.place_id}, lambda one: replace(one, features=filled.known(one.features, of_room))),
    )


def _journey(here: Here) -> Apply:
    """As long to each treatment that cannot move as it may be."""
    figures, mode = here.pair.policy.figures, here.pair.mode[here.i]
    added = tuple(
        TravelTime(origin=one.id, setting_id=here.setting.id, mode=mode, minutes=int(longest_to(one, figures)))
        for one in cannot_move(here.person.continuing_treatments or ())
    )
    return lambda whole: replace(whole, travel_times=(*whole.travel_times, *added))


def _court_looked_at(here: Here) -> Apply:
    """Somebody has looked whether what the court has said holds here, and it does; and who is here is recorded."""
    today = here.pair.asks.today
    looked_at = ConditionHere(setting_id=here.setting.id, holds=True)

    def with_it(one: CourtCondition) -> CourtCondition:
        is_open = all(there.setting_id != here.setting.id for there in one.holds_at)
        return replace(one, holds_at=(*one.holds_at, looked_at)) if is_open else one

    def person(one: YoungPerson) -> YoungPerson:
        return replace(one, court_conditions=tuple(map(with_it, one.court_conditions or ())) or one.court_conditions)

    def setting(one: Setting) -> Setting:
        return filled.carers_known(filled.safe_at_night(filled.members(one, lambda each: each)), here.person, today)

    return one_after_another(on_people({here.person.id}, person), on_settings({here.setting.id}, setting), _where(here))


def _family(here: Here) -> Apply:
    """The carers and the household, where nobody has recorded them."""
    return one_after_another(
        _carers(here), on_settings({here.setting.id}, lambda one: filled.members(one, lambda m: m))
    )


def _supported(here: Here) -> Apply:
    return on_settings({here.setting.id}, lambda one: filled.supported(one, here.request))


def _community_home(here: Here) -> Apply:
    def change(one: Setting) -> Setting:
        wide = filled.set_up_for(one, here.person)
        return replace(wide, is_community_home=filled.known(one.is_community_home, answer=True))

    return on_settings({here.setting.id}, change)


ANSWERS: dict[str, Answer] = {
    "remand-conditions-met": _court_looked_at,
    "court-contact-order-compatible": _family,
    "age-not-certain:younger-children": _company,
    "under-16-no-other-arrangements": _here(filled.registered),
    "16-17-registered-supported-accommodation": _here(filled.registered),
    "care-leaver-16-17-suitable": _here(filled.registered),
    "bespoke-registration-clear": _here(filled.registered),
    "children-home-registered:registration": _here(filled.registered),
    "children-home-registered:manager": _here(
        lambda one: replace(one, manager_in_post=filled.known(one.manager_in_post, answer=True))
    ),
    "statement-of-purpose-fit:age-and-sex": _for_person(filled.set_up_for),
    "statement-of-purpose-fit:needs": _for_person(filled.set_up_for),
    "registered-places-not-exceeded": _registered_places,
    "supported-category-fit": _supported,
    "shared-open-risk-check": _shared_with,
    "provider-standing:judgement": _here(filled.in_standing),
    "adults-in-minority": _company,
    "parent-and-child:approval": _here(
        lambda one: replace(one, takes_parent_and_child=filled.known(one.takes_parent_and_child, answer=True))
    ),
    "parent-and-child:room": _here(
        lambda one: replace(one, parent_and_child_ready=filled.known(one.parent_and_child_ready, answer=True))
    ),
    "with-parents-assessment": _parents,
    "carer-approved:status": _carers,
    "carer-approved:review": _carers,
    "terms-of-approval": _here(filled.in_the_terms),
    "carer-vacancy-usable": _here(filled.calendar_known),
    "connected-person-temporary-approval": _carers,
    "foster-bedroom:bars": _the_room,
    "household-adults-checked:checked": _checks,
    "household-adults-checked:renewal": _checks,
    "do-not-place-together:must": _where,
    "do-not-place-together:review": _where,
    "resident-mix-score:limit": _company,
    "peer-age-gap": _company,
    "solo-or-shared:need": _company,
    "household-make-up:need": _for_person(filled.household_as_needed),
    "younger-children-in-household:level-2": _company,
    "younger-children-in-household:sexual-harm-3": _company,
    "visitor-and-associate-risk": _here(lambda one: replace(one, linked_adults=filled.known(one.linked_adults, ()))),
    "fire-setting:measures": _here(filled.safe_in_a_fire),
    "fire-setting:level-3": _company,
    "animals:severe": _here(filled.without_animals),
    "animals:harm": _here(filled.without_animals),
    "smoke-free-home:required": _here(filled.smoke_free),
    "location-exclusion:must-not": _where,
    "location-exclusion:should-not": _where,
    "within-authority:adjoining": _area,
    "within-authority:distance": _area,
    "health-care-access:cannot-move": _journey,
    "accessible-premises:fixed": _features,
    "accessible-premises:movable": _features,
    "health-need-skill": _for_person(filled.trained),
    "staff-ratio": rota_known,
    "waking-night": rota_known,
    "staff-gender-need:required": rota_known,
    "night-safety": _here(filled.safe_at_night),
    "independence-readiness": _here(
        lambda one: replace(one, category=filled.known(one.category, SupportCategory.SHARED_RINGFENCED))
    ),
    "no-placement-after-18:ends": _community_home,
    "homeless-16-17-assessment:bed-and-breakfast": _here(
        lambda one: replace(one, is_bed_and_breakfast=filled.known(one.is_bed_and_breakfast, answer=False))
    ),
}
"""Limb -> what is written where nobody has recorded it."""

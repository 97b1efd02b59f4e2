"""What would have to exist where no premises are lawful: which registration or decision, and whom to ask."""

from collections.abc import Iterator
from itertools import islice

from matcher.domain.codes import SettingKind
from matcher.domain.values import is_blank
from matcher.options.bespoke.premises import BY_FOOTING, Looked, slug_of
from matcher.options.bespoke.result import WouldHaveToExist
from matcher.options.words import Words
from matcher.outcomes import ASK, MET, PLACE
from matcher.rules import protective_slugs

MOST = 4
"""Premises that are told one by one."""
REGISTRATION_LEAD = "the registration lead, with legal services"
NOBODY = "nobody: the law does not allow it at this age"
FOOTING = "bespoke-registration-clear"
WHO = {
    "bespoke-registration-clear": REGISTRATION_LEAD,
    "children-home-registered": REGISTRATION_LEAD,
    "16-17-registered-supported-accommodation": REGISTRATION_LEAD,
    "registered-places-not-exceeded": "the registered manager, with the registration lead",
    "statement-of-purpose-fit": "the registered manager, with the registration lead",
    "under-16-no-other-arrangements": NOBODY,
    "supported-accommodation-age-band": NOBODY,
    "needs-care-not-support": NOBODY,
    "refer-deprivation-of-liberty": "legal services",
    "carer-approved": "the fostering manager",
    "carer-vacancy-usable": "the fostering manager",
    "terms-of-approval": "the fostering decision maker",
    "usual-fostering-limit": "the fostering manager",
    "usable-vacancy": "the home's manager",
    "emergency-bed-ringfence": "the hub manager",
}
"""Rule -> who can say, or bring it about. What keeps young people safe is the hub manager's to explain."""


def what_would_have_to_exist(looked: Looked) -> tuple[WouldHaveToExist, ...]:
    """First what would do for this age, any premises; then the empty premises nearest to it, each with what it lacks."""
    nearest = islice(looked.not_lawful(), MOST)
    return (*_for_this_age(looked), *_staff_for(looked), *(one for row in nearest for one in _lacks(looked, row)))


def _staff_for(looked: Looked) -> Iterator[WouldHaveToExist]:
    """Homes that are lawful, and closed for want of staff whom nobody on record could be."""
    for one in looked.lawful():
        if one.whole:
            yield WouldHaveToExist(
                rule="usable-vacancy",
                says=f"{one.setting.name} is closed for want of staff on these nights, and those on record cannot cover every "
                "shift there. With the shifts below covered it could be opened.",
                who="the home's manager",
                setting_id=one.setting.id,
                called=one.setting.name,
            )


def _for_this_age(looked: Looked) -> Iterator[WouldHaveToExist]:
    asks, i = looked.lists.judged.asks, looked.lists.i
    request, person = asks.requests[i], asks.people[i]
    name = Words(looked.lists.judged.pairs, i, 0).name()
    if request.deprivation_of_liberty_sought or request.restrictions_order:
        yield _general(
            "refer-deprivation-of-liberty",
            "Only a registered children's home may be used, whatever else is free. A home for one has to be registered "
            "with Ofsted before anybody sleeps there.",
            REGISTRATION_LEAD,
        )
        return
    is_16, is_18 = (int(asks.at_least(age, asks.start)[i, 0]) for age in (16, 18))
    if is_16 != MET:
        yield from _before_16(name, f"Until we know how old {name} is" if is_16 == ASK else f"For {name}")
    elif is_18 != MET:
        yield _general(
            "16-17-registered-supported-accommodation",
            f"For {name} it has to be a registered children's home, a foster home, or supported accommodation that is "
            "registered with Ofsted.",
            REGISTRATION_LEAD,
        )
    else:
        yield _general(
            "supported-accommodation-age-band",
            f"{name} is 18 or over: supported accommodation, or an arrangement after care, would do.",
            "the leaving care manager",
        )
    if person.home is not None and not request.homeless and is_blank(request.home_ruled_out_reason):
        yield _general(
            FOOTING,
            f"Care in {name}'s own home can be right where legal services sign off that it needs no registration.",
            "legal services",
        )


def _before_16(name: str, opening: str) -> Iterator[WouldHaveToExist]:
    yield _general(
        "under-16-no-other-arrangements",
        f"{opening} it has to be a registered children's home, or the home of an approved foster carer. Before 16 the law "
        "allows no other premises, not for one night.",
        REGISTRATION_LEAD,
    )
    yield _general(
        "carer-approved",
        f"Somebody {name} knows could be approved for a time as a foster carer (regulation 24). Ask who that could be.",
        "the fostering manager; a nominated officer approves",
    )


def _general(rule: str, says: str, who: str) -> WouldHaveToExist:
    return WouldHaveToExist(rule=rule, says=says, who=who)


def _lacks(looked: Looked, row: int) -> Iterator[WouldHaveToExist]:
    """Every hard rule that these premises fail, and every question that keeps them back."""
    judged, lists = looked.lists.judged, looked.lists
    setting = judged.pairs.index.setting_of_row(row)
    words = Words(judged.pairs, lists.i, row)
    for at, sentence in _missing_at(looked, row):
        limb = judged.limbs[at][1]
        slug = slug_of(limb.id)
        yield WouldHaveToExist(
            rule=limb.id,
            says=words.fill(sentence),
            who="the hub manager" if slug in protective_slugs() else WHO.get(slug, "the service manager"),
            setting_id=setting.id,
            called=setting.name,
        )


def _missing_at(looked: Looked, row: int) -> list[tuple[int, str]]:
    """(limb, sentence): what fails, then what is not known; of premises without a footing, not what follows from that."""
    lists = looked.lists
    limbs = lists.judged.limbs
    asked = [
        (at, limbs[at][1].rings if int(lists.settled[at, row]) == PLACE else limbs[at][1].asks)
        for at in sorted(lists.kept_back_by(row))
    ]
    found = [*((at, limbs[at][1].says) for at in looked.failing_hard(row)), *asked]
    slugs = {slug_of(limbs[at][1].id) for at, _ in found}
    if FOOTING in slugs:
        found = [(at, says) for at, says in found if slug_of(limbs[at][1].id) not in BY_FOOTING]
    return found


LAWFUL_AS = {
    SettingKind.HUB_BED: "a registered children's home",
    SettingKind.HUB_EMERGENCY_BED: "a registered children's home",
    SettingKind.CHILDRENS_HOME: "a registered children's home",
    SettingKind.COMMUNITY_FAMILY: "a foster home",
    SettingKind.FOSTER_FAMILY: "a foster home",
    SettingKind.CONNECTED_CARER: "the foster home of somebody they know",
    SettingKind.SUPPORTED_LODGINGS: "supported accommodation, registered with Ofsted",
    SettingKind.SUPPORTED_ACCOMMODATION: "supported accommodation, registered with Ofsted",
    SettingKind.EXCEPTED_SETTING: "a setting on the law's closed list",
}

"""What takes the beds of each row, and who is away from theirs."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from matcher.capacity.bed_state import BedState
from matcher.capacity.lines import Claim
from matcher.domain.codes import NO_BED, AwayReason, ExceptionType, PlacementState
from matcher.domain.placements import Away, Placement
from matcher.domain.settings import Place, Setting
from matcher.frame import Frame
from matcher.ledger import FAR, Ledger, Stay, ordinal

PLANNED = frozenset({PlacementState.ACCEPTED, PlacementState.CONFIRMED})


def claims_of_row(ledger: Ledger, row: int) -> list[Claim]:
    """Everybody placed in a row or staying put in its room, and its beds that are out of use."""
    stays = [_claim(stay) for stay in ledger.stays if stay.row == row]
    staying_put = [Claim(0, FAR, who) for who, homes in ledger.staying_put.items() for _, room in homes if room == row]
    return [*stays, *staying_put, *_gaps(ledger.snapshot.places[row])]


def claims_without_a_row(frame: Frame, setting: int) -> list[Claim]:
    """People placed at a setting that has beds and no place row: nobody is left out."""
    if frame.snapshot.settings[setting].kind in NO_BED:
        return []
    return [_claim(stay) for stay in _stays(frame, setting) if stay.row < 0]


def claims_at(frame: Frame, setting: int) -> list[tuple[str | None, Claim]]:
    """Everybody placed at a setting or staying put there, by first night and id, with the row they are in."""
    places = frame.snapshot.places
    placed = [(places[one.row].place_id if one.row >= 0 else None, _claim(one)) for one in _stays(frame, setting)]
    staying_put = [
        (places[row].place_id if row >= 0 else None, Claim(0, FAR, who))
        for who, homes in frame.index.ledger.staying_put.items()
        for at, row in homes
        if at == setting
    ]
    return sorted([*placed, *staying_put], key=lambda one: (one[1].first, one[1].id))


def _stays(frame: Frame, setting: int) -> Sequence[Stay]:
    return frame.index.stays_at.get(setting, [])


def _claim(stay: Stay) -> Claim:
    return Claim(stay.first, stay.leaving, stay.placement.id, stay=stay)


def _gaps(place: Place) -> Sequence[Claim]:
    return [
        Claim(ordinal(gap.first_night), ordinal(gap.leaving), f"{n}.{bed}", is_gap=True, reason=gap.reason or None)
        for n, gap in enumerate(place.out_of_use)
        for bed in range(min(gap.beds, place.beds))
    ]


def state_on(frame: Frame, claim: Claim, day: int) -> BedState:
    """What a bed that this claim is on is, on one night."""
    if claim.is_gap:
        return BedState.OUT_OF_USE
    if claim.stay is None:
        return BedState.OCCUPIED
    placement = claim.stay.placement
    if placement.state is PlacementState.HELD:
        return BedState.HELD
    if placement.state in PLANNED or placement.first_night > frame.policy.day:
        return BedState.PLANNED_IN
    return BedState.OCCUPIED if why_away(frame, claim, day) is None else BedState.OCCUPIED_BUT_AWAY


def why_away(frame: Frame, claim: Claim, day: int) -> AwayReason | None:
    """Why whoever lives there sleeps somewhere else that night; None where nothing says that they do."""
    if claim.stay is None:
        return None
    placement, today = claim.stay.placement, frame.policy.day.toordinal()
    recorded = (one.reason for one in placement.away or () if _covers(one, day, today))
    return next(recorded, AwayReason.HOSPITAL if _is_in_hospital(frame, placement, day) else None)


def turns_of_absences(frame: Frame, claim: Claim) -> Iterator[int]:
    """The days from which somebody is away, or may be back; today's and tomorrow's come anyhow."""
    for one in (claim.stay.placement.away or ()) if claim.stay else ():
        yield one.first_night.toordinal()
        yield ordinal(one.back_on)
    person = frame.index.people.get(claim.stay.person_id) if claim.stay else None
    if person and person.health and person.health.discharge_expected_on:
        yield person.health.discharge_expected_on.toordinal()


def _covers(away: Away, day: int, today: int) -> bool:
    """Until the day of coming back; where nobody knows it, until tonight."""
    back = today + 1 if away.back_on is None else away.back_on.toordinal()
    return away.first_night.toordinal() <= day < back


def _is_in_hospital(frame: Frame, placement: Placement, day: int) -> bool:
    """As the person's own record says: until the discharge that is expected, or tonight where none is."""
    person = frame.index.people.get(placement.young_person_id)
    health = person.health if person else None
    if not health or not health.in_hospital or _is_hospital(_setting(frame, placement)):
        return False
    today = frame.policy.day
    back = health.discharge_expected_on
    tonight_at_least = max(back, today + timedelta(days=1)) if back else today + timedelta(days=1)
    return today.toordinal() <= day < tonight_at_least.toordinal()


def _setting(frame: Frame, placement: Placement) -> Setting:
    return frame.snapshot.settings[frame.index.setting_at[placement.setting_id]]


def _is_hospital(setting: Setting) -> bool:
    return setting.exception_type is ExceptionType.HOSPITAL

"""What runs out at a setting about one young person: told to those only who may know who lives there."""

from collections.abc import Iterator
from datetime import date, timedelta

from matcher.capacity.ahead_model import Expiry, ExpiryKind
from matcher.domain.codes import PlacementPurpose, PlacementState
from matcher.domain.nights import after_working_days
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.values import london_day
from matcher.frame import Frame
from matcher.frame.carers import temporary_end
from matcher.ledger import FAR, Stay, is_foster, ordinal
from matcher.outcomes import NOT_MET

K = ExpiryKind


def expiries_of_people(frame: Frame, setting: int) -> Iterator[Expiry]:
    """Of those who live or will live there, and of those whom something there has been approved or assessed for."""
    here = [stay for stay in frame.index.stays_at.get(setting, ()) if stay.leaving > frame.snapshot.today.toordinal()]
    yield from _of_carers(frame, setting)
    yield from _recorded_for(frame, setting, here)
    for stay in here:
        yield from _of_stay(frame, stay)


def _of_carers(frame: Frame, setting: int) -> Iterator[Expiry]:
    home = frame.snapshot.settings[setting]
    for carer in home.carers or ():
        for who in carer.temporary_approval.young_people if carer.temporary_approval else ():
            end = temporary_end(carer, who, frame.policy)
            if end is not None and end < FAR:
                says = "The carer's temporary approval ends."
                on = date.fromordinal(end)
                yield Expiry(kind=K.TEMPORARY_APPROVAL, on=on, says=says, record_id=carer.id, young_person_id=who)
    for exemption in home.exemptions:
        for who in exemption.young_people if exemption.valid_to else ():
            says = "The exemption from the usual fostering limit ends."
            on = exemption.valid_to or date.max
            yield Expiry(kind=K.EXEMPTION, on=on, says=says, record_id=exemption.granted_by, young_person_id=who)


def _recorded_for(frame: Frame, setting: int, here: list[Stay]) -> Iterator[Expiry]:
    """Approvals given for this setting, and assessments of somebody who has not moved in yet."""
    home, figures = frame.snapshot.settings[setting].id, frame.policy.figures
    for act in frame.snapshot.authorisations:
        if act.setting_id == home and act.expires_at and not act.disputed_at:
            says = f"An approval of {act.rule} ends."
            on = london_day(act.expires_at)
            yield Expiry(kind=K.AUTHORISATION, on=on, says=says, record_id=act.id, young_person_id=act.young_person_id)
    moved_in = {stay.person_id for stay in here if stay.placement.state is PlacementState.STARTED}
    for one in frame.snapshot.impact_risk_assessments:
        if one.setting_id == home and one.decided_at and one.young_person_id not in moved_in:
            says = "The assessment of how they would live together is too old to move in on."
            on = london_day(one.decided_at) + timedelta(days=figures.ira_valid_days)
            yield Expiry(
                kind=K.IMPACT_ASSESSMENT, on=on, says=says, record_id=one.id, young_person_id=one.young_person_id
            )


def _of_stay(frame: Frame, stay: Stay) -> Iterator[Expiry]:
    placement, person = stay.placement, frame.index.people[stay.person_id]
    limit = _emergency_limit(frame, stay)
    if limit is not None and limit.toordinal() < stay.leaving:
        yield _about(K.EMERGENCY_LIMIT, limit, "The limit on an emergency stay: the leaving day.", placement)
    if person.legal_status and person.legal_status.ends_at:
        says = "The legal reason for the stay ends."
        yield _about(K.LEGAL_REASON, london_day(person.legal_status.ends_at), says, placement)


def _about(kind: ExpiryKind, on: date, says: str, placement: Placement) -> Expiry:
    return Expiry(kind=kind, on=on, says=says, record_id=placement.id, young_person_id=placement.young_person_id)


def _emergency_limit(frame: Frame, stay: Stay) -> date | None:
    """The leaving day of a stay in an emergency bed, or with a foster family outside its terms; None = no such limit."""
    figures = frame.policy.figures
    if stay.row >= 0 and frame.places.is_emergency_pool[0, stay.row]:
        return stay.placement.first_night + timedelta(days=figures.emergency_bed_max_nights)
    if stay.placement.purpose is PlacementPurpose.EMERGENCY and _is_outside_terms(frame, stay):
        count, holidays = figures.terms_emergency_working_days, frame.policy.bank_holidays
        return after_working_days(stay.placement.first_night, count, holidays)
    return None


def _is_outside_terms(frame: Frame, stay: Stay) -> bool:
    """As the rule book judges the rest of the stay, asked for anew."""
    if stay.row < 0 or not is_foster(frame.snapshot.settings[stay.setting]):
        return False
    placement = stay.placement
    asked = PlacementRequest(
        id=placement.id,
        young_person_id=placement.young_person_id,
        start_date=date.fromordinal(max(stay.first, ordinal(frame.snapshot.today))),
        end_date=placement.leaving,
        purpose=placement.purpose,
        is_emergency=True,
    )
    _, pairs = frame.asking([asked])
    return bool(pairs.terms_fit[0, stay.row] == NOT_MET)

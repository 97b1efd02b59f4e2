"""What can be put in, made ready or decided anew at a place; and who would move out of it first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from matcher.domain.carers import Carer, TemporaryApproval
from matcher.domain.codes import ApprovalStatus, ImpactDecision, Role, SettingKind
from matcher.domain.home_codes import FireMeasure, Smoking
from matcher.domain.person_codes import MOVABLE_FEATURES, AccessFeature, PlacementSex, Sex
from matcher.domain.placements import ImpactRiskAssessment, Placement
from matcher.domain.settings import Adaptation, Setting
from matcher.domain.snapshot import Snapshot
from matcher.ledger import takes_a_bed
from matcher.options.approving import place_manager
from matcher.options.ways_out.edits import Edit, on_settings
from matcher.options.ways_out.filled import BOTH, SOMEBODY
from matcher.options.ways_out.here import Here
from matcher.options.words import day
from matcher.outcomes import NOT_MET
from matcher.rules.changes import ChangeKind
from matcher.rules.d_foster_carers import GONE

MakesReady = Callable[[Here], Iterator[Edit]]


def adaptations(here: Here) -> Iterator[Edit]:
    """What is put in or made ready where it is not there."""
    if here.outcome == NOT_MET:
        yield from PUT_IN[here.limb.id](here)


def _features(here: Here, *, movable: bool) -> Iterator[Edit]:
    """Each feature that is missing, by the first night."""
    there = {*(here.place.features or ()), *(here.setting.features or ())}
    needed = dict.fromkeys(one.feature for one in here.person.access_needs or ())
    for feature in needed:
        if (feature in MOVABLE_FEATURES) is movable and feature not in there:
            yield _feature(here, feature)


def _feature(here: Here, feature: AccessFeature) -> Edit:
    ready = Adaptation(feature=feature, ready_on=here.pair.asks.today)
    what = feature.value.replace("_", " ")
    return Edit(
        kind=ChangeKind.ADAPTATION,
        limb=here.limb.id,
        key=feature.value,
        says=f"Have this put in at {here.setting.name} before the first night: {what}. Ask the occupational therapist.",
        who=(Role.HEALTH_LEAD, place_manager(here.pair, here.row)),
        apply=on_settings({here.setting.id}, lambda one: replace(one, adaptations=(*one.adaptations, ready))),
    )


def _made_ready(says: str, change: Callable[[Setting], Setting]) -> MakesReady:
    def make(here: Here) -> Iterator[Edit]:
        yield Edit(
            kind=ChangeKind.ADAPTATION,
            limb=here.limb.id,
            says=says.format(setting=here.setting.name),
            who=(place_manager(here.pair, here.row),),
            apply=on_settings({here.setting.id}, change),
        )

    return make


PUT_IN: dict[str, MakesReady] = {
    "accessible-premises:fixed": lambda here: _features(here, movable=False),
    "accessible-premises:movable": lambda here: _features(here, movable=True),
    "parent-and-child:room": _made_ready(
        "Make the room, a cot and the time for a parent and baby ready at {setting}.",
        lambda one: replace(one, parent_and_child_ready=True),
    ),
    "fire-setting:measures": _made_ready(
        "Fit linked alarms and sprinklers at {setting}, and lock lighters and matches away.",
        lambda one: replace(one, fire_measures=tuple(FireMeasure)),
    ),
    "smoke-free-home:required": _made_ready(
        "Agree that nobody smokes indoors at {setting}.", lambda one: replace(one, smoking=Smoking.OUTSIDE_ONLY)
    ),
}
"""Limb -> what could be put in."""


def decisions(here: Here) -> Iterator[Edit]:
    """What somebody here may decide anew where no recorded approval would do."""
    if here.outcome == NOT_MET and here.limb.id in DECIDED_ANEW:
        yield from DECIDED_ANEW[here.limb.id](here)


def _statement_revised(here: Here) -> Iterator[Edit]:
    """The statement of purpose takes in this age and sex; Ofsted is told."""
    earliest, latest = here.pair.asks.ages(here.pair.first)
    last = here.pair.asks.ages(here.pair.last_age_day)
    youngest, oldest = int(min(earliest[0, here.row], latest[0, here.row])), int(last[0][0, here.row])
    sex = {PlacementSex.FEMALE: (Sex.FEMALE,), PlacementSex.MALE: (Sex.MALE,)}.get(
        here.pair.asks.sex_fits[here.i] or PlacementSex.TALK_FIRST, BOTH
    )
    yield Edit(
        kind=ChangeKind.APPROVAL,
        limb=here.limb.id,
        says=f"The registered manager of {here.setting.name} revises its statement of purpose, and tells Ofsted.",
        who=(Role.REGISTERED_MANAGER,),
        apply=on_settings({here.setting.id}, lambda one: _taking_in(one, youngest, oldest, sex)),
    )


def _taking_in(setting: Setting, youngest: int, oldest: int, sexes: tuple[Sex, ...]) -> Setting:
    before = setting.statement_of_purpose
    if before is None:
        return setting
    widened = replace(
        before,
        age_min=None if before.age_min is None else min(before.age_min, youngest),
        age_max=None if before.age_max is None else max(before.age_max, oldest),
        sexes=None if before.sexes is None else tuple(dict.fromkeys((*before.sexes, *sexes))),
    )
    return replace(setting, statement_of_purpose=widened)


def _decided_again(here: Here) -> Iterator[Edit]:
    """The manager who has said no for now looks at a plan, and accepts."""
    person, setting = here.person.id, here.setting.id

    def again(one: ImpactRiskAssessment) -> ImpactRiskAssessment:
        theirs = (one.young_person_id, one.setting_id) == (person, setting)
        declined = theirs and one.decision is ImpactDecision.DECLINE
        return replace(one, decision=ImpactDecision.ACCEPT_WITH_PLAN) if declined else one

    yield Edit(
        kind=ChangeKind.APPROVAL,
        limb=here.limb.id,
        says=f"The registered manager of {here.setting.name} looks at it again with a plan for everybody, and says yes.",
        who=(Role.REGISTERED_MANAGER,),
        apply=lambda whole: replace(whole, impact_risk_assessments=tuple(map(again, whole.impact_risk_assessments))),
    )


def _temporarily_approved(here: Here) -> Iterator[Edit]:
    """A connected person is approved for a time, for this young person, once the checks are done (regulation 24)."""
    carers, today = here.setting.carers or (), here.pair.asks.today
    stopped = any(one.allegation_open or one.approval_status in GONE for one in carers)
    if here.setting.kind is not SettingKind.CONNECTED_CARER or not carers or stopped:
        return
    names = here.words
    yield Edit(
        kind=ChangeKind.APPROVAL,
        limb=here.limb.id,
        says=f"After the Schedule 4 checks, a nominated officer approves {here.setting.name} for {names.name()}, for a time.",
        who=(Role.NOMINATED_OFFICER,),
        apply=on_settings(
            {here.setting.id},
            lambda one: replace(
                one, carers=tuple(_for_a_time(each, here.person.id, today) for each in one.carers or ())
            ),
        ),
    )


def _for_a_time(carer: Carer, person_id: str, today: date) -> Carer:
    """Temporarily approved from today, unless approved already."""
    if carer.approval_status is ApprovalStatus.APPROVED:
        return carer
    named = carer.temporary_approval.young_people if carer.temporary_approval else ()
    approval = TemporaryApproval(
        young_people=tuple(dict.fromkeys((*named, person_id))),
        started_on=today,
        approved_by=SOMEBODY,
        approved_on=today,
    )
    return replace(
        carer,
        approval_status=ApprovalStatus.TEMPORARILY_APPROVED,
        schedule_4_check_done=True,
        temporary_approval=approval,
    )


DECIDED_ANEW: dict[str, MakesReady] = {
    "statement-of-purpose-fit:age-and-sex": _statement_revised,
    "impact-risk-assessment-complete:declined": _decided_again,
    "carer-approved:status": _temporarily_approved,
}
"""Hard limbs that somebody's own decision may meet."""


def moves(here: Here) -> Iterator[Edit]:
    """Somebody living here who has a request of their own goes first. Nobody settled is moved."""
    open_for = {one.young_person_id for one in here.pair.index.snapshot.placement_requests if one.is_open}
    there = [stay for stay in here.stays if stay.person_id in open_for and stay.leaving > here.first]
    start = here.request.start_date
    for n, person_id in enumerate(sorted({stay.person_id for stay in there})):
        yield Edit(
            kind=ChangeKind.MOVE,
            limb=here.limb.id,
            key=str(n),
            says=f"A planned move from {here.setting.name} goes ahead by {day(start)}. Ask the placement officer, who sees "
            "every planned move.",
            who=(Role.PLACEMENT_OFFICER,),
            apply=lambda whole, who=person_id: _moved_out(whole, who, here.setting.id, start),  # type: ignore[misc]
            alone=person_id in _matter_elsewhere(here),
            leaving=start,
        )


def _matter_elsewhere(here: Here) -> set[str]:
    """Those whose whereabouts are asked of at other places too."""
    index, person = here.pair.index, here.person
    ordered = {one.person_id for one in person.contact_orders or ()}
    ordered |= {one.person_id for one in person.court_conditions or () if one.person_id}
    apart = {other for other, _ in index.separations_of.get(person.id, [])}
    return apart | ordered | index.siblings.get(person.id, frozenset())


def _moved_out(whole: Snapshot, person_id: str, setting_id: str, by: date) -> Snapshot:
    """The person no longer lives there from that day on, nor comes later."""

    def left(one: Placement) -> Iterator[Placement]:
        theirs = (one.young_person_id, one.setting_id) == (person_id, setting_id) and takes_a_bed(one, whole)
        if not theirs or (one.leaving is not None and one.leaving <= by):
            yield one
        elif one.first_night < by:
            yield replace(one, leaving=by)

    return replace(whole, placements=tuple(kept for one in whole.placements for kept in left(one)))

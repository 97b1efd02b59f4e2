"""Whole, lawful, unremarkable worlds: a test changes the one thing it is about.

The world of `world()`: Friday 22 May 2026 at 10:00, authority `north`; one young person `yp` (14 on the day, a girl, under an
interim care order), whose planned request `req` asks for 28 nights from Monday 1 June 2026; every fact recorded and nothing
in the way, whatever the setting.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from matcher.domain.codes import (
    ApprovalStatus,
    Door,
    PlacementPurpose,
    RegistrationStatus,
    Role,
    SettingKind,
    ShiftName,
    SupportCategory,
    WorkerRole,
)
from matcher.domain.people import (
    Assessment,
    Consent,
    CurrentKeyWorker,
    Education,
    Health,
    KeyWorkerPlan,
    LegalReason,
    YoungPerson,
)
from matcher.domain.person_codes import EducationStatus, KeyWorkerOutcome, LegalStatus, NeedCategory, Sex
from matcher.domain.placements import Authorisation, Placement
from matcher.domain.requests import Agreement, Asker, PlacementRequest
from matcher.domain.settings import (
    Availability,
    Carer,
    Contact,
    EmergencyListing,
    IdentityOffer,
    Place,
    Registration,
    Setting,
    StatementOfPurpose,
    TermsOfApproval,
)
from matcher.domain.snapshot import Authority, Snapshot
from matcher.domain.staff import Shift, Worker
from matcher.domain.values import LONDON, Location

NOW = datetime(2026, 5, 22, 10, 0, tzinfo=LONDON)
TODAY = date(2026, 5, 22)
START = date(2026, 6, 1)
LEAVING = START + timedelta(days=28)
HOME = Location(easting=430_000, northing=455_000)
NEARBY = Location(easting=432_000, northing=455_000)
BOTH = (Sex.FEMALE, Sex.MALE)


def person(id: str = "yp", **facts: Any) -> YoungPerson:
    """A girl of 14 on 22 May 2026 (born 14 March 2012), everything recorded, nothing in the way."""
    return replace(
        YoungPerson(
            id=id,
            name_to_use="Robin",
            date_of_birth=date(2012, 3, 14),
            sex=Sex.FEMALE,
            responsible_authority="north",
            home=HOME,
            legal_status=LegalReason(status=LegalStatus.INTERIM_CARE_ORDER),
            consent=Consent(objections=()),
            orders=(),
            health=Health(in_hospital=False, detained=False, fit_for_discharge=True),
            assessment=Assessment(needs_care=False),
            needs=(),
            skilled_needs=(),
            access_needs=(),
            risks=(),
            vulnerabilities=(),
            identity_needs=(),
            education=Education(status=EducationStatus.NONE),
            family_time=(),
            friends_and_activities=(),
            views=(),
            relationships=(),
            relationships_asked_on=date(2026, 5, 20),
            siblings=(),
            exclusions=(),
            key_worker=CurrentKeyWorker(worker_id="kw", plans=(KeyWorkerPlan(outcome=KeyWorkerOutcome.AGREED),)),
            needs_waking_night=False,
        ),
        **facts,
    )


def request(id: str = "req", **facts: Any) -> PlacementRequest:
    """A planned request for `yp`: 28 nights from Monday 1 June 2026."""
    return replace(
        PlacementRequest(
            id=id,
            young_person_id="yp",
            start_date=START,
            end_date=LEAVING,
            expected_nights=28,
            door=Door.PLANNED_MOVE,
            purpose=PlacementPurpose.SHORT_TERM,
            asked_by=Asker(name="A. Social-Worker", role=Role.SOCIAL_WORKER, telephone="01000 000000"),
            agreed_by=Agreement(name="S. Manager", role=Role.SERVICE_MANAGER, at=NOW - timedelta(days=1)),
            where_now=HOME,
            secure_sought=False,
            deprivation_of_liberty_sought=False,
            homeless=False,
            home_far_needed=False,
            required_ratio=0,
        ),
        **facts,
    )


def emergency(**facts: Any) -> PlacementRequest:
    """The same young person, declared an emergency, for tonight (22 May 2026), no planned end."""
    same_day = {
        "start_date": TODAY,
        "end_date": None,
        "expected_nights": None,
        "is_emergency": True,
        "emergency_reason": "Nobody can look after them tonight",
        "emergency_declared_by": "S. Manager",
    }
    return request(**{**same_day, **facts})


def born(age: int, on: date) -> date:
    """The date of birth of somebody who turns `age` on that day."""
    return on.replace(year=on.year - age)


def carer(id: str = "home-carer", **facts: Any) -> Carer:
    """An approved carer, reviewed this January, no allegation."""
    return replace(
        Carer(
            id=id,
            approval_status=ApprovalStatus.APPROVED,
            approved_by="north",
            approved_on=date(2023, 1, 10),
            last_review_on=date(2026, 1, 10),
            allegation_open=False,
        ),
        **facts,
    )


def setting(id: str = "home", kind: SettingKind = SettingKind.CHILDRENS_HOME, **facts: Any) -> Setting:
    """A setting of any kind, lawful in every way, in area, with nobody living there."""
    return replace(
        Setting(
            id=id,
            name=f"Setting {id}",
            kind=kind,
            area_authority="north",
            location=NEARBY,
            registration=Registration(status=RegistrationStatus.ACTIVE, valid_from=date(2024, 1, 1)),
            category=SupportCategory.PRIVATE_RESIDENCE,
            registered_places=6,
            statement_of_purpose=StatementOfPurpose(age_min=11, age_max=17, sexes=BOTH, needs=tuple(NeedCategory)),
            manager_in_post=True,
            carers=(carer(f"{id}-carer"),),
            terms=TermsOfApproval(age_min=0, age_max=17, sexes=BOTH, places=3),
            availability=Availability(),
            household=(),
            rota_held=True,
            standing_waking_night=True,
            skills=tuple(NeedCategory),
            features=(),
            trained_in=(),
            identity_offer=IdentityOffer(religions=(), languages=(), cultures=()),
            emergency_listing=EmergencyListing(on_list=True, takes_calls_now=True, latest_arrival="23:30"),
            contact=Contact(name="The manager", telephone="01000 000001"),
            cost_per_week=900,
        ),
        **facts,
    )


def place(setting_id: str = "home", **facts: Any) -> Place:
    """One place row of two beds, vacancy confirmed this morning; its id is the setting's and "-bed"."""
    row = Place(
        place_id=f"{setting_id}-bed",
        setting_id=setting_id,
        beds=2,
        features=(),
        vacancy_confirmed_at=NOW - timedelta(hours=1),
        vacancy_confirmed_by="The manager",
    )
    return replace(row, **facts)


def lives(person_id: str, setting_id: str = "home", **facts: Any) -> Placement:
    """Somebody living in the setting's row since New Year, with no planned end."""
    there = Placement(
        id=f"{person_id}-at-{setting_id}",
        young_person_id=person_id,
        setting_id=setting_id,
        place_id=f"{setting_id}-bed",
        first_night=date(2026, 1, 1),
    )
    return replace(there, **facts)


def approval(rule: str, role: Role, **facts: Any) -> Authorisation:
    """An approval of one rule for `yp` at `home`, given an hour ago for any nights, without an end."""
    given = Authorisation(
        id=f"approval-{rule.replace(':', '-')}",
        rule=rule,
        role=role,
        person="M. Approver",
        young_person_id="yp",
        setting_id="home",
        reason="We talked it through with Robin and with the staff",
        made_at=NOW - timedelta(hours=1),
    )
    return replace(given, **facts)


def full_rota(setting_id: str = "home", first: date = TODAY, days: int = 60, **facts: Any) -> tuple[Shift, ...]:
    """Four by day and evening, two at night of whom one awake, for every day."""
    on = {ShiftName.DAY: (4, 0), ShiftName.EVENING: (4, 0), ShiftName.NIGHT: (2, 1)}
    return tuple(
        replace(
            Shift(setting_id=setting_id, on=first + timedelta(days=n), shift=name, headcount=count, waking=waking),
            **facts,
        )
        for n in range(days)
        for name, (count, waking) in on.items()
    )


def world(*settings: Setting, **facts: Any) -> Snapshot:
    """The whole world: `yp`, `req`, the settings given (or one children's home) with a row and a full rota each."""
    homes = settings or (setting(),)
    return replace(
        Snapshot(
            as_of=NOW,
            authority="north",
            authorities=(
                Authority(id="north", name="North", adjoining=("east",)),
                Authority(id="east", name="East", adjoining=("north",)),
                Authority(id="south", name="South", adjoining=()),
            ),
            young_people=(person(),),
            settings=homes,
            places=tuple(place(home.id) for home in homes),
            placement_requests=(request(),),
            workers=(Worker(id="kw", name="Kay Worker", roles=(WorkerRole.KEY_WORKER,), base=HOME, allocations=()),),
            shifts=tuple(shift for home in homes for shift in full_rota(home.id)),
            separation_entries=(),
        ),
        **facts,
    )

"""What-ifs for hub managers: one common change after the other, and what would be different. The record stays as it is."""

import json
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api import wording as words
from api.actions.capacity import capacity_shown
from api.actions.scenarios import NoSuchScenario, ask_what_if, cancel_scenario, scenario, what_if
from api.actions.slow_work import AlreadyEnded, TooMuchWaiting
from api.auth import Serving
from api.pages import forecast_words
from api.pages import what_if_forms as forms
from api.pages.door import Form, Visit, page_may
from api.pages.errors import NoSuchPage, PageRoute
from api.pages.hub_day import named
from api.pages.render import page
from api.permissions import Permission
from api.service import Service
from matcher.domain.errors import InvalidInput
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Identifier, london_day
from matcher.scenario import BeforeAfter

router = APIRouter(prefix="/what-if", route_class=PageRoute, include_in_schema=False)
Asker = Annotated[Visit, page_may(Permission.ASK_WHAT_IF)]
NO_WHAT_IF = "there is no what-if with this number"
TOO_MANY = "As many plans are being made as may be at once. Wait until one has ended, or ask without the plan"


@dataclass(kw_only=True)
class _State:
    """What the page shows."""

    form: Form
    snapshot: Snapshot
    before: list[dict[str, Any]] = field(default_factory=list)
    """The changes made so far."""
    chosen: forms.Chosen | None = None
    stays: list[forms.Listed] = field(default_factory=list)
    found: BeforeAfter | None = None
    wrong: dict[str, str] = field(default_factory=dict)
    status: int = 200


@router.get("")
def what_if_page(
    request: Request, service: Serving, visit: Asker, setting: Annotated[str | None, Query(max_length=64)] = None
) -> Response:
    """What to change, and where; `setting`: chosen already."""
    snapshot = service.frames.frame(visit.caller.authority).snapshot
    own = setting or visit.person.setting_id or ""
    return _page(request, visit, _State(form=Form({"setting": [own]}), snapshot=snapshot))


@router.post("")
def what_if_asked(request: Request, service: Serving, visit: Asker) -> Response:
    """The first form leads to the second; the second to before and after, and to the first again for one change more."""
    state = _State(form=visit.form, snapshot=service.frames.frame(visit.caller.authority).snapshot)
    state.before = forms.changes_before(visit.form, state.wrong)
    state.chosen = forms.chosen_in(visit.form, state.snapshot, state.wrong)
    run = None
    if state.chosen is not None and not state.wrong and visit.form.one("ask"):
        run = _ask(service, visit, state)
    if run is not None:
        return RedirectResponse(f"/what-if/{run}", 303)
    if state.chosen is not None and state.chosen.kind == "stay" and state.found is None:
        state.stays = _stays(service, visit, state)
    if state.wrong and state.status == 200:  # noqa: PLR2004 - HTTP's own
        state.status = 422
    return _page(request, visit, state)


def _ask(service: Service, visit: Visit, state: _State) -> str | None:
    """Before and after into the state; or the id of the what-if where plans are made. What cannot be goes to `wrong`."""
    assert state.chosen is not None  # noqa: S101 - looked at just before
    last = len(state.before)
    change = forms.new_change(visit.form, state.chosen, state.snapshot, state.wrong, last + 1)
    if state.wrong:
        return None
    try:
        asked = forms.asked_of([*state.before, change], with_plan=visit.form.one("with_plan") == "yes")
        if asked.cohort is not None:
            return ask_what_if(service, visit.caller, asked).id
        state.found = what_if(service, visit.caller, asked)
    except InvalidInput as error:
        state.wrong |= forms.wrong_in(error, last)
        return None
    except TooMuchWaiting:
        state.wrong["changes"], state.status = TOO_MANY, 429
        return None
    state.before, state.chosen = [*state.before, change], None
    return None


def _stays(service: Service, visit: Visit, state: _State) -> list[forms.Listed]:
    """Who lives at the setting or is due to, for those who may know; each is noted as read."""
    if state.chosen is None or not visit.may(Permission.READ_PEOPLE):
        return []
    shown = capacity_shown(service, visit.caller, state.chosen.setting.id)
    today, people = state.snapshot.today, named(shown)
    listed = []
    for one in (*shown.capacity.day.here, *shown.capacity.day.due_in):
        if one.placement_id and one.young_person_id:
            until = "no planned end" if one.leaving is None else f"leaving {words.day(one.leaving, today)}"
            name = people[one.young_person_id].name if one.young_person_id in people else None
            listed.append(forms.Listed(one.placement_id, f"{name or 'Name not known'}, {until}"))
    return listed


@router.get("/{id}")
def what_if_run_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    visit: Asker,
    late: bool = False,  # noqa: FBT001, FBT002 - in the address
) -> Response:
    """One with a plan for everyone, as it stands. `late`: somebody wanted to stop it when it had ended already."""
    try:
        run = scenario(service, visit.caller, id)
    except NoSuchScenario:
        raise NoSuchPage(NO_WHAT_IF) from None
    today = london_day(run.as_of)
    return page(
        request,
        visit,
        "what_if_run.html",
        chances=forecast_words,
        run=run,
        found=run.scenario,
        today=today,
        as_of=words.moment(run.as_of, today),
        late=late and run.state.is_over,
    )


@router.post("/{id}/stop")
def stop_what_if(id: Identifier, service: Serving, visit: Asker) -> Response:  # noqa: A002 - its name in the address
    """It stops within a second."""
    try:
        cancel_scenario(service, visit.caller, id)
    except NoSuchScenario:
        raise NoSuchPage(NO_WHAT_IF) from None
    except AlreadyEnded:
        return RedirectResponse(f"/what-if/{id}?late=true", 303)
    return RedirectResponse(f"/what-if/{id}", 303)


def _page(request: Request, visit: Visit, state: _State) -> Response:
    return page(
        request,
        visit,
        "what_if.html",
        chances=forecast_words,
        status=state.status,
        form=state.form,
        before=json.dumps(state.before),
        number=len(state.before),
        chosen=state.chosen,
        stays=state.stays,
        found=state.found,
        today=state.snapshot.today,
        settings=[] if state.chosen else forms.settings_listed(state.snapshot, visit.person.setting_id),
        kinds=[
            (value, says, "")
            for value, says in forms.KINDS.items()
            if value != "stay" or visit.may(Permission.READ_PEOPLE)
        ],
        workers=[(value, says, "") for value, says in forms.WORKERS.items()],
        row_said=forms.row_said,
        wrong=state.wrong,
        errors=[{"text": says, "href": f"#{name}"} for name, says in state.wrong.items()],
    )

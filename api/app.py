"""The HTTP service: `create_app()` makes one, whoever serves it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache

from fastapi import APIRouter, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from api import errors, openapi
from api.assets import Assets
from api.envelope import Envelope
from api.logs import set_up_logs
from api.pages import brief as brief_page
from api.pages import capacity as capacity_pages
from api.pages import compare as compare_pages
from api.pages import effects as effect_pages
from api.pages import errors as page_errors
from api.pages import forecast as forecast_pages
from api.pages import help as help_page
from api.pages import impact as impact_pages
from api.pages import new_request, plan, plans, referral, request_steps, sign_in, unmet_needs, what_if, why_not, work
from api.pages import options as option_pages
from api.pages import requests as request_pages
from api.pages import rules as rule_pages
from api.pages import sensitivity as sensitivity_pages
from api.pages import vacancies as vacancy_pages
from api.pages.render import read_templates
from api.routes import (
    assignments,
    authority_capacity,
    brief,
    capacity,
    compare,
    documentation,
    effects,
    forecast,
    forecast_accuracy,
    health,
    impact,
    lists,
    match,
    metrics,
    options,
    records,
    reference,
    rules,
    scenarios,
    sensitivity,
    vacancies,
)
from api.routes import unmet_needs as unmet_needs_routes
from api.service import Service
from api.settings import settings_of_environment
from api.store.engine import DatabaseUnavailable, NotMigrated
from api.store.read import NoSuchAuthority


def create_app(service: Service | None = None) -> FastAPI:
    """The whole service, by default with the settings of the environment. It listens nowhere by itself."""
    if service is None:
        service = Service(settings_of_environment())
        set_up_logs(service.settings.log_level)
    app = FastAPI(
        **openapi.ABOUT,
        lifespan=_warmed,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    app.add_middleware(Envelope)
    errors.install(app)
    app.router.routes.extend(_routes())
    page_errors.install(app)
    app.mount("/static", Assets(), name="static")
    openapi.install(app)
    return app


@cache
def _routes() -> list[BaseRoute]:
    """Every address but the static files. The framework takes about a second to read them: once for each process."""
    every = APIRouter(generate_unique_id_function=_operation_id)
    for routes in (
        match,
        options,
        effects,
        brief,
        unmet_needs_routes,
        impact,
        sensitivity,
        compare,
        assignments,
        scenarios,
        vacancies,
        capacity,
        forecast,
        forecast_accuracy,
        authority_capacity,  # its exports before those by name
        records,
        lists,
        rules,
        reference,
        health,
        metrics,
        documentation,
    ):
        every.include_router(routes.router)
    for pages in (
        sign_in,
        rule_pages,
        help_page,
        capacity_pages,
        forecast_pages,
        work,
        new_request,  # its address before those with an id
        request_pages,
        request_steps,
        compare_pages,
        why_not,
        referral,
        effect_pages,
        brief_page,
        unmet_needs,
        impact_pages,
        sensitivity_pages,
        option_pages,
        plans,
        plan,
        vacancy_pages,
        what_if,
    ):
        every.include_router(pages.router)
    return every.routes


@asynccontextmanager
async def _warmed(app: FastAPI) -> AsyncIterator[None]:
    """The first call is then as quick as the next. A database that is away may come later."""
    service: Service = app.state.service
    with suppress(DatabaseUnavailable, NotMigrated, NoSuchAuthority):
        await run_in_threadpool(service.warm_up)
    await run_in_threadpool(read_templates)
    await run_in_threadpool(_read_routes, app)
    service.jobs.start()
    yield
    await run_in_threadpool(service.close)


def _read_routes(app: FastAPI) -> None:
    """The framework reads what every address takes and answers when it first looks for one."""
    for route in app.router.routes:
        route.matches({"type": "http", "method": "GET", "path": "/nowhere", "root_path": "", "headers": []})


def _operation_id(route: APIRoute) -> str:
    return route.name

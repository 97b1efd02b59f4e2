"""The HTTP service: `create_app()` makes one, whoever serves it."""

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.staticfiles import StaticFiles

from api import errors, openapi
from api.envelope import Envelope
from api.logs import set_up_logs
from api.routes import documentation, health, lists, match, metrics, options, records, reference, rules, vacancies
from api.service import Service
from api.settings import settings_of_environment


def create_app(service: Service | None = None) -> FastAPI:
    """The whole service, by default with the settings of the environment. It listens nowhere by itself."""
    if service is None:
        service = Service(settings_of_environment())
        set_up_logs(service.settings.log_level)
    app = FastAPI(
        **openapi.ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
    )
    app.state.service = service
    app.add_middleware(Envelope)
    errors.install(app)
    for routes in (match, options, vacancies, records, lists, rules, reference, health, metrics, documentation):
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=documentation.STATIC), name="static")
    openapi.install(app)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name

"""The HTTP service: `create_app()` for tests, `app` for a server."""

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.staticfiles import StaticFiles

from api import errors, openapi
from api.envelope import Envelope
from api.routes import documentation, health, match, rules
from api.settings import Settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole service. It listens nowhere by itself; `settings` says what it may be asked."""
    app = FastAPI(
        **openapi.ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
    )
    app.state.settings = settings or Settings()
    app.add_middleware(Envelope)
    errors.install(app)
    for routes in (match, rules, health, documentation):
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=documentation.STATIC), name="static")
    openapi.install(app)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name


app = create_app()

"""Opens the port and serves, until it is told to stop."""

import logging
import socket
import sys

import uvicorn

from api.app import create_app
from api.settings import Settings
from matcher.domain.errors import MatcherError

WAITING = 2048


class PortTaken(MatcherError):
    """Somebody else listens there, or we may not."""

    code = "port_taken"
    remedy = "Take another one: nwd serve --port 8001. Port 0 takes any that is free."


def serve(settings: Settings) -> None:
    """Serve until interrupted. Raises PortTaken."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    with _listening(settings) as listening:
        url = settings.url(listening.getsockname()[1])
        print(  # noqa: T201 - where to call
            f"Serving {url}/docs (stop with Ctrl+C). To call it from here:\n"
            f"  curl --json @docs/examples/match-input.json {url}/v1/match",
            flush=True,
        )
        uvicorn.Server(_config(settings)).run(sockets=[listening])


def _config(settings: Settings) -> uvicorn.Config:
    """Our own log instead of the server's, which holds addresses as called."""
    app = create_app(settings)
    return uvicorn.Config(app, access_log=False, log_config=None, log_level="warning", server_header=False)


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.address else socket.AF_INET
    try:
        return socket.create_server((settings.address, settings.port), family=family, backlog=WAITING)
    except OSError as error:
        said = f"cannot listen on {settings.address} port {settings.port}: {error.strerror or error}"
        raise PortTaken(said) from None

"""Opens the port and serves, until it is told to stop."""

import logging
import socket
import sys

import uvicorn

from api.app import create_app
from api.settings import Settings
from matcher.domain.errors import MatcherError


class PortTaken(MatcherError):
    """Somebody else listens there, or we may not."""

    code = "port_taken"
    remedy = "Take another one: nwd serve --port 8001. Port 0 takes any that is free."


def serve(settings: Settings) -> None:
    """Serve until interrupted. Raises PortTaken."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    with _listening(settings) as listening:
        url = settings.url(listening.getsockname()[1])
        print(f"Serving {url}  (documentation: {url}/docs; stop with Ctrl+C)", flush=True)  # noqa: T201 - where to call
        server = uvicorn.Server(
            uvicorn.Config(create_app(settings), access_log=False, log_config=None, server_header=False)
        )
        server.run(sockets=[listening])


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.address else socket.AF_INET
    try:
        return socket.create_server((settings.address, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise PortTaken(
            f"cannot listen on {settings.address} port {settings.port}: {error.strerror or error}"
        ) from None

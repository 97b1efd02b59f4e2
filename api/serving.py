"""Opens the port and serves, in one process or several, until it is told to stop."""

import os
import socket
import tempfile
from pathlib import Path

import uvicorn
from uvicorn.supervisors import Multiprocess

from api.service import Service
from api.settings import Settings
from api.store.migrate import require_migrated
from matcher.domain.errors import MatcherError

WAITING = 2048
METRICS_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"


class PortTaken(MatcherError):
    """Somebody else listens there, or we may not."""

    code = "port_taken"
    remedy = "Take another one: nwd serve --port 8001. Port 0 takes any that is free."


def serve(settings: Settings) -> None:
    """Serve until interrupted. Raises PortTaken, NotMigrated, DatabaseUnavailable."""
    require_migrated(Service(settings).store)
    with _listening(settings) as listening, tempfile.TemporaryDirectory(prefix="nwd-metrics-") as metrics:
        _hand_over(settings, Path(metrics))
        url = settings.url(listening.getsockname()[1])
        print(f"Serving {url}; for other systems, {url}/docs (stop with Ctrl+C).", flush=True)  # noqa: T201 - where to call
        config = _config(settings)
        if settings.workers == 1:
            uvicorn.Server(config).run([listening])
        else:
            Multiprocess(config, [listening]).run()


def _config(settings: Settings) -> uvicorn.Config:
    """Our own log instead of the server's, which holds addresses as called."""
    return uvicorn.Config(
        "api.served:served_app",
        factory=True,
        workers=settings.workers,
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
    )


def _hand_over(settings: Settings, metrics: Path) -> None:
    """Every process reads its settings from the environment, which they share."""
    given = settings.model_dump(mode="json", by_alias=False)
    given["secret"] = settings.secret.get_secret_value()
    os.environ["DATABASE_URL"] = given.pop("database_url")
    os.environ.update({f"NWD_{name.upper()}": str(value) for name, value in given.items()})
    if settings.workers > 1:
        os.environ[METRICS_DIRECTORY] = str(metrics)


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.address else socket.AF_INET
    try:
        return socket.create_server((settings.address, settings.port), family=family, backlog=WAITING)
    except OSError as error:
        said = f"cannot listen on {settings.address} port {settings.port}: {error.strerror or error}"
        raise PortTaken(said) from None

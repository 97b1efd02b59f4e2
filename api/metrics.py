"""How much is asked, how long it takes, and how it ends: by route, never by person."""

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_own = CollectorRegistry()
answered = Counter("nwd_requests", "Calls answered.", ("method", "route", "status"), registry=_own)
seconds = Histogram("nwd_request_seconds", "How long calls took.", ("method", "route"), buckets=BUCKETS, registry=_own)


def count(method: str, route: str, status: int | None, took: float) -> None:
    """One call was answered. `route` is the template."""
    answered.labels(method, route, str(status)).inc()
    seconds.labels(method, route).observe(took)


def shown() -> bytes:
    """All of it, of every process, in the Prometheus text format."""
    directory = os.environ.get(DIRECTORY)
    if not directory or not Path(directory).is_dir():
        return generate_latest(_own)
    together = CollectorRegistry()
    multiprocess.MultiProcessCollector(together, path=directory)  # type: ignore[no-untyped-call]
    return generate_latest(together)

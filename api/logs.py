"""Logs as JSON lines on standard error: which route, which status, how long. Never an address as called, nor a body."""

import logging
import sys
import traceback
from pathlib import Path
from typing import Any

import structlog

log: Any = structlog.stdlib.get_logger("nwd")
"""The service's own log."""
INNERMOST = 8


def where_in_the_code(error: Exception) -> str:
    """The kind of error and the calls that led to it; never its message, which may quote somebody's data."""
    calls = reversed(traceback.extract_tb(error.__traceback__)[-INNERMOST:])
    places = " < ".join(f"{Path(call.filename).name}:{call.lineno} {call.name}" for call in calls)
    return f"{type(error).__name__} at {places}"


def set_up_logs(level: str = "info") -> None:
    """Write what is logged, by us and by the libraries, one JSON object a line."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("nwd").setLevel(level.upper())

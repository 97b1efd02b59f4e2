"""The service as each process runs it."""

import gc

from fastapi import FastAPI

from api.app import create_app
from api.service import Service


def served_app(service: Service | None = None) -> FastAPI:
    """As `create_app`. The garbage collector passes over what has been loaded by now: it is there to stay.

    Looking through it again and again would make every second or third answer after a change some 0.2 s later.
    """
    app = create_app(service)
    gc.collect()
    gc.freeze()
    return app

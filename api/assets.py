"""The files that pages load: style, scripts, nothing about anybody. Browsers may keep them."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

STATIC = Path(str(files("api"))) / "static"
KEEP = "public, max-age=86400"


class Assets(StaticFiles):
    """Serves them, to be kept for a day; a page asks for a changed one by another address."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - as Starlette's own
        """One file."""
        answer = super().file_response(*args, **kwargs)
        answer.headers["cache-control"] = KEEP
        return answer


@cache
def asset(name: str) -> str:
    """The address of a file, which changes with what is in it."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:8]}"

"""Pages for whoever calls the API: how to call it, and what each error means. Nothing is loaded from elsewhere."""

from html import escape

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.assets import STATIC
from api.auth import EVERYBODY
from api.errors import MEANINGS, Meaning

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

router = APIRouter(include_in_schema=False, dependencies=[EVERYBODY])


@router.get("/docs")
def documentation() -> HTMLResponse:
    """The API's documentation, to read and to try."""
    return _page((STATIC / "docs.html").read_text(encoding="utf-8"))


@router.get("/problems")
def problems() -> HTMLResponse:
    """What each error means; the `type` of an error points here."""
    meanings = "".join(_meaning(code, meaning) for code, meaning in sorted(MEANINGS.items()))
    return _page((STATIC / "problems.html").read_text(encoding="utf-8").replace("<!-- problems -->", meanings))


def _meaning(code: str, meaning: Meaning) -> str:
    said = f"<code>{code}</code>, status {meaning.status}. {escape(meaning.error.remedy)}"
    return f'<h2 id="{code}">{escape(meaning.title)}</h2><p>{said}</p>'


def _page(html: str) -> HTMLResponse:
    return HTMLResponse(html, headers={"content-security-policy": POLICY})

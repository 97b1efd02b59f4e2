"""The pages of `docs/reference/` that are made from the code: `python -m api.reference_pages` writes them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from api.exchange.lists import reference_page
from api.permissions import ROLES, Permission
from api.rulebook_page import rules_page
from api.settings import Settings
from matcher.domain.codes import Role

MADE = "This page is made from the code (`make pages`), and a test fails where the two differ.\n"


def settings_page() -> str:
    """Every setting, as a table."""
    return "\n".join(_settings()) + "\n"


def permissions_page() -> str:
    """Every role and what it may do, as a table."""
    return "\n".join(_permissions()) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "lists.md": reference_page,
    "permissions.md": permissions_page,
    "rules.md": rules_page,
    "settings.md": settings_page,
}


def _settings() -> Iterator[str]:
    yield "# Settings\n"
    yield f"Each is an environment variable; options of `nwd serve` win over it. {MADE}"
    yield "| variable | default | what it is |"
    yield "|---|---|---|"
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        variable = alias if isinstance(alias, str) else f"NWD_{name.upper()}"
        default = (
            "one that everybody knows" if name == "secret" else f"`{field.default}`" if field.default != "" else "none"
        )
        yield f"| `{variable}` | {default} | {' '.join((field.description or '').split())} |"


def _permissions() -> Iterator[str]:
    yield "# Who may do what\n"
    yield f"A token has a role, and all or some of the role's permissions. Every route names the one it needs. {MADE}"
    roles = list(ROLES)
    for permission in Permission:
        allowed = [role for role in roles if permission in ROLES[role]]
        yield f"- **`{permission}`**: {', '.join(role.label for role in allowed)}"
    outside = ", ".join(role.label for role in Role if role not in ROLES)
    yield f"\nRoles outside the authority have no token: {outside}."


def write_pages(folder: Path) -> None:
    """Write every page into this folder."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(__file__).parents[1] / "docs" / "reference")

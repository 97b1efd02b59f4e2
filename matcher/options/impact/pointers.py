"""Where in the record a fact stands: `young_people/sam/risks/violence`.

As in a JSON pointer, `/` within a part is written `~1`, and `~` is `~0`.
"""

ANY = "*"
"""Any record of the collection."""


def at(*parts: str) -> str:
    """The parts as one text."""
    return "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)


def parts_of(pointer: str) -> tuple[str, ...]:
    """The text taken apart again."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/"))


def of_person(who: str, *parts: str) -> str:
    """A fact of somebody's record."""
    return at("young_people", who, *parts)


def of_setting(setting: str, *parts: str) -> str:
    """A fact of a setting's record."""
    return at("settings", setting, *parts)


def of_member(setting: str, member: str, *parts: str) -> str:
    """A fact that a household's record has of somebody who lives there."""
    return at("settings", setting, "household", member, *parts)

"""The columns of a list, made from the types: a field is a column, and a field of a field is `field.field`."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from types import NoneType
from typing import Annotated, Any, TypeAlias, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from api.exchange.lists.names import CARERS, SETTINGS, ListKind, list_kind
from matcher.domain.adapters import built_once
from matcher.domain.values import Identifier

Hint: TypeAlias = Any
"""A type as annotations write it."""

NOT_COLUMNS = {("requests", "young_person")}
"""A young person inside a request is a record of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column."""

    name: str
    """As the heading has it: `legal_status.status`."""
    field: str
    """The last step of the name."""
    hint: Hint
    """The type of what it holds, without `| None`."""
    nullable: bool = False
    """A blank cell: nobody has recorded it."""
    required: bool = False
    """Its holder cannot be without it, so that a blank cell leaves what is recorded."""
    default: Any = None
    """Otherwise a blank cell is this, in JSON terms."""
    kept_elsewhere: bool = False
    """`carers` of a setting: the rows are a list of their own, and this says only whether there are any."""

    @property
    def stays_if_blank(self) -> bool:
        """Whether a blank cell changes nothing."""
        return self.required or self.kept_elsewhere

    def when_blank(self) -> Any:  # noqa: ANN401 - in JSON terms
        """What a blank cell says."""
        return None if self.nullable else copy(self.default)


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one noun within another: `home.easting`, `home.northing`, `home.postcode`."""

    field: str
    members: tuple["Column | Group", ...]

    @property
    def mark(self) -> int:
        """Which of its columns says that the heading is recorded where none of them has anything to say."""
        return next(n for n, member in enumerate(self.members) if isinstance(member, Column))


Node: TypeAlias = Column | Group


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list, as a tree and in order."""

    kind: ListKind
    nodes: tuple[Node, ...]
    columns: tuple[Column, ...]

    @property
    def must_be_there(self) -> tuple[str, ...]:
        """Columns without which no row says what it is about."""
        if made := self.kind.made_from:
            return tuple(column.name for column in self.columns if column.name in made and column.required)
        return tuple(name for name in (self.kind.id_field, self.kind.within) if name)


@built_once
def layout(list_name: str) -> Layout:
    """The columns of this list. Raises InvalidInput where there is no such list."""
    kind = list_kind(list_name)
    nodes = [node for node in _nodes(kind.row, "") if (kind.name, node.field) not in NOT_COLUMNS]
    if kind.name == SETTINGS:
        nodes = [_elsewhere(node) if node.field == "carers" else node for node in nodes]
    if kind.within:
        nodes.append(Column(name=kind.within, field=kind.within, hint=Identifier, required=True))
    first = (kind.id_field, kind.within)
    in_order = tuple(sorted(nodes, key=lambda node: first.index(node.field) if node.field in first else len(first)))
    return Layout(kind, in_order, tuple(leaves(in_order)))


def leaves(nodes: Iterable[Node]) -> Iterator[Column]:
    """The columns of these nodes, in order."""
    for node in nodes:
        if isinstance(node, Column):
            yield node
        else:
            yield from leaves(node.members)


def column_at(list_name: str, steps: Sequence[int | str]) -> str | None:
    """The column that holds what stands there in a record: `("needs", 0, "level")` is in `needs`.

    A noun as a whole is in its first column. None where no column holds it, as for the record as a whole. A carer's
    place may be given within the setting's record: `("carers", 0, "name")` is in `name`.
    """
    there = layout(list_name)
    nodes: Sequence[Node] = there.nodes
    found: Node | None = None
    for step in steps[2:] if there.kind.within and steps[:1] == (CARERS,) else steps:
        found = next((node for node in nodes if node.field == step), found)
        if not isinstance(found, Group):
            break
        nodes = found.members
    return None if found is None else next(leaves([found])).name


def without_none(hint: Hint) -> tuple[Hint, bool]:
    """The type without `| None`, and whether there was one."""
    choices = get_args(hint)
    if origin(hint) is not Annotated and NoneType in choices:
        return next(choice for choice in choices if choice is not NoneType), True
    return hint, False


def bare(hint: Hint) -> Hint:
    """The type without `Annotated`."""
    return get_args(hint)[0] if origin(hint) is Annotated else hint


def origin(hint: Hint) -> Hint:
    """`tuple` of `tuple[int, ...]`; None of what is made of nothing else."""
    return get_origin(hint)


def hints_of(kind: type) -> dict[str, Hint]:
    """Every field's type, with what is asked of it besides."""
    return get_type_hints(kind, include_extras=True)


def is_noun(hint: Hint) -> bool:
    """Whether it has fields of its own."""
    return isinstance(hint, type) and is_dataclass(hint)


def is_required(one: "Field[Any]") -> bool:
    """Whether nothing stands in for the field where it is left out."""
    return one.default is MISSING and one.default_factory is MISSING


def _nodes(kind: Any, prefix: str) -> Iterator[Node]:  # noqa: ANN401 - any noun's type
    hints = hints_of(kind)
    for one in fields(kind):
        hint, nullable = without_none(hints[one.name])
        name = prefix + one.name
        if is_noun(hint):
            yield Group(one.name, tuple(_nodes(hint, name + ".")))
        else:
            default = None if nullable else _default(one, hint)
            required = is_required(one)
            yield Column(name=name, field=one.name, hint=hint, nullable=nullable, required=required, default=default)


def _default(one: "Field[Any]", hint: Hint) -> Any:  # noqa: ANN401 - in JSON terms
    if is_required(one):
        return None
    value = one.default if one.default_factory is MISSING else one.default_factory()
    return TypeAdapter(hint).dump_python(value, mode="json")


def _elsewhere(node: Node) -> Column:
    return Column(name=node.field, field=node.field, hint=Any, nullable=True, kept_elsewhere=True)

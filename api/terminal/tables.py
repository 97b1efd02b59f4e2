"""The open requests and the rule book as tables."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from api import rulebook_page
from api import wording as words
from api.exchange.lists import Guidance
from api.rulebook import LimbShown, RuleShown
from api.terminal.lines import clean, heading, marked
from api.waiting import open_requests
from matcher.domain.people import YoungPerson
from matcher.domain.snapshot import Snapshot
from matcher.options.explain import JudgedLimb

OUTCOME_MARKS = {"not_met": "x", "not_known": "?", "not_judged": "-"}


def request_table(snapshot: Snapshot) -> list[Text]:
    """One line for each open request."""
    people = {person.id: person for person in snapshot.young_people}
    rows = [("request", "who", "age", "", "first night", "door")]
    for request in open_requests(snapshot):
        person = people.get(request.young_person_id) or YoungPerson(id=request.young_person_id)
        door = "not recorded" if request.door is None else words.code(request.door.value)
        urgency = "emergency" if request.is_emergency else "planned"
        night = words.day(request.first_night, snapshot.today)
        rows.append(
            (request.id, person.name_to_use or person.id, words.age(person, snapshot.today), urgency, night, door)
        )
    return table_lines(rows)


def rule_lines(rules: Iterable[RuleShown]) -> list[Text]:
    """Each rule: its slug and kinds, its source, dates and figures, and its limbs with what they say and their examples."""
    found: list[Text] = []
    for rule in rules:
        found.append(heading(rule.slug, ", ".join(rule.kinds)))
        found += marked("", f"{rulebook_page.source(rule)} {rulebook_page.since(rule)}".replace("**", ""))
        figures = [f"{one.name} {one.value:g} {one.unit} [{one.mark}]" for one in rule.figures]
        found += marked("", f"figures: {'; '.join(figures)}", style="dim") if figures else []
        for limb in rule.limbs:
            found += _limb_of_the_book(limb)
        carried = [*(f"score part {part}" for part in rule.parts), *(f"duty {duty}" for duty in rule.duties)]
        found += marked("-", f"carried by {words.listed(carried)}") if carried else []
        found += marked("-", f"proved by {rule.proof}") if rule.proof else []
    return found


def _limb_of_the_book(limb: LimbShown) -> list[Text]:
    approvers = f" ({words.roles(limb.approvers)})" if limb.approvers else ""
    found = marked("-", f"{limb.id} {limb.kind}{approvers}: {limb.said}")
    if limb.must_record:
        found += marked("", f"the approver has recorded: {'; '.join(limb.must_record)}")
    for one in limb.examples:
        found += marked("", f"{rulebook_page.MARKS[one.comes]}: {one.says}", style="dim")
    return found


def limb_lines(judged: Iterable[JudgedLimb]) -> list[Text]:
    """Every limb's outcome for one place: what is not met or not known in full, then those that are met."""
    limbs = list(judged)
    found = [heading("Not met, not known or not judged")]
    for limb in limbs:
        if limb.outcome != "met":
            approvers = f", {words.roles(limb.approvers)}" if limb.approvers else ""
            what = f"{limb.rule} ({limb.kind}{approvers}), {words.code(limb.outcome)}: {limb.says}"
            found += marked(OUTCOME_MARKS[limb.outcome], what)
            found += marked("", limb.source, style="dim")
    met = ", ".join(limb.rule for limb in limbs if limb.outcome == "met")
    return [*found, heading("Met, or does not apply"), *marked("", met)]


def column_lines(columns: Iterable[Guidance]) -> list[Text]:
    """Each column of a list: when it is needed, what to write, what it means, and an example."""
    found: list[Text] = []
    for one in columns:
        found.append(heading(one.name, one.needed.value))
        found += marked("", one.meaning)
        found += marked("-", f"{one.write} For example: {one.example}" if one.example else one.write)
    return found


def table_lines(rows: Sequence[tuple[str, ...]]) -> list[Text]:
    """Rows in columns, as wide as they need to be; the first row is the heading."""
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        Text(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(),
            style="" if number else "bold",
        )
        for number, row in enumerate(cells)
    ]

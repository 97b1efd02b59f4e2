"""The page `docs/reference/rules.md`: the whole rule book, for somebody who decides or reviews and does not read code."""

from collections.abc import Iterator
from itertools import groupby

from api.rulebook import LimbShown, RuleShown, rules_shown
from matcher.rules import SECTIONS

INTRODUCTION = """# The rule book

What the service will never do, what needs whose approval, what has to be done first, and where each of these comes from.
This page is made from the code (`make pages`), and a test fails where the two differ. Every worked example is run as a test.

**What follows when a rule is not met**

| kind | what follows |
|---|---|
| refer | the request is for somebody else; the answer says whom to ask |
| hard | the place is never offered; it is listed as ruled out, with this reason |
| authorise | listed, and nobody can confirm it without the approval of the role named |
| confirm | somebody does it before anyone confirms; it never moves or hides a place |
| soft | it changes the score, or tonight's order |
| note | it is said, and changes nothing |
| duty | confirming the place creates a task with a date |
| invariant | what the service promises of itself; proved by tests |

**How sure we are of the source**

| mark | means |
|---|---|
| V | legislation or an official page that we have read |
| S | a council's procedure or a trade page that we have read |
| U | not seen, from general knowledge: **confirm with legal services before relying on it** |
| P | the project's own default; a council may change it |

What nobody has recorded is never taken for a yes or a no: a question goes to the person's side, or to the place. The sentences
are those of the first worked example that fails; in the questions, `{name}` and other words in braces come from the record.
"""

MARKS = {
    "met": "passes",
    "not_met": "fails",
    "not_known_ask": "not known about the young person or the request",
    "not_known_place": "not known about the place",
    "not_judged": "not judged",
}


def rules_page() -> str:
    """The page, in Markdown."""
    lines = [INTRODUCTION]
    for letter, rules in groupby(sorted(rules_shown(), key=lambda rule: rule.section), key=lambda rule: rule.section):
        lines += [f"## {letter}. {SECTIONS[letter]}", ""]
        for rule in rules:
            lines += _rule(rule)
    return "\n".join(lines)


def _rule(rule: RuleShown) -> Iterator[str]:
    yield f"### `{rule.slug}`"
    yield ""
    yield f"{', '.join(rule.kinds)}. {since(rule)}  "
    yield f"Source: {source(rule)}"
    yield ""
    if rule.figures:
        yield f"Figures: {'; '.join(f'`{one.name}` {one.value:g} {one.unit} [{one.mark}]' for one in rule.figures)}."
        yield ""
    carried = [f"score part `{part}`" for part in rule.parts] + [f"duty `{duty}`" for duty in rule.duties]
    if carried:
        yield f"Carried by: {', '.join(carried)}."
        yield ""
    if rule.proof:
        yield f"Proved by `{rule.proof}`."
        yield ""
    for limb in rule.limbs:
        yield from _limb(limb)


def since(rule: RuleShown) -> str:
    """From when to when the rule is in force."""
    begun = "Always" if rule.source.since is None else f"From {rule.source.since.isoformat()}"
    return f"{begun}, to {rule.source.until.isoformat()}." if rule.source.until else f"{begun}."


def source(rule: RuleShown) -> str:
    """Where the rule comes from, with how sure we are of it."""
    at = f", {rule.source.at}" if rule.source.at else ""
    unverified = " **Not seen: confirm with legal services.**" if rule.source.mark == "U" else ""
    return f"{rule.source.title}{at} [{rule.source.mark}].{unverified}"


def _limb(limb: LimbShown) -> Iterator[str]:
    yield f"**`{limb.id}`** - {limb.kind}{_who(limb)}"
    yield ""
    yield f"- Must hold: {limb.must_hold}"
    yield f'- Says: "{limb.said}"'
    if limb.must_record:
        yield f"- The approver has to have recorded: {'; '.join(limb.must_record)}."
    for label, text in (("Asks", limb.asks), ("Rings", limb.rung)):
        if text:
            yield f'- {label}: "{text}"'
    if limb.not_checked:
        yield f'- Where the data is not fed: "{limb.not_checked}" Ask {limb.ask_whom}.'
    yield from _waits(limb)
    yield from (f"- {MARKS[one.comes].capitalize()}: {one.says}" for one in limb.examples)
    yield ""


def _waits(limb: LimbShown) -> Iterator[str]:
    if limb.footing:
        yield "- Lawful footing: the place waits until it is known, in an emergency too."
    if limb.by_age_band:
        yield "- The place waits until the person's age band is known, in an emergency too."
    if limb.emergency_duty:
        yield f"- In an emergency: `{limb.emergency_duty}` takes its place."


def _who(limb: LimbShown) -> str:
    joined = (" and " if limb.all_approve else " or ").join(f"the {role.label}" for role in limb.approvers)
    return f", by {joined}" if joined else ""

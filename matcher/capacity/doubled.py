"""Homes that are on the record twice, under one Ofsted number: their beds would be counted twice."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from matcher.domain.codes import HUBS, OWN_NUMBER
from matcher.domain.settings import Place, Setting
from matcher.domain.values import shown


@shown
class Doubled:
    """Settings with beds that have the Ofsted number of one home. A hub and its emergency beds may share theirs."""

    ofsted_number: str
    setting_ids: tuple[str, ...]
    says: str
    """What is wrong, and the mend."""


def doubled_homes(settings: Iterable[Setting], places: Iterable[Place]) -> tuple[Doubled, ...]:
    """Each number that several settings with beds have, where a number is the home's own. By number."""
    beds: Counter[str] = Counter()
    for place in places:
        beds[place.setting_id] += place.beds
    found: dict[str, list[Setting]] = defaultdict(list)
    for one in sorted(settings, key=lambda one: one.id):
        if one.ofsted_number and one.kind in OWN_NUMBER and beds[one.id] and one.for_young_person_id is None:
            found[one.ofsted_number].append(one)
    return tuple(
        Doubled(ofsted_number=number, setting_ids=tuple(one.id for one in homes), says=_says(number, homes))
        for number, homes in sorted(found.items())
        if len(homes) > 1 and any(one.kind not in HUBS for one in homes)
    )


def _says(number: str, homes: list[Setting]) -> str:
    *others, last = (f"{one.name} ({one.id})" for one in homes)
    return (
        f"{', '.join(others)} and {last} have the same Ofsted number, {number}. If they are one home, its beds count twice: "
        "keep one, name it in every placement of the other (a national return that is read again does so by itself), and "
        "write 0 for the beds of the other. If they are not, correct the number."
    )

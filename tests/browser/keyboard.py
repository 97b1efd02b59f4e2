"""Somebody who has a keyboard and nothing else: the mouse and the address bar are not touched."""

from collections.abc import Iterator

from playwright.sync_api import Page

FARTHEST = 400
NAME_OF_FOCUSED = """() => {
    const one = document.activeElement;
    const labels = [...(one.labels ?? [])].map(label => label.textContent).join(" ");
    const legend = one.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
    return [one.tagName, `${legend} ${labels} ${one.textContent}`.replace(/\\\\s+/g, " ").trim()];
}"""


class Keyboard:
    """Presses keys in a window until what is wanted has the focus."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab

    def to(self, words: str, *tags: str) -> None:
        """Tab on to the thing with these words (its label, its legend, what stands in it)."""
        passed = []
        for tag, name in self._round():
            if words in name and (not tags or tag in tags):
                return
            passed.append(name[:40])
        raise AssertionError(f"the keyboard does not reach {words!r}; it reached {passed}")

    def follow(self, words: str) -> None:
        """Follow the link with these words."""
        self.to(words, "A")
        self._go("Enter")

    def press(self, words: str) -> None:
        """Press the button with these words."""
        self.to(words, "BUTTON")
        self._go("Enter")

    def choose(self, question: str, steps: int = 0) -> None:
        """Choose one of the answers to a question: the first, or so many further on."""
        self.to(question, "INPUT")
        self.tab.keyboard.press("Space")
        for _ in range(steps):
            self.tab.keyboard.press("ArrowDown")

    def type(self, question: str, *parts: str) -> None:
        """Type into the fields of a question, one after the other."""
        self.to(question, "INPUT", "TEXTAREA")
        for at, part in enumerate(parts):
            if at:
                self.tab.keyboard.press("Tab")
            self.tab.keyboard.type(part)

    def _round(self) -> Iterator[tuple[str, str]]:
        """Once round the page and on, from wherever the focus is."""
        begun_again = 0
        for _ in range(FARTHEST):
            self.tab.keyboard.press("Tab")
            tag, name = self.tab.evaluate(NAME_OF_FOCUSED)
            begun_again += tag == "BODY"
            if begun_again > 1:
                return
            yield tag, name

    def _go(self, key: str) -> None:
        with self.tab.expect_navigation():
            self.tab.keyboard.press(key)

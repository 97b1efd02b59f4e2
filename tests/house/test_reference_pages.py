"""The pages of `docs/reference` that are made from the code are as the code makes them."""

from pathlib import Path

from api.exchange.lists import reference_page

LISTS = Path(__file__).parents[2] / "docs" / "reference" / "lists.md"

MAKE_IT = """from pathlib import Path
from api.exchange.lists import reference_page
Path("docs/reference/lists.md").write_text(reference_page(), encoding="utf-8")"""
"""Python that mends it, run in the project's folder."""


def test_the_page_of_lists_is_as_the_types_have_it():
    assert LISTS.read_text(encoding="utf-8") == reference_page(), f"run this to make the page anew:\n\n{MAKE_IT}"

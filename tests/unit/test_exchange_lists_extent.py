"""How far the cells of a sheet reach is seen however the sheet is written, and however it is cut into pieces."""

import pytest

from api.exchange.lists.extent import LONGEST_TAG, Extent, OddSheet

FAR = b'<row r="90"><c r="AB90" s="1"><v>1</v></c></row>'


def reach(*pieces):
    extent = Extent()
    for piece in pieces:
        extent.read(piece)
    return extent.rows, extent.columns


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        (b"", (0, 0)),
        (b'<row r="2"><c r="B2"><v>1</v></c></row>', (2, 2)),
        (FAR, (90, 28)),
        (b"<x:row x:r='1' r='90'><x:c\n r = 'AB90'><x:v>1</x:v></x:c></x:row>", (90, 28)),
        (b'<row r="90"><c><v>1</v></c><c><v>1</v></c></row>', (90, 2)),
        (b"<row><c><v>1</v></c></row><row><c/><c/><c><v>1</v></c></row>", (2, 3)),
        (b'<row r="3"><c r="C3"><v>1</v></c><c><v>1</v></c></row>', (3, 4)),
        (b'<row r="90" hidden="1"/><row r="91"><c r="ZZ91" s="1"/></row>', (0, 0)),
        (b'<row r="1"><c r="B1" a="r=9" r="AB90"><v>1</v></c></row>', (90, 28)),
        (b'<rows r="90"/><cell r="AB90">1</cell><v>c r="AB90"</v>', (0, 0)),
    ],
)
def test_the_extent_is_from_the_first_cell_to_the_last_with_something_in_it(xml, says):
    assert reach(xml) == says


@pytest.mark.parametrize("cut", range(1, len(FAR)))
def test_a_sheet_may_be_cut_anywhere(cut):
    assert reach(FAR[:cut], FAR[cut:]) == (90, 28)
    assert reach(b"<row>", *(FAR[n : n + cut] for n in range(0, len(FAR), cut))) == (90, 28)


@pytest.mark.parametrize(
    "xml",
    [
        b'<c a=">" r="AB90"><v>1</v></c>',
        b'<c r="AB90" a=x><v>1</v></c>',
        b'<c r="AB99999999"><v>1</v></c>',
        b'<c r="AAAA1"><v>1</v></c>',
        b'<c r="&#65;1"><v>1</v></c>',
        b'<row r="AB90"/>',
        "<c r='AB90'/>".encode("utf-16-le"),
        b"<c " + b" " * LONGEST_TAG,
    ],
)
def test_what_no_spreadsheet_program_writes_is_refused(xml):
    with pytest.raises(OddSheet):
        reach(xml)


@pytest.mark.parametrize("cut", range(1, 50))
def test_texts_that_are_promised_count_as_cells(cut):
    extent = Extent()
    promise = b'<sst count="1" uniqueCount="4000000000"><si/></sst>'
    extent.read(promise[:cut])
    extent.read(promise[cut:])

    assert extent.cells == 4_000_000_000

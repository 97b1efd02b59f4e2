"""The two national postcode files, in small and with invented positions; and what is refused, with where and the mend."""

import io
from itertools import pairwise
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from api.exchange import postcode_files
from api.exchange.national_postcodes import postcode_batches, postcode_file_kind
from matcher.domain.errors import InvalidInput

CODES = '"E92000001","E19000002","E18000009","","E07000093","E05012936"'
CODE_POINT = "".join(
    f"{row},{CODES}\r\n" for row in ('"ZZ1 0AA",10,394251,806376', '"ZZ101AB",50,1,0000002', '"ZZ9 9ZZ",90,0,0')
)
FOUND_THERE = [("ZZ10AA", 394_251, 806_376), ("ZZ101AB", 1, 2)]

NEW = "pcd7,pcd8,pcds,dointr,doterm,cty25cd,usrtypind,east1m,north1m,gridind,ctry25cd,lat,long"
OLD = "pcd,pcd2,pcds,dointr,doterm,oscty,usertype,oseast1m,osnrth1m,osgrdind,ctry,lat,long"


def directory_row(postcode, easting, northing, *, ended="", quality="1"):
    outward, inward = postcode.split()
    cells = [
        f"{outward:<4}{inward}",
        f"{outward:<4} {inward}",
        postcode,
        "198001",
        ended,
        "E99999999",
        "0",
        easting,
        northing,
        quality,
        "E92000001",
        "55.5",
        "-2.5",
    ]
    return ",".join(f'"{cell}"' for cell in cells) + "\r\n"


ROWS = "".join(
    [
        directory_row("ZZ1 0AA", "394251", "0806376"),
        directory_row("ZZ1 0AB", "394251", "0806376", ended="199606"),
        directory_row("ZZ1 0AD", "", "", quality="9"),
        directory_row("ZZ1 0AE", "", ""),
        directory_row("ZZ1 0AF", "394251", "0806376", quality="9"),
        directory_row("ZZ1 0AG", "000000", "0000000"),
        directory_row("BT1 1AA", "333333", "0374444"),
        directory_row("bt1 1ab", "333333", "0374444"),
        directory_row("JE2 3AA", "411111", "0065555"),
        directory_row("GY1 1AA", "411111", "0065555"),
        directory_row("ZZ10 1AB", "1", "2"),
    ]
)


def zipped(path, *, how=ZIP_DEFLATED, **files):
    with ZipFile(path, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def code_point(path):
    files = {
        "Doc/licence.txt": "Open",
        "Doc/Code-Point_Open_Column_Headers.csv": "PC,PQ,EA,NO\r\n",
        "Data/CSV/zz.csv": CODE_POINT,
        "Data/CSV/aa.csv": f'"AA1 1AA",10,5,6,{CODES}\r\n',
    }
    return zipped(path, **files)


def directory(path, heading=NEW):
    whole, part = f"{heading}\r\n{ROWS}", f"{heading}\r\n{directory_row('ZZ1 0AA', '9', '9')}"
    return zipped(path, **{"Documents/codes.csv": "a,b\n", "Data/ONSPD.csv": whole, "Data/multi_csv/ZZ.csv": part})


def written(path, text):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(path):
    return [position for batch in postcode_batches(path) for position in batch]


def only_problem(path):
    with pytest.raises(InvalidInput) as error:
        read(path)
    (problem,) = error.value.problems
    assert problem.mend
    return problem


def test_code_point_open_is_read_as_it_is_downloaded(tmp_path):
    path = code_point(tmp_path / "codepo_gb.zip")
    assert postcode_file_kind(path) == "Code-Point Open"
    assert read(path) == [("AA11AA", 5, 6), *FOUND_THERE]


@pytest.mark.parametrize("heading", [NEW, OLD, OLD.upper(), NEW.replace("pcds", "name"), OLD.replace("pcds", "name")])
def test_the_directory_gives_only_positions_of_postcodes_in_use_on_the_national_grid(tmp_path, heading):
    path = directory(tmp_path / "ONSPD_NOV_2025.zip", heading)
    assert postcode_file_kind(path) == "ONS Postcode Directory"
    assert read(path) == FOUND_THERE


def test_a_directory_file_without_endings_and_qualities_is_read(tmp_path):
    path = written(tmp_path / "part.csv", "pcds,oseast1m,osnrth1m\nZZ1 0AA,5,6\n")
    assert read(path) == [("ZZ10AA", 5, 6)]


def test_an_unpacked_download_is_read_from_its_directory(tmp_path):
    for kind, expected in ((code_point, [("AA11AA", 5, 6), *FOUND_THERE]), (directory, FOUND_THERE)):
        folder = tmp_path / kind.__name__
        with ZipFile(kind(tmp_path / "download.zip")) as archive:
            archive.extractall(folder)
        assert read(folder) == expected


def test_csv_files_side_by_side_are_read_in_the_order_of_their_names(tmp_path):
    written(tmp_path / "b.CSV", CODE_POINT)
    written(tmp_path / "a.csv", "postcode,easting,northing\nAA1 1AA,5,6\n")
    assert read(tmp_path) == [("AA11AA", 5, 6), *FOUND_THERE]


@pytest.mark.parametrize(
    "raw",
    [
        b"postcode,easting,northing\nZZ1 0AA,394251,806376\nZZ10 1AB,1,2\n",
        b"\xef\xbb\xbfPostcode, Easting ,Northing\r\nzz1 0aa, 394251 ,806376\r\n\r\nzz101ab,1,2",
        b'"northing","note","postcode","easting"\n806376,"a, b"," ZZ1  0AA",394251\n2,"Zo\xeb, ""c""",zz10\t1ab,1\n,,,\n',
    ],
)
def test_a_small_table_may_be_written_in_many_ways(tmp_path, raw):
    path = written(tmp_path / "postcodes.csv", raw)
    assert postcode_file_kind(path) == "a table of postcode, easting and northing"
    assert read(path) == FOUND_THERE


def test_a_row_of_a_small_table_without_a_position_is_passed_over(tmp_path):
    assert read(written(tmp_path / "postcodes.csv", "postcode,easting,northing\nZZ1 0AA,,\n,,\n")) == []


@pytest.mark.parametrize("size", [1, 7, 100])
def test_it_does_not_matter_where_one_block_ends_and_the_next_begins(tmp_path, monkeypatch, size):
    whole = [read(directory(tmp_path / "a.zip")), read(code_point(tmp_path / "b.zip"))]
    monkeypatch.setattr(postcode_files, "BLOCK", size)
    assert [read(tmp_path / "a.zip"), read(tmp_path / "b.zip")] == whole
    assert (
        only_problem(written(tmp_path / "c.csv", CODE_POINT + "ZZ1 1AA,10,x,5,,,,,,\n")).pointer == "/c.csv/4/eastings"
    )


def test_progress_goes_from_little_to_all(tmp_path, monkeypatch):
    monkeypatch.setattr(postcode_files, "BLOCK", 50)
    told: list[float] = []
    for _ in postcode_batches(code_point(tmp_path / "codepo_gb.zip"), told.append):
        pass
    assert 0 < told[0] < 0.5
    assert all(before <= after for before, after in pairwise(told))
    assert told[-1] == 1


def test_whoever_has_enough_may_stop(tmp_path):
    batches = postcode_batches(code_point(tmp_path / "codepo_gb.zip"))
    assert next(batches) == [("AA11AA", 5, 6)]
    del batches


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (directory_row("ZZ1 0AA", "39425x", "1"), "east1m"),
        (directory_row("ZZ1 0AA", "1", ""), "north1m"),
        (directory_row("ZZ1 0AA", "-1", "5"), "east1m"),
        (directory_row("ZZ1 0AA", "700001", "5"), "east1m"),
        (directory_row("ZZ1 0AA", "5", "1300001"), "north1m"),
        (directory_row("ZZ1 0AA", "5", "5" * 5_000), "north1m"),
        (directory_row("ZZ1 0AA", "5", "²"), "north1m"),
        (directory_row("ZZ1 0-A", "5", "6"), "pcds"),
        (directory_row("ZZ1 0AÉ", "5", "6"), "pcds"),
        (directory_row("ZZ123 450AA", "5", "6"), "pcds"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_file_row_column_and_mend(tmp_path, row, column):
    text = f"{NEW}\r\n{ROWS}{row}"
    problem = only_problem(zipped(tmp_path / "on.zip", **{"Data/ONSPD.csv": text}))
    assert problem.pointer == f"/Data~1ONSPD.csv/13/{column}"
    assert f"Data/ONSPD.csv, row 13, column {column}" in problem.detail


@pytest.mark.parametrize(
    ("text", "pointer", "says"),
    [
        ("a,b\n1,2\n", "/x.csv/1", "none of the postcode files"),
        ("", "/x.csv", "empty"),
        ("postcode,easting\nZZ1 0AA,5\n", "/x.csv/1/northing", "missing"),
        ("postcode,easting,northing,Easting\n", "/x.csv/1/easting", "2 times"),
        ("pcds,east1m\nZZ1 0AA,5\n", "/x.csv/1/north1m", "missing"),
        ("postcode,easting,northing\nZZ1 0AA,5\n", "/x.csv/2", "2 cells where the heading has 3"),
        ('postcode,easting,northing\nZZ1 0AA,"5\n', "/x.csv/2", "quotes"),
        ("postcode,easting,northing\n,5,6\n", "/x.csv/2/postcode", "not a postcode"),
        ("postcode,easting,northing\n".encode("utf-16"), "/x.csv/1", "UTF-16"),
        (CODE_POINT + "ZZ1 0AA,10,5\r\n", "/x.csv/4", "3 cells"),
        ("postcode,easting,northing\n" + "x" * 100_000, "/x.csv", "longer than any"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(tmp_path, text, pointer, says):
    problem = only_problem(written(tmp_path / "x.csv", text))
    assert (problem.pointer, says in problem.detail) == (pointer, True)


def test_a_directory_or_a_zip_without_a_csv_is_refused(tmp_path):
    assert "no CSV" in only_problem(tmp_path).detail
    assert "no CSV" in only_problem(zipped(tmp_path / "a.zip", **{"readme.txt": "nothing"})).detail


def test_a_file_that_is_not_there_is_refused_without_saying_where_it_was_looked_for(tmp_path):
    problem = only_problem(tmp_path / "codepo_gb.zip")
    assert problem.pointer == "/codepo_gb.zip"
    assert str(tmp_path) not in problem.detail


def test_a_zip_bomb_is_refused_before_anything_comes_out(tmp_path):
    bomb = zipped(tmp_path / "a.zip", **{"Data/CSV/zz.csv": b"\n" * 10_000_000})
    assert "Far more" in only_problem(bomb).detail


def test_a_zip_that_holds_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(postcode_files, "MOST_BYTES", 300)
    assert "Far more" in only_problem(code_point(tmp_path / "a.zip")).detail


def test_a_zip_with_a_password_is_refused(tmp_path):
    raw = bytearray(zipped(tmp_path / "a.zip", **{"zz.csv": CODE_POINT}).read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in only_problem(written(tmp_path / "a.zip", bytes(raw))).detail


def test_a_zip_packed_in_an_unusual_way_is_refused(tmp_path):
    assert "unusual" in only_problem(zipped(tmp_path / "a.zip", how=ZIP_BZIP2, **{"zz.csv": CODE_POINT})).detail


def test_a_damaged_zip_is_refused(tmp_path):
    raw = code_point(tmp_path / "a.zip").read_bytes()
    assert "damaged" in only_problem(written(tmp_path / "cut.zip", raw[: len(raw) // 2])).detail
    other = io.BytesIO(raw)
    other.seek(raw.index(b"Data/CSV/aa.csv") + len("Data/CSV/aa.csv"))
    other.write(b"\xff" * 10)
    assert "damaged" in only_problem(written(tmp_path / "broken.zip", other.getvalue())).detail

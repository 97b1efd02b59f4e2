"""Reading a body: what is wrong with it, where, and how to mend it; and nothing of it repeated."""

import json
from dataclasses import replace
from datetime import date

import pytest

from api.exchange import pieces
from api.exchange.plain import NotJson
from api.exchange.snapshots import BodyTooLarge, read_match_input, read_snapshot, write_snapshot
from fixtures.plain_world import NOW, lives, person, place, setting, world
from matcher.domain.checks import MOST_SHOWN
from matcher.domain.codes import SettingKind
from matcher.domain.errors import InvalidInput
from matcher.domain.person_codes import NeedCategory
from matcher.domain.snapshot import Snapshot, content_hash

HEAD = '{"as_of": "2026-05-22T10:00+01:00", "authority": "north"'


def body(**collections):
    return json.dumps({"as_of": "2026-05-22T10:00+01:00", "authority": "north", **collections}).encode()


def someone(**facts):
    return body(young_people=[{"id": "yp", **facts}])


def refused(raw, read=read_snapshot):
    with pytest.raises(InvalidInput) as error:
        read(raw)
    return error.value


def only_problem(raw, read=read_snapshot):
    (problem,) = refused(raw, read).problems
    return problem


def told(error):
    return " ".join([str(error), *(f"{p.pointer} {p.detail} {p.mend}" for p in error.problems)])


# Whole bodies


def test_what_is_written_is_read_back_the_same():
    snapshot = world(setting(), setting("family", SettingKind.COMMUNITY_FAMILY), placements=(lives("yp"),))
    again = read_snapshot(write_snapshot(snapshot))
    assert again == snapshot
    assert content_hash(again) == content_hash(snapshot)


def test_what_nobody_has_recorded_is_not_written_and_stays_apart_from_none():
    robin = person(siblings=None, exclusions=())
    raw = write_snapshot(world(young_people=(robin,)))
    assert b"siblings" not in raw
    assert read_snapshot(raw).young_people == (robin,)


def test_an_empty_county_can_be_read():
    assert read_snapshot(body()) == Snapshot(as_of=NOW, authority="north")


def test_a_byte_order_mark_does_no_harm():
    assert read_snapshot(b"\xef\xbb\xbf" + body()) == read_snapshot(body())


def test_a_snapshot_that_can_be_read_has_to_be_sound_too():
    assert (
        only_problem(body(places=[{"place_id": "p", "setting_id": "gone", "beds": 1}])).pointer
        == "/places/0/setting_id"
    )


def test_a_match_input_has_a_snapshot_and_a_request():
    given = read_match_input(b'{"snapshot": ' + body() + b', "request_id": "req"}')
    assert given.request_id == "req"
    assert given.snapshot == read_snapshot(body())


def test_pointers_into_a_match_input_begin_at_its_top():
    broken = b'{"snapshot": ' + someone(date_of_birth=20120314) + b', "request_id": "req"}'
    unsound = b'{"snapshot": ' + someone(date_of_birth="2030-01-01") + b', "request_id": "req"}'
    for raw in (broken, unsound):
        assert only_problem(raw, read_match_input).pointer == "/snapshot/young_people/0/date_of_birth"


@pytest.mark.parametrize(
    ("missing", "rest"), [("/snapshot", b'{"request_id": "req"}'), ("/request_id", b'{"snapshot": %s}' % body())]
)
def test_a_match_input_needs_both_its_parts(missing, rest):
    assert only_problem(rest, read_match_input).pointer == missing


# Bodies that are no JSON


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b'{"as_of": "2026-05-22T10:00+01:00",\n "authority": north}', "line 2, column 1[0-9]"),
        (b'{"as_of": "2026-05-22T10:00+01:00",\n', "ends too early"),
        (b"{'as_of': 1}", "line 1, column 2"),
        (b"not json", "line 1, column 2"),
        (body() + b"}", "line 1, column"),
        (b"", "nothing here"),
        (b" \n ", "nothing here"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"authority": ' + b"1" * 1_000_000 + b"}", "number of thousands of digits"),
    ],
)
def test_a_body_that_is_no_json_says_where_the_reading_stopped(raw, where):
    error = refused(raw)
    assert isinstance(error, NotJson)
    assert error.code == "not_json"
    with pytest.raises(NotJson, match=where):
        raise error
    assert error.problems[0].mend


def test_a_body_that_is_not_utf_8_says_where():
    with pytest.raises(NotJson, match=r"not UTF-8.*line 2, byte 6 of the line"):
        read_snapshot(b'{"as_of":\n "caf\xe9"}')


def test_a_body_in_utf_16_is_refused():
    with pytest.raises(NotJson, match="not UTF-8"):
        read_snapshot(body().decode().encode("utf-16"))


@pytest.mark.parametrize("raw", [b"[]", b"null", b"5", b'"text"'])
@pytest.mark.parametrize("read", [read_snapshot, read_match_input])
def test_a_body_that_is_no_object_is_refused(raw, read):
    problem = only_problem(raw, read)
    assert (problem.pointer, problem.detail) == ("", "This is not an object.")


def test_a_body_over_the_limit_is_not_even_looked_at():
    with pytest.raises(BodyTooLarge, match="20,000,001 bytes; at most 20,000,000") as error:
        read_snapshot(b"x" * 20_000_001)
    assert error.value.code == "body_too_large"
    with pytest.raises(BodyTooLarge):
        read_match_input(b"x" * 20_000_001)


def test_a_file_of_ones_own_may_be_longer():
    raw = body() + b" " * 20_000_000
    assert read_snapshot(raw, most_bytes=None) == read_snapshot(body())


# One thing wrong


@pytest.mark.parametrize(
    ("facts", "pointer", "detail"),
    [
        ({"date_of_birth": 20120314}, "date_of_birth", "not a date"),
        ({"date_of_birth": 0}, "date_of_birth", "not a date"),
        ({"date_of_birth": "1268524800"}, "date_of_birth", "not a date"),
        ({"date_of_birth": "20120314"}, "date_of_birth", "not a date"),
        ({"date_of_birth": "14/03/2012"}, "date_of_birth", "not a date"),
        ({"date_of_birth": "2012-02-30"}, "date_of_birth", "no such day"),
        ({"date_of_birth": True}, "date_of_birth", "not a date"),
        ({"legal_status": {"ends_at": "2026-05-22"}}, "legal_status/ends_at", "not a time"),
        ({"legal_status": {"ends_at": "2026-05-22T20:05:00"}}, "legal_status/ends_at", "no offset"),
        ({"siblings": {}}, "siblings", "not a list"),
        ({"needs": [5]}, "needs/0", "not an object"),
        ({"needs": [{"category": "trauma", "level": 4}]}, "needs/0/level", "more than 3"),
        ({"needs": [{"category": "trauma", "level": -1}]}, "needs/0/level", "less than 0"),
        ({"needs": [{"category": "trauma", "level": "2"}]}, "needs/0/level", "not a whole number"),
        ({"needs": [{"category": "trauma", "level": 2.5}]}, "needs/0/level", "not a whole number"),
        ({"needs": [{}]}, "needs/0/category", "has to be there"),
        ({"needs_waking_night": "yes"}, "needs_waking_night", "neither true nor false"),
        ({"needs_waking_night": 1}, "needs_waking_night", "neither true nor false"),
        ({"name_to_use": 5}, "name_to_use", "not text"),
        ({"name_to_use": "x" * 2001}, "name_to_use", "longer than 2000 characters"),
        ({"home": {"easting": 430_000}}, "home", "both easting and northing"),
        ({"home": {"easting": 800_000, "northing": 1}}, "home/easting", "more than 700000"),
        ({"home": {"postcode": "ZZ1 1DS ZZ"}}, "home/postcode", "longer than 8 characters"),
        ({"possible_ages": {"youngest": 16, "oldest": 14}}, "possible_ages", "must not be above"),
        ({"views": [{"about": "person", "view": "for"}]}, "views/0", "person_id"),
        (
            {"exclusions": [{"id": "e", "strength": "must_not", "reason": "gang"}]},
            "exclusions/0",
            "centre or a polygon",
        ),
        ({"sex": 1}, "sex", "not a code"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named_with_its_place_and_mend(facts, pointer, detail):
    problem = only_problem(someone(**facts))
    assert problem.pointer == f"/young_people/0/{pointer}"
    assert detail in problem.detail
    assert problem.mend


@pytest.mark.parametrize("id_", ["", "a b", "a/b", "x" * 65, "Łucja", "yp\n"])
def test_an_id_is_letters_digits_dots_underscores_and_hyphens(id_):
    problem = only_problem(body(young_people=[{"id": id_}]))
    assert problem.pointer == "/young_people/0/id"
    assert "1 to 64 letters, digits" in problem.mend


def test_a_leaving_day_is_after_the_first_night():
    stay = {
        "id": "p",
        "young_person_id": "yp",
        "setting_id": "home",
        "first_night": "2026-01-02",
        "leaving": "2026-01-02",
    }
    problem = only_problem(body(placements=[stay]))
    assert (problem.pointer, "after first_night" in problem.detail) == ("/placements/0", True)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_have_to_be_finite(number):
    entry = f'{{"person_a": "a", "person_b": "b", "reason": "other", "km": {number}}}'
    problem = only_problem(f'{HEAD}, "separation_entries": [{entry}]}}'.encode())
    assert (problem.pointer, problem.detail) == ("/separation_entries/0/km", "This is not a finite number.")


def test_a_field_that_does_not_exist_is_named_with_its_nearest():
    problem = only_problem(someone(date_of_brith="2012-03-14"))
    assert problem.pointer == "/young_people/0/date_of_brith"
    assert problem.detail == "There is no such field."
    assert problem.mend == "Remove it, or write date_of_birth if that is meant."


def test_a_field_that_is_like_nothing_has_only_to_go():
    assert only_problem(someone(horoscope="pisces")).mend == "Remove it."


def test_a_field_beside_the_collections_is_found_too():
    assert only_problem(body(yung_people=[])).mend == "Remove it, or write young_people if that is meant."


def test_a_code_that_does_not_exist_comes_with_all_that_do_and_the_nearest():
    problem = only_problem(someone(needs=[{"category": "autisn"}]))
    assert problem.detail == "autisn is not one of the codes."
    assert all(code in problem.mend for code in NeedCategory)
    assert problem.mend.endswith("the nearest is autism.")


def test_every_problem_is_told_at_once():
    raw = body(
        young_people=[{"id": "yp", "sex": "x"}, {"date_of_birth": 5}],
        settings=[{"id": "s", "name": "S", "kind": "castle"}],
    )
    assert [problem.pointer for problem in refused(raw).problems] == [
        "/young_people/0/sex",
        "/young_people/1/id",
        "/young_people/1/date_of_birth",
        "/settings/0/kind",
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"sex": "Jane Smith"},
        {"Jane Smith": 1},
        {"Jane/Smith~": {"a": [1]}},
        {"id": "Jane Smith"},
        {"date_of_birth": "Jane Smith"},
        {"siblings": "Jane Smith"},
        {"needs_waking_night": "Jane Smith"},
        {"name_to_use": ["Jane Smith"]},
        {"name_to_use": "Jane Smith" * 300},
        {"home": "Jane Smith"},
    ],
)
def test_what_was_sent_is_not_repeated(facts):
    words = told(refused(someone(**facts)))
    assert "Jane" not in words
    assert "Smith" not in words


def test_the_reader_library_never_speaks():
    raw = someone(
        sex="x", needs=[5, {}], siblings={}, home=3, date_of_birth=1, extra=1, needs_waking_night=0, name_to_use=1
    )
    words = told(refused(raw))
    assert "nput should" not in words
    assert "pydantic" not in words
    assert "keyword" not in words


# Large bodies


@pytest.fixture
def _in_pieces(monkeypatch):
    monkeypatch.setattr(pieces, "LARGE", 0)
    monkeypatch.setattr(pieces, "ROWS_AT_A_TIME", 2)
    monkeypatch.setattr(pieces, "is_large", lambda text: text.count(b",") >= 40)
    monkeypatch.setattr("api.exchange.snapshots.is_large", lambda _: True)


@pytest.mark.usefixtures("_in_pieces")
def test_a_large_body_is_read_as_a_small_one():
    snapshot = Snapshot(
        as_of=NOW, authority="north", places=tuple(place(place_id=f"p{n}") for n in range(9)), settings=()
    )
    snapshot = replace(
        snapshot, settings=read_snapshot(body(settings=[{"id": "home", "name": "H", "kind": "hub_bed"}])).settings
    )
    raw = write_snapshot(snapshot)
    assert read_snapshot(raw) == snapshot
    assert read_match_input(b'{"request_id": "req", "snapshot": ' + raw + b"}").snapshot == snapshot


@pytest.mark.usefixtures("_in_pieces")
def test_the_problems_of_a_large_body_are_where_they_are():
    people = [{"id": f"yp{n}"} for n in range(9)]
    people[7] = {"id": "yp7", "sex": "x"}
    raw = body(young_people=people)
    assert only_problem(raw).pointer == "/young_people/7/sex"
    both = b'{"request_id": "req", "snapshot": ' + raw + b"}"
    assert only_problem(both, read_match_input).pointer == "/snapshot/young_people/7/sex"


@pytest.mark.usefixtures("_in_pieces")
@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        (b"[]", ""),
        (body(extra=1), "/extra"),
        (body(young_people=5), "/young_people"),
        (b'{"young_people": [], "authority": "n"}', "/as_of"),
        (body(young_people=[{"id": "yp", "needs": list(range(50))}]), "/young_people/0"),
    ],
)
def test_what_is_wrong_with_a_large_body_as_a_whole_is_told(raw, pointer):
    assert only_problem(raw).pointer == pointer
    whole = b'{"snapshot": ' + raw + b', "request_id": "req"}'
    assert only_problem(whole, read_match_input).pointer == f"/snapshot{pointer}"


@pytest.mark.usefixtures("_in_pieces")
def test_a_large_match_input_needs_both_its_parts():
    assert only_problem(b'{"request_id": "req"}', read_match_input).pointer == "/snapshot"
    assert only_problem(b'{"snapshot": %s}' % body(), read_match_input).pointer == "/request_id"
    odd = b'{"snapshot": %s, "request_id": 5, "x": 1}' % body()
    assert {problem.pointer for problem in refused(odd, read_match_input).problems} == {"/request_id", "/x"}


@pytest.mark.parametrize(
    "rows",
    [b"1," * 2_000_000 + b"1", b"{}," * 1_000_000 + b"{}", b'{"id": "yp", "needs": [' + b"1," * 2_000_000 + b"1]}"],
)
def test_millions_of_mistakes_are_refused_without_being_counted(rows):
    error = refused(f'{HEAD}, "young_people": ['.encode() + rows + b"]}")
    assert len(error.problems) <= MOST_SHOWN
    assert error.problems[0].pointer.startswith("/young_people/0")


def test_a_million_unknown_fields_are_refused():
    raw = f"{HEAD}, ".encode() + b",".join(b'"f%d": 1' % n for n in range(300_000)) + b"}"
    assert len(refused(raw).problems) == MOST_SHOWN


def test_a_real_large_body_is_read():
    many = tuple(person(f"yp{n}", date_of_birth=date(2012, 1, 1)) for n in range(4000))
    snapshot = Snapshot(as_of=NOW, authority="north", young_people=many)
    raw = write_snapshot(snapshot)
    assert pieces.is_large(raw)
    assert read_snapshot(raw) == snapshot

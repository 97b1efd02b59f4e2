"""`nwd`: the same bytes as the API, clear errors, and nothing but answers on standard output."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from api.exchange.snapshots import write_snapshot
from fixtures import EMERGENCY_REQUEST, PLANNED_REQUEST
from fixtures.plain_world import world
from matcher.rules import RULE_BOOK

ROOT = Path(__file__).parents[2]
EXAMPLE = "docs/examples/match-input.json"


@pytest.fixture
def bare(tmp_path) -> str:
    """A file with a snapshot that names no request."""
    file = tmp_path / "world.json"
    file.write_bytes(write_snapshot(world()))
    return str(file)


def process(*words: str, **settings):
    command = [sys.executable, "-c", "from api.cli import main; main()", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=120, **settings)


def test_a_match_in_json_is_the_apis_body_byte_for_byte(nwd, client, example):
    body = client.post("/v1/match", content=example, headers={"content-type": "application/json"}).content
    assert nwd("match", EXAMPLE, "--json").out == body
    assert nwd("match", "--json", typed=example).out == body
    assert nwd("rank", EXAMPLE, "--json").out == body


def test_the_rules_in_json_are_the_apis_body_byte_for_byte(nwd, client):
    assert nwd("rules", "--json").out == client.get("/v1/rules").content


def test_the_rules_can_be_read(nwd):
    text = nwd("rules").text
    assert all(rule.slug in text for rule in RULE_BOOK)
    assert all(limb.id in text for rule in RULE_BOOK for limb in rule.limbs)


def test_the_schema_describes_the_example(nwd, example):
    import jsonschema  # noqa: PLC0415 - slow, and only here

    schema = json.loads(nwd("match", "--schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(example), schema)
    assert schema["$defs"]["PlacementRequest"]["properties"]["is_emergency"]["description"]


def test_the_open_requests_of_the_county_are_listed_emergencies_first(nwd):
    listed = json.loads(nwd("requests", "--json").out)
    assert listed[0]["id"] == EMERGENCY_REQUEST
    assert [one["is_emergency"] for one in listed] == sorted((one["is_emergency"] for one in listed), reverse=True)
    assert {"first_night", "leaving", "door", "young_person_id"} <= set(listed[0])
    table = nwd("requests").text.splitlines()
    assert [line.split()[0] for line in table[1:]] == [one["id"] for one in listed]


def test_a_request_of_the_county_is_ranked_the_same_twice(nwd):
    first = nwd("rank", PLANNED_REQUEST, "--json")
    assert json.loads(first.out)["request_id"] == PLANNED_REQUEST
    assert nwd("rank", PLANNED_REQUEST, "--json").out == first.out


def test_a_bare_snapshot_needs_the_requests_id(nwd, bare):
    assert json.loads(nwd("match", bare, "--request", "req", "--json").out)["request_id"] == "req"
    assert json.loads(nwd("rank", "req", "--file", bare, "--json").out)["request_id"] == "req"
    refused = nwd("match", bare)
    assert refused.code == 2
    assert "--request ID" in refused.err


def test_one_place_is_explained_limb_by_limb(nwd, bare):
    full = json.loads(nwd("explain", "req", "home-bed", "--file", bare, "--json").out)
    assert (full["request_id"], full["list"], full["place"]["place_id"]) == ("req", "options", "home-bed")
    assert [one["rule"] for one in full["limbs"]][:1] == ["refer-deprivation-of-liberty:secure"]
    assert "accommodation-agreed" in nwd("explain", "req", "home-bed", "--file", bare).text


def test_a_county_is_generated_the_same_twice_and_can_be_ranked(nwd, tmp_path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    for file in (one, two):
        made = nwd("generate", "--seed", "7", "--settings", "60", "--requests", "3", "--out", str(file))
        assert (made.code, made.text) == (0, "")
    assert one.read_bytes() == two.read_bytes()
    listed = json.loads(nwd("requests", "--file", str(one), "--json").out)
    assert len(listed) == 3
    assert json.loads(nwd("rank", listed[0]["id"], "--file", str(one), "--json").out)["considered"] > 0


def test_an_imported_return_gives_a_list_of_questions(nwd, tmp_path):
    file = tmp_path / "return.json"
    assert nwd("import-903", "tests/data/903-one-year", "--out", str(file)).code == 0
    snapshot = json.loads(file.read_bytes())
    child = next(one["young_person_id"] for one in snapshot["placements"] if "leaving" not in one)
    answer = json.loads(nwd("rank", str(file), "--child", child, "--as-of", snapshot["as_of"][:10], "--json").out)
    assert answer["request_id"].startswith(child)
    assert len(answer["ask_first"]) > 5
    assert nwd("rank", str(file), "--child", child).code == 0


def test_postcodes_are_looked_up_where_a_file_is_named(nwd, tmp_path, example):
    body = json.loads(example)
    home = body["snapshot"]["young_people"][0]["home"]
    body["snapshot"]["young_people"][0]["home"] = {"postcode": "ZZ9 9ZZ"}
    file, table = tmp_path / "input.json", tmp_path / "postcodes.csv"
    file.write_text(json.dumps(body), encoding="utf-8")
    table.write_text(f"postcode,easting,northing\nZZ9 9ZZ,{home['easting']},{home['northing']}\n", encoding="utf-8")

    def miles(*words: str) -> float | None:
        return json.loads(nwd("match", str(file), "--json", *words).out)["options"][0]["miles"]

    assert miles() is None
    assert miles("--postcodes", str(table)) == json.loads(nwd("match", EXAMPLE, "--json").out)["options"][0]["miles"]


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        pytest.param(["match", "nowhere.json"], b"", "nowhere.json cannot be read", id="no such file"),
        pytest.param(["match", "docs"], b"", "Is a directory", id="a folder"),
        pytest.param(["match"], b"", "There is nothing here", id="nothing typed"),
        pytest.param(["match"], b'{"snapshot": ', "ends too early", id="half a document"),
        pytest.param(["match"], b'{"snapshot": {"as_of": 5}}', "/snapshot/as_of", id="a number for a time"),
        pytest.param(["rank", "R99"], b"", "no open placement request", id="no such request"),
        pytest.param(["rank", EXAMPLE, "--child", "C1"], b"", "no young person", id="no such child"),
        pytest.param(["rank", EXAMPLE, "--child", "C1", "--as-of", "22/5/2026"], b"", "YYYY-MM-DD", id="no day"),
        pytest.param(["rank", "R01", "--postcodes", "nowhere.csv"], b"", "nowhere.csv", id="no postcode file"),
        pytest.param(["explain", "R01", "nowhere"], b"", "no place with this id", id="no such place"),
        pytest.param(["generate", "--settings", "5", "--out", "x.json"], b"", "at least 20", id="too small a county"),
        pytest.param(
            ["generate", "--region", "--settings", "50", "--out", "x.json"], b"", "own sizes", id="sized region"
        ),
        pytest.param(
            ["generate", "--settings", "20", "--out", "no/where.json"], b"", "cannot be written", id="no folder"
        ),
        pytest.param(["import-903", "docs", "--out", "x.json"], b"", "header.csv", id="no return"),
        pytest.param(
            ["serve", "--host", "0.0.0.0"], b"", "the secret is one everybody knows", id="listening to everybody"
        ),
        pytest.param(["serve", "--port", "99999"], b"", "not a port", id="no port"),
        pytest.param(["nonsense"], b"", "No such command", id="no such command"),
        pytest.param(["rank"], b"", "Missing argument", id="nothing to rank"),
    ],
)
def test_bad_input_gets_one_clear_message_and_exit_code_2(nwd, words, typed, says):
    ended = nwd(*words, typed=typed)
    assert ended.code == 2
    assert says in ended.err
    assert ended.out == b""
    assert "Traceback" not in ended.err
    assert len(ended.err.strip().splitlines()) >= 2, "what is wrong, and how to mend it"


def test_a_wrong_field_is_named_with_its_mend(nwd, example):
    body = json.loads(example)
    body["snapshot"]["young_people"][0]["date_of_birth"] = "1268524800"
    ended = nwd("match", typed=json.dumps(body).encode())
    assert ended.err.startswith("nwd: /snapshot/young_people/0/date_of_birth: ")
    assert "YYYY-MM-DD" in ended.err


def test_our_own_fault_shows_no_trace_and_no_data(nwd, monkeypatch):
    def fail(*_args):
        raise RuntimeError("Persephone")

    monkeypatch.setattr("matcher.options.rank.rank", fail)
    ended = nwd("rank", EXAMPLE)
    assert ended.code == 1
    assert ended.err == ("nwd: something went wrong here (RuntimeError). Please report it; NWD_DEBUG=1 shows where.\n")


def test_help_comes_without_loading_the_engine_or_the_web_framework():
    code = (
        "import sys; sys.argv = ['nwd', '--help']\n"
        "from api.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'pydantic', 'fastapi', 'uvicorn', 'fixtures'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert b"import-903" in ended.stdout
    assert ended.stderr == b"[]\n"


def test_a_reader_who_stops_reading_is_no_error():
    ended = process("rules", "--json", stdin=subprocess.DEVNULL)
    assert ended.returncode == 0
    broken = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -c "from api.cli import main; main()" rules | true'],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert broken.stderr == b""


def test_what_is_piped_has_no_colour_and_no_bar():
    ended = process("rank", EXAMPLE)
    assert ended.returncode == 0
    assert b"\x1b" not in ended.stdout + ended.stderr
    assert ended.stderr == b""

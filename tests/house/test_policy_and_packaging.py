"""The policy file's figures, and what the packaging promises."""

import tomllib
from dataclasses import fields
from datetime import date
from importlib.resources import files
from pathlib import Path

import holidays
import pytest

from matcher.domain.errors import InvalidPolicy
from matcher.policy import load_policy, read_policy
from matcher.policy.figures import Weights

ROOT = Path(__file__).parents[2]
TEXT = files("matcher.policy").joinpath("policy.toml").read_text(encoding="utf-8")


def test_our_bank_holidays_are_those_of_england():
    ours = load_policy().bank_holidays
    years = sorted({day.year for day in ours})

    theirs = holidays.country_holidays("GB", subdiv="ENG", years=years)
    assert ours == {day for day in theirs if day.weekday() < 5}


def test_the_weights_are_the_catalogues_and_sum_to_a_hundred():
    weights = load_policy().weights

    assert sum(getattr(weights, one.name) for one in fields(Weights)) == 100
    assert (weights.key_worker_continuity, weights.view_on_option, weights.least_moves) == (14, 14, 4)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("least_moves = 4", "least_moves = 5", "sum to 101"),
        ("least_moves = 4", 'least_moves = "4"', "not a number: least_moves"),
        ("near_home = 5\n", "", "missing or unknown: near_home"),
        ("[weights]", "[weights]\nluck = 0", "missing or unknown: luck"),
        ('version = "2026-11"', "", "no version"),
        ("[figures.road_factor]", "[figures.road_facto]", "road_facto"),
        ('since = "always", value = 1.3, mark = "P"', 'since = "always", value = 1.3, mark = "Z"', "road_factor"),
        ("[feeds]", "[feeds", "not TOML"),
        ("value = 450,", "value = 10_000,", "leaving_hub_to_7: every value from 1 to 9,999"),
        ("value = 0.97,", "value = 1.5,", "chance_confirmed: every value from 0 to 1"),
    ],
)
def test_a_wrong_policy_file_is_refused_and_says_where(old, new, says):
    assert old in TEXT
    with pytest.raises(InvalidPolicy, match=says):
        read_policy(TEXT.replace(old, new))


def test_a_figure_changes_on_its_day_and_not_before():
    old = '{ since = 1991-10-14, value = 3, mark = "V" }'
    assert old in TEXT
    book = read_policy(TEXT.replace(old, f'{old}, {{ since = 2027-04-01, value = 4, mark = "P" }}'))

    assert book.on(date(2027, 3, 31)).figures.usual_fostering_limit == 3
    assert book.on(date(2027, 4, 1)).figures.usual_fostering_limit == 4


def test_the_hash_is_of_the_content_and_not_of_the_layout():
    assert read_policy(TEXT + "\n# a remark\n").hash == load_policy().hash
    assert read_policy(TEXT.replace("value = 1.3", "value = 1.4")).hash != load_policy().hash


def test_the_dev_extra_and_the_dev_group_are_the_same_list():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["optional-dependencies"]["dev"] == project["dependency-groups"]["dev"]


def test_no_lock_names_an_address():
    locks = [path.read_text(encoding="utf-8") for path in ROOT.glob("requirements*.lock")]

    assert len(locks) == 3
    assert [text for text in locks if "://" in text or "--index" in text or "--find-links" in text] == []

"""If-Match: which versions a caller knows."""

import pytest

from api.actions.records import Match
from api.etags import read_if_match
from matcher.domain.errors import InvalidInput

NONE = frozenset({-1})
"""No version is known: not even that of a record that is not there."""


@pytest.mark.parametrize(
    ("header", "versions"),
    [
        (None, None),
        ("*", frozenset()),
        ('"12"', frozenset({12})),
        (' "12"\t', frozenset({12})),
        ('"12", "13" ,"14"', frozenset({12, 13, 14})),
        ('W/"12"', NONE),
        ('W/"12", "13"', frozenset({13})),
        ('""', NONE),
        ('"abc"', NONE),
        ('"1,2"', NONE),
        ('"' + "9" * 19 + '"', NONE),
    ],
)
def test_the_versions_that_a_caller_knows(header, versions):
    assert read_if_match(header) == Match(versions)


@pytest.mark.parametrize(
    "header", ["", "12", '"12', "**", '*, "12"', '"12" "13"', 'w/"12"', '"é"', '"12",', "'12'", '"a"b"']
)
def test_what_is_no_etag_is_refused(header):
    with pytest.raises(InvalidInput, match="If-Match"):
        read_if_match(header)

"""Ways out: the smallest sets of changes that would make a place lawful, and who can make each.

Read `said.ways_out` first; then `search`, which tries changes, `sets`, which keeps the smallest, and `named`, where each limb's
changes are made.
"""

from matcher.options.ways_out.edits import Edit, applied
from matcher.options.ways_out.found import found_ways
from matcher.options.ways_out.result import Change, InTheWay, WayOut, WaysOut
from matcher.options.ways_out.said import ways_out, ways_out_of, ways_out_of_place

__all__ = [
    "Change",
    "Edit",
    "InTheWay",
    "WayOut",
    "WaysOut",
    "applied",
    "found_ways",
    "ways_out",
    "ways_out_of",
    "ways_out_of_place",
]

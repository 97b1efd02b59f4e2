"""What slow work there is."""

from collections.abc import Mapping

from api.jobs.assigning import ASSIGNMENT, make_plan
from api.jobs.comparing import SCENARIO, make_comparison
from api.jobs.work import Kind

KINDS: Mapping[str, Kind] = {ASSIGNMENT: make_plan, SCENARIO: make_comparison}

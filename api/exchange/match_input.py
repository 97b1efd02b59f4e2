"""What `POST /v1/match` and `nwd match` are given."""

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Identifier, value


@value
class MatchInput:
    """A snapshot (the whole, or the part that can matter) and the id of one placement request in it."""

    snapshot: Snapshot
    request_id: Identifier


@built_once
def match_input_adapter() -> TypeAdapter[MatchInput]:
    """Reads match inputs, and gives their JSON Schema. Built once, when first needed."""
    return TypeAdapter(MatchInput)

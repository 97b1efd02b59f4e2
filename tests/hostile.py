"""An authority whose every text was written by somebody who wants a reader's browser to obey them."""

import json
from itertools import cycle

from api.actions.records import Match, parse, put
from api.opening_store import speaker
from api.records.collections import record_adapter
from api.records.nouns import records_of
from api.service import Service
from tests.house.canaries import canaried
from tests.small import fill_small, small_world
from tests.stores import HERE

MARK = "nwd_was_here"
"""What each of them sets in the window, or asks the network for."""
CORPUS = (
    f"<script>window.{MARK}=1</script>",
    f"<img src=x onerror=window.{MARK}=1>",
    f'"><svg/onload=window.{MARK}=1>',
    f"' onfocus=window.{MARK}=1 autofocus x='",
    f'" onmouseover="window.{MARK}=1" autofocus onfocus="window.{MARK}=1" x="',
    f"javascript:window.{MARK}=1",
    f"</title><script>window.{MARK}=1</script>",
    f"</textarea><script>window.{MARK}=1</script>",
    f"</style><script>window.{MARK}=1</script><style>",
    f"{{{{ 7*7 }}}}{{% set x = cycler.__init__.__globals__ %}}<b id={MARK}>",
    f'<iframe srcdoc="<script>parent.{MARK}=1</script>"></iframe>',
    f'<a href="data:text/html,<script>parent.{MARK}=1</script>">x</a>',
    f"<details open ontoggle=window.{MARK}=1>",
    f"<form action=/sign-out method=post><button id={MARK}>x</button></form>",
    f"<base href=//elsewhere.example/><link rel=stylesheet href=//elsewhere.example/{MARK}.css>",
    f"<meta http-equiv=refresh content=0;url=//elsewhere.example/{MARK}>",
    f"&lt;script&gt;window.{MARK}=1&lt;/script&gt;",
    f"\u2028<script>window.{MARK}=1</script>\u202e",
)


def fill_hostile(service: Service, turn: int, turns: int) -> Service:
    """The small authority with a text of these in every field that takes free text, the next one in the next field."""
    words = cycle(CORPUS[turn::turns])
    fill_small(service)
    caller = speaker(service, HERE)
    for collection, records in records_of(small_world()):
        for record in records:
            fields = json.loads(record_adapter(collection.name).dump_json(record, exclude_none=True))
            own_id = fields[collection.id_field]
            hostile = canaried(collection.name, fields, words)
            hostile["external_refs"] = {"case-system": f"{own_id} {next(words)}"[:128]}
            put(service, caller, collection, own_id, parse(collection, hostile), Match(frozenset()))
    return service

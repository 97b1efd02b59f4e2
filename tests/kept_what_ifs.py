"""What-ifs with a plan for everyone as rows, made by hand: one that is done, and one to be stopped. Nothing is solved here."""

import json
import zlib

from api.jobs.comparing import SCENARIO
from api.jobs.work import MadeFrom
from api.service import Service
from api.store.jobs import JobState, database_time
from tests.slow_work import change
from tests.small import keep_job
from tests.stand_ins import compare_at_once
from tests.stores import HERE

COMPARED, TO_STOP_COMPARING = "compared", "to-stop-comparing"
ASKED = json.dumps(
    {"changes": [{"change": "close_beds", "place_id": "HUB-E.residential", "reason": "damp"}], "cohort": {}}
)


def keep_what_ifs(service: Service) -> Service:
    """Both."""
    frame = service.frames.frame(HERE)
    keep_job(service, COMPARED, SCENARIO, ASKED)
    with service.store.reading() as connection:
        at = database_time(connection)
    result = zlib.compress(compare_at_once(ASKED, MadeFrom(frame.snapshot, frame.book, None), None))
    change(service.store, COMPARED, state=JobState.DONE, attempts=1, ended_at=at, result=result)
    keep_job(service, TO_STOP_COMPARING, SCENARIO, ASKED)
    change(service.store, TO_STOP_COMPARING, state=JobState.RUNNING, attempts=1)
    return service

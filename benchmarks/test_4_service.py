"""What a caller waits for: an answer over HTTP, and one at a terminal, from a cold start."""

import subprocess
import sys
from itertools import cycle
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.testclient import TestClient

from api.app import create_app
from api.exchange.match_input import MatchInput, match_input_adapter
from benchmarks.figures import Figure
from benchmarks.instances import DEMO, EMERGENCY_PART, PLANNED_PART
from benchmarks.timed import Timed, ms
from fixtures import EMERGENCY_REQUEST, PLANNED_REQUEST
from matcher.domain.codes import Role
from matcher.options.rank import rank
from matcher.options.result import result_adapter
from tests.stores import file_url, new_service, signed_in

ROOT = Path(__file__).parents[1]
INSTALLED = Path(sys.executable).with_name("nwd")
NWD = [str(INSTALLED)] if INSTALLED.exists() else [sys.executable, "-c", "from api.cli import main; main()"]
CALLS = 240
JSON = {"content-type": "application/json"}


def test_a_match_over_http(benchmark, figures, book, tmp_path):
    given = [
        MatchInput(snapshot=EMERGENCY_PART.snapshot(), request_id=EMERGENCY_REQUEST),
        MatchInput(snapshot=PLANNED_PART.snapshot(), request_id=PLANNED_REQUEST),
    ]
    answers = [result_adapter().dump_json(rank(one.snapshot, one.request_id, book)) for one in given]
    bodies = [match_input_adapter().dump_json(one) for one in given]
    kept = new_service(file_url(tmp_path))
    door = signed_in(kept, Role.MACHINE_CALLER)
    with TestClient(create_app(kept), headers=door) as service, TestClient(bare(answers)) as baseline:
        timed, alone = calls(service, bodies, answers), calls(baseline, bodies, answers)
        alone.times(CALLS)
        benchmark.pedantic(timed, rounds=CALLS, warmup_rounds=len(bodies))
    figures.append(
        Figure(
            what="POST /v1/match, a part of 40 settings: p95",
            measured=f"{ms(timed.p95)} (median {ms(timed.median)})",
            target="50 ms",
            reached=timed.p95 < 0.050,
        )
    )
    in_kb, out_kb = (max(map(len, each)) // 1000 for each in (bodies, answers))
    figures.append(
        Figure(what=f"   a bare route, as much in ({in_kb} kB) and out ({out_kb} kB): p95", measured=ms(alone.p95))
    )


def calls(client, bodies, answers) -> Timed:
    """One call, its answer the one expected; the next is with the next body."""
    turn = cycle(zip(bodies, answers, strict=True))

    def call():
        body, answer = next(turn)
        assert client.post("/v1/match", content=body, headers=JSON).content == answer

    return Timed(call)


def bare(answers) -> FastAPI:
    """A service that reads a body and gives the same bytes back, and does nothing else."""
    app, turn = FastAPI(), cycle(answers)

    @app.post("/v1/match")
    async def answer(request: Request) -> Response:
        await request.body()
        return Response(next(turn), media_type="application/json")

    return app


def test_nwd_rank_from_a_cold_start(benchmark, figures, book):
    timed = Timed(nwd_rank)
    shown = benchmark.pedantic(timed, rounds=5)
    best = rank(DEMO.snapshot(), PLANNED_REQUEST, book).options[0]
    assert best.setting_name in shown
    assert f"{best.score:g}" in shown
    figures.append(
        Figure(
            what="nwd rank, cold start: median of 5",
            measured=ms(timed.median),
            target="2,000 ms",
            reached=timed.median < 2,
        )
    )


def nwd_rank() -> str:
    """What is printed for the planned story, by a new process."""
    command = [*NWD, "rank", PLANNED_REQUEST]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8", timeout=60)  # noqa: S603 - our own program
    return ended.stdout

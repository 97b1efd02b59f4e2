"""Whether the service is up, can answer, and which one it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter

from api.auth import EVERYBODY, Serving
from api.errors import NotFromHere, OurFault
from api.openapi import problems
from api.store.engine import DatabaseUnavailable, NotMigrated
from api.store.migrate import require_migrated
from matcher import ENGINE_VERSION
from matcher.domain.snapshot import snapshot_adapter
from matcher.domain.values import LONDON
from matcher.options.result import result_adapter
from matcher.policy import load_policy
from matcher.rules import rule_set

router = APIRouter(tags=["service"], responses=problems(NotFromHere, OurFault))
Anybody = Annotated[None, EVERYBODY]


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """It works."""

    status: Literal["ok"] = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What an answer of this service depends on, besides its input."""

    engine_version: str
    rule_set: str
    policy_version: str
    policy_hash: str


@router.get("/health/live")
def health_live(_: Anybody) -> Working:
    """The process answers."""
    return Working()


@router.get("/health/ready", responses=problems(DatabaseUnavailable, NotMigrated))
def health_ready(_: Anybody, service: Serving) -> Working:
    """The database answers and has today's tables, the policy reads, and what turns JSON into answers is built."""
    require_migrated(service.store)
    load_policy()
    snapshot_adapter()
    result_adapter()
    return Working()


@router.get("/version")
def version(_: Anybody) -> Version:
    """The engine, the rules in force today and the policy in use."""
    policy = load_policy()
    today = datetime.now(LONDON).date()
    return Version(
        engine_version=ENGINE_VERSION,
        rule_set=rule_set(today),
        policy_version=policy.version,
        policy_hash=policy.hash,
    )

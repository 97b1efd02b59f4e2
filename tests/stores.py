"""Stores for tests: empty ones, the invented county's, tokens, and callers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from api.actions.loading import begin_authority, load_snapshot
from api.actions.tokens import make_token
from api.opening import demo
from api.opening_store import speaker
from api.service import Service
from api.settings import Settings
from api.store.migrate import migrate
from api.store.schema import METADATA, table
from matcher.domain.codes import Role

NOW = datetime(2026, 5, 22, 19, 5, tzinfo=UTC)
HERE, ELSEWHERE = "northmoor", "westfell"


class Clock:
    """A clock that a test moves on."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now

    def after(self, days: int) -> None:
        """So many days after it began."""
        self.now = NOW + timedelta(days=days)


def new_service(url: str, clock=lambda: NOW) -> Service:
    """A service on a database with today's tables, two authorities and nothing else."""
    service = service_at(url, clock)
    migrate(service.store)
    for authority in (HERE, ELSEWHERE):
        begin_authority(service, authority, authority.title())
    return service


def service_at(url: str, clock=lambda: NOW) -> Service:
    """A service on a database as it is. It leaves slow work to others."""
    return Service(Settings(database_url=url, job_processes=0), clock)


def file_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'store.sqlite3'}"


def fill(service: Service) -> Service:
    """The invented county, kept."""
    load_snapshot(service, speaker(service, HERE), demo())
    return service


def signed_in(service: Service, role: Role = Role.SERVICE_MANAGER, authority: str = HERE, only=None) -> dict[str, str]:
    """The header that lets somebody with this role in."""
    made = make_token(service, authority=authority, role=role, name="a test", lasts=timedelta(hours=1), only=only)
    return {"authorization": f"Bearer {made.token}"}


def rows_of(service: Service, authority: str) -> dict[str, list[str]]:
    """Everything kept of an authority, table by table; not who may enter."""
    store = table("authority_store")
    with service.store.reading() as connection:
        whole = connection.execute(select(store).where(store.c.id == authority)).all()
        return {"authority_store": list(map(repr, whole))} | {
            one.name: sorted(map(repr, connection.execute(select(one).where(one.c.authority == authority))))
            for one in METADATA.sorted_tables
            if "authority" in one.c and one.name != "access_token"
        }

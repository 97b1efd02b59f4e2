"""What whoever starts the service may choose: by environment variable, or by an option of `nwd serve`."""

import re
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.exchange.snapshots import MOST_BYTES
from matcher.domain.errors import MatcherError

HIGHEST_PORT = 65_535
DEMONSTRATION_DATABASE = "sqlite:///demo.sqlite3"
DEMONSTRATION_SECRET = "for demonstrations on this machine only"  # noqa: S105 - anybody may know it, and nobody else is let in
SHORTEST_SECRET = 32


class BadSetting(MatcherError):
    """A setting that cannot be read."""

    code = "bad_setting"
    remedy = "Mend the environment variable or the option named; docs/reference/settings.md lists them."


class NotLoopback(MatcherError):
    """Asked to listen where other machines could call, without a secret of one's own."""

    code = "not_loopback"
    remedy = (
        "Set NWD_SECRET to 32 or more random characters, then make tokens with `nwd token`; or listen on 127.0.0.1 and "
        "forward a port: ssh -L 8000:127.0.0.1:8000"
    )


class BadPort(MatcherError):
    """A number that is no port."""

    code = "bad_port"
    remedy = "Give a port from 1 to 65535, or 0 for any free one."


class WeakSecret(MatcherError):
    """A secret that could be guessed."""

    code = "weak_secret"
    remedy = 'Set NWD_SECRET to 32 or more random characters: python3 -c "import secrets; print(secrets.token_hex(32))"'


class NoDask(MatcherError):
    """A Dask scheduler is named, and what talks to it is not there."""

    code = "no_dask"
    remedy = "Install it (pip install 'no-wrong-door[distributed]'), or leave NWD_DASK_SCHEDULER out."


def is_loopback(host: str) -> bool:
    """Whether only this machine can call there. A name that is not `localhost` is not trusted to stay put."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Settings(BaseSettings):
    """Raises NotLoopback, BadPort, WeakSecret, NoDask. `docs/reference/settings.md` is made from this class."""

    model_config = SettingsConfigDict(
        env_prefix="NWD_", extra="ignore", frozen=True, use_attribute_docstrings=True, populate_by_name=True
    )

    database_url: Annotated[str, Field(validation_alias="DATABASE_URL")] = DEMONSTRATION_DATABASE
    """The database: `sqlite:///FILE`, or `postgresql://USER:PASSWORD@HOST/NAME`."""
    database_wait_seconds: Annotated[float, Field(gt=0, le=600)] = 20
    """How long a call waits for a busy database before it is told to try again."""
    secret: SecretStr = SecretStr(DEMONSTRATION_SECRET)
    """What tokens are hashed with, 32 characters or more. Another secret, and no token made before opens anything."""
    host: str = "127.0.0.1"
    """Where to listen. Beyond this machine only with a secret of one's own, and behind a proxy that speaks TLS."""
    port: int = 8000
    """0 takes any free one."""
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    """Processes that answer. They share nothing but the database."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """What is logged, as JSON lines on standard error. Never personal data, at any level."""
    max_body_bytes: Annotated[int, Field(ge=1000)] = MOST_BYTES
    """The largest body that is read."""

    job_processes: Annotated[int, Field(ge=0, le=64)] = 1
    """How much slow work (plans for everyone) each process that answers hands over at once. 0 = it hands over none: others do."""
    jobs_waiting: Annotated[int, Field(ge=1, le=10_000)] = 10
    """How much slow work of one authority may wait or be worked on. Who asks for more is told to come back (429)."""
    job_minutes: Annotated[float, Field(gt=0, le=1440)] = 60
    """How long one piece of slow work may take, whatever it was allowed when it was asked for."""
    job_lease_seconds: Annotated[float, Field(ge=1, le=3600)] = 30
    """After how long without a sign of life work is taken for dead, and begun once more."""
    dask_scheduler: Annotated[str, Field(pattern=r"^(|(tcp|tls)://\S+)$")] = ""
    """Where slow work goes instead of processes of this machine: a Dask scheduler, as `tcp://HOST:8786`. Needs the extra
    `distributed`, and `DATABASE_URL` where its workers run."""

    forecast_days_kept: Annotated[int, Field(ge=100, le=3660)] = 800
    """How many days a served forecast is kept, to be held against what happened. The longest is judged after 84 days."""

    session_idle_minutes: Annotated[float, Field(gt=0, le=720)] = 30
    """After how long without a click somebody has to sign in again."""
    session_hours: Annotated[float, Field(gt=0, le=24)] = 12
    """After how long somebody has to sign in again in any case."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not 0 <= self.port <= HIGHEST_PORT:
            raise BadPort(f"{self.port} is not a port")
        if not self.is_for_demonstration and len(self.secret.get_secret_value()) < SHORTEST_SECRET:
            raise WeakSecret(f"NWD_SECRET has fewer than {SHORTEST_SECRET} characters")
        if self.is_for_demonstration and not is_loopback(self.host):
            raise NotLoopback(
                f"{self.host!r} can be reached from other machines, and the secret is one everybody knows"
            )
        if self.dask_scheduler and find_spec("distributed") is None:
            raise NoDask("a Dask scheduler is named, and `distributed` is not installed")
        return self

    @property
    def is_for_demonstration(self) -> bool:
        """Whether the secret is the one that everybody knows."""
        return self.secret.get_secret_value() == DEMONSTRATION_SECRET

    @property
    def shown_database(self) -> str:
        """The database without a password in it."""
        return re.sub(r"(?<=://)([^:@/]+):[^@/]*@", r"\1:***@", self.database_url)

    @property
    def address(self) -> str:
        """The numeric address to listen on."""
        return "127.0.0.1" if self.host == "localhost" else self.host

    def url(self, port: int | None = None) -> str:
        """Where a caller on this machine finds the service."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port if port is None else port}"


def settings_of_environment(**options: object) -> Settings:
    """The settings of the environment, but for the options given. Raises as Settings does, or BadSetting."""
    try:
        return Settings.model_validate({name: given for name, given in options.items() if given is not None})
    except ValidationError as error:
        wrong = [f"{_variable(one['loc'])}: {one['msg']}" for one in error.errors(include_input=False)]
        raise BadSetting("; ".join(wrong)) from None


def _variable(where: tuple[int | str, ...]) -> str:
    name = "_".join(map(str, where)).upper()
    return name if name == "DATABASE_URL" else f"NWD_{name}"

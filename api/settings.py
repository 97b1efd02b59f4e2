"""What whoever starts the service may choose."""

from dataclasses import dataclass
from ipaddress import ip_address

from api.exchange.snapshots import MOST_BYTES
from matcher.domain.errors import MatcherError

HIGHEST_PORT = 65_535


class NotLoopback(MatcherError):
    """Asked to listen where other machines could call."""

    code = "not_loopback"
    remedy = (
        "Listen on 127.0.0.1, ::1 or localhost. To reach it from elsewhere, forward a port: ssh -L 8000:127.0.0.1:8000"
    )


class BadPort(MatcherError):
    """A number that is no port."""

    code = "bad_port"
    remedy = "Give a port from 1 to 65535, or 0 for any free one."


def is_loopback(host: str) -> bool:
    """Whether only this machine can call there. A name that is not `localhost` is not trusted to stay put."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Raises NotLoopback for an address other machines can reach (nobody signs in yet), BadPort for no port."""

    host: str = "127.0.0.1"
    port: int = 8000
    max_body_bytes: int = MOST_BYTES

    def __post_init__(self) -> None:
        if not is_loopback(self.host):
            raise NotLoopback(f"{self.host!r} can be reached from other machines, and nobody has to sign in yet")
        if not 0 <= self.port <= HIGHEST_PORT:
            raise BadPort(f"{self.port} is not a port")

    @property
    def address(self) -> str:
        """The numeric address to listen on."""
        return "127.0.0.1" if self.host == "localhost" else self.host

    def url(self, port: int | None = None) -> str:
        """Where a caller on this machine finds the service."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port if port is None else port}"

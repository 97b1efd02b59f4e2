"""Bearer tokens: made once, shown once, kept only as a hash."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

FORM = re.compile(r"nwd_(?P<id>[0-9a-f]{16})_(?P<secret>[A-Za-z0-9_-]{22,43})", re.ASCII)


@dataclass(frozen=True, slots=True)
class BearerToken:
    """A token as its holder has it: a public id, and a secret of 256 random bits (128 in a link that is used once)."""

    id: str
    secret: str = field(repr=False)

    @classmethod
    def new(cls, random_bytes: int = 32) -> "BearerToken":
        """A token nobody has had before."""
        return cls(secrets.token_hex(8), secrets.token_urlsafe(random_bytes))

    @classmethod
    def read(cls, text: str) -> "BearerToken | None":
        """The token in this text; None where it is none."""
        found = FORM.fullmatch(text)
        return cls(found["id"], found["secret"]) if found else None

    @property
    def text(self) -> str:
        """As it is sent."""
        return f"nwd_{self.id}_{self.secret}"

    def hashed(self, key: str) -> str:
        """What is kept of the secret. A plain hash would do for 256 random bits; the key keeps forged rows out too."""
        return hmac.new(key.encode(), f"{self.id}:{self.secret}".encode(), hashlib.sha256).hexdigest()

    def fits(self, kept: str, key: str) -> bool:
        """Whether that is this token's hash; takes as long either way."""
        return hmac.compare_digest(self.hashed(key), kept)

"""Ids that the service makes: short, and saying nothing of whose they are."""

import secrets


def new_id() -> str:
    """Such as N3F9A21C07B4D."""
    return f"N{secrets.token_hex(6).upper()}"

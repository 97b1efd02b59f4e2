"""What answers were made from, kept once each by hash: snapshots of an authority, and policies."""

import zlib
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from api.store.once import keep_once
from api.store.schema import table
from matcher.domain.snapshot import Snapshot, snapshot_adapter
from matcher.domain.values import LONDON
from matcher.frame import Frame
from matcher.policy import PolicyBook, policy_text, read_policy

QUICK = 1
"""zlib's fastest: a county shrinks to a twelfth in 4 ms."""


def seal(connection: Connection, authority: str, frame: Frame) -> None:
    """Keep the snapshot and the policy, once each."""
    snapshots, policies = table("sealed_snapshot"), table("sealed_policy")
    here = (snapshots.c.authority == authority, snapshots.c.hash == frame.snapshot_hash)
    if connection.scalar(select(snapshots.c.hash).where(*here)) is None:
        sealed = zlib.compress(snapshot_adapter().dump_json(frame.snapshot), QUICK)
        keep_once(connection, "sealed_snapshot", {"authority": authority, "hash": frame.snapshot_hash, "body": sealed})
    if connection.scalar(select(policies.c.hash).where(policies.c.hash == frame.book.hash)) is None:
        keep_once(connection, "sealed_policy", {"hash": frame.book.hash, "body": zlib.compress(policy_text().encode())})


def unsealed(
    connection: Connection, authority: str, snapshot_hash: str, policy_hash: str, as_of: datetime
) -> tuple[Snapshot, PolicyBook]:
    """What an answer of that moment was made from."""
    snapshots, policies = table("sealed_snapshot").c, table("sealed_policy").c
    here = (snapshots.authority == authority, snapshots.hash == snapshot_hash)
    body = connection.execute(select(snapshots.body).where(*here)).scalar_one()
    policy = connection.execute(select(policies.body).where(policies.hash == policy_hash)).scalar_one()
    snapshot = snapshot_adapter().validate_json(zlib.decompress(body))
    london = as_of.astimezone(LONDON)  # as the frames have it: what is made from it, is written alike
    return replace(snapshot, as_of=london), read_policy(zlib.decompress(policy).decode())

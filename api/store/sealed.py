"""What answers were made from, kept once each by hash: snapshots of an authority, their past stays, and policies."""

import zlib
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from api.store.once import keep_once
from api.store.schema import table
from matcher.capacity.forecast import History, stays_adapter
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


def seal_history(connection: Connection, authority: str, history: History) -> None:
    """Keep the past stays, once each."""
    histories = table("sealed_history").c
    here = (histories.authority == authority, histories.hash == history.hash)
    if connection.scalar(select(histories.hash).where(*here)) is None:
        sealed = zlib.compress(stays_adapter().dump_json(history.stays), QUICK)
        keep_once(connection, "sealed_history", {"authority": authority, "hash": history.hash, "body": sealed})


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


def unsealed_history(connection: Connection, authority: str, history_hash: str, today: date) -> History:
    """The past stays that a forecast of that day was made from."""
    histories = table("sealed_history").c
    here = (histories.authority == authority, histories.hash == history_hash)
    body = connection.execute(select(histories.body).where(*here)).scalar_one()
    return History(stays_adapter().validate_json(zlib.decompress(body)), today)

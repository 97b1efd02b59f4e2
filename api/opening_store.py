"""Where the command line gets a database from, and whom it speaks for."""

from collections.abc import Sequence
from pathlib import Path

from api.actions.effects import effects_of
from api.actions.forecast import setting_forecast
from api.actions.learning import keep_past_stays, stays_here
from api.actions.loading import begin_authority, load_snapshot
from api.actions.options import PlaceInFull, explain_option, place_in_full, rank_options
from api.opening import database_named, demo, open_snapshot
from api.permissions import Caller, Permission
from api.service import Service
from api.settings import DEMONSTRATION_DATABASE, settings_of_environment
from api.store.access import authority_ids
from api.store.migrate import require_migrated
from fixtures import history as past_stays
from matcher.capacity.forecast import HomeForecast, Judged, backtest, history_of, home_forecast, origins_of
from matcher.cohort.effects import effects
from matcher.cohort.effects_result import Effects
from matcher.domain.codes import Role
from matcher.domain.errors import MatcherError
from matcher.domain.snapshot import Snapshot
from matcher.domain.stays import Stay
from matcher.frame import make_frame
from matcher.options.rank import rank
from matcher.options.result import MatchResult, result_adapter
from matcher.policy import load_policy

COMMAND_LINE = "command-line"


class WhichAuthority(MatcherError):
    """The database keeps the records of none, or of several, and the command does not say whose."""

    code = "which_authority"
    remedy = "Name one with --authority ID; `nwd authority ID --name NAME` begins a new one."


def open_service(database: str | None) -> Service:
    """The service on this database; an empty one gets its tables. Raises NotMigrated, NotADatabase, DatabaseUnavailable."""
    service = Service(settings_of_environment(database_url=database_named(database)))
    require_migrated(service.store, make=True)
    return service


def speaker(service: Service, authority: str | None) -> Caller:
    """Whoever has a terminal where the database is may do anything there; the audit says that it was them.

    Raises WhichAuthority.
    """
    with service.store.reading() as connection:
        there = authority_ids(connection)
    if authority is None and len(there) == 1:
        authority = there[0]
    if authority is None or authority not in there:
        raise WhichAuthority(f"the database has {', '.join(there) or 'no authority yet'}")
    everything = frozenset(Permission)
    return Caller(actor=COMMAND_LINE, name="", authority=authority, role=Role.ADMINISTRATOR, permissions=everything)


def snapshot_named(file: str | None, database: str | None, authority: str | None) -> Snapshot:
    """The snapshot in the file; else of the database named; else the invented county."""
    url = None if file else database_named(database)
    if url is None:
        return open_snapshot(file)
    service = open_service(url)
    return service.frames.frame(speaker(service, authority).authority).snapshot


def ranked(database: str, authority: str | None, request_id: str) -> tuple[Snapshot, MatchResult]:
    """The options of a request of the record, kept as shown, and what they were made from."""
    service = open_service(database)
    caller = speaker(service, authority)
    result = result_adapter().validate_json(rank_options(service, caller, request_id))
    return service.frames.frame(caller.authority).snapshot, result


def explained(  # noqa: PLR0913 - what was asked for
    request_id: str,
    place_id: str,
    *,
    file: str | None,
    postcodes: Path | None,
    database: str | None,
    whose: str | None,
    anew: bool = False,
) -> PlaceInFull:
    """One place in full: of the answer that the database named showed last; else of the file, or the invented county.

    anew  the options are found again first, and kept as shown
    """
    url = None if file else database_named(database)
    if url is not None:
        service = open_service(url)
        if anew:
            rank_options(service, speaker(service, whose), request_id)
        return explain_option(service, speaker(service, whose), request_id, place_id)
    return explained_in(open_snapshot(file, postcodes), request_id, place_id)


def explained_in(snapshot: Snapshot, request_id: str, place_id: str) -> PlaceInFull:
    """One place in full, of a snapshot that no database keeps."""
    policy = load_policy()
    return place_in_full(rank(snapshot, request_id, policy), snapshot, place_id, policy, in_full=True)


def effects_shown(request_id: str, *, file: str | None, database: str | None, whose: str | None) -> Effects:
    """What each option of a request would mean for the others: of the file, of the database named, or of the invented county."""
    url = None if file else database_named(database)
    if url is None:
        return effects(open_snapshot(file), request_id, load_policy())
    service = open_service(url)
    return effects_of(service, speaker(service, whose), request_id).effects


def forecast_shown(
    setting_id: str, days: int, *, file: str | None, database: str | None, whose: str | None
) -> HomeForecast:
    """A setting's forecast: of the file, of the database named, or of the invented county with its three years of stays."""
    url = None if file else database_named(database)
    if url is not None:
        service = open_service(url)
        return setting_forecast(service, speaker(service, whose), setting_id, days)
    snapshot = open_snapshot(file)
    return home_forecast(make_frame(snapshot, load_policy()), stays_behind(snapshot, file), setting_id, days)


def stays_behind(snapshot: Snapshot, file: str | None) -> Sequence[Stay]:
    """The past stays of the file; or of the invented county, three years of them."""
    return history_of(snapshot) if file else past_stays()


def backtested(
    setting_id: str, every: int, *, file: str | None, database: str | None, whose: str | None
) -> tuple[Judged, ...]:
    """How good the forecast of a setting would have been, made again every so many days of the record."""
    url = None if file else database_named(database)
    if url is not None:
        service = open_service(url)
        authority = speaker(service, whose).authority
        snapshot = service.frames.frame(authority).snapshot
        history: Sequence[Stay] = service.histories.history(authority, snapshot)
    else:
        snapshot = open_snapshot(file)
        history = stays_behind(snapshot, file)
    origins = origins_of(history, snapshot.today, every=every)
    return backtest(snapshot, history, origins, load_policy(), settings=(setting_id,))


def open_demonstration(*, fresh: bool = False) -> tuple[Service, bool]:
    """The demonstration's own database, and whether the invented county was put into it just now.

    What somebody has changed in it stays, unless `fresh`.
    """
    service = Service(settings_of_environment(database_url=database_named(None) or DEMONSTRATION_DATABASE))
    if fresh and service.settings.database_url == DEMONSTRATION_DATABASE:
        _remove(Path(DEMONSTRATION_DATABASE.removeprefix("sqlite:///")))
    require_migrated(service.store, make=True)
    snapshot = demo()
    with service.store.reading() as connection:
        if snapshot.authority in authority_ids(connection):
            return service, False
    _fill(service, snapshot)
    return service, True


def _fill(service: Service, snapshot: Snapshot) -> None:
    own = next(one for one in snapshot.authorities if one.id == snapshot.authority)
    begin_authority(service, snapshot.authority, own.name, snapshot.as_of.isoformat())
    caller = speaker(service, snapshot.authority)
    load_snapshot(service, caller, snapshot)
    keep_past_stays(service, caller, stays_here(snapshot.authority, past_stays(), snapshot.today))


def _remove(file: Path) -> None:
    for name in (file, *(file.with_name(file.name + suffix) for suffix in ("-wal", "-shm"))):
        name.unlink(missing_ok=True)

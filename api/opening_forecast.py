"""Where `nwd accuracy` gets the forecasts from that were served: the database named, or the demonstration's."""

from api.actions.forecast_accuracy import forecast_accuracy
from api.opening import database_named, read_day
from api.opening_store import open_service, speaker
from api.settings import DEMONSTRATION_DATABASE
from matcher.capacity.forecast import ForecastAccuracy


def accuracy_shown(
    setting_id: str | None, first: str | None, last: str | None, *, database: str | None, whose: str | None
) -> ForecastAccuracy:
    """How good they were. Raises NoSuchRecord, InvalidInput."""
    service = open_service(database_named(database) or DEMONSTRATION_DATABASE)
    days = (read_day(first), read_day(last))
    return forecast_accuracy(service, speaker(service, whose), *days, setting_id)

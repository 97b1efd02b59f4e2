"""Puts a national postcode file into the database."""

from collections.abc import Callable
from pathlib import Path

from api.exchange.national_postcodes import postcode_batches
from api.service import Service
from api.store.postcodes import forget_postcodes, keep_postcodes, touch_every_authority


def load_postcodes(service: Service, file: Path, progress: Callable[[float], None]) -> int:
    """Keep every postcode of the file, in place of those before: all of them, or none. How many there are.

    Raises InvalidInput naming row, column and mend.
    """
    count = 0
    with service.store.writing() as connection:
        forget_postcodes(connection)
        for batch in postcode_batches(file, progress):
            count += keep_postcodes(connection, batch)
        touch_every_authority(connection)
    return count

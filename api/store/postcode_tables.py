"""The national postcode file, for every authority alike."""

from sqlmodel import Field, SQLModel

from api.store.columns import ID


class Postcode(SQLModel, table=True):
    """Where a postcode is on the National Grid, in metres."""

    __tablename__ = "postcode"
    postcode: str = Field(primary_key=True, sa_type=ID)
    easting: int
    northing: int

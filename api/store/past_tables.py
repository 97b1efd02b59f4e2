"""Past stays that no record of a young person tells of: pseudonyms and nights, for forecasts to learn from."""

from datetime import date

from sqlmodel import Field, SQLModel

from api.store.columns import ID, SHORT


class PastStay(SQLModel, table=True):
    """Somebody's nights at a home. Whose they were is a pseudonym; which home, its id here, or its kind and Ofsted number."""

    __tablename__ = "past_stay"
    authority: str = Field(primary_key=True, sa_type=ID, foreign_key="authority_store.id")
    id: str = Field(primary_key=True, sa_type=ID)
    """Made from who, which home and the first night: the same stay again is the same row."""
    who: str = Field(sa_type=ID)
    setting_id: str = Field(sa_type=SHORT)
    """The setting's id; where the record has none, the kind and the Ofsted number."""
    place_id: str | None = Field(default=None, nullable=True, sa_type=ID)
    kind: str | None = Field(default=None, nullable=True, sa_type=ID)
    ofsted_number: str | None = Field(default=None, nullable=True, sa_type=ID)
    """Only where it is the home's own."""
    first_night: date
    leaving: date
    ended: bool
    known_on: date
    """The day as of which it is told: what a later return says counts."""

"""What the record said of the end of each stay while it went on: how planned ends turn out is learnt from it."""

from datetime import date

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from api.store.columns import ID


class PlannedEnd(SQLModel, table=True):
    """From this day on the record said when a placement would end. Nobody is named: the placement says whose it is."""

    __tablename__ = "planned_end"
    __table_args__ = (
        ForeignKeyConstraint(
            ["authority", "placement_id"], ["placements.authority", "placements.id"], ondelete="CASCADE"
        ),
    )
    authority: str = Field(primary_key=True, sa_type=ID)
    placement_id: str = Field(primary_key=True, sa_type=ID)
    said_on: date = Field(primary_key=True)
    """The London day on which it was recorded; of several on one day, the last counts."""
    leaving: date | None = None
    """The leaving day that was planned; null = none was."""

"""The young person and one other who would live there, each way."""

from dataclasses import dataclass
from functools import cached_property

from matcher.options.impact.alone import Alone, as_newcomer, as_resident
from matcher.options.impact.pointers import of_member, of_person
from matcher.options.impact.there import Other, Scene


@dataclass(frozen=True)
class Two:
    """The young person and one other, each way."""

    scene: Scene
    other: Other

    @cached_property
    def comes(self) -> Alone:
        """The young person comes to the other."""
        return as_newcomer(self.scene, self.other)

    @cached_property
    def is_there(self) -> Alone:
        """The other comes to the young person."""
        return as_resident(self.scene, self.other)

    @property
    def me(self) -> str:
        """What the young person is called."""
        return self.scene.called[self.scene.newcomer.id]

    @property
    def them(self) -> str:
        """What the other is called."""
        return self.scene.called[self.other.id]

    def age_at(self, *, mine: bool) -> str:
        """Where an age stands in the record."""
        if mine:
            return of_person(self.scene.newcomer.id, "age")
        if self.other.member is not None:
            return of_member(self.scene.setting.id, self.other.id, "date_of_birth")
        return of_person(self.other.id, "age")

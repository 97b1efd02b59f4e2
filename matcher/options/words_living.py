"""Pieces of the sentences about company, household and animals.

Safe for every reader: how many others live there is said, never who they are.
"""

import numpy as np

from matcher.domain.home_codes import AnimalReason, HouseholdNeedKind
from matcher.frame.living import household_meets, species_of
from matcher.options.words_of_pair import WordsOfPair, a_list
from matcher.rules.e_company import under_18

NEEDED = {
    HouseholdNeedKind.TWO_CARERS: "two carers",
    HouseholdNeedKind.WOMAN_CARER: "a woman carer",
    HouseholdNeedKind.MAN_CARER: "a man carer",
    HouseholdNeedKind.SOMEBODY_HOME_IN_DAY: "somebody home in the day",
}
THERE = {
    HouseholdNeedKind.TWO_CARERS: "{carers}",
    HouseholdNeedKind.WOMAN_CARER: "no woman carer",
    HouseholdNeedKind.MAN_CARER: "no man carer",
    HouseholdNeedKind.SOMEBODY_HOME_IN_DAY: "nobody home in the day",
}


class LivingWords(WordsOfPair):
    """Whom a young person would live with, and beside which animals."""

    def company_needed(self) -> str:
        if not self.person.needs_solo:
            age = "nobody younger" if self.person.no_younger else "younger people only"
            return f"{self.name()} needs to live with {age} for now. That is not so at {self.setting()}."
        others = self._others_under_18()
        live = "One other lives" if others == 1 else f"{others} others live"
        return f"{self.name()} needs to be the only young person for now. {live} at {self.setting()}."

    def _others_under_18(self) -> int:
        who, pair = self.pair.residents, self.pair
        here = (who.row == self.row) & pair.others[self.i] & who.may_be_child[0]
        young = here & who.born_known[0] & under_18(pair, self.i)
        return len({who.people[at].id for at in who.who[np.flatnonzero(young)].tolist()})

    def rather_live(self) -> str:
        return (self.person.would_rather_live or "").strip().rstrip(".")

    def household_needed(self) -> str:
        return a_list([NEEDED[need] for need in self._household_lacks()]) or "the household that was assessed"

    def household_there(self) -> str:
        count = len(self._setting.carers or ())
        carers = "one carer" if count == 1 else f"{count or 'no'} carers"
        lacks = [THERE[need].format(carers=carers) for need in self._household_lacks()]
        return f"a household with {a_list(lacks)}" if lacks else "a household that was not asked"

    def _household_lacks(self) -> list[HouseholdNeedKind]:
        """What has been assessed and is not there, as far as is recorded."""
        needs = [one.need for one in self.person.household_needs or () if one.assessed]
        return [need for need in dict.fromkeys(needs) if household_meets(self._setting, need) is False]

    def animal(self) -> str:
        return self._severe_animal()[0]

    def animal_reason(self) -> str:
        return self._severe_animal()[1]

    def _severe_animal(self) -> tuple[str, str]:
        pets = {species_of(one) for one in self._setting.pets or ()}
        for one in self.person.animal_needs or ():
            if one.severe and species_of(one.species) in pets:
                return one.species, "allergy" if one.because is AnimalReason.ALLERGY else "fear of it"
        return "animal", "allergy"

"""The ages and sexes that written records allow: terms of approval, statements of purpose."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.domain.carers import TermsOfApproval
from matcher.domain.person_codes import Sex
from matcher.domain.settings import StatementOfPurpose
from matcher.outcomes import PLACE, Outcomes, fact


class Limits(NamedTuple):
    """Each (1, m): youngest and oldest in whole years (-1 = not recorded); whether girls, and boys, are taken."""

    youngest: NDArray[np.intp]
    oldest: NDArray[np.intp]
    girls: Outcomes
    boys: Outcomes


def limits(records: Sequence[StatementOfPurpose | TermsOfApproval | None], row_setting: NDArray[np.int32]) -> Limits:
    """The limits of each place row, from its setting's record."""
    youngest = [-1 if one is None or one.age_min is None else one.age_min for one in records]
    oldest = [-1 if one is None or one.age_max is None else one.age_max for one in records]
    sexes = [None if one is None else one.sexes for one in records]
    girls, boys = (fact((None if one is None else sex in one for one in sexes), PLACE) for sex in Sex)
    ages = np.array([youngest, oldest], np.intp).reshape(2, -1)[:, row_setting]
    return Limits(ages[:1], ages[1:], girls[row_setting][None, :], boys[row_setting][None, :])

"""Files that no list can be read from: through the door and at the command line, none leaves a row or a crash behind."""

import pytest
from sqlalchemy import func, select

from api.actions.imports import import_list
from api.opening_store import speaker
from api.store.schema import table
from matcher.domain.errors import InvalidInput
from tests.malformed_lists import MALFORMED
from tests.stores import HERE, file_url, new_service

SOUND = {
    "settings": "id,name,kind\ns1,Hill House,childrens_home\n",
    "young-people": "id,date_of_birth\nyp0,2010-01-01\n",
    "places": "place_id,setting_id,beds\np0,s1,1\n",
    "workers": "id,name\nw0,Sage\n",
}
"""What is there already: enough that a row could slip in beside it."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    service = new_service(file_url(tmp_path_factory.mktemp("malformed")))
    for name, text in SOUND.items():
        import_list(service, speaker(service, HERE), name, text.encode(), f"{name}.csv")
    return service


def everything(service):
    """Each table's count of rows, and the version: any trace of a write."""
    names = ("settings", "places", "young_people", "placements", "shifts", "workers", "audit_entry", "named_person")
    owner = table("authority_store")
    with service.store.reading() as connection:
        counts = [connection.scalar(select(func.count()).select_from(table(name))) for name in names]
        return [*counts, connection.scalar(select(owner.c.version).where(owner.c.id == HERE))]


@pytest.mark.parametrize("malformed", MALFORMED, ids=lambda one: one.name)
def test_a_malformed_list_is_refused_with_where_and_how_and_leaves_nothing_behind(filled, malformed):
    before = everything(filled)
    with pytest.raises(InvalidInput) as error:
        import_list(filled, speaker(filled, HERE), malformed.list_name, malformed.raw, malformed.file_name)
    assert error.value.problems
    assert all(problem.mend for problem in error.value.problems)
    assert everything(filled) == before

"""Whatever is sent in a form, the answer is a page that saves it or says what to mend: nothing ever fails."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.pages.steps import STEPS
from matcher.domain.codes import Role
from tests.browsing import Browser, Element, filled_in
from tests.stores import file_url, fill, new_service

TYPED = (
    st.sampled_from(["", "0", "-1", "9" * 20, "1e9", "NaN", "2026-02-30", "some", "none", "YO1 1AA", "25:61", "12:00"])
    | st.sampled_from(["31", "2", "2026", "२०२६", "R01", "HUB-W", "\x00", "\u202e", "<b>", "null", "[]", "é" * 300])
    | st.text(max_size=40)
)
FORMS = ["/requests/new", *(f"/requests/{one}/steps/{step.slug}" for one in ("R01", "R02") for step in STEPS)]


@pytest.fixture(scope="module")
def officer(tmp_path_factory) -> Browser:
    service = fill(new_service(file_url(tmp_path_factory.mktemp("forms"))))
    return Browser(service, Role.PLACEMENT_OFFICER)


def answers(form: Element) -> dict[str, list[str]]:
    """What a form has to choose from, field by field; what is typed has one answer, its own."""
    found = defaultdict(list)
    for one in form.all("input") + form.all("textarea"):
        found[one.attrs["name"]].append(one.attrs.get("value", ""))
    for one in form.all("select"):
        found[one.attrs["name"]] += [option.attrs.get("value", "") for option in one.all("option")]
    return {name: values for name, values in found.items() if name != "form_token" and not name.endswith("version")}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FORMS), st.data())
def test_every_form_is_saved_or_says_what_to_mend(officer, path, data):
    form = officer.open(path).main.one("form")
    sent = dict(filled_in(form))
    for name, choices in answers(form).items():
        how = data.draw(st.integers(0, 9))
        if how < 5:
            sent[name] = data.draw(st.sampled_from(choices))
        elif how == 5:
            sent[name] = data.draw(TYPED)
        elif how == 6:
            sent.pop(name, None)
    answer = officer.client.post(path, data=sent, headers={"accept": "text/html"})
    assert answer.status_code in {200, 409, 422}
    assert ("There is a problem" in answer.text) == (answer.status_code != 200)

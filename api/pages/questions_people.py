"""Questions about the people who matter to a young person, and what they want."""

from typing import Any

from api import wording
from api.pages.asking import REQUESTS, YES_NO, Choice, Postcode, Whole, Words, yes_no
from api.pages.asking_days import Day
from api.pages.asking_lists import Named, Rows, with_id
from api.pages.ids import new_id
from matcher.domain.codes import SettingKind
from matcher.domain.person_codes import Depth, IdentityAspect, SiblingPlan, ViewStrength


def _sibling(row: dict[str, Any]) -> dict[str, Any]:
    """A brother or sister without a record has an opaque id."""
    return {"person_id": row.get("person_id") or new_id(), **{k: v for k, v in row.items() if k != "person_id"}}


def _view(row: dict[str, Any]) -> dict[str, Any]:
    return {"about": "setting" if "setting_id" in row else "setting_kind", **row}


KNOWN = {
    Depth.TRUSTED: "trusts them",
    Depth.LIVED_WITH_ENDED_WELL: "lived with them, and it ended well",
    Depth.REGULAR_CONTACT: "sees them often",
    Depth.MET: "has met them",
    Depth.LIVED_WITH_DISRUPTED: "lived with them, and it ended early",
}
RELATIONSHIPS = Rows(
    fact="relationships",
    label="Which carers or workers does {name} know?",
    short="Carers and workers they know",
    hint="Write the name as the record has it.",
    of="carer or worker",
    columns=(
        Named(fact="person_id", label="Name of the carer or worker"),
        Choice(
            fact="depth",
            label="How well",
            answers=tuple((one.value, says) for one, says in KNOWN.items()),
            select=True,
        ),
    ),
    needs=("person_id", "depth"),
)
SIBLINGS = Rows(
    fact="siblings",
    label="Does {name} have brothers or sisters who need a bed too?",
    short="Brothers and sisters",
    of="brother or sister",
    columns=(
        Words(fact="person_id", label="Their id, if they are on the record", width="govuk-input--width-10"),
        Choice(
            fact="plan",
            label="The plan",
            answers=((SiblingPlan.TOGETHER.value, "Live together"), (SiblingPlan.APART.value, "Live apart")),
            select=True,
        ),
    ),
    makes=_sibling,
)
PEOPLE_WHO_MATTER = (
    Rows(
        fact="family_time",
        label="Whom does {name} see, how often, and where do they live?",
        short="Family time",
        of="person",
        columns=(
            Words(fact="person", label="Who", hint="Such as mother"),
            Whole(fact="visits_a_month", label="Visits a month", most=31, unit="visits a month"),
            Postcode(fact="location", label="Their postcode"),
        ),
        needs=("person",),
        makes=with_id,
    ),
    RELATIONSHIPS,
    SIBLINGS,
    Rows(
        fact="friends_and_activities",
        label="Which friends, clubs and activities matter to {name}?",
        short="Friends, clubs and activities",
        of="friend or activity",
        columns=(
            Words(fact="name", label="Friend, club or activity"),
            Postcode(fact="location", label="Postcode"),
        ),
        needs=("name",),
        makes=with_id,
    ),
)
WISHES_SAID = Rows(
    fact="wishes",
    whose=REQUESTS,
    label="What has {name} said they want?",
    short="What they have said",
    none_says="Asked, and they said nothing",
    of="wish",
    columns=(
        Words(fact="words", label="In their own words", rows=3),
        Day(fact="heard_on", label="The day they said it"),
        Words(fact="by", label="Who heard it"),
    ),
    needs=("words",),
    blanks=1,
)
WISHES = (
    WISHES_SAID,
    Rows(
        fact="views",
        label="What does {name} think about where to live?",
        short="Views on where to live",
        none_says="Asked, and no view",
        hint="About a sort of place, or about one place by its name.",
        of="view",
        columns=(
            Choice(
                fact="setting_kind",
                label="Sort of place",
                answers=tuple((one.value, one.label) for one in SettingKind),
                select=True,
            ),
            Named(fact="setting_id", label="Or one place, by name", among="settings"),
            Choice(
                fact="view",
                label="What they think",
                answers=tuple((one.value, wording.code(one.value)) for one in ViewStrength),
                select=True,
            ),
            Choice(fact="told_what_it_is", label="They were told what it is", answers=YES_NO, select=True),
        ),
        needs=("view",),
        makes=_view,
    ),
    Rows(
        fact="identity_needs",
        label="What matters to {name} about culture, religion and language?",
        short="Culture, religion and language",
        of="need",
        columns=(
            Choice(
                fact="aspect",
                label="About",
                answers=tuple((one.value, wording.code(one.value)) for one in IdentityAspect),
                select=True,
            ),
            Words(fact="wants", label="Faith, language or background", width="govuk-input--width-10"),
            Choice(
                fact="importance",
                label="How much it matters",
                answers=((1, "a little"), (2, "much"), (3, "very much")),
                select=True,
            ),
        ),
        needs=("aspect", "wants", "importance"),
    ),
    yes_no(
        "welcome_matters",
        "Would {name} like somebody to talk with the manager about being made welcome?",
        "Talk with the manager about being made welcome",
        "Only yes or no is kept, never why.",
    ),
)

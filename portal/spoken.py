"""The page's own words in the reader's language: those that pictures write, and codes in a plan."""

from django.utils.dates import MONTHS_3
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from goals.charts.wording import MONTHS, Words

ENGLISH = "en"
# With whom a safety plan was agreed on, where nobody wrote another (clients.models.SafetyPlan).
AGREED_WITH = gettext_noop("the client")
# Who answered a plan, and how, as it is kept: plans.answered is read where no word is told.
ROLES = (gettext_noop("client"), gettext_noop("guardian"))
WAYS = (gettext_noop("own sign-in, password"),)
# What a frozen plan holds as a code, in words (plans.models.Service.Type).
SERVICES = (
    gettext_noop("individual therapy"),
    gettext_noop("group therapy"),
    gettext_noop("family therapy"),
)


def chart_words() -> Words:
    """What a picture writes, in the language that is active."""
    return Words(
        lower=_("lower is better"),
        higher=_("higher is better"),
        start=_("start %(value)s"),
        target=_("target %(value)s"),
        no_target=_("no target"),
        none_yet=_("No scores yet"),
        none_since=_("no scores yet, start %(value)s"),
        goal=_("Goal"),
        changed=_("the goal's meaning changed"),
        client=_("you"),
        clinician=_("therapist"),
        on_day=_("%(value)s on %(day)s"),
        from_to=_("%(first)s to %(last)s"),
        one_score=_("%(count)s score"),
        scores=_("%(count)s scores"),
        day=_("%(day)s %(month)s"),
        day_of_year=_("%(day)s %(month)s %(year)s"),
        months=_months(),
    )


def _months() -> tuple[str, ...]:
    """As the language writes them: "Jan" in English, "ene" in Spanish."""
    if (get_language() or ENGLISH).startswith(ENGLISH):
        return MONTHS
    return tuple(str(MONTHS_3[number]) for number in range(1, 13))

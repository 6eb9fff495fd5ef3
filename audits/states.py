"""A plan's state for a whole practice at once: the words of `plans.state`, said by the database.

`plans.state.state_of` looks at one plan and is the authority; a test holds the two together over
random histories. Without a set-based way the desk would have to read every version to count.
"""

from datetime import date, timedelta

from django.db.models import Case, CharField, Exists, IntegerField, OuterRef, Q, Value, When

from plans.models import ClientAnswer, Return, Signature, Version

# House rule: a fortnight is time enough to see a weekly client twice before the date.
DUE_SOON = timedelta(days=14)

# In the order in which an admin wants to hear of them.
WORDS = ("overdue", "returned", "waiting", "draft", "in effect", "closed")


def word(today: date) -> Case:
    """The state's word, for a queryset of plans; `today` is the practice's."""
    versions = Version.objects.filter(plan=OuterRef("pk")).order_by()
    later = Version.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number")).order_by()
    last = versions.filter(~Exists(later))
    sent_back = Return.objects.filter(version=OuterRef("pk")).order_by()
    return Case(
        When(closed_on__isnull=False, then=Value("closed")),
        When(~Exists(versions), then=Value("draft")),
        When(Exists(last.filter(Exists(sent_back))), then=Value("returned")),
        When(Exists(last.filter(_lacks_a_signature())), then=Value("waiting")),
        When(next_review_on__lt=today, then=Value("overdue")),
        default=Value("in effect"),
        output_field=CharField(),
    )


def urgency() -> Case:
    """The place of `word` in `WORDS`, for sorting."""
    places = [When(word=said, then=Value(place)) for place, said in enumerate(WORDS)]
    return Case(*places, default=Value(len(WORDS)), output_field=IntegerField())


def due_soon(today: date) -> Q:
    """In effect, with a review date from today on and within a fortnight."""
    return Q(word="in effect", next_review_on__range=(today, today + DUE_SOON))


def _lacks_a_signature() -> Q:
    """Versions that wait for a role in which nobody signed, or agreed (plans.state.awaited)."""
    answers = ClientAnswer.objects.filter(signature=OuterRef("pk")).order_by()
    refusing = answers.filter(goals__contains=[{"agrees": False}])
    lacking = Q()
    for role in Signature.Role.values:
        signed = Signature.objects.filter(~Exists(refusing), version=OuterRef("pk"), role=role)
        asked = Q(requires__contains=[{"role": role, "blocks": False}])
        lacking |= Q(~Exists(signed.order_by()), ~asked, requires__contains=[{"role": role}])
    return lacking

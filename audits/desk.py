"""The admin's desk: every plan of the practice, in a number of queries that does not grow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from accounts.models import User
from clients.models import BreakGlass, Client, Coverage
from config import clock
from plans.models import Plan
from plans.models.plan import PlanQuerySet
from plans.state import State, state_of, waits_for

from .forms import STATES, DeskFilter
from .states import WORDS, due_soon, urgency, word

# Plans with what the desk adds to each: word, payer, urgency.
Plans = QuerySet[Any]

PAGE = 50
# House rule: a month of emergencies is what an admin can still ask about.
EMERGENCIES_FOR = timedelta(days=30)
MOST_EMERGENCIES = 50

CLIENT = ("client__family_name", "client__given_name", "number")
ORDERS: Mapping[str, tuple[str, ...]] = {
    "review": ("next_review_on", *CLIENT),
    "client": CLIENT,
    "lead": ("lead__name", *CLIENT),
    "payer": ("payer", *CLIENT),
    "state": ("urgency", "next_review_on", *CLIENT),
}


@dataclass(frozen=True)
class Row:
    """One plan on the desk."""

    plan: Plan
    state: State
    must_sign: str

    @property
    def details(self) -> str:
        """Which version is in effect, and whether the draft went on since."""
        if self.plan.closed_on:
            return f"on {self.plan.closed_on.day} {self.plan.closed_on:%B %Y}"
        if self.state.current is None:
            return "no version in effect"
        differs = self.state.draft_differs and self.state.word in ("in effect", "overdue")
        held = f"version {self.state.current.number}"
        return f"{held}; the draft differs" if differs else f"{held} in effect"

    @property
    def state_words(self) -> str:
        """What the chip says."""
        return "review overdue" if self.state.word == "overdue" else self.state.word

    @property
    def is_late_besides(self) -> bool:
        """Whether the review is overdue although another word comes first ("waiting", say)."""
        return self.state.is_overdue and self.state.word != "overdue"

    @property
    def payer(self) -> str:
        """Who is billed first."""
        return getattr(self.plan, "payer", "") or ""


def look(user: User, today: date, asked: Mapping[str, Any]) -> tuple[Page, dict[str, Any]]:
    """The page of plans that `asked` (the address's parameters) asks for, and what is around it."""
    plans = plans_for(user, today)
    form = DeskFilter(asked, leads=leads(plans), payers=payers(plans))
    found = chosen(plans, form.asked, user, today)
    page = Paginator(found, PAGE).get_page(asked.get("page"))
    numbers = counts(plans, today)
    return page, {
        "form": form,
        "sort": form.asked.get("sort", "review"),
        "rows": rows_of(page.object_list, today),
        "tiles": [(state, label, numbers[state]) for state, label in STATES if state],
        "any_plan": any(numbers.values()),
    }


def plans_for(user: User, today: date) -> Plans:
    """Every plan that the user may see, with its state's word and its first payer."""
    first = Coverage.objects.filter(client=OuterRef("client")).order_by("rank", "payer", "id")
    return Plan.objects.visible_to(user).annotate(
        word=word(today), payer=Subquery(first.values("payer")[:1])
    )


def counts(plans: Plans, today: date) -> dict[str, int]:
    """How many plans stand in each state, and how many are due soon ("due"). One query."""
    found = dict.fromkeys([*WORDS, "due"], 0)
    rows = (
        plans.order_by()
        .values("word")
        .annotate(n=Count("pk"), due=Count("pk", filter=due_soon(today)))
    )
    for row in rows:
        found[row["word"]] = row["n"]
        found["due"] += row["due"]
    return found


def leads(plans: Plans) -> list[tuple[str, str]]:
    """(id, printed name) of everybody who leads a plan. One query."""
    people = User.objects.filter(pk__in=plans.order_by().values("lead")).order_by("name", "pk")
    return [(str(one.pk), one.printed_name) for one in people]


def payers(plans: Plans) -> list[str]:
    """Everybody who pays for a plan, by name. One query."""
    named = plans.exclude(payer=None).order_by("payer").values_list("payer", flat=True)
    return [name for name in named.distinct() if name]


def chosen(plans: Plans, asked: Mapping[str, str], user: User, today: date) -> Plans:
    """The plans that were asked for, in the order asked for."""
    if words := asked.get("q"):
        plans = plans.filter(client__in=Client.objects.visible_to(user).named_like(words))
    if (state := asked.get("state")) and state != "due":
        plans = plans.filter(word=state)
    elif state:
        plans = plans.filter(due_soon(today))
    if lead := asked.get("lead"):
        plans = plans.filter(lead=lead)
    if payer := asked.get("payer"):
        plans = plans.filter(payer=payer)
    found: Plans = cast(PlanQuerySet, plans).with_versions().select_related("client", "lead")
    return _ordered(found, asked.get("sort", "review"))


def _ordered(plans: Plans, sort: str) -> Plans:
    """Open plans before closed ones by review date; what is not known comes last."""
    names = ORDERS[sort.removeprefix("-")]
    first = OrderBy(F(names[0]), descending=sort.startswith("-"), nulls_last=True)
    before = [F("closed_on").desc(nulls_first=True)] if sort == "review" else []
    ranked: Plans = plans.annotate(urgency=urgency())
    return ranked.order_by(*before, first, *names[1:], "pk")


def rows_of(plans: Iterable[Plan], today: date) -> list[Row]:
    """The lines of a page of the plans that were `chosen`."""
    states = [(plan, state_of(plan, today)) for plan in plans]
    return [Row(plan, state, _must_sign(plan, state)) for plan, state in states]


def _must_sign(plan: Plan, state: State) -> str:
    """Whose signature the plan needs next; empty when nobody's."""
    if state.word == "waiting" and state.latest:
        return " and ".join(waits_for(state.latest))
    return plan.lead.printed_name if state.word in ("draft", "returned") else ""


def emergencies(user: User) -> list[BreakGlass]:
    """Records opened in an emergency within the last month, the newest first. One query."""
    return list(
        BreakGlass.objects.filter(
            client__in=Client.objects.visible_to(user),
            opened_at__gte=clock.now() - EMERGENCIES_FOR,
        )
        .select_related("client", "user")
        .order_by("-opened_at")[:MOST_EMERGENCIES]
    )

"""The admin's desk: every plan of the practice, in a number of queries that does not grow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import QueryDict

from accounts.models import User
from clients.models import BreakGlass, Client, Coverage
from config import clock
from plans.models import Plan
from plans.state import State, state_of, waits_for

from .choosing import BLOCKED, PASSED, WARNED, Plans, chosen
from .forms import STATES, DeskFilter
from .models import Judgement
from .states import DUE_SOON, WORDS

PAGE = 50
# House rule: a month of emergencies is what an admin can still ask about.
EMERGENCIES_FOR = timedelta(days=30)
MOST_EMERGENCIES = 50

# What the strip counts, its words, and the address that shows what was counted.
STRIP = [
    ("error", "Blocking", "severity=error"),
    ("warning", "Warnings", "severity=warning"),
    ("due", "Review due within 14 days", "state=due"),
    ("overdue", "Review overdue", "state=overdue"),
    ("none", "Passed", "severity=none"),
]


@dataclass(frozen=True)
class Tile:
    """One count of the strip: its words, the plans, and the address that shows them."""

    label: str
    number: int
    query: str
    is_chosen: bool


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

    @property
    def judgement(self) -> Judgement | None:
        """What is kept of the plan; None before it was ever judged."""
        return getattr(self.plan, "judgement", None)


def look(user: User, today: date, asked: Mapping[str, Any]) -> tuple[Page, dict[str, Any]]:
    """The page of plans that `asked` (the address's parameters) asks for, and what is around it."""
    plans = plans_for(user)
    numbers = counts(plans, today)
    form = _filter(user, asked, numbers)
    found = chosen(plans, form.asked, user, today)
    page = Paginator(found, PAGE).get_page(asked.get("page"))
    return page, {
        "form": form,
        "sort": form.asked.get("sort", ""),
        "rows": rows_of(page.object_list, today),
        "tiles": _tiles(numbers, form.asked),
        "any_plan": numbers["all"],
    }


def matching(user: User, today: date, query: str) -> Plans:
    """The plans that an address's parameters ask for, as the desk shows them."""
    form = DeskFilter(QueryDict(query), leads=leads(user), payers=payers(user))
    return chosen(plans_for(user), form.asked, user, today)


def plans_for(user: User) -> Plans:
    """Every plan that the user may see, with its first payer and what is kept of it."""
    first = Coverage.objects.filter(client=OuterRef("client")).order_by("rank", "payer", "id")
    plans = Plan.objects.visible_to(user).select_related("judgement")
    return plans.annotate(payer=Subquery(first.values("payer")[:1]))


def counts(plans: Plans, today: date) -> dict[str, int]:
    """How many plans each tile and each state counts, and "all". One query, over what is kept."""
    soon = Q(judgement__state="in effect", next_review_on__range=(today, today + DUE_SOON))
    of = {"error": BLOCKED, "warning": WARNED, "none": PASSED, "due": soon}
    of |= {state: Q(judgement__state=state) for state in WORDS}
    counted = {name.replace(" ", "_"): Count("pk", filter=which) for name, which in of.items()}
    found = plans.order_by().aggregate(**counted, all=Count("pk"))
    return {name.replace("in_effect", "in effect"): number for name, number in found.items()}


def _filter(user: User, asked: Mapping[str, Any], numbers: Mapping[str, int]) -> DeskFilter:
    form = DeskFilter(asked, leads=leads(user), payers=payers(user))
    states = [(key, f"{label} ({numbers[key]})" if key else label) for key, label in STATES]
    form.fields["state"].choices = states  # type: ignore[attr-defined]
    return form


def _tiles(numbers: Mapping[str, int], asked: Mapping[str, str]) -> list[Tile]:
    now = {f"{name}={value}" for name, value in asked.items()}
    return [Tile(label, numbers[name], query, query in now) for name, label, query in STRIP]


def leads(user: User) -> list[tuple[str, str]]:
    """(id, printed name) of everybody who leads a plan. One query."""
    here = Plan.objects.visible_to(user).order_by().values("lead")
    people = User.objects.filter(pk__in=here).order_by("name", "pk")
    return [(str(one.pk), one.printed_name) for one in people]


def payers(user: User) -> list[str]:
    """Everybody who pays for a client, by name. One query."""
    named = Coverage.objects.visible_to(user).order_by("payer").values_list("payer", flat=True)
    return [name for name in named.distinct() if name]


def rows_of(plans: Iterable[Plan], today: date) -> list[Row]:
    """The lines of a page of the plans that were chosen."""
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

"""What the pages of a note and of a plan show of the client's measures."""

from typing import Any

from django import template

from accounts.pages import asking_user
from clients.models import Client
from measures.finding import all_of, given_in
from measures.models import Administration
from measures.reading import MeasureLine, lines_of
from notes.models import Attendance

register = template.Library()


@register.simple_tag(takes_context=True)
def measures_in(context: dict[str, Any], attendance: Attendance) -> list[Administration]:
    """The measures of one session, for whoever may see the client. One query."""
    return list(given_in(attendance, asking_user(context["request"])))


@register.simple_tag(takes_context=True)
def measures_of(context: dict[str, Any], client: Client) -> list[MeasureLine]:
    """The client's measures as lines, for whoever may see the client. One query."""
    return lines_of(all_of(client, asking_user(context["request"])).standing)

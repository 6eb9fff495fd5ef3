"""What the page of a note shows of the measures given in its session."""

from typing import Any

from django import template

from accounts.pages import asking_user
from measures.finding import given_in
from measures.models import Administration
from notes.models import Attendance

register = template.Library()


@register.simple_tag(takes_context=True)
def measures_in(context: dict[str, Any], attendance: Attendance) -> list[Administration]:
    """The measures of one session, for whoever may see the client. One query."""
    return list(given_in(attendance, asking_user(context["request"])))

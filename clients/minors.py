"""When a minor may consent alone, and when nobody reads as a guardian any more."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from .models import Client, ClientAccess
from .page_law import Age, page_law


def age_of_consent(state: str) -> Age:
    """From which age on the state lets a minor consent alone; ours where no figure is held."""
    return page_law().ages.get(state, page_law().elsewhere)


def may_consent_alone(client: Client, day: date) -> bool:
    """Whether the client is a minor who has that age."""
    age = client.age_on(day)
    return age_of_consent(client.practice.state).age <= age < page_law().majority.age


def majority_of(client: Client) -> datetime:
    """The midnight, where the practice is, with which the client is of age."""
    year = client.born_on.year + page_law().majority.age
    try:
        day = client.born_on.replace(year=year)
    except ValueError:  # born on 29 February
        day = date(year, 3, 1)
    return datetime.combine(day, time(), tzinfo=ZoneInfo(client.practice.time_zone))


def wants_reason(access: ClientAccess, day: date) -> bool:
    """Whether somebody must say why this guardian reads: the minor may consent alone by now."""
    is_guardian = access.kind == ClientAccess.Kind.GUARDIAN
    return is_guardian and not access.consent_ground and may_consent_alone(access.client, day)

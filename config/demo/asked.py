"""The template that the demo's practice made for itself."""

from datetime import timedelta

from builder import actions
from config import clock

from .cases import read as told
from .days import working
from .people import Staff


def build(staff: Staff) -> None:
    """Build and publish what fixtures/demo/template.yaml tells, as its admin would."""
    said = told("template")
    by = staff.named(said["practice"], said["by"])
    with working(by, clock.now() - timedelta(days=said["days_ago"])):
        stored = {"about": said["about"], "fields": said["fields"]}
        draft = actions.copied(said["title"], said["kind"], stored, by=by)
        actions.publish(draft, expected=draft.row_version, by=by)

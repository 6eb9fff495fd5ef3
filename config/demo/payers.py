"""The payer profile that the demo's practice keeps for a contract of its own."""

from datetime import timedelta

from clients import actions
from clients.models import PracticeProfile, ProfileRule
from clients.payers import profiles
from config import clock

from .cases import read
from .days import working
from .people import Staff


def keep_own(staff: Staff) -> None:
    """Do what fixtures/demo/payers.yaml tells."""
    said = read("payers")
    by = staff.named(said["practice"], said["by"])
    with working(by, clock.now() - timedelta(days=said["days_ago"])):
        profile = PracticeProfile(name=said["name"], note=said["note"])
        profile = actions.copy_profile(profile, profiles()[said["copies"]], by=by)
        for key, asks in said["rules"].items():
            row = ProfileRule(profile=profile, rule=key, row_version=0, **asks)
            actions.say_of_rule(row, expected=0, by=by)

"""The practices and their people."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from accounts import actions
from accounts.models import Practice, Role, User
from config import clock
from config.tenancy import acting, as_staff

from .cases import read
from .days import working


@dataclass
class Staff:
    """Who works where: a user at work for each practice, by key of the practice and name."""

    at_work: dict[tuple[str, str], User]

    def named(self, practice: str, name: str) -> User:
        """The user of that name, at work in the practice."""
        return self.at_work[practice, name]

    def admin(self, practice: str) -> User:
        """Whoever opened the practice."""
        return next(
            user for (key, _), user in self.at_work.items() if key == practice and user.is_admin
        )


def hire_all(password: str) -> Staff:
    """Open the practices, and let everybody in by the way in which staff come in."""
    plan = read("practice")
    # Argon2 is slow on purpose: one hash serves all, as they share the demo's password.
    hashed = make_password(password)
    users = {item["name"]: _user(item, hashed) for item in plan["people"]}
    staff = Staff({})
    for key, particulars in plan["practices"].items():
        _open(key, dict(particulars), plan["people"], users, staff)
    for item in plan["supervision"]:
        _supervise(item, staff)
    for item in plan["invitations"]:
        _invite(item, staff.admin(item["practice"]))
    return staff


def _user(item: dict[str, Any], hashed: str) -> User:
    license = item.get("license", {})
    return User(
        email=item["email"],
        name=item["name"],
        credentials=item.get("credentials", ""),
        license_state=license.get("state", ""),
        license_number=license.get("number", ""),
        npi=item.get("npi", ""),
        password=hashed,
    )


def _open(
    key: str,
    particulars: dict[str, Any],
    people: list[dict[str, Any]],
    users: dict[str, User],
    staff: Staff,
) -> None:
    """The first admin of the practice opens it and lets the others in."""
    weeks = particulars.pop("opened_weeks")
    practice = Practice(**particulars)
    moment = _morning(practice, weeks)
    practice.opened_at = moment
    working_here = [item for item in people if key in item["roles"]]
    founder = next(item for item in working_here if Role.ADMIN in item["roles"][key])
    admin = _known(users[founder["name"]], moment)
    with clock.standing_at(moment), acting(as_staff(None, admin.pk)):
        actions.open_practice(practice, by=admin)
    for item in working_here:
        user = _known(users[item["name"]], moment)
        with working(admin, moment):
            for role in item["roles"][key]:
                if (user, role) != (admin, Role.ADMIN):
                    actions.add_member(user, role, by=admin)
        at_work = User.objects.get(pk=user.pk).working_in(practice, item["roles"][key])
        staff.at_work[key, item["name"]] = at_work


def _known(user: User, moment: datetime) -> User:
    """The user, saved once: sign-ins carry no practice."""
    if user._state.adding:
        with clock.standing_at(moment), acting(as_staff(None)):
            user.created_at = moment
            user.full_clean()
            user.save(force_insert=True)
    return user


def _morning(practice: Practice, weeks_ago: int) -> datetime:
    day = practice.today - timedelta(weeks=weeks_ago)
    return datetime.combine(day, time(8), tzinfo=ZoneInfo(practice.time_zone))


def _supervise(item: dict[str, Any], staff: Staff) -> None:
    admin = staff.admin(item["practice"])
    supervisor = staff.named(item["practice"], item["supervisor"])
    supervisee = staff.named(item["practice"], item["supervisee"])
    assert admin.practice is not None
    with working(admin, admin.practice.opened_at + timedelta(hours=1)):
        actions.start_supervision(supervisor, supervisee, cosigns=item["cosigns"], by=admin)


def _invite(item: dict[str, Any], admin: User) -> None:
    """An invitation that has not been answered yet."""
    with working(admin, clock.now() - timedelta(days=1)):
        actions.invite(email=item["email"], name=item["name"], role=item["role"], by=admin)

"""Who can sign in to the demo, what to look at, and with which password."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import User
from config.tenancy import acting, as_staff

from .cases import cases, lives, read


@dataclass(frozen=True)
class SignIn:
    """One line of what is printed."""

    role: str
    email: str
    see: str

    def line(self, widths: tuple[int, int]) -> str:
        """In columns of these widths."""
        return f"  {self.role:<{widths[0]}}  {self.email:<{widths[1]}}  {self.see}"


def all_sign_ins() -> list[SignIn]:
    """Staff first, then clients and guardians."""
    staff = [
        SignIn(item["sign_in"]["role"], item["email"], item["sign_in"]["see"])
        for item in read("practice")["people"]
    ]
    readers = [
        SignIn(
            f"{life.access.kind} ({cases()[key].client.given})", life.access.email, life.access.see
        )
        for key, life in lives().items()
        if life.access
    ]
    return staff + readers


def lines(sign_ins: list[SignIn]) -> list[str]:
    """The sign-ins as a table."""
    widths = (
        max(len(item.role) for item in sign_ins),
        max(len(item.email) for item in sign_ins),
    )
    return [item.line(widths) for item in sign_ins]


def known() -> list[SignIn]:
    """The demo's sign-ins that are in the database."""
    found = all_sign_ins()
    with acting(as_staff(None)):
        held = set(
            User.objects.filter(email__in=[item.email for item in found]).values_list(
                "email", flat=True
            )
        )
    return [item for item in found if item.email in held]


def demo_password() -> str:
    """DEMO_PASSWORD; without it a random one, kept in a file for its owner's eyes alone."""
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    default = settings.BASE_DIR / ".data" / "demo_password"
    file = Path(os.environ.get("DEMO_PASSWORD_FILE", default))
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(file, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as new:
            new.write(secrets.token_urlsafe(12))
    return file.read_text().strip()


def keep_password(password: str) -> bool:
    """Give the demo's people this password, if it is another than theirs; whether it was."""
    emails = [item.email for item in known()]
    with acting(as_staff(None)):
        people = User.objects.filter(email__in=emails)
        first = people.first()
        if first is None or first.check_password(password):
            return False
        people.update(password=make_password(password))
    return True

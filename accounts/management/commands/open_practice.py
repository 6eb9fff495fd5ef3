"""`manage.py open_practice`: a new practice and its first admin."""

import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts import actions
from accounts.models import Practice, User
from config.tenancy import acting, as_staff


class Command(BaseCommand):
    """Open a practice; everybody else is invited in the browser."""

    help = "A new practice and its first admin (ADMIN_PASSWORD, or a random one is printed)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who and where."""
        parser.add_argument("--name", required=True, help="the practice's name")
        parser.add_argument("--email", required=True, help="the admin's e-mail")
        parser.add_argument("--admin-name", required=True)
        parser.add_argument("--time-zone", default="America/Chicago")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make both, or neither."""
        given = os.environ.get("ADMIN_PASSWORD")
        password = given or secrets.token_urlsafe(16)
        practice = Practice(name=options["name"], time_zone=options["time_zone"])
        try:
            with acting(as_staff(None)):
                admin = self._admin(options["email"], options["admin_name"], password)
                actions.open_practice(practice, by=admin)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{practice.name} is open. Sign in as {admin.email}.")
        if not given and admin.check_password(password):
            self.stdout.write(f"Password (shown once; change it after signing in): {password}")

    def _admin(self, email: str, name: str, password: str) -> User:
        """The user of this e-mail, or a new one. A known user keeps name and password."""
        known = User.objects.filter(email=email.lower()).first()
        if known:
            return known
        validate_password(password)
        admin = User(email=email.lower(), name=name)
        admin.set_password(password)
        admin.full_clean()
        admin.save(force_insert=True)
        return admin

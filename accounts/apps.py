"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, practices and sign-in."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

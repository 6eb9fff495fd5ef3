"""The goals app."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    """Settings of the app."""

    name = "goals"
    default_auto_field = "django.db.models.BigAutoField"

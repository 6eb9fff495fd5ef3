"""The plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Settings of the app."""

    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

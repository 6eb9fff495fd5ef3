"""The audits app."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Settings of the app."""

    name = "audits"
    default_auto_field = "django.db.models.BigAutoField"

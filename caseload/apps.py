"""The app of the lists over many clients."""

from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    """The caseload, and the practice's outcomes. No models of its own."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "caseload"

"""The notes app."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Settings of the app."""

    name = "notes"
    default_auto_field = "django.db.models.BigAutoField"

"""The trail app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Settings of the app."""

    name = "trail"
    default_auto_field = "django.db.models.BigAutoField"

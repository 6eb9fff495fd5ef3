"""The portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Settings of the app."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

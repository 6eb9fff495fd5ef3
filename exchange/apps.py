"""The exchange app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Settings of the app."""

    name = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

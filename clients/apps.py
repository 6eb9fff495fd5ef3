"""The clients app."""

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Settings of the app."""

    name = "clients"
    default_auto_field = "django.db.models.BigAutoField"

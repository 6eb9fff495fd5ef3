"""The project itself as an app: it holds management commands for the whole house."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, walls and the commands that see every room."""

    name = "config"

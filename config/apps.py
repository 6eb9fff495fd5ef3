"""The project itself as an app: it holds management commands for the whole house."""

from django.apps import AppConfig

from config import logs


class ConfigConfig(AppConfig):
    """Settings, walls and the commands that see every room."""

    name = "config"

    def ready(self) -> None:
        """Logs first: whatever happens next is told discreetly."""
        logs.set_up()

from django.apps import AppConfig


class BuilderConfig(AppConfig):
    """Templates as data: what a note, an assessment or a plan asks."""

    name = "builder"

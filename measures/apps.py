"""The measures app."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Standard measures such as PHQ-9, and what the client brings: a mood log, a journal."""

    name = "measures"

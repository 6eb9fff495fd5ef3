from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Wording to begin with: shipped planners, a practice's own, and each clinician's bank."""

    name = "library"

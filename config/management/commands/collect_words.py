"""manage.py collect_words: bring the catalogs up to the code (needs requirements-dev.txt)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Writes django.po and django.mo of each language but English, and names what is missing."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files."""
        from config import catalog

        for language, _ in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            words = catalog.merged(language)
            file = catalog.file_of(language)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(catalog.written(words), "utf-8")
            file.with_suffix(".mo").write_bytes(catalog.compiled(words))
            missing = [message.id for message in words if message.id and not message.string]
            self.stdout.write(f"{language}: {len(words)} messages, {len(missing)} missing")
            for one in missing:
                self.stdout.write(f"  {one}")

"""The note templates that every practice starts with, read from fixtures/templates."""

from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import Practice

from .models import Template


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """The shipped templates by key: {"key", "title", "sections"}."""
    text = (settings.BASE_DIR / "fixtures" / "templates" / "notes.yaml").read_text()
    return {item["key"]: item for item in yaml.safe_load(text)}


def choices() -> list[tuple[str, str]]:
    """The templates to choose from: (key, title)."""
    return [(key, item["title"]) for key, item in shipped().items()]


def template_for(practice: Practice | None, key: str) -> Template:
    """The practice's newest template of this key; a shipped one is copied on its first use."""
    held = Template.objects.filter(practice=practice, key=key).order_by("-number").first()
    if held:
        return held
    if key not in shipped():
        raise ValidationError({"template": "Choose one of the templates."})
    item = shipped()[key]
    template, _ = Template.objects.get_or_create(
        practice=practice,
        key=key,
        number=1,
        defaults={"title": item["title"], "sections": item["sections"]},
    )
    return template

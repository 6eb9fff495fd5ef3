"""Small words that the templates of plans need."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(found: Mapping[Any, Any] | None, key: Any) -> Any:
    """What a mapping holds for a key, or None: `comments|of:goal.id`."""
    return (found or {}).get(key)

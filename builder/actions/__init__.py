"""Every write to templates, by its name."""

from .using import template_in_use

__all__ = ["template_in_use"]

"""Every form carries its practice.

A user who belongs to two practices may change over in another tab; a form that was opened in the
first must then be refused. So `{% csrf_token %}`, which no form can do without, brings the
practice along (config.middleware.Walls refuses a form that carries another one).
"""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

register = template.Library()

FIELD = "_practice"


class GuardNode(CsrfTokenNode):
    """The token, and the practice of the page."""

    def render(self, context: Context) -> str:
        """Two hidden inputs; outside a practice only the token."""
        token = super().render(context)
        practice = context.get("practice")
        if not practice:
            return token
        return token + format_html('<input type="hidden" name="{}" value="{}">', FIELD, practice.pk)


@register.tag
def csrf_token(parser: Parser, token: Token) -> GuardNode:
    """Django's tag of this name, and the guard."""
    return GuardNode()

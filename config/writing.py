"""What may stand in a text that others read."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Overrides, embeddings and isolates turn text around where nobody sees it; plain right-to-left
# letters and marks are writing and stay.
TURNS_TEXT = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
WHITE = {"\n", "\r", "\t"}


def visible(text: str) -> None:
    """Refuse characters that nobody can see and that change what others read."""
    if "\x00" in text:
        raise ValidationError(
            _(
                "There is an invisible character (NUL) in this text."
                " Delete it, or type the text again."
            )
        )
    for character in text:
        if character in TURNS_TEXT:
            raise ValidationError(
                _(
                    "There is an invisible mark in this text that turns writing around."
                    " Delete it, or type the text again."
                )
            )
        if unicodedata.category(character) == "Cc" and character not in WHITE:
            raise ValidationError(
                _(
                    "There is an invisible control character in this text."
                    " Delete it, or type the text again."
                )
            )

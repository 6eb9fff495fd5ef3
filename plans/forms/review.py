"""What is typed to send a version back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from config.forms import PlainForm

COMMENT = 2_000


class ReturnForm(PlainForm):
    """What is to change: about the whole plan, and about each of its nodes (id to name).

    The fields of the nodes stand beside them, anywhere on the page: each says to which form it
    belongs.
    """

    comment = forms.CharField(
        label="About the whole plan",
        required=False,
        max_length=COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, nodes: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes = nodes
        for pk, name in nodes.items():
            attrs = {"rows": 2, "form": "return", "class": "form-control textarea"}
            self.fields[f"on-{pk}"] = forms.CharField(
                label=name,
                required=False,
                max_length=COMMENT,
                widget=forms.Textarea(attrs=attrs),
            )

    @property
    def beside(self) -> dict[UUID, BoundField]:
        """The field of each node."""
        return {pk: self[f"on-{pk}"] for pk in self.nodes}

    @property
    def comments(self) -> dict[str, str]:
        """What was said, by node id; the whole plan under "plan"."""
        said = {name.removeprefix("on-"): text for name, text in self.cleaned_data.items()}
        return {"plan" if key == "comment" else key: text for key, text in said.items()}

"""The wizard: from a problem area to a draft, step by step, each step saved as it goes.

It is a guide beside the editor and keeps nothing of its own: what is chosen becomes rows of the
draft at once, through the same actions. A node's id follows from its parent and the statement it
was copied from, so a step that is sent twice adds once.
"""

from collections.abc import Callable
from typing import Any

from . import numbers, rest, writing
from .laying import Laying
from .numbers import NumbersForm
from .rest import RestForm
from .steps import STEPS, StepForm, after, before

AnyForm = StepForm | NumbersForm | RestForm
WRITES: dict[type[AnyForm], Callable[[Any], None]] = {
    StepForm: writing.write,
    NumbersForm: numbers.write,
    RestForm: rest.write,
}
# The steps that ask only for what is missing, and are left out when nothing is.
MISSING: dict[str, type[NumbersForm | RestForm]] = {"numbers": NumbersForm, "rest": RestForm}


def form_for(step: str, data: Any, laying: Laying) -> AnyForm:
    """The form of a step, empty or with what was posted."""
    if kind := MISSING.get(step):
        return kind(data, laying=laying)
    return StepForm(data, laying=laying, step=step)


def write(form: AnyForm) -> None:
    """Add what a valid step holds. Raises ValidationError when somebody was faster."""
    WRITES[type(form)](form)


def follows(step: str, laying: Laying) -> str:
    """The next step that asks for something; empty after the last."""
    name = after(step)
    while name in MISSING and not MISSING[name](laying=laying).fields:
        name = after(name)
    return name


__all__ = ["STEPS", "AnyForm", "Laying", "before", "follows", "form_for", "write"]

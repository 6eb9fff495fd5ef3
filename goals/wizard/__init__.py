"""The wizard: from a problem area to a draft, step by step, each step saved as it goes.

It is a guide beside the editor and keeps nothing of its own: what is chosen becomes rows of the
draft at once, through the same actions. A node's id follows from its parent and the statement it
was copied from, so a step that is sent twice adds once.
"""

from .laying import Laying
from .steps import STEPS, StepForm, after, before
from .writing import write

__all__ = ["STEPS", "Laying", "StepForm", "after", "before", "write"]

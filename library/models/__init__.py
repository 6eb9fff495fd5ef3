"""Wording to begin with: what is shipped, a practice's own layer over it, and the banks."""

from .bank import BankStatement
from .practice import PracticeArea, PracticeStatement
from .shipped import Area, Statement
from .upload import Upload

__all__ = ["Area", "BankStatement", "PracticeArea", "PracticeStatement", "Statement", "Upload"]

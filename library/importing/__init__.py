"""A planner's file, read with suspicion: CSV, XLSX or YAML into a table of text."""

from .matching import Found, Match, guessed, match
from .reading import read
from .table import Refused, Table

__all__ = ["Found", "Match", "Refused", "Table", "guessed", "match", "read"]

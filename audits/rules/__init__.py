"""Every rule, one file per theme. Importing this package fills `RULES`, in order of number."""

from audits.rule import RULES

from . import services

__all__ = ["RULES", "services"]

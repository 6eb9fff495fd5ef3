"""Defects by rule, each planted in a random place."""

from . import measured, notes, orders, sessions, signing, words
from .planter import PLANTERS, Planter

__all__ = ["PLANTERS", "Planter", "measured", "notes", "orders", "sessions", "signing", "words"]

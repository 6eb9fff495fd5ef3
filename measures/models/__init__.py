"""Instruments, what was answered to them, and the journal that the client brings."""

from .given import Administration
from .instrument import Instrument, InstrumentChoice
from .journal import JournalEntry

__all__ = ["Administration", "Instrument", "InstrumentChoice", "JournalEntry"]

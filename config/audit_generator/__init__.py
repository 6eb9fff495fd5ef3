"""Made-up records in which nothing is wrong, and defects to plant in them, each with its place.

Written from what the rules say, without a look at how they are judged: nothing here imports the
audit, so that the one can be held against the other.
"""

from .planting import PLANTERS, Planter
from .record import clean_record
from .telling import facts_of, text_of

__all__ = ["PLANTERS", "Planter", "clean_record", "facts_of", "text_of"]

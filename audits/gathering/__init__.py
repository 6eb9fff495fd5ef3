"""From the database to cases: many plans at once, in a fixed number of queries per chunk."""

from .building import CHUNK, cases

__all__ = ["CHUNK", "cases"]

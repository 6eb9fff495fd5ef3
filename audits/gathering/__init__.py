"""From the database to cases: many plans at once, in a fixed number of queries per chunk."""

from .building import CHUNK, case_to_read, cases, last_day

__all__ = ["CHUNK", "case_to_read", "cases", "last_day"]

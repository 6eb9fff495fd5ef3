"""Requests of clients about their own records, and what was given."""

from .request import Export, RecordRequest, RequestStep

__all__ = ["Export", "RecordRequest", "RequestStep"]

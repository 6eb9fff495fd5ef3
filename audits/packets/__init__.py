"""Packets: many charts' paper as one file, made by the worker, with an index and a manifest."""

"""Pages of the client's record."""

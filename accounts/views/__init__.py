"""Pages about people and practices."""

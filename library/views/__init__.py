"""Pages of planners and banks."""

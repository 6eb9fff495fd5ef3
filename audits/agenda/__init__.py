"""The practice's calendar of what runs out, and its pages."""

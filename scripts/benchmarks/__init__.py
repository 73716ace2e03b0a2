"""Measurements of this package against plain references."""

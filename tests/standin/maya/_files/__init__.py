"""Scene files and MEL."""

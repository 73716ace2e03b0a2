"""Maya's Python API 2.0."""

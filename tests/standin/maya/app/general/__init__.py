"""Parts of Maya that are written in Python."""

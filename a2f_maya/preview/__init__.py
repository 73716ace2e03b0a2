"""Pictures without a GPU."""

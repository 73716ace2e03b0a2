"""Builder of the default head: geometry, colours and shapes made from code alone."""

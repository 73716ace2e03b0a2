"""Built-in node types; importing a module registers its types."""

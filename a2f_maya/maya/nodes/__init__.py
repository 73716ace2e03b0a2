"""Our node types; each file is one type or what several of them share."""

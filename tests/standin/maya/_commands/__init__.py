"""The commands of maya.cmds, one module per theme; importing a module registers its commands."""

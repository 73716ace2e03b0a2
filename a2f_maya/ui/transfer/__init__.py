"""The parts of the Character Transfer window."""

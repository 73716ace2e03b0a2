"""A face at any moment of a recording, for nodes that are asked for one time after another."""

"""The classes behind ``maya.api``."""

"""Audio2Face for Maya: audio goes in, a believable talking face comes out."""

__version__ = "0.1.0"

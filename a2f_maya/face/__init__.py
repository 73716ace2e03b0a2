"""Tuning and animating the face in coefficient space."""

"""A stand-in for Autodesk Maya's Python packages, for tests without Maya."""

from maya._core.boot import start

start()

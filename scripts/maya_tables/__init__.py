"""Published tables of Maya's commands and classes, and checks of source code against them.

The tables come from two wheels that the checks install: the caches of pymel 1.5.0 (commands with
flags and modes, Maya 2022 to 2025) and maya-stubs 0.4.2 (classes and constants, introspected from
a running Maya 2026). They are read as data: neither pymel nor maya is imported.
"""

"""``python -m a2f_maya`` is the same as ``a2f``."""

from a2f_maya.cli.main import run

run()

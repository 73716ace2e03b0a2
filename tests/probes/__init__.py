"""Small tests of what this project believes of Maya without having read or measured it.

They run on the stand-in and, as ``mayapy -m pytest tests/probes``, in a real Maya. One that fails
there names a belief to correct in the stand-in and in the product; docs/maya-assumptions.md lists
them.
"""

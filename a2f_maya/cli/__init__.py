"""The command line: one module a verb, calling the same functions as mayapy and the windows."""

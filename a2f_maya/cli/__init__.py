"""The command line: one module a verb, each calling the same functions as mayapy and the windows."""

"""The graph that the stand-in runs on: attributes, plugs, nodes, evaluation, DAG, names, undo."""

"""The Maya side: nodes, scene building, baking. Only this room and the plug-ins import Maya."""

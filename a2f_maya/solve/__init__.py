"""From faces to blendshape weights."""

"""Networks: model packages, ONNX Runtime sessions and what they say about a clip."""

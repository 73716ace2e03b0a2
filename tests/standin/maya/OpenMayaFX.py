"""API 1.0 of Maya's dynamics: none of its classes is imitated, so using one is an AttributeError."""

__all__: list[str] = []

"""The USD library's own validators."""

from __future__ import annotations

from pxr import UsdValidation


def validation_errors(stage) -> list[str]:
    registry = UsdValidation.ValidationRegistry()
    validators = registry.GetOrLoadAllValidators()
    assert len(validators) >= 20
    context = UsdValidation.ValidationContext(validators)
    return [error.GetErrorAsString() for error in context.Validate(stage)]

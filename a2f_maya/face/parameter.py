"""One tuning parameter as data, and the check of a value against it."""

from __future__ import annotations

import math
import re
from dataclasses import Field, dataclass, field
from typing import Any

from a2f_maya.errors import ParameterError

_KINDS = {"float": float, "int": int, "bool": bool}
_WANTED = {float: "a number", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True)
class Parameter:
    """One row of the table of tuning parameters.

    Attributes
    ----------
    name : str
        Public name in camelCase, for example ``lowerFaceSmoothing``.
    key : str
        Key in model_config.json and attribute of `FaceParameters`.
    group : str
        ``audio``, ``skin``, ``tongue``, ``teeth``, ``eyes``, ``blinks`` or ``voice``.
    label : str
        What a window calls it.
    kind : type
        ``float``, ``int`` or ``bool``.
    default, minimum, maximum : float
    unit : str
        Empty for pure numbers; ``length`` is the package's length unit (centimetres for our head).
    description : str
        One line.
    keyable : bool
        Whether a change in the middle of a clip makes sense.
    """

    name: str
    key: str
    group: str
    label: str
    kind: type
    default: float
    minimum: float
    maximum: float
    unit: str
    description: str
    keyable: bool

    @classmethod
    def of_field(cls, item: Field[Any]) -> Parameter:
        """Read the row that `table_row` has put into a dataclass field."""
        default: Any = item.default
        return cls(key=item.name, kind=_KINDS[str(item.type)], default=default, **item.metadata)

    def checked(self, value: Any, spelling: str | None = None) -> Any:
        """Return the value as this parameter's kind.

        Parameters
        ----------
        value : object
            Whole numbers pass as numbers, 0 and 1 as false and true; texts do not.
        spelling : str, optional
            How the user wrote the name, for the message.

        Raises
        ------
        ParameterError
            If the value is of another kind, not finite or out of range.
        """
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if self.kind is bool:
            fits = isinstance(value, bool) or (is_number and value in (0, 1))
            limits = ""
        else:
            fits = is_number and math.isfinite(value) and self.minimum <= value <= self.maximum
            fits = fits and (self.kind is float or value == int(value))
            limits = f" from {self.minimum:g} to {self.maximum:g}"
        if not fits:
            raise ParameterError(
                f"'{spelling or self.name}' is {value!r}; give {_WANTED[self.kind]}{limits}."
            )
        return self.kind(value)


def table_row(
    default: float,
    name: str,
    limits: tuple[float, float],
    description: str,
    *,
    group: str,
    unit: str = "",
    keyable: bool = True,
) -> Any:
    """Describe a parameter as a dataclass field; key and kind are those of the field."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]", name)
    return field(
        default=default,
        metadata={
            "name": name,
            "group": group,
            "label": " ".join(word.capitalize() for word in words),
            "minimum": limits[0],
            "maximum": limits[1],
            "unit": unit,
            "description": description,
            "keyable": keyable,
        },
    )

"""Values of ours to bytes and back, at the speed of pickle and without its power to run anything."""

from __future__ import annotations

import io
import pickle
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

_PLAIN = {("fractions", "Fraction"): Fraction, ("datetime", "date"): date}
_OURS = ("cpdsite.model.", "cpdsite.parse.journal")


def pickled(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpickled(data: bytes) -> object:
    """Return the value of some bytes; raises ValueError for any that `pickled` did not make."""
    try:
        return _Values(io.BytesIO(data)).load()
    except Exception as fault:
        message = "no value of ours"
        raise ValueError(message) from fault


class _Values(pickle.Unpickler):
    """Knows no name but those of values: classes of the model, fractions and days."""

    def find_class(self, module: str, name: str) -> object:
        """Return a class of values; raises UnpicklingError for whatever could do more than be."""
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        found = super().find_class(module, name) if module.startswith(_OURS) else None
        if isinstance(found, type) and found.__module__ == module and _is_value(found):
            return found
        message = f"{module}.{name} is no value"
        raise pickle.UnpicklingError(message)


def _is_value(found: type) -> bool:
    """Tell whether a class has nothing to do but to hold values."""
    return is_dataclass(found) or issubclass(found, Enum)

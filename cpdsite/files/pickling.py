"""Values of ours to bytes and back, at the speed of pickle and without its power to run anything."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from itertools import repeat
from typing import Any

_OURS = ("cpdsite.model.", "cpdsite.parse.journal")


def pickled(value: object) -> bytes:
    """Return a value as bytes."""
    data = io.BytesIO()
    _Bytes(data, pickle.HIGHEST_PROTOCOL).dump(value)
    return data.getvalue()


def unpickled(data: bytes) -> object:
    """Return the value of some bytes; raises ValueError for any that `pickled` did not make."""
    try:
        return _Values(io.BytesIO(data)).load()
    except Exception as fault:
        message = "no value of ours"
        raise ValueError(message) from fault


class _Bytes(pickle.Pickler):
    """Puts a value as its class and what it holds: by itself a frozen one looks up its fields each time."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 (or `NotImplemented`, as pickle has it)
        """Return how a value is made again; everything else is as pickle does it."""
        kind = type(value)
        if not is_dataclass(kind):
            return NotImplemented
        return _made, (kind, *map(getattr, repeat(value), _fields(kind)))


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


def _made(kind: type, *held: object) -> object:
    """Return a value of a class that holds what another one held."""
    value: object = object.__new__(kind)
    for put, one in zip(_puts(kind), held, strict=True):
        put(value, one)
    return value


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of what values of a class hold."""
    return tuple(field.name for field in fields(kind))


@cache
def _puts(kind: type) -> tuple[Callable[[object, object], None], ...]:
    """Return what puts each of them into a value, which is frozen for all others."""
    return tuple(getattr(kind, name).__set__ for name in _fields(kind))


_PLAIN = {
    ("fractions", "Fraction"): Fraction,
    ("datetime", "date"): date,
    (__name__, _made.__name__): _made,
}


def _is_value(found: type) -> bool:
    """Tell whether a class has nothing to do but to hold values."""
    return is_dataclass(found) or issubclass(found, Enum)

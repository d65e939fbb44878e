"""Counts and names as the terminal, rules and pages put them, whatever the language."""

from __future__ import annotations

from cpdsite.model.scheme import Scheme, Unit


def count(number: int, one: str, many: str = "") -> str:
    """`1 entry`, `2 entries`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def entries(number: int) -> str:
    """`1 entry`, `2 entries`."""
    return count(number, "entry", "entries")


def short_name(scheme: Scheme) -> str:
    """A scheme's id as people say it: `GCS`, `PMI PMP`, `Science Council`."""
    return " ".join(
        word.upper() if len(word) <= len("ICPEM") and scheme.id != "points" else word.title()
        for word in scheme.id.split("-")
    )


def field_label(name: str) -> str:
    """A field's name as a label: `from_whom` becomes `From whom`."""
    return name.replace("_", " ").capitalize()


def unit_named(scheme: Scheme, name: str) -> Unit:
    """A unit of a scheme by its id; the first for ""."""
    return next((unit for unit in scheme.units if unit.id == name), scheme.unit)

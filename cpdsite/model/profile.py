"""What a person says of a log whose columns cpdsite cannot tell by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cpdsite.model.entry import Kind

BODY = "body"
"""What a column becomes whose text is the body of its entry."""
KEEP = "keep"
"""What a column becomes that no field takes: its text stands in the body, under its own name."""
LEAVE_OUT = "leave-out"
"""What a column becomes that is not wanted."""


class Order(StrEnum):
    """What stands first in `03/04/2024`."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Unit(StrEnum):
    """What a number without a unit counts in a column of hours."""

    HOURS = "hours"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a log is to be read, as far as its owner says."""

    name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """By heading in plain words: a field, `claims.gcs.points`, `body`, `keep` or `leave-out`."""
    kind: Kind | None = None
    """What sort of entry a row is; None: as its columns suggest."""
    dates: Order | None = None
    """The order of dates that can be read both ways."""
    numbers: Unit | None = None
    types: Mapping[str, str] = field(default_factory=dict)
    """By slug of the log's own word: the type of activity that it stands for."""
    type: str = ""
    """The type of activities whose log gives none."""
    encoding: str = ""
    delimiter: str = ""
    heading: int = 0
    """The number of the row with the names of the columns; 0: to be found."""

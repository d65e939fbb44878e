"""Journal entries from rows that a person reads at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cpdsite.model.entry import Kind

ROW = re.compile(r"((?:\d{4}-\d{2}-\d{2} +)+)([a-z-]+)(?: +([0-9][0-9.hm]*))?((?: +\| .*)?)")


def entries(text: str) -> Iterator[str]:
    """The text of one file for each day of each row.

    A row holds one day or several, the type of an activity or another kind of entry, hours, and
    fields behind bars: `2025-03-01 course 6h | verifiable: true | claims: {gdc: {outcome: a}}`.
    """
    for number, row in enumerate(text.splitlines(), start=1):
        found = ROW.fullmatch(row)
        assert found is not None, row
        days, word, hours, rest = found.groups()
        fields = [f"kind: {word}" if word in set(Kind) else f"type: {word}"]
        fields += [f"hours: {hours}"] if hours else []
        fields += [field.strip() for field in rest.split(" | ")[1:]]
        for day in days.split():
            lines = (f"title: Row {number}, {word}", f"date: {day}", *fields)
            yield "\n".join(("---", *lines, "---", ""))

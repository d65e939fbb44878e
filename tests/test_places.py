"""Where a fault stands of which its finder knows the field alone."""

import pytest

from cpdsite.model.diagnostic import Diagnostic, Finding, Place, Severity
from cpdsite.model.journal import Folder, Source
from cpdsite.parse.places import locate

ENTRY = """\

---
title: Talk
start_date: 2025-06-12
  hours: 2
tags: [media, ward]
topic: ethics
evidence:
  - {url: "https://example.org", visibility: public}
claims:
  gcs: {date: 7}
title: Another
---
"""
SETTINGS = "".join(f"own-{number}: [a, b]\n" for number in range(1_000)) + "name: Sam\n"


def located(field: str, *, on_key: bool = False, path: str = "journal/a.md") -> Finding:
    """Where a field stands in the entry, or in the settings."""
    settings = Source(path="cpdsite.yaml", data=SETTINGS.encode())
    entry = Source(path="journal/a.md", data=ENTRY.encode())
    place = Place(path=path, field=field, on_key=on_key)
    fault = Diagnostic(code="x", severity=Severity.ERROR, place=place, message="", help="")
    (found,) = locate([fault], Folder(settings=settings, entries=(entry,)), {"start_date": "date"})
    return found


@pytest.mark.parametrize(
    ("field", "marked", "name"),
    [
        ("title", (3, 8, "Talk"), (3, 1, "title")),
        ("date", (4, 13, "2025-06-12"), (4, 1, "start_date")),
        ("hours", (5, 10, "2"), (5, 3, "hours")),
        ("tags.1", (6, 15, "ward"), (6, 1, "tags")),
        ("topic.0", (7, 8, "ethics"), (7, 1, "topic")),
        ("evidence.0.visibility", (9, 46, "public"), (9, 34, "visibility")),
        ("claims.gcs.date", (11, 15, "7"), (11, 9, "date")),
        ("claims.gcs.hours", (11, 8, "{date: 7}"), (11, 3, "gcs")),
        ("provider", (2, 1, "---"), (2, 1, "---")),
        ("", (2, 1, "---"), (2, 1, "---")),
    ],
)
def test_a_field_of_an_entry(
    field: str, marked: tuple[int, int, str], name: tuple[int, int, str]
) -> None:
    for on_key, expected in ((False, marked), (True, name)):
        found = located(field, on_key=on_key)
        first = found.column - 1
        words = found.text[first : first + found.width]
        assert (found.line, found.column, words) == expected
        assert found.text == ENTRY.split("\n")[found.line - 1]


def test_a_field_of_long_settings() -> None:
    found = located("name", path="cpdsite.yaml")
    assert (found.line, found.column, found.text) == (1001, 7, "name: Sam")
    missing = located("email", path="cpdsite.yaml")
    assert (missing.line, missing.column, missing.text) == (1, 1, "own-0: [a, b]")


def test_a_file_that_is_not_the_members() -> None:
    found = located("name", path="themes/own.css")
    assert (found.line, found.column, found.text) == (1, 1, "")

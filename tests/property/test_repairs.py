"""Repairs of any file: the faults that are mended go, none comes, and nothing else is touched."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from cpdsite.model.entry import Entry
from cpdsite.model.journal import Source
from cpdsite.parse.repairs import changes, repaired
from tests.property.test_reading import NEAR_ENTRIES
from tests.reading import PATH, VOCABULARY, Read, read
from tests.test_fix import LEFT, MENDED

DRAWN = st.lists(
    st.sampled_from(
        [pair for pair in MENDED if "\n" not in pair[0]]
        + [(line, line) for line in LEFT if "\n" not in line and ": " in line]
        + [("# 1,5", "# 1,5"), ("", ""), ("tags: [ a,b ]", "tags: [ a,b ]")]
    ),
    max_size=8,
    unique_by=lambda pair: field_of(pair[0]),
)
BODIES = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)
ALIASES = {"start_date": "date", "learning_hours": "hours"}


def field_of(line: str) -> str:
    """The field that a line is about."""
    name = line.partition(":")[0].lower()
    return ALIASES.get(name, name)


def in_file(lines: Sequence[str], body: str, end: str, mark: str) -> bytes:
    """A file of these lines."""
    return (mark + "\n".join(["---", *lines, "---", body])).replace("\n", end).encode()


def mended(data: bytes) -> bytes:
    """A file with its repairs."""
    return repaired(Source(path=PATH, data=data), VOCABULARY)


def said(result: Read) -> Counter[tuple[str, int, str]]:
    """What is found in a file, by line."""
    return Counter((f.code, f.line, f.message) for f in result.findings)


@settings(max_examples=150, deadline=None)
@given(DRAWN, BODIES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_only_what_is_certain_changes(
    pairs: list[tuple[str, str]], body: str, end: str, mark: str
) -> None:
    written, meant = ([pair[one] for pair in pairs] for one in (0, 1))
    data, wanted = (in_file(lines, body, end, mark) for lines in (written, meant))
    done = mended(data)
    # A line that nobody can mend may hide from YAML what else is wrong: then less is mended.
    for old, new, hoped in zip(
        *(one.split(end.encode()) for one in (data, done, wanted)), strict=True
    ):
        assert new in {old, hoped}
    unread = "the front matter holds no fields"
    if not any(f.code.startswith("yaml") or f.message == unread for f in read(done).findings):
        assert done == wanted


@settings(max_examples=250, deadline=None)
@given(NEAR_ENTRIES)
def test_of_any_file_no_fault_is_made_and_nothing_else_is_touched(text: str) -> None:
    data = text.encode()
    done = mended(data)
    before, after = read(data), read(done)
    assert said(after) <= said(before)
    assert mended(done) == done
    changed = changes(data, done)
    assert len({line for _, line, _ in said(before) - said(after)}) >= bool(changed)
    if changed and before.entry and after.entry:
        assert len(differing(before.entry, after.entry)) <= len(changed)


def differing(before: Entry, after: Entry) -> list[str]:
    """The fields in which two entries differ, but for what follows from others and from faults."""
    derived = {"id", "type_written", "visibility", "evidence", "period", "claims"}
    names = [name for name in Entry.__slots__ if name not in derived]
    return [name for name in names if getattr(before, name) != getattr(after, name)]

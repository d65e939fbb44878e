"""Every word of a journal is found in an export exactly where its visibility allows, and nowhere else."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.commands import all_bytes, at, entry, folder
from tests.marks import NEVER, Marked, marked_journal
from tests.test_marks import OPEN, TEXT
from tests.tools import TODAY

OF_NO_ENTRY = re.compile(r".* evidence content|label of \w+|reason of .*|text let pass|why")
"""What stands in settings, schemes and files."""
NOT_TOLD = re.compile(rf"{OF_NO_ENTRY.pattern}|.* comment|\w+ name|\w+\.source|category|type")
"""Likewise, and notes to oneself, the names of files, terms by their id."""
FORMATS = ("csv", "json", "md", "text", "xlsx")


@pytest.fixture(scope="module")
def marked() -> Marked:
    """A journal with a word in every place."""
    return marked_journal()


@pytest.fixture(scope="module")
def root(marked: Marked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the journal."""
    return folder(tmp_path_factory.mktemp("marked"), marked.files)


def words_in(root: Path, form: str, audience: str, *options: str) -> set[str]:
    """The marked words of an export."""
    asked = ("--audience", audience, "--output", f"out.{form}", "--replace", *options)
    ran = at(root, "export", form, *asked, today=TODAY)
    assert ran.code == 0, ran.err
    data = (root / f"out.{form}").read_bytes()
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            data = b"".join(book.read(name) for name in book.namelist())
    return {word.decode().lower() for word in re.findall(TEXT, data)}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("audience", OPEN)
def test_nothing_hidden_is_handed_over(
    marked: Marked, root: Path, form: str, audience: str
) -> None:
    found = words_in(root, form, audience)
    hidden = [mark for mark in marked.marks if mark.sight not in OPEN[audience]]
    assert [f"{mark.place}, {mark.sight}" for mark in hidden if mark.word in found] == []


@pytest.mark.parametrize("form", ["md", "text"])
@pytest.mark.parametrize("audience", OPEN)
def test_all_that_may_be_told_is_told(marked: Marked, root: Path, form: str, audience: str) -> None:
    found = words_in(root, form, audience)
    seen = [mark for mark in marked.marks if mark.sight in OPEN[audience]]
    missing = [mark.place for mark in seen if mark.word not in found]
    assert [place for place in missing if not NOT_TOLD.fullmatch(place)] == []
    assert len(found) > 100


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_for_the_owner_is_whole(marked: Marked, root: Path, form: str) -> None:
    found = words_in(root, form, "owner")
    missing = [
        mark.place for mark in marked.marks if mark.sight != NEVER and mark.word not in found
    ]
    assert [place for place in missing if not OF_NO_ENTRY.fullmatch(place)] == []


@pytest.mark.parametrize("audience", ["public", "reviewer"])
def test_a_link_does_not_name_what_is_hidden(tmp_path: Path, audience: str) -> None:
    text = "\n## What I learned\n\nSee [one](b-secret.md), [two][r], *three*.\n\n[r]: b-secret.md\n"
    root = folder(
        tmp_path,
        {
            "journal/a.md": entry() + text + "[unused]: b-secret.md\n",
            "journal/b-secret.md": entry("B", visibility="private"),
        },
    )
    for form in FORMATS:
        asked = ("--audience", audience, "--output", "out", "--replace")
        assert at(root, "export", form, *asked).code == 0
        assert b"b-secret" not in (root / "out").read_bytes()
    assert at(root, "build", "--audience", audience).code == 0
    files = dict(all_bytes(root / "_site"))
    assert [path for path, data in files.items() if b"b-secret" in data] == []
    (told,) = json.loads(files["data/entries.json"])
    assert told["learned"] == "See one, two, three."

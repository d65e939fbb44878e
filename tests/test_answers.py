"""A reviewer's answer: taken in as it was copied, whatever a mail program did to it, or refused."""

import io
import os
import pty
import re
import select
import subprocess
import sys
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdsite.counting import check
from cpdsite.model.entry import Entry, Kind, Visibility
from cpdsite.parse.answers import ANSWER_LIMIT, Answer, NoAnswer, find_answer
from tests.commands import Ran, at
from tests.tools import ROOT, TODAY

COPIED = """\
---
title: "Review by Jo: \\"Lead\\""
date: 2025-11-20
kind: review
with: "Jo: \\"Lead\\""
period: {from: 2025-04-01, to: 2026-03-31}
---

A good year.

> So you said.
---
More of it, please.
"""
"""As the page makes it."""
QUOTED = "".join(f"> {line}\n" if line else ">\n" for line in COPIED.split("\n")[:-1])
SMART = COPIED.replace('\\"', "\\”").replace(': "', ": “").replace('"\n', "”\n")
PATIENCE = 20


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty journal."""
    (tmp_path / "journal").mkdir()
    return tmp_path


def take(root: Path, sent: str | bytes, *options: str) -> Ran:
    """Take in what was sent."""
    data = sent.encode() if isinstance(sent, str) else sent
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8")):
        return at(root, "new", "--kind", "review", *options, "-")


def entries(root: Path) -> list[Entry]:
    """What the journal holds, none of it with an error."""
    checked = check(root, date.fromisoformat(TODAY))
    assert checked.errors == ()
    return list(checked.journal.entries)


# --- What is taken -------------------------------------------------------------------------------


def test_an_answer_becomes_an_entry_for_reviewers(root: Path) -> None:
    ran = take(root, COPIED)
    assert (ran.code, ran.err) == (0, "")
    path = root / "journal/2025/2025-11-20-review-by-jo-lead.md"
    assert ran.out == f"{path.as_posix()}\n"
    assert path.read_text(encoding="utf-8") == COPIED
    (found,) = entries(root)
    assert (found.kind, found.visibility) == (Kind.REVIEW, Visibility.REVIEWER)
    assert (found.title, found.details["with"]) == ('Review by Jo: "Lead"', 'Jo: "Lead"')
    assert found.body.text == COPIED.partition("---\n\n")[2].strip()


def test_the_owner_may_say_more_by_options(root: Path) -> None:
    assert take(root, COPIED, "--visibility", "private", "--tag", "appraisal").code == 0
    (found,) = entries(root)
    assert (found.visibility, found.tags) == (Visibility.PRIVATE, ("appraisal",))


def test_a_second_answer_never_takes_the_place_of_the_first(root: Path) -> None:
    assert take(root, COPIED).code == 0
    ran = take(root, COPIED.replace("A good", "Not so good a"))
    assert ran.code == 0
    assert "is also in journal/2025/2025-11-20-review-by-jo-lead.md" in ran.err
    assert [one.body.text[:5] for one in entries(root)] == ["A goo", "Not s"]


@pytest.mark.parametrize(
    "sent",
    [
        QUOTED,
        "".join(f">{line}\n" for line in QUOTED.splitlines()),
        re.sub("^> ", ">\xa0", QUOTED, flags=re.MULTILINE),
        COPIED.replace("\n", "\r\n"),
        "\ufeff" + COPIED,
        f"\n\n{COPIED}\n\n \n",
        SMART,
        COPIED.replace("---\n", "—\n", 1).replace("}\n---", "}\n\u2013-"),
        COPIED.replace("title: ", "title:\xa0").replace("date", "\xa0 date"),
        COPIED.replace("by Jo", "by\nJo"),
        COPIED.replace("\n", "\n\n", 6),
    ],
    ids=[
        *("quoted", "quoted twice", "quoted with other spaces", "windows", "byte-order mark"),
        *("blank lines", "smart quotes", "smart dashes", "other spaces", "wrapped", "spread"),
    ],
)
def test_what_a_mail_program_does_is_undone(root: Path, sent: str) -> None:
    assert take(root, COPIED).code == 0
    copied = entries(root)[0]
    ran = take(root, sent)
    assert ran.code == 0, ran.err
    mended = entries(root)[1]
    assert mended.details == copied.details
    assert (mended.title, mended.date, mended.period, mended.body.text) == (
        *(copied.title, copied.date, copied.period, copied.body.text),
    )


def test_what_stands_above_is_left_out_and_said(root: Path) -> None:
    ran = take(root, f"Dear Sam,\n\nas you asked.\n-- \nJo\n\n{COPIED}")
    assert (ran.code, ran.err) == (0, "cpdsite: 4 lines above the answer: left out\n")
    assert Path(ran.out.strip()).read_text(encoding="utf-8") == COPIED


def test_a_note_with_a_title_on_the_command_line_is_a_note(root: Path) -> None:
    assert take(root, "> A good year.\n", "Appraisal").code == 0
    (found,) = entries(root)
    assert (found.title, found.body.text) == ("Appraisal", "> A good year.")


@given(note=st.text(st.characters(codec="utf-8")), depth=st.integers(0, 3))
def test_no_note_breaks_out_of_its_place(note: str, depth: int) -> None:
    plain = note.replace("\r\n", "\n").replace("\r", "\n")
    head = "---\ntitle: Review\ndate: 2025-11-20\nkind: review\n---\n"
    sent = f"{head}\n{plain}".split("\n")
    found = find_answer("\n".join("> " * depth + line for line in sent))
    if isinstance(found, Answer):
        assert found.text.startswith(head)
        assert found.text.removeprefix(head).strip() == plain.strip()


HEAD = "---\ntitle: Review\ndate: 2025-11-20\nkind: review\n---\n"


@pytest.mark.parametrize(
    "note",
    [
        "Well done.\n\nAnd more.\n",
        "next: another post\n",
        "\nSee [above](#top) or [write](mailto:jo@example.org).\n",
        "\n" + "x" * (ANSWER_LIMIT - len(HEAD) - 2) + "\n",
    ],
    ids=["right below the fields", "like a field", "links within", "as long as may be"],
)
def test_a_note_is_taken_from_its_first_line_to_its_last(note: str) -> None:
    found = find_answer(HEAD + note)
    assert isinstance(found, Answer)
    assert found.text.removeprefix(HEAD).strip() == note.strip()


def test_a_quoted_line_without_words_stands_between_the_mark_and_the_fields() -> None:
    sent = "".join(f"> {line}\n" for line in f"---\n\n{HEAD[4:]}\nWell done.".split("\n"))
    found = find_answer(f"Dear Sam,\n{sent}")
    assert isinstance(found, Answer)
    assert found.text.endswith("\nkind: review\n---\nWell done.\n")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (HEAD + HEAD, "the text holds two entries"),
        (
            HEAD.replace("Review\n", "Review\n\nA good year.\n"),
            "the fields at the top are not closed by a line with --- after them",
        ),
        (
            "".join(f"> {line}\n" for line in HEAD.splitlines()) + "A pulse > 100.\n",
            "line 6 of the text is not quoted with > as the lines above it are",
        ),
    ],
)
def test_what_could_be_two_things_is_no_answer(sent: str, message: str) -> None:
    found = find_answer(sent)
    assert isinstance(found, NoAnswer)
    assert found.message == message


# --- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("---\n", "", "no answer stands in the text"),
        (COPIED, "Well done!\n", "no answer stands in the text"),
        (COPIED, " \n", "no answer stands in the text"),
        ("}\n---", "}", "the fields at the top are not closed by a line with --- after them"),
        (COPIED[60:], "\n", "the fields at the top are not closed by a line with --- after them"),
        ("A good year.", COPIED, "the text holds two entries"),
        ("date", "visibility: public\ndate", "`visibility` is not for a reviewer to say"),
        ("---\n", "---\nvisibility: public\n", "`visibility` is not for a reviewer to say"),
        ("date", "evidence: /a.pdf\ndate", "`evidence` is not for a reviewer to say"),
        ("kind: review", "kind: goal", "the answer is not of the kind `review`"),
        ("kind: review", "kind: [review]", "the answer is not of the kind `review`"),
        ("title: ", "title: &a ", "an anchor (&) is not allowed here"),
        ('with: "Jo: \\"Lead\\""', "with: *a", "an alias (*) is not allowed here"),
        ("title: ", "title: !!python/name:os.system ", "a tag (!) is not allowed here"),
        ("title: ", "%YAML 1.2\ntitle: ", "is not allowed here"),
        ("date:", "date: 2025-11-20\ndate:", "date: `date` stands twice: on line 3 and on line 4"),
        ("2025-11-20", "20.11.2025", 'date: "20.11.2025" is not a date'),
        ("by Jo", "\\x1b[2J", "an invisible character (U+001B) stands in the text"),
        ("A good", "[A](../2024/a.pdf) good", "the note links to a file"),
        ("A good", "![](/journal/a.png) good", "the note links to a file"),
        ("A good", "<!-- cpdsite: ok no-evidence: x --> good", "the note holds a comment"),
        ("A good", "NHS number 943 476 5919 had a", "is an NHS number"),
        (
            "A good",
            "A good\x00" + "x" * ANSWER_LIMIT,
            "the answer is longer than 64,000 characters",
        ),
    ],
)
def test_what_is_not_an_answer_is_not_written(root: Path, old: str, new: str, message: str) -> None:
    ran = take(root, COPIED.replace(old, new, 1))
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert "help: " in ran.err
    assert [*(root / "journal").iterdir()] == []


def test_a_quotation_that_ends_too_early_is_told_by_its_line(root: Path) -> None:
    ran = take(root, f"Hello,\n{QUOTED}Best wishes\n")
    assert ran.err == (
        "cpdsite: line 15 of the text is not quoted with > as the lines above it are\n"
        "  help: take the quoted lines alone, to their end\n"
    )


@pytest.mark.parametrize("sent", [b"\xff\xfe-\0-\0-\0", b"---\ntitle: \xe9\n---\n", b"x" * 2**21])
def test_what_is_no_text_is_refused(root: Path, sent: bytes) -> None:
    ran = take(root, sent)
    assert ran.code == 2
    assert ran.err.startswith("cpdsite: standard input: ")


# --- On a terminal -------------------------------------------------------------------------------


def test_a_long_note_pasted_into_a_terminal_arrives_whole(root: Path) -> None:
    note = "A good year, and no tab\tlost. " * 172 + "End."
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "cpdsite", "-C", str(root), "new", "--kind", "review", "-"]
    env = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), "INPUTRC": "/dev/null"}
    running = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=env)
    os.close(terminal)
    pasted = COPIED.replace("A good year.", note).encode()
    waiting = [b"\x1b[200~" + pasted + b"\x1b[201~\n", b"\x04"]  # as terminals mark what is pasted
    seen = b""
    while select.select([main], [], [], PATIENCE)[0]:
        try:
            seen += os.read(main, 65_536)
        except OSError:  # so Linux says that the other end is closed
            break
        if waiting and (b"end it with" if len(waiting) > 1 else b"please.") in seen:
            os.write(main, waiting.pop(0))
    os.close(main)
    assert running.wait(timeout=PATIENCE) == 0, seen
    assert b"Paste or type the text; end it with Enter and Ctrl-D.\r\n" in seen
    assert note in entries(root)[0].body.text

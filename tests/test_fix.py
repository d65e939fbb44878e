"""`cpdsite fix`: what it mends, what it leaves alone, and all that it does not touch."""

import os
import pty
import stat
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from cpdsite.files.editing import rewrite
from cpdsite.files.faults import SurroundingsFault
from cpdsite.model.journal import Source
from cpdsite.parse.mending import TRIES
from cpdsite.parse.repairs import changes, repaired
from tests.commands import Ran, at, cpdsite, entry, folder, process, tree
from tests.reading import PATH, VOCABULARY, of_kind
from tests.tools import TODAY

MENDED = [
    # Text that YAML cuts or cannot read, in fields that hold text.
    ("title: Module #3 - ethics", 'title: "Module #3 - ethics"'),
    ("title:   Module #3  ", 'title:   "Module #3"  '),
    ("title: #3 Ethics", 'title: "#3 Ethics"'),
    ('title: The "new" #3', "title: 'The \"new\" #3'"),
    ("title: Sam's \\ #3", "title: 'Sam''s \\ #3'"),
    ('title: 5" scope #3', "title: '5\" scope #3'"),
    ("title: Audit: part 2", 'title: "Audit: part 2"'),
    ('title: Audit: "part 2" #3 - 100%', "title: 'Audit: \"part 2\" #3 - 100%'"),
    (
        "title: Clinical audit: \"part 2\" #3 - 100% 'done' [x] \u00e9",
        "title: 'Clinical audit: \"part 2\" #3 - 100% ''done'' [x] \u00e9'",
    ),
    ("learned: Three things: to ask, to wait", 'learned: "Three things: to ask, to wait"'),
    ("title: @home", 'title: "@home"'),
    ("title: *Ethics*", 'title: "*Ethics*"'),
    ("title: [draft] Ethics", 'title: "[draft] Ethics"'),
    ('title: "Ethics" at work', "title: '\"Ethics\" at work'"),
    ("title:Ethics", "title: Ethics"),
    ("title:\u00a0Ethics", "title: Ethics"),
    ("url:https://example.org/a", "url: https://example.org/a"),
    ("learning_hours:2", "learning_hours: 2"),
    ("tags: [media, 'a b']\nneed: To see #1\n", "tags: [media, 'a b']\nneed: \"To see #1\"\n"),
    ("tags:\n  - media #1\n  - crisis", 'tags:\n  - "media #1"\n  - crisis'),
    # Names in other capitals.
    ("Hours: 1", "hours: 1"),
    ("TAGS: [media, crisis] # both", "tags: [media, crisis] # both"),
    ("claims:\n  gcs:\n    Points: 7", "claims:\n  gcs:\n    points: 7"),
    ("evidence: {URL: 'https://example.org'}", "evidence: {url: 'https://example.org'}"),
    # Days whose parts are certain.
    ("end: 2026-1-5", "end: 2026-01-05"),
    ("end: 2026/01/05", "end: 2026-01-05"),
    ("end: 5 January 2026", "end: 2026-01-05"),
    ("end: 5th Jan 2026 # at last", "end: 2026-01-05 # at last"),
    ("end: 2026\u201101\u201105", "end: 2026-01-05"),
    ("end: '2026-1-5'", "end: '2026-01-05'"),
    ("start_date: 2026-1-5", "start_date: 2026-01-05"),
    ("count_in: '2026-1-5'  # the next", "count_in: '2026-01-05'  # the next"),
    # Amounts.
    ("hours: 1,5", "hours: 1.5"),
    ("hours: 1,25 h", "hours: 1.25 h"),
    ("hours: 2 hours", "hours: 2 h"),
    ("hours: 90 Minutes", "hours: 90 m"),
    ("hours: 1\u00bd", "hours: 1.5"),
    ('hours: "1,5"', 'hours: "1.5"'),
    ("points: 7,5", "points: 7.5"),
    ("claims: {gcs: '7,5'}", "claims: {gcs: '7.5'}"),
    (
        "claims:\n  gcs:\n    points: 7,5\n    hours: 1,5",
        "claims:\n  gcs:\n    points: 7.5\n    hours: 1.5",
    ),
]
LEFT = [
    # What would be another fault, or the same name twice.
    "Hours: six",
    "Claims:\n  gcs:\n    Points: 7",
    "tags: media\nTags: crisis",
    '"Tags": media',
    # A note may be a note, and what it belongs to may be another field.
    "title: Ethics # to be renamed",
    "title: Ethics: part 2 # to be renamed",
    "title: date: 2025-06-12",
    "title: date: 2025-06-12: later",
    "title: 'Ethics",
    'title: "Ethics',
    "title: [draft",
    "title: |x: y",
    "learned: Three things: to ask,\n  to wait",
    "tags: media: crisis",
    "type: course: short",
    "note: a: b",
    "note:a",
    "title: A\n\tprovider: B",
    # Day or month, and times of day.
    "end: 12/6/2025",
    "end: 06-12-2025",
    "end: 2025-06-12T10:00",
    "end: 2025-02-30",
    "end: 1925-6-1",
    "end: June 2025",
    # More than one number, or none.
    "hours: 1:30",
    "hours: 1,500",
    "hours: 012",
    "hours: 1_000",
    "hours: -1",
    "hours: six",
    "hours: 1-2",
    "points: 2 hours",
    "claims: {gcs: 7,5}",
    # Words of a list.
    "status: don",
    "draft: ja",
    "kind: gaol",
    "catgory: formal",
]


def around(lines: str) -> str:
    """An activity with some lines, in place of its own where they name the same field."""
    plain = {"title": "title: A", "date": "date: 2025-06-12", "type": "type: course"}
    names = {line.partition(":")[0] for line in lines.splitlines()}
    names |= {"date"} if "start_date" in names else set()
    kept = [line for name, line in plain.items() if name not in names]
    return "\n".join(["---", *kept, lines, "---", "Text 1,5 and #3: 2026-1-5", ""])


def mended(text: str) -> str:
    """A file with its repairs."""
    return repaired(Source(path=PATH, data=text.encode()), VOCABULARY).decode()


@pytest.mark.parametrize(("written", "meant"), MENDED)
def test_mended(written: str, meant: str) -> None:
    assert mended(around(written)) == around(meant)
    assert mended(around(meant)) == around(meant)
    faults = {"bad-date", "bad-amount", "text-after-hash", "yaml-syntax", "yaml-unsafe"}
    left = of_kind(*around(meant).splitlines()[1:-2]).findings
    assert {finding.code for finding in left} & faults == set()


@pytest.mark.parametrize("written", LEFT)
def test_left_alone(written: str) -> None:
    assert mended(around(written)) == around(written)


def test_beside_a_slip_that_is_left_to_its_author() -> None:
    left = "need: b\n   hours: 1"
    assert mended(around(f"provider: Audit: 2\n{left}")) == around(f'provider: "Audit: 2"\n{left}')


def test_behind_more_slips_than_are_read_on_from_nothing_is_certain() -> None:
    for others, title in ((TRIES - 2, '"Audit: part 2"'), (TRIES - 1, "Audit: part 2")):
        tags = "".join(f"\n  - tag {number}\x07" for number in range(others))
        assert mended(around(f"title: Audit: part 2\ntags:{tags}")) == around(
            f"title: {title}\ntags:{tags}"
        )


def test_only_the_faults_that_are_found_are_mended() -> None:
    text = around("title: Module #3\nhours: 1,5")
    source = Source(path=PATH, data=text.encode())
    assert repaired(source, VOCABULARY, {"bad-amount"}).decode() == text.replace(
        "1,5\n---", "1.5\n---"
    )
    assert repaired(source, VOCABULARY, ()) == source.data


# --- The command ----------------------------------------------------------------------------------

BAD = entry("Module #3", hours="1,5")
GOOD = entry('"Module #3"', hours="1.5")
SHOWN = """\
journal/bad.md
    2 - title: Module #3
      + title: "Module #3"
    5 - hours: 1,5
      + hours: 1.5

"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one entry that can be mended, and one that cannot."""
    return folder(tmp_path, {"journal/bad.md": BAD, "journal/worse.md": entry(hours="six")})


def test_changes_are_shown_and_made(root: Path) -> None:
    before = tree(root)
    ran = at(root, "fix", "journal/bad.md")
    assert (ran.code, ran.out, ran.err) == (0, f"{SHOWN}2 lines in 1 file changed.\n", "")
    assert (root / "journal/bad.md").read_text() == GOOD
    assert {path for path in before if before[path] != tree(root)[path]} == {"journal/bad.md"}
    assert [*tree(root)] == [*before]
    again = at(root, "fix", "journal/bad.md")
    assert again.out == "There is nothing that can be mended without a doubt.\n"


def test_a_dry_run_shows_them_only(root: Path) -> None:
    before = tree(root)
    ran = at(root, "fix", "--dry-run")
    assert ran.out == f"{SHOWN}2 lines in 1 file could be changed; nothing was.\n"
    assert (ran.code, tree(root)) == (1, before)


def test_what_is_left_sets_the_exit_code(root: Path) -> None:
    ran = at(root, "fix")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "1 error left to you: see `cpdsite check`.")
    assert at(root, "check", "journal/bad.md").code == 0


def test_a_warning_that_was_silenced_is_no_reason_to_change(root: Path) -> None:
    kept = f"{entry('Module #3')}<!-- cpdsite: ok text-after-hash, it is a note -->\n"
    folder(root, {"journal/bad.md": kept})
    at(root, "fix")
    assert (root / "journal/bad.md").read_text() == kept


def test_settings_must_be_right_first(root: Path) -> None:
    before = tree(folder(root, {"cpdsite.yaml": "schemes: [gsc]"}))
    ran = at(root, "fix")
    assert (ran.code, ran.out, tree(root)) == (2, "", before)
    assert ran.err.endswith("Nothing was changed: settings and schemes must be right first.\n")


@pytest.mark.parametrize(("answer", "made"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_it_asks(root: Path, answer: str, made: bool) -> None:  # noqa: FBT001 (from the table)
    there, here = pty.openpty()
    command = [sys.executable, "-m", "cpdsite", "-C", str(root), "fix", "--today", TODAY]
    with subprocess.Popen(
        command, stdin=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        os.write(there, f"{answer}\n".encode())
        out, err = run.communicate(timeout=300)
    os.close(there)
    os.close(here)
    assert err.decode() == "Write these changes? [y/N]: "
    assert out.decode().startswith(SHOWN)
    assert ((root / "journal/bad.md").read_text() == GOOD) == made


def test_what_may_command_a_terminal_is_shown_as_a_sign(root: Path) -> None:
    folder(root, {"journal/bad.md": entry("A\u202e #3")})
    assert "\u202e" not in at(root, "fix", "--dry-run").out


# --- The file -------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_other_byte_stays(root: Path, end: str, mark: str) -> None:
    text = dedent("""\

        ---
        # my note: 1,5
        title:  Module #3 \t
        date: 2025-6-12   # 2025-6-12
        type: course
        hours:    "1,5" # 1,5
        tags: [ a,  'b' ]

        ---
        \t1,5 #3\x0c\u2028\u00e9
        hours: 1,5""")
    data = (mark + text).replace("\n", end).encode()
    folder(root, {"journal/bad.md": data})
    (root / "journal/bad.md").chmod(0o640)
    assert at(root, "fix", "journal/bad.md").code == 0
    wanted = (
        data.replace(b"Module #3 \t", b'"Module #3" \t')
        .replace(b"date: 2025-6-12", b"date: 2025-06-12")
        .replace(b'"1,5"', b'"1.5"')
    )
    assert (root / "journal/bad.md").read_bytes() == wanted
    assert stat.S_IMODE((root / "journal/bad.md").stat().st_mode) == 0o640
    assert [change.line for change in changes(data, wanted)] == [4, 5, 7]


def test_a_link_inside_the_journal_stays_a_link(root: Path) -> None:
    (root / "journal/link.md").symlink_to("bad.md")
    assert at(root, "fix").out.count("+ hours: 1.5") == 2
    assert (root / "journal/link.md").readlink() == Path("bad.md")
    assert (root / "journal/bad.md").read_text() == GOOD


def test_a_link_out_of_the_journal_is_not_followed(root: Path) -> None:
    (root / "outside.md").write_text(BAD)
    (root / "journal/bad.md").unlink()
    (root / "journal/bad.md").symlink_to("../outside.md")
    ran = at(root, "fix")
    assert ran.out.startswith(
        "There is nothing that can be mended without a doubt.\n1 error left to"
    )
    assert (root / "outside.md").read_text() == BAD
    with pytest.raises(SurroundingsFault, match=r"journal/bad\.md leads out of the journal"):
        rewrite(root, "journal/bad.md", BAD.encode(), GOOD.encode())


def test_a_file_that_changed_meanwhile_is_left_alone(root: Path) -> None:
    with pytest.raises(SurroundingsFault, match="has changed since it was read"):
        rewrite(root, "journal/bad.md", b"another", GOOD.encode())
    assert (root / "journal/bad.md").read_text() == BAD


def test_a_disk_that_refuses_leaves_the_file_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = tree(root)
    monkeypatch.setattr(os, "fsync", refuse)
    ran: Ran = at(root, "fix")
    assert ran.code == 3
    assert "journal/bad.md could not be written: no space left on device" in ran.err
    assert tree(root) == before


def test_a_protected_file_stays_as_it_is(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write everywhere, and tests may run as root.
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    ran = at(root, "fix")
    assert (ran.code, (root / "journal/bad.md").read_text()) == (3, BAD)
    assert "journal/bad.md is protected against writing" in ran.err


def test_a_process_of_its_own_does_the_same(root: Path) -> None:
    ran = process("-C", root, "fix", "--today", TODAY)
    assert (ran.code, ran.out) == (
        1,
        f"{SHOWN}2 lines in 1 file changed.\n1 error left to you: see `cpdsite check`.\n",
    )
    assert cpdsite("-C", root, "check", "--today", TODAY).out.count("\n") == 1

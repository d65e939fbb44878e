"""Evidence as it lies on the disk: what `check` says of it, and that it is never altered."""

from pathlib import Path

import pytest

from cpdsite.counting import check, count
from cpdsite.files.contents import read_contents
from cpdsite.stages import Request
from tests.check_pages import TODAY
from tests.commands import Ran, at, entry, folder, tree
from tests.contents.making import LONDON, core, office, pdf, photo

TELLING: dict[str, bytes] = {
    "certificate.pdf": pdf(b"<< /Author (Jo Bloggs) >>"),
    "photo.jpg": photo(position=LONDON),
    "letter.docx": office(core("Jo Bloggs", "BLOGGS, Jo (SOME TRUST)")),
}
ENTRY = "journal/2025-06-12-talk.md"


def record(root: Path, files: dict[str, bytes], **fields: str) -> Path:
    """A journal of one entry with these files as its evidence."""
    text = entry(evidence=f"[{', '.join(files)}]", **fields)
    beside = {f"journal/{name}": held for name, held in files.items()}
    return folder(root, {ENTRY: text, **beside})


def checked(root: Path) -> Ran:
    """What `check` says."""
    return at(root, "check", "--format", "concise")


def test_each_file_is_told_at_its_line_and_stays_as_it_is(tmp_path: Path) -> None:
    root = record(tmp_path, TELLING)
    before = tree(root)
    ran = checked(root)
    said = [line.partition("warning[personal-data] ")[2] for line in ran.out.splitlines()]
    assert (ran.code, said) == (
        0,
        [
            '"certificate.pdf" names Jo Bloggs in its properties',
            '"photo.jpg" holds the position at which it was taken',
            '"letter.docx" names Jo Bloggs and BLOGGS, Jo in its properties',
        ],
    )
    assert tree(root) == before


def test_the_build_counts_them_and_status_does_not_open_them(tmp_path: Path) -> None:
    root = record(tmp_path, TELLING)
    assert "3 warnings (see `cpdsite check`)" in at(root, "build").out
    opened = check(root, TODAY, inside=False)
    assert (opened.journal.contents, opened.findings) == ({}, ())
    assert count(opened, Request(today=TODAY)) is not None


def test_a_file_of_another_type_stops_the_build(tmp_path: Path) -> None:
    root = record(tmp_path, {"certificate.pdf": b"<html>Sign in</html>"})
    ran = at(root, "build")
    assert ran.code == 1
    assert "error[evidence-type]" in ran.err
    assert not (root / "_site").exists()
    assert "(evidence-type)" in at(root, "list", "--excluded").out


@pytest.mark.parametrize("visibility", ["public", "reviewer", "private"])
def test_what_is_for_the_owner_alone_gives_no_warning(tmp_path: Path, visibility: str) -> None:
    root = record(tmp_path, TELLING, visibility=visibility)
    assert bool(checked(root).out) == (visibility != "private")


def test_a_warning_is_accepted_in_the_entry(tmp_path: Path) -> None:
    root = record(tmp_path, TELLING)
    with (root / ENTRY).open("a") as text:
        text.write("\n<!-- cpdsite: ok personal-data, Jo is pleased to be named -->\n")
    assert checked(root).out == ""


def test_a_file_that_cannot_be_read_is_no_reason_to_stop(tmp_path: Path) -> None:
    root = record(tmp_path, TELLING)
    paths = ["journal/photo.jpg", "journal/gone.pdf", "journal", "journal/../cpdsite.yaml"]
    assert [*read_contents(root, paths)] == ["journal/photo.jpg"]


def test_no_link_is_followed(tmp_path: Path) -> None:
    root = record(tmp_path, TELLING)
    (tmp_path / "secret.pdf").write_bytes(TELLING["certificate.pdf"])
    (root / "journal/certificate.pdf").unlink()
    (root / "journal/certificate.pdf").symlink_to(tmp_path / "secret.pdf")
    assert "Jo Bloggs in its properties" not in checked(root).out.splitlines()[0]
    assert "error[evidence-unsafe]" in checked(root).out

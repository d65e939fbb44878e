"""Evidence that is another than it was, and files that nothing names."""

import os
from pathlib import Path

import pytest

from tests.commands import at, entry, folder

PROOF = "journal/2025/proof.txt"
FILES: dict[str, str | bytes] = {
    "journal/2025/2025-06-12-talk.md": entry(evidence="[proof.txt, slides.pdf]"),
    PROOF: b"I was there.",
    "journal/2025/slides.pdf": b"%PDF-1.4",
}


def built(root: Path) -> str:
    """What `build` says."""
    ran = at(root, "build")
    assert ran.code == 0, ran.err
    return ran.out


# --- Changed --------------------------------------------------------------------------------------


def test_changed_evidence_is_named_once(tmp_path: Path) -> None:
    root = folder(tmp_path, FILES)
    assert "evidence changed" not in built(root)
    assert "evidence changed" not in built(root)
    (root / PROOF).write_bytes(b"I was near.")
    assert f"; evidence changed since the last build: {PROOF}; " in f"{built(root).strip()}; "
    assert "evidence changed" not in built(root)


def test_the_same_size_and_an_old_date_hide_no_change(tmp_path: Path) -> None:
    root = folder(tmp_path, FILES)
    built(root)
    (root / PROOF).write_bytes(b"I was afar !")
    os.utime(root / PROOF, (0, 0))
    assert f"evidence changed since the last build: {PROOF}" in built(root)


def test_another_date_alone_is_no_change(tmp_path: Path) -> None:
    root = folder(tmp_path, FILES)
    built(root)
    os.utime(root / PROOF)
    assert "evidence changed" not in built(root)


def test_a_new_name_new_evidence_and_a_new_site_are_no_change(tmp_path: Path) -> None:
    root = folder(tmp_path, FILES)
    built(root)
    (root / "journal/2025/slides.pdf").rename(root / "journal/2025/deck.pdf")
    text = entry(evidence="[proof.txt, deck.pdf, more.txt]")
    folder(root, {"journal/2025/2025-06-12-talk.md": text, "journal/2025/more.txt": b"More."})
    assert "evidence changed" not in built(root)
    assert "evidence changed" not in at(root, "build", "--output", "elsewhere").out


def test_a_few_are_named_and_the_others_counted(tmp_path: Path) -> None:
    names = [f"{letter}.txt" for letter in "abcde"]
    root = folder(tmp_path, {"journal/2025-06-12-talk.md": entry(evidence=f"[{', '.join(names)}]")})
    folder(root, {f"journal/{name}": b"one" for name in names})
    built(root)
    folder(root, {f"journal/{name}": b"three" for name in names})
    assert "journal/a.txt, journal/b.txt, journal/c.txt and 2 more" in built(root)


# --- Unused ---------------------------------------------------------------------------------------


def test_a_file_that_nothing_names_is_counted_and_listed(tmp_path: Path) -> None:
    root = folder(tmp_path, {**FILES, "journal/2025/badge.png": b"\x89PNG", "journal/x.heic": b"x"})
    assert "; left out: 1 unused file (see `cpdsite list --excluded`)" in built(root)
    assert at(root, "list", "--excluded").out == (
        "journal/2025/badge.png: not on the site: no entry names it; "
        "for evidence write `evidence: [badge.png]` into the entry beside it\n"
    )
    assert at(root, "list", "--excluded", "--year", "2025").out == "There is nothing to list.\n"


@pytest.mark.parametrize(
    "text",
    [
        entry(evidence="[{file: badge.png, visibility: private}]"),
        entry(draft="true", evidence="[badge.png]"),
        entry() + "\nMy ![badge](badge.png).\n",
        entry(hours="many", evidence="[badge.png]"),
        "no entry at all: badge.png",
    ],
    ids=["private", "a draft", "linked to", "an entry with an error", "not to be read"],
)
def test_a_file_that_something_names_or_may_name_is_none(tmp_path: Path, text: str) -> None:
    root = folder(tmp_path, {"journal/a.md": text, "journal/badge.png": b"\x89PNG\r\n\x1a\n"})
    assert "no entry names it" not in at(root, "list", "--excluded").out


SETTING = "`reflection` under `privacy` is reviewer"


def test_what_is_kept_back_of_an_entry_is_listed_at_its_line(tmp_path: Path) -> None:
    shown = entry(evidence="[{file: proof.txt, visibility: private}]")
    files = {
        "cpdsite.yaml": "privacy: {reflection: reviewer}\n",
        "journal/a.md": f"{shown}\n## What I learned\n\nTo be short.\n",
        "journal/b.md": entry("Later", draft="true", visibility="reviewer"),
        "journal/proof.txt": "I was there.",
    }
    root = folder(tmp_path, files)
    said = [line for line in at(root, "list", "--excluded").out.splitlines() if "not on a" in line]
    assert said == [
        "journal/b.md:7: not on a public site, draft or not: its visibility is reviewer",
        'journal/a.md:6: "proof.txt" is not on a public site: its visibility is private',
        f"cpdsite.yaml: the reflections in 1 entry are not on a public site: {SETTING}",
    ]
    assert len(at(root, "list", "--excluded", "--audience", "reviewer").out.splitlines()) == 2

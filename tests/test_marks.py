"""Every word of a journal is found in a site exactly where its visibility allows, and nowhere else."""

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cpdsite.model.entry import Visibility
from tests.commands import all_bytes, at, folder
from tests.indexes import read_index
from tests.marks import Mark, Marked, marked_journal

OPEN = {
    "public": {Visibility.PUBLIC},
    "reviewer": {Visibility.PUBLIC, Visibility.REVIEWER},
    "owner": {*Visibility},
}
"""What each audience may see."""
SCHEME_PAGE = "schemes/own/index.html"
"""It lists the categories of the scheme, whoever carries them."""
SILENT = re.compile(r".* comment|\w+\.source|.*adjustment|text let pass|why")
"""What even its owner finds on no page: notes to oneself, and settings."""
TEXT = re.compile(rb"zq[bcdfghjklm]{5}qz", re.IGNORECASE)


@pytest.fixture(scope="module")
def marked() -> Marked:
    """A journal with a word in every place."""
    return marked_journal()


@pytest.fixture(scope="module")
def root(marked: Marked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the journal."""
    return folder(tmp_path_factory.mktemp("marked"), marked.files)


@pytest.fixture(scope="module", params=OPEN)
def audience(request: pytest.FixtureRequest) -> str:
    """For whom the site is built."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(root: Path, audience: str) -> dict[str, bytes]:
    """Every file of the site, its own name first among its bytes."""
    return built(root, audience)


def test_nothing_hidden_is_in_any_byte(
    marked: Marked, site: dict[str, bytes], audience: str
) -> None:
    found = words_of(site)
    assert [
        f"{mark.place}, {mark.sight}: {', '.join(found[mark.word])}"
        for mark in marked.marks
        if mark.sight not in OPEN[audience] and mark.word in found
    ] == []


def test_nothing_hidden_is_in_any_byte_in_other_letters(
    marked: Marked, site: dict[str, bytes], audience: str
) -> None:
    every = b"\n".join(site.values())
    hidden = [mark for mark in marked.marks if mark.sight not in OPEN[audience]]
    assert [mark for mark in hidden if any(form in every for form in disguised(mark.word))] == []


def test_all_that_may_be_seen_is_there(
    marked: Marked, site: dict[str, bytes], audience: str
) -> None:
    found = words_of(site, everywhere=True)
    assert [
        mark.place
        for mark in marked.marks
        if mark.sight in OPEN[audience]
        and mark.word not in found
        and not SILENT.fullmatch(mark.place)
    ] == []


def test_evidence_is_carried_once(marked: Marked, site: dict[str, bytes], audience: str) -> None:
    found = words_of(site)
    for mark in marked.marks:
        if mark.place.endswith("evidence content") and mark.sight in OPEN[audience]:
            (path,) = found[mark.word]
            assert path.startswith("evidence/")


def test_no_day_of_what_is_hidden_is_told(
    marked: Marked, site: dict[str, bytes], audience: str
) -> None:
    text = b"\n".join(site.values()).decode("utf-8", "replace")
    hidden = [day for day in marked.days if day.sight not in OPEN[audience]]
    assert hidden
    assert [(day.place, form) for day in hidden for form in forms(day) if told(form, text)] == []
    known = [day for day in marked.days if day.sight in OPEN[audience]]
    assert all(any(told(form, text) for form in forms(day)) for day in known)


def test_the_index_of_the_search_decodes_to_nothing_hidden(
    marked: Marked, site: dict[str, bytes], audience: str
) -> None:
    words, entries = read_index(site["assets/js/search-index.js"])
    text = " ".join([*words, *(repr(one) for one in entries)]).lower()
    assert any(mark.word in text for mark in marked.marks)
    hidden = [mark for mark in marked.marks if mark.sight not in OPEN[audience]]
    assert [mark for mark in hidden if mark.word in text] == []


def test_reflections_may_be_kept_from_the_public(
    marked: Marked, root: Path, tmp_path: Path
) -> None:
    folder(tmp_path, marked.files)
    settings = tmp_path / "cpdsite.yaml"
    text = (root / "cpdsite.yaml").read_text(encoding="utf-8")
    settings.write_text(text.replace("privacy: {", "privacy: {reflection: reviewer, "))
    found = words_of(built(tmp_path, "public"))
    reflections = [mark for mark in marked.marks if mark.reflects]
    assert len(reflections) > 100
    assert [mark for mark in reflections if mark.word in found] == []


# --- Finding --------------------------------------------------------------------------------------


def built(root: Path, audience: str) -> dict[str, bytes]:
    """Every file of a site, its own name first among its bytes."""
    ran = at(root, "build", "--audience", audience)
    assert ran.code == 0, ran.out + ran.err
    files = all_bytes(root / "_site")
    return {name: data for path, data in files for name, data in named(path, data)}


def named(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and its name as a file of its own."""
    yield path, data
    yield f"name of {path}", path.encode()


def words_of(site: dict[str, bytes], *, everywhere: bool = False) -> dict[str, list[str]]:
    """The files that hold each word; categories on the page of their scheme only if `everywhere`."""
    found: dict[str, list[str]] = {}
    for path, data in site.items():
        own = path != SCHEME_PAGE or everywhere
        text = data if own else re.sub(rb"<li>(<a [^>]*>)?zq\w+qz(</a>)?</li>", b"", data)
        for word in {match.decode().lower() for match in TEXT.findall(text)}:
            found.setdefault(word, []).append(path)
    return found


def disguised(word: str) -> Iterator[bytes]:
    """The word as base64 shows it, at each of three beginnings, and as escapes do."""
    for before in range(3):
        encoded = b64encode(b"\0" * before + word.encode()).decode()
        first, last = -(-8 * before // 6), (8 * (before + len(word))) // 6
        yield encoded[first:last].encode()
    yield "".join(f"\\u{ord(sign):04x}" for sign in word).encode()
    yield "".join(f"&#{ord(sign)};" for sign in word).encode()
    yield "".join(f"%{ord(sign):02x}" for sign in word).encode()
    yield word.encode("utf-16-le")


def forms(day: Mark) -> Iterator[str]:
    """The ways in which a site writes a day, as patterns."""
    one = date.fromisoformat(day.word)
    yield day.word
    yield f"{one.day} {one:%b}"
    yield f"{one.day} {one:%B}"
    yield f"{one:%Y%m%d}"
    yield rf"{one.day} to \d+ {one:%b}"


def told(form: str, text: str) -> bool:
    """Whether a day is written, and not the end of a longer number."""
    return bool(re.search(rf"(?<!\d){form}(?!\w)", text))

"""The example, as others get it, holds nothing of what its owner keeps from them."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.commands import all_bytes, at, digest, folder
from tests.indexes import read_index
from tests.tools import ROOT, build_example

WORDS = 6
"""So many words in a row tell one text from another."""
NAMES = re.compile(r"^ *(?:tags|goals|competencies|claims|gcs|hcpc|icpem):.*$", re.MULTILINE)
"""Lines of front matter that hold no text of the author's own."""
NEVER = ("Robin Sample", "CS99999", "Eastvale Infirmary", "no professional work and no CPD")
"""Partners of discussions and reasons of absences: for nobody but the owner."""


@pytest.fixture(scope="module", params=["public", "reviewer"])
def audience(request: pytest.FixtureRequest) -> str:
    """For whom the example is built."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(audience: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each file of the built example."""
    output = tmp_path_factory.mktemp(audience) / "site"
    return dict(all_bytes(build_example(output, "--audience", audience)))


@pytest.fixture(scope="module")
def hidden(audience: str) -> list[Path]:
    """The files of the journal that the audience may not see, drafts included."""
    rows = json.loads(at(ROOT, "list", "--audience", audience, "--format", "json").out)
    seen = {ROOT / row["path"] for row in rows}
    return [path for path in sorted((ROOT / "journal").rglob("*.md")) if path not in seen]


@pytest.fixture(scope="module")
def shown(hidden: list[Path]) -> str:
    """All that the audience may read, in plain words."""
    texts = (path.read_text() for path in (ROOT / "journal").rglob("*.md") if path not in hidden)
    return plain("\n".join([*texts, (ROOT / "cpdsite.yaml").read_text()]))


def test_something_is_hidden(audience: str, hidden: list[Path]) -> None:
    assert len(hidden) > {"public": 20, "reviewer": 3}[audience]


def test_no_phrase_of_a_hidden_entry_is_anywhere(
    site: dict[str, bytes], hidden: list[Path], shown: str
) -> None:
    known = set(phrases(shown))
    secret = {
        phrase: path.name
        for path in hidden
        for phrase in phrases(plain(NAMES.sub("", path.read_text(encoding="utf-8"))))
        if phrase not in known
    }
    assert len(secret) > 200
    assert [
        f"{name}: {phrase} ({secret[phrase]})"
        for name, data in site.items()
        if not name.startswith("evidence/")
        for phrase in phrases(plain(data.decode("utf-8", "replace")))
        if phrase in secret
    ] == []


def test_the_search_finds_nothing_that_is_hidden(
    site: dict[str, bytes], hidden: list[Path], shown: str
) -> None:
    words, entries = read_index(site["assets/js/search-index.js"])
    assert {one.id for one in entries}.isdisjoint(path.stem for path in hidden)
    known = set(phrases(shown))
    secret = {
        phrase
        for path in hidden
        for phrase in phrases(plain(NAMES.sub("", path.read_text(encoding="utf-8"))))
    } - known
    assert [one.id for one in entries if secret.intersection(phrases(plain(one.text)))] == []
    unseen = {word for path in hidden for word in plain(path.read_text()).split()}
    unseen -= set(shown.split())
    assert len(unseen) > 5
    assert unseen.isdisjoint(plain(" ".join(words)).split())


def test_no_hidden_evidence_is_carried(
    site: dict[str, bytes], audience: str, tmp_path: Path
) -> None:
    owner = build_example(tmp_path / "owner", "--audience", "owner")
    every = {digest(path): path.name for path in (owner / "evidence").glob("*/*")}
    for name, data in site.items():
        (tmp_path / "file").write_bytes(data)
        every.pop(digest(tmp_path / "file"), None) if name.startswith("evidence/") else None
    wanted = {"public": {"debrief-summary.pdf", "transcript.pdf"}, "reviewer": set()}[audience]
    assert set(every.values()) == wanted


def test_what_is_for_nobody_is_for_nobody(site: dict[str, bytes]) -> None:
    sources = "\n".join(path.read_text() for path in (ROOT / "journal").rglob("*.md"))
    assert [text for text in NEVER if text not in sources] == []
    found = [(name, text) for name, data in site.items() for text in NEVER if text.encode() in data]
    assert found == []


def plain(text: str) -> str:
    """Text as bare words, without markup, case and punctuation."""
    bare = re.sub(r"<[^>]*>", " ", unescape(text))
    return " ".join(re.findall(r"\w+", bare.casefold()))


def phrases(text: str) -> Iterator[str]:
    """Each run of so many words."""
    words = text.split()
    runs: Iterable[tuple[str, ...]] = zip(*(words[n:] for n in range(WORDS)), strict=False)
    return (" ".join(run) for run in runs)


@pytest.mark.parametrize("fault", ["hours: one", "title: Hid: x"])
def test_what_a_faulty_entry_keeps_private_stays_private(tmp_path: Path, fault: str) -> None:
    """Left out by --keep-going, it still keeps its evidence from a link of another entry."""
    faulty = f"""\
        ---
        title: Hearing
        date: 2025-06-01
        type: meeting
        {fault}
        visibility: private
        evidence: letter.pdf
        ---
        """
    linking = """\
        ---
        title: Talk
        date: 2025-06-02
        type: meeting
        hours: 1
        ---
        See the [letter](letter.pdf).
        """
    root = folder(tmp_path, {"journal/h.md": faulty, "journal/p.md": linking})
    (root / "journal/letter.pdf").write_bytes(b"%PDF-1.4 dismissed")
    assert at(root, "build", "--keep-going").code == 0
    assert not [name for name, data in all_bytes(root / "_site") if b"dismissed" in data]


def test_a_hidden_category_is_not_named_by_those_that_are_empty(tmp_path: Path) -> None:
    entry = """\
        ---
        title: {title}
        date: 2025-06-0{day}
        type: project
        visibility: {visibility}
        claims: {{gcs: {{points: {points}, category: {term}}}}}
        ---
        """
    root = folder(
        tmp_path,
        {
            "cpdsite.yaml": "schemes: [gcs]",
            "journal/a.md": entry.format(
                title="Open", day=1, visibility="public", points=2, term="job"
            ),
            "journal/b.md": entry.format(
                title="Kept", day=2, visibility="private", points=4, term="others"
            ),
        },
    )
    assert at(root, "build", today="2025-07-01").code == 0
    cycle = (root / "_site/schemes/gcs/2025-26/index.html").read_text(encoding="utf-8")
    for drawing in re.findall(
        r"<figure.*?</figure>|<tbody.*?</tbody>|<ul.*?</ul>", cycle, re.DOTALL
    ):
        assert "Formal" not in drawing
        assert "other people" not in drawing
    mix = json.loads((root / "_site/data/portfolio.json").read_text(encoding="utf-8"))
    found = mix["schemes"][0]["cycles"][0]["requirements"][1]["value"]
    assert found == {"job": 33.333333, "hidden": 66.666667}


def test_footnotes_go_with_the_reflections_they_may_belong_to(tmp_path: Path) -> None:
    entry = """\
        ---
        title: Talk
        date: 2025-06-02
        type: meeting
        hours: 1
        ---
        A plain sentence.[^1]

        ## What I learned

        Something of my own.[^1]

        [^1]: A note about it.
        """
    settings = "privacy: {reflection: reviewer}"
    root = folder(tmp_path, {"cpdsite.yaml": settings, "journal/p.md": entry})
    for audience, there in (("public", False), ("reviewer", True)):
        assert at(root, "build", "--audience", audience).code == 0
        page = (root / "_site/entries/2025-06-02-p/index.html").read_text(encoding="utf-8")
        assert ("Something of my own" in page) is there
        assert ("A note about it" in page) is there
        assert ('href="#fn1"' in page) is there
        assert "[1:1]" not in page

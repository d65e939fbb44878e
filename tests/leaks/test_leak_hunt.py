"""Each secret of a journal is found exactly where it is allowed, in whatever leaves its owner's hands.

What is allowed is said here anew, from the contract, and asked of nothing that makes the outputs.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from cpdsite.model.entry import Kind, Visibility
from tests.commands import all_bytes, at, cpdsite, folder
from tests.leaks.journal import CYCLE, Hunted, hunted_journal
from tests.leaks.reading import Found, marks_in
from tests.marks import Mark
from tests.repositories import ALONE, Repository, repository
from tests.sharing.decoder import opened
from tests.tools import TODAY, require

SEES: Mapping[str, frozenset[str]] = {
    "nobody": frozenset(),
    "public": frozenset({Visibility.PUBLIC}),
    "reviewer": frozenset({Visibility.PUBLIC, Visibility.REVIEWER}),
    "owner": frozenset(Visibility),
}
"""Which visibilities each may see; a draft and a note to oneself are for none of them."""
FORMATS = ("csv", "json", "md", "text", "xlsx")

# --- What must be where, by the place of the journal in which a mark stands -----------------------

CONTENT = r"\w+ evidence content|(?:pdf|docx|jpg) (?:metadata|content)"
"""Only in the files themselves, below `evidence/`."""
ASIDE = r".* comment|\w+\.source|folder|reason of an adjustment|text let pass|why|share name"
"""On no page, not even the owner's."""
KINDS = "|".join(Kind)
REFLECTED = (
    rf"\w+\.(?:need|learned|applied|benefit|next)"
    rf"|(?:{KINDS}) (?:Why|What I learned|How I applied it|Who benefits|What next|heading below)"
)
TOLD = (
    rf"{REFLECTED}|\w+\.objective|(?:planned|papers) text|(?:{KINDS}) (?:text|link|code|heading"
    r"|heading of a column|cell|point|quotation|footnote|block of code)"
)
"""What an entry says in words."""
FACTS = r"\w+\.(?:title|tags|provider)|(?:planned|papers) title"
PAPERS = {
    "activities": r"activity\.(?:title|provider|need|learned|applied)|activity text",
    "plan": r"goal\.(?:title|objective|measure|support)",
    "feedback": r"feedback\.(?:from_whom|form|about|used)|feedback text",
    "accounts": r"reflection text",
}
"""What stands in the papers of the scheme, by document."""
CHOSEN = "activity|goal|feedback|reflection"
PACKABLE = (
    rf"(?!(?:{ASIDE})$)(?:(?:{CHOSEN}|papers|pdf|docx|jpg)[ .].*|(?:label of )?(?:category|type))"
)
"""What a pack may hold: entries that count or stand in a paper of the body, and are done."""
PACKED = rf"(?:{CHOSEN})[ .](?!name|source|category|type|goals|continues).*|papers t.*|{CONTENT}"
NAMES = rf"(?:{KINDS}|planned|papers) name"
PAGES = rf"(?!(?:{ASIDE})$).*"
NOT_CONTENT = rf"(?!(?:{CONTENT})$).*"
SCHEME_PAGE, TERM = "schemes/own/index.html", "label of category"
"""The page of a scheme lists its rules with their terms, whoever carries them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Something that leaves the owner's hands."""

    name: str
    audience: str
    found: Found
    must: str
    """The places whose marks it holds, if its audience may see them; "" for none of them."""
    only: str = r".*"
    """The places whose marks it may hold at all."""
    sight: str = ""
    """The visibility of the one entry of its kind that was chosen; "" for all entries."""

    def holding(self, mark: Mark) -> set[str]:
        """The files that hold a mark."""
        found = self.found.get(mark.word, set())
        return found - {SCHEME_PAGE} if mark.place == TERM and not self.may_hold(mark) else found

    def may_hold(self, mark: Mark) -> bool:
        """Whether a mark may be there."""
        chosen = not self.sight or mark.sight == self.sight
        return mark.sight in SEES[self.audience] and chosen and matches(self.only, mark)

    def must_hold(self, mark: Mark) -> bool:
        """Whether a mark must be there."""
        return self.may_hold(mark) and matches(self.must, mark)


def matches(places: str, mark: Mark) -> bool:
    """Whether a mark stands in one of the places of a pattern."""
    return bool(re.fullmatch(places, mark.place))


@pytest.fixture(scope="module")
def hunted() -> Hunted:
    """A journal of marks."""
    return hunted_journal()


@pytest.fixture(scope="module")
def root(hunted: Hunted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder, beside a repository that its site is published to."""
    with pytest.MonkeyPatch.context() as patch:
        for name, text in ALONE.items():
            patch.setenv(name, text)
        top = tmp_path_factory.mktemp("hunt")
        repository(top / "site.git", "--bare")
        return folder(top / "cpd", hunted.files)


@pytest.fixture(scope="module")
def outputs(hunted: Hunted, root: Path) -> dict[str, Output]:
    """Everything that is made for others, and what of the journal is in it."""
    everyone, chosen = (hunted.marked.word("share name", "never") for _ in range(2))
    one = next(
        m.word for m in hunted.marked.marks if m.place == "feedback name" and m.sight == "reviewer"
    )
    day = next(
        m.word for m in hunted.marked.days if m.place == "feedback.date" and m.sight == "reviewer"
    )
    shares = [added(root, everyone), added(root, chosen, "--entry", f"{day}-{one}")]
    made = [*built(root, shares), *published(root), *exported(root), *packed(root)]
    return {output.name: output for output in made}


def added(root: Path, name: str, *options: str) -> tuple[str, str]:
    """Address and key of a share."""
    ran = cpdsite("-C", root, "share", "add", name, *options, "--today", TODAY)
    assert ran.code == 0, ran.err
    found = re.search(r"shared/([0-9a-f]{32})/#k=(\S+)", ran.out)
    assert found
    return found[1], found[2]


def built(root: Path, shares: list[tuple[str, str]]) -> Iterator[Output]:
    """The public site, parts of it, and what is behind its private links."""
    ran = at(root, "build")
    assert ran.code == 0, ran.err
    site = dict(all_bytes(root / "_site"))
    yield Output(name="public site", audience="public", found=marks_in(site), must=PAGES)
    for name, path, must in (
        ("feed", "feed.xml", r"activity\.title|activity name"),
        ("search", "assets/js/search-index.js", f"{TOLD}|{FACTS}|{NAMES}"),
        ("portfolio", "data/portfolio.json", f"{REFLECTED}|{FACTS}|{NAMES}"),
        ("entries as JSON", "data/entries.json", f"{REFLECTED}|{FACTS}|{NAMES}"),
        ("entries as CSV", "data/entries.csv", f"{REFLECTED}|{FACTS}|{NAMES}"),
    ):
        found = marks_in({path: site[path]})
        yield Output(name=name, audience="public", found=found, must=must, only=NOT_CONTENT)
    locked = {path: data for path, data in site.items() if path.startswith("shared/")}
    yield Output(name="locked files", audience="nobody", found=marks_in(locked), must="")
    for name, (address, key) in zip(("share", "share of one entry"), shares, strict=True):
        place = f"shared/{address}/"
        files = {
            path.removeprefix(place): data
            for path, data in locked.items()
            if path.startswith(place)
        }
        inside = marks_in(opened(files, key).files)
        if name == "share":
            yield Output(name=name, audience="reviewer", found=inside, must=PAGES)
        else:
            own = r"feedback[ .].*"
            yield Output(
                name=name,
                audience="reviewer",
                found=inside,
                must=rf"(?!(?:{ASIDE})$){own}",
                only=rf"{own}|(?:label of )?category",
                sight=Visibility.REVIEWER,
            )


def published(root: Path) -> Iterator[Output]:
    """Every object of the repository that the site is published to."""
    with pytest.MonkeyPatch.context() as patch:
        for name, text in ALONE.items():
            patch.setenv(name, text)
        done = at(root, "publish")
        assert done.code == 0, done.err
        site = Repository(folder=root.parent / "site.git")
        names = dict(
            line.partition(" ")[::2] for line in site.lines("rev-list", "--objects", "--all")
        )
        command = [require("git"), "cat-file", "--batch-all-objects", "--batch"]
        ran = subprocess.run(command, cwd=site.folder, capture_output=True, check=True)
    objects = {names.pop(name, "") or name: data for name, data in _objects(ran.stdout)}
    assert not names
    yield Output(name="published", audience="public", found=marks_in(objects), must=PAGES)


def _objects(told: bytes) -> Iterator[tuple[str, bytes]]:
    """The objects that git tells, one after the other: a line with name, type and size before each."""
    while told:
        head, _, told = told.partition(b"\n")
        size = int(head.split()[-1])
        yield head.split()[0].decode(), told[:size]
        told = told[size + 1 :]


def exported(root: Path) -> Iterator[Output]:
    """Exports in each format for each audience, and papers."""
    whole = rf"(?!(?:{ASIDE}|{CONTENT}|.* name|label of \w+|category|type)$).*"
    for audience in ("public", "reviewer", "owner"):
        for form in FORMATS:
            must = whole if form in {"md", "text"} else f"{REFLECTED}|{FACTS}"
            yield _export(root, form, audience, must)
        for form, (document, must) in zip(
            ("md", "xlsx", "csv", "text"), PAPERS.items(), strict=True
        ):
            asked = ("--scheme", "own", "--cycle", CYCLE, "--document", document)
            yield _export(root, form, audience, must, *asked)


def _export(root: Path, form: str, audience: str, must: str, *options: str) -> Output:
    """One of them."""
    asked = ("--audience", audience, "--output", f"out.{form}", "--replace", *options)
    ran = at(root, "export", form, *asked)
    assert ran.code == 0, ran.err
    found = marks_in({f"out.{form}": (root / f"out.{form}").read_bytes()})
    name = " ".join([form, audience, *options[-1:]])
    return Output(name=name, audience=audience, found=found, must=must, only=NOT_CONTENT)


def packed(root: Path) -> Iterator[Output]:
    """Packs in each format for each audience; of a PDF its words too, and what is attached to it."""
    for audience in ("public", "reviewer", "owner"):
        for form in ("html", "pdf", "zip"):
            target = root / f"pack.{form}"
            asked = ("--cycle", CYCLE, "--audience", audience, "--format", form)
            ran = at(root, "pack", *asked, "--replace", "--output", target)
            assert ran.code == 0, ran.err
            files = {target.name: target.read_bytes()}
            if form == "pdf":
                files |= dict(_unfolded(target))
            name = f"{form} pack {audience}"
            found = marks_in(files)
            yield Output(name=name, audience=audience, found=found, must=PACKED, only=PACKABLE)


def _unfolded(target: Path) -> Iterator[tuple[str, bytes]]:
    """The words of a PDF and the files attached to it."""
    beside = target.parent / "attached"
    beside.mkdir()
    for words in (
        ("pdftotext", "-raw", target, beside / "words.txt"),
        ("pdfdetach", "-saveall", "-o", beside, target),
    ):
        subprocess.run([require(words[0]), *words[1:]], check=True, capture_output=True)
    yield from ((f"evidence/{file.name}", file.read_bytes()) for file in beside.iterdir())
    shutil.rmtree(beside)


# --- The hunt -------------------------------------------------------------------------------------


def test_there_is_much_to_hunt(hunted: Hunted) -> None:
    hidden = [mark for mark in hunted.marked.marks if mark.sight not in SEES["public"]]
    assert len(hidden) > 300


def test_no_secret_is_where_it_may_not_be(hunted: Hunted, outputs: Mapping[str, Output]) -> None:
    assert [
        f"{output.name}: {mark.place}, {mark.sight}: {sorted(found)}"
        for output in outputs.values()
        for mark in hunted.marked.marks
        if (found := output.holding(mark)) and not output.may_hold(mark)
    ] == []


def test_all_that_may_be_seen_is_where_it_belongs(
    hunted: Hunted, outputs: Mapping[str, Output]
) -> None:
    assert [
        f"{output.name}: {mark.place}, {mark.sight}"
        for output in outputs.values()
        for mark in hunted.marked.marks
        if output.must_hold(mark) and mark.word not in output.found
    ] == []
    assert [output.name for output in outputs.values() if not output.found] == ["locked files"]


@pytest.mark.parametrize("name", ["public site", "share", "share of one entry"])
def test_what_is_in_files_is_in_no_page(
    hunted: Hunted, outputs: Mapping[str, Output], name: str
) -> None:
    found = outputs[name].found
    assert [
        f"{mark.place}: {path}"
        for mark in hunted.marked.marks
        if matches(CONTENT, mark)
        for path in found.get(mark.word, ())
        if not path.startswith("evidence/")
    ] == []


def test_keys_stay_at_home(root: Path, outputs: Mapping[str, Output]) -> None:
    assert outputs
    kept = yaml.safe_load((root / ".cpdsite/shares.yaml").read_text(encoding="utf-8"))
    keys = [text for text in texts(kept) if len(text) >= len("A" * 40)]
    assert len(keys) == 2
    sent = [path for path in root.rglob("*") if path.is_file() and ".cpdsite" not in path.parts]
    assert [path for path in sent for key in keys if key.encode() in path.read_bytes()] == []


def texts(value: object) -> Iterator[str]:
    """Each text in a value of YAML."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value

"""Every case of hostility: the exact report of `check`, and what of it reaches the site."""

import csv
import json
import os
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest
import yaml

from tests.commands import TALK, all_bytes, at, folder, tree
from tests.hostile.made import MADE, SECRET
from tests.tools import ROOT, leaves_site

FOLDER = ROOT / "tests/hostile"
KEPT: Mapping[str, str] = yaml.safe_load((FOLDER / "kept.yaml").read_text(encoding="utf-8"))
CASES = sorted([*KEPT, *MADE])
README = FOLDER / "README.md"
MARK = "<!-- made: the rest -->\n"
SCRIPTS = re.compile(r"(?:\.\./)*assets/js/[a-z-]+\.js")
PAGE = re.compile(r"<h1>.*?</h1>|<div class=\"body\">.*?</div>", re.DOTALL)


def accepted(path: Path, made: str) -> str:
    """A golden file as it stands; rewritten first where that was asked for."""
    if os.environ.get("CPDSITE_ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made.encode())
    return path.read_bytes().decode()


def put(case: str, root: Path) -> Path:
    """A folder with a case in it and nothing else."""
    journal = root / "journal"
    journal.mkdir()
    if case in KEPT:
        (journal / f"{case}.md").write_bytes((FOLDER / f"files/{case}.md").read_bytes())
    else:
        MADE[case](journal)
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All kept files in one journal, beside one that is well; what can be built of them."""
    root = tmp_path_factory.mktemp("hostile")
    files = {f"journal/{path.name}": path.read_bytes() for path in (FOLDER / "files").iterdir()}
    settings = "base_url: https://example.org/cpd/\n"
    folder(root, {**files, "journal/well.md": TALK, "cpdsite.yaml": settings})
    assert at(root, "build", "--keep-going").code == 0
    return root / "_site"


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_and_what_is_shown(case: str, tmp_path: Path, site: Path) -> None:
    ran = at(put(case, tmp_path), "check", "--format", "full")
    assert ran.err == ""
    stands = shown(case, site) if case in KEPT else built(tmp_path)
    made = "\n".join(filter(None, [ran.out, f"check ends with {ran.code}", stands]))
    golden = FOLDER / f"reports/{case}.txt"
    assert accepted(golden, f"{made}\n") == f"{made}\n", "run `make accept`, and read the diff"


def shown(case: str, site: Path) -> str:
    """The title and the text of a kept file on its page; "" where it has none."""
    page = site / f"entries/2025-06-12-{case}/index.html"
    found = PAGE.findall(page.read_text(encoding="utf-8")) if page.is_file() else []
    return "\n".join(["\nOn its page:", "", *map(str.strip, found)]) if found else ""


def built(root: Path) -> str:
    """What a build makes of a case that was made; it takes nothing from outside, and touches nothing."""
    before = tree(root)
    ran = at(root, "build", "--keep-going")
    assert ran.code in {0, 2}
    site = [*all_bytes(root / "_site")]
    assert bool(site) == (ran.code == 0)
    assert [path for path, data in site if SECRET in data or b"root:x:" in data] == []
    after = tree(root)
    assert {path: after[path] for path in before} == before
    assert {path.split("/")[0] for path in after.keys() - before.keys()} <= {"_site", ".cpdsite"}
    places = [path.removesuffix("index.html") for path, _ in site]
    own = [path for path in places if re.match("(?:entries|evidence|plan|tags)/.", path)]
    return "\n".join(["\nOn the site:", "", *own]) if own else ""


def test_one_bad_file_hides_no_other(site: Path) -> None:
    assert (site / "entries/2025-06-12-well/index.html").is_file()
    numbers = json.loads((site / "data/portfolio.json").read_text(encoding="utf-8"))
    assert numbers["years"][0]["entries"] == len(numbers["entries"])


class Dangers(HTMLParser):
    """What of a page could run, load or lead where it must not."""

    def __init__(self, html: str) -> None:
        """Look at a whole page."""
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that must not be there, or an attribute of it."""
        given = {name: value or "" for name, value in attrs}
        if tag in {"iframe", "object", "embed", "base", "style", "form"}:
            self.found.append(tag)
        if tag == "script" and not SCRIPTS.fullmatch(given.get("src", "")):
            self.found.append(f"a script from {given.get('src', 'the page itself')}")
        for name, value in given.items():
            leads = name in {"href", "src", "action", "formaction", "poster", "srcset"}
            allowed = re.match("https?://|mailto:", value) if tag == "a" else None
            if name.startswith("on") or (leads and leaves_site(value) and not allowed):
                self.found.append(f"{tag} {name}={value}")


def test_nothing_on_any_page_runs_or_loads_from_elsewhere(site: Path) -> None:
    # 404.html, which has a style of its own, holds no word of an entry.
    paths = [path for path in site.rglob("*.html") if path.name != "404.html"]
    pages = {path: path.read_text(encoding="utf-8") for path in paths}
    # `canonical` and the feed's address are absolute on purpose: nothing is loaded from them.
    own = re.compile(r'<link rel="(?:canonical|alternate)"[^>]*>')
    found = {str(path): Dangers(own.sub("", html)).found for path, html in pages.items()}
    assert {name: dangers for name, dangers in found.items() if dangers} == {}
    assert len(pages) > len(KEPT) / 2


def test_no_page_holds_what_was_never_written(site: Path) -> None:
    for path, data in all_bytes(site):
        if path.endswith((".html", ".xml", ".json", ".csv")):
            assert re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xe2\x80\xae", data) is None, path
            assert b">49<" not in data, path


def test_what_programs_read_is_well_formed(site: Path) -> None:
    for name in ("feed.xml", "sitemap.xml"):
        minidom.parse(str(site / name))  # noqa: S318 (ours)
    every: list[Any] = json.loads((site / "data/entries.json").read_text(encoding="utf-8"))
    with (site / "data/entries.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert len(rows) == len(every) > 1
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))] == []


def test_the_index_is_whole() -> None:
    assert sorted(KEPT) == sorted(path.stem for path in (FOLDER / "files").iterdir())
    assert sorted(path.stem for path in (FOLDER / "reports").iterdir()) == CASES
    head = README.read_text(encoding="utf-8").partition(MARK)[0]
    rows = "".join(f"| {name} | {sentence(case)} | {said(case)} |\n" for case, name in named())
    made = f"{head}{MARK}\n| case | what it is | what `check` says |\n|---|---|---|\n{rows}"
    assert accepted(README, made) == made, "run `make accept`"


def named() -> list[tuple[str, str]]:
    """Each case with a link to its file or, where it is made, to its report."""
    return [(c, f"[{c}]({f'files/{c}.md' if c in KEPT else f'reports/{c}.txt'})") for c in CASES]


def sentence(case: str) -> str:
    """What is hostile about a case."""
    return (KEPT.get(case) or str(MADE[case].__doc__)).removesuffix(".")


def said(case: str) -> str:
    """The codes of a report, each once, with a link to it; "nothing" for a file that is well."""
    report = (FOLDER / f"reports/{case}.txt").read_text(encoding="utf-8")
    codes = dict.fromkeys(re.findall(r"^\S.*?: \w+\[([a-z-]+)\]", report, re.MULTILINE))
    return f"[{', '.join(codes) or 'nothing'}](reports/{case}.txt)"

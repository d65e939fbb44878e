"""`cpdsite pack --format pdf`: tagged, with bookmarks, the evidence attached, nothing from elsewhere."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cpdsite.exchange import pdf as writing
from tests.commands import folder, process
from tests.test_pack import FILES, LETTER, PDF, packed
from tests.tools import ROOT, require

DAY = date(2025, 12, 31)
FOREIGN = "what no pack may hold"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of the other tests, packed."""
    made = folder(tmp_path_factory.mktemp("pdf"), FILES)
    ran = packed(made, form="pdf")
    assert ran.code == 0, ran.err
    return made


def told(program: str, *arguments: object) -> str:
    """What a program of Poppler says."""
    words = [require(program), *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def test_it_is_tagged_named_and_dated(root: Path) -> None:
    facts = dict(
        re.findall(r"^(\w+(?: \w+)*): +(.*)$", told("pdfinfo", root / "pack"), re.MULTILINE)
    )
    assert facts["Title"] == "CPD record of Robin Example, GCS 2025-26"
    assert (facts["Author"], facts["Tagged"], facts["Encrypted"]) == ("Robin Example", "yes", "no")
    assert facts["CreationDate"].startswith("Wed Dec 31 00:00:00 2025")
    tags = told("pdfinfo", "-struct-text", root / "pack")
    for tag in ("H1 (block)", "H2 (block)", "H3 (block)", "Table (block)", "TH ", "Figure"):
        assert tag in tags
    assert re.search(r'H1 \(block\)\s+Span \(inline\)\s+"CPD record of Robin Example"', tags)


def test_it_has_bookmarks_and_numbers_of_pages(root: Path) -> None:
    shown = told("pdftohtml", "-xml", "-i", "-stdout", root / "pack")
    assert re.findall(r"<item page=\"\d\">(.*)</item>", shown) == [
        "CPD record of Robin Example",
        "GCS 2025-26",
        "What is asked",
        "What was done",
        "Entries in full",
        "Before",
        "Talk &lt;b&gt;&amp; more&lt;/b&gt;",
        "Evidence",
    ]
    sheets = told("pdftotext", "-raw", root / "pack", "-").split("\f")[:-1]
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in sheet


def test_it_says_what_the_page_says_and_nothing_hidden(root: Path) -> None:
    text = " ".join(told("pdftotext", root / "pack", "-").split())
    for words in (
        "Talk <b>& more</b>",
        "Entries in full",
        "attached to this document",
        "of 30 CPD",
    ):
        assert words in text
    assert LETTER[:30] not in text


def test_the_evidence_is_attached(root: Path, tmp_path: Path) -> None:
    listed = told("pdfdetach", "-list", root / "pack").splitlines()
    assert listed == ["2 embedded files", "1: E01-zertifikat-é-rm-rf.pdf", "2: E02-slides.csv"]
    told("pdfdetach", "-saveall", "-o", tmp_path, root / "pack")
    found = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert found == {"E01-zertifikat-é-rm-rf.pdf": PDF, "E02-slides.csv": b"a,b\n"}


def test_the_same_journal_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    other = folder(tmp_path / "another folder", FILES)
    words = ("-C", other, "pack", "--format", "pdf", "--output", "pack", "--today", DAY)
    ran = process(*words, env={"TZ": "<-12>12", "PYTHONHASHSEED": "7"})
    assert ran.code == 0, ran.err
    assert (other / "pack").read_bytes() == (root / "pack").read_bytes()


# --- Nothing from elsewhere -----------------------------------------------------------------------

TAKING = """\
<img src="{0}" alt="x"><object data="{0}"></object><a rel="attachment" href="{0}">file</a>
<p style="background: url({0})">x</p>
"""
HEAD = '<link rel="stylesheet" href="{0}"><link rel="attachment" href="{0}"><base href="{0}">'


@pytest.mark.parametrize("how", ["path", "file", "http", "ftp", "relative"])
def test_nothing_is_read_from_elsewhere(how: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text(f"p::before {{ content: '{FOREIGN}' }}")
    address = {
        "path": str(secret),
        "file": secret.as_uri(),
        "http": "http://127.0.0.1:9/secret.css",
        "ftp": "ftp://127.0.0.1:9/secret.css",
        "relative": "secret.css",
    }[how]
    page = f"<html><head>{HEAD}</head><body>{TAKING}</body></html>".format(address)
    made = writing.pdf(page.encode(), {}, DAY)
    (tmp_path / "made.pdf").write_bytes(made)
    assert told("pdfdetach", "-list", tmp_path / "made.pdf") == "0 embedded files\n"
    assert FOREIGN not in told("pdftotext", tmp_path / "made.pdf", "-")


def test_a_theme_of_ones_own_takes_nothing_along(tmp_path: Path) -> None:
    root = folder(tmp_path, FILES)
    part = root / "themes/default/templates/partials/who.html"
    part.parent.mkdir(parents=True)
    part.write_text(TAKING.format("file:///etc/passwd"))
    assert packed(root, form="pdf").code == 0
    assert "passwd" not in told("pdfdetach", "-list", root / "pack")
    assert told("pdfdetach", "-list", root / "pack").startswith("2 embedded files")


# --- What it needs --------------------------------------------------------------------------------

WITHOUT = (
    "import sys; sys.modules['{}'] = None; from cpdsite.cli.main import main; main(sys.argv[1:])"
)
NO_PANGO = """
import sys
from cpdsite.cli.main import main

class Missing:
    def find_spec(self, name, *_):
        if name == "cffi":
            raise OSError("cannot load library 'pango-1.0-0'")

sys.meta_path.insert(0, Missing())
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (
            WITHOUT.format("weasyprint"),
            "cpdsite: a PDF needs WeasyPrint, which is not installed\n  help: run `python3 -m pip",
        ),
        (NO_PANGO, "cpdsite: a PDF needs Pango, which is not installed\n  help: install Pango (on"),
    ],
)
def test_what_is_missing_is_said(program: str, words: str, tmp_path: Path) -> None:
    root = folder(tmp_path, FILES)
    ran = subprocess.run(
        [sys.executable, "-c", program, "-C", str(root), "pack", "--format", "pdf"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr.startswith(words)) == (3, True), ran.stderr
    assert [*root.glob("*.pdf")] == []

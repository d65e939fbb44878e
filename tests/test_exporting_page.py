"""The pages on handing over: every command that they show gives what they show; no paper is missing."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpdsite.exchange.papers.cells import reader_of
from cpdsite.model.scheme import Document
from tests.commands import at
from tests.schemes.promises import HANDOVER
from tests.schemes.test_promises import scheme
from tests.test_docs import MADE, accepted, table
from tests.test_exports import portfolio
from tests.tools import ROOT

PAGE = ROOT / "docs/exporting.md"
TEXT = PAGE.read_text(encoding="utf-8")
PACKING = (ROOT / "docs/packing.md").read_text(encoding="utf-8")
SHOWN = re.findall(
    r"```console\n\$ cpdsite (export|pack)\b ?([^\n]*)\n(.*?)```", TEXT + PACKING, re.DOTALL
)
LEFT_OUT = "..."


@pytest.mark.parametrize(("command", "words", "lines"), SHOWN)
def test_what_is_shown_comes_out(command: str, words: str, lines: str, tmp_path: Path) -> None:
    first, *output = f" {words}".split(" --output ")
    options = shlex.split(first)
    if output:
        options += ["--output", str(tmp_path / output[0])]
    ran = at(ROOT, command, *options, today="2026-11-22")
    assert ran.code == 0
    text = (ran.err + ran.out).replace(f"{tmp_path}/", "")
    if lines.startswith(f"{LEFT_OUT}\n"):
        text = f"\n{text}"
    position = 0
    for part in lines.removesuffix("\n").split(LEFT_OUT):
        found = text.find(part.removesuffix("\n"), position)
        assert found >= 0, part
        position = found + len(part.removesuffix("\n"))
    assert {one for one, *_ in SHOWN} == {"export", "pack"}


def papers() -> Iterator[tuple[str, Document]]:
    """The papers of the bundled schemes in force."""
    for name in HANDOVER:
        yield from ((name, document) for document in scheme(name).handover)


def row(name: str, document: Document) -> list[str]:
    """What is to be known of a paper."""
    reader = reader_of(portfolio("points", "2025-12-31"), (), scheme(name))
    told = " · ".join(document.headings.get(one) or reader.heading(one) for one in document.columns)
    most = f"a text of up to {document.max_words:,} words" if document.max_words else ""
    return [f"`{name}`", f"`{document.id}`", document.title, told or most]


def test_the_papers_are_told() -> None:
    made = table(["scheme", "paper", "is", "tells"], (row(*one) for one in papers()))
    page = MADE.sub(lambda match: f"{match[1]}\n{made}\n{match[3]}", TEXT)
    assert accepted(PAGE, page) == page, "run `make accept`"

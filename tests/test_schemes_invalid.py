"""Scheme and framework files that cannot be used, and exactly what is said of each."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Source
from cpdsite.model.settings import COMMON_TYPES
from cpdsite.parse.frameworks import decode_framework
from cpdsite.parse.known import Known
from cpdsite.parse.schemes import decode_scheme

TABLE = Path(__file__).parent / "schemes_invalid.md"
FOLDER = Known(
    types=frozenset((*COMMON_TYPES, "ward-round")),
    frameworks=frozenset(("nmc-code", "ward")),
    complete=True,
)
"""A folder with a type and a framework of its own."""
ROW = re.compile(
    r"^## (?P<title>[^\n]+)\n+```change (?P<kind>\w+)\n(?P<old>.*?)=>\n(?P<new>.*?)```\n+"
    r"```said\n(?P<said>.*?)```$",
    re.MULTILINE | re.DOTALL,
)
SOUND = re.compile(r"^```sound (?P<kind>\w+)\n(?P<text>.*?)```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One row of the table: a sound file with some of its text replaced."""

    title: str
    kind: str
    text: str
    said: str


def sound() -> dict[str, str]:
    """The files without a fault, by kind."""
    return {
        found["kind"]: found["text"] for found in SOUND.finditer(TABLE.read_text(encoding="utf-8"))
    }


def faults() -> list[Fault]:
    """Every row of the table."""
    files = sound()
    rows = [*ROW.finditer(TABLE.read_text(encoding="utf-8"))]
    for row in rows:
        assert files[row["kind"]].count(row["old"]) == 1, row["title"]
    return [
        Fault(
            title=row["title"],
            kind=row["kind"],
            text=files[row["kind"]].replace(row["old"], row["new"]),
            said=row["said"],
        )
        for row in rows
    ]


def decode(kind: str, text: str) -> tuple[bool, list[Diagnostic]]:
    """Whether a file can be used, and its faults in the order of their places."""
    source = Source(path=f"{kind}s/ward.yaml", data=text.encode())
    found, diagnostics = (
        decode_scheme(source, FOLDER) if kind == "scheme" else decode_framework(source)
    )
    return found is not None, sorted(diagnostics, key=lambda one: (one.place.span, one.message))


def said(diagnostic: Diagnostic) -> str:
    """A fault as the table has it."""
    assert diagnostic.code == "scheme-invalid"
    span = diagnostic.place.span
    assert span is not None
    return f"{span.line}:{span.column} {diagnostic.message}\n  {diagnostic.help}\n"


@pytest.mark.parametrize("kind", ["scheme", "framework"])
def test_sound(kind: str) -> None:
    assert decode(kind, sound()[kind]) == (True, [])


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.title)
def test_fault(fault: Fault) -> None:
    """With CPDSITE_ACCEPT set the table is rewritten with what is said now."""
    used, diagnostics = decode(fault.kind, fault.text)
    now = "".join(map(said, diagnostics))
    if os.environ.get("CPDSITE_ACCEPT"):
        accept(fault, now)
    else:
        assert now == fault.said
    assert not used


def accept(fault: Fault, now: str) -> None:
    """Put what is said of a fault into its row of the table."""
    before, mark, row = TABLE.read_text(encoding="utf-8").partition(f"## {fault.title}\n")
    change, opened, rest = row.partition("```said\n")
    after = rest.removeprefix(fault.said)
    TABLE.write_text(f"{before}{mark}{change}{opened}{now}{after}", encoding="utf-8")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (FOLDER, ["conferences", "ward-rounds", "simulation", "nmc-coed", "mine"]),
        (replace(FOLDER, complete=False), ["conferences", "ward-rounds", "nmc-coed"]),
        (Known(), ["conferences"]),
        (None, ["conferences"]),
    ],
)
def test_only_what_is_certainly_no_word_of_the_folder_is_a_fault(
    known: Known | None, said: list[str]
) -> None:
    """Where types and frameworks of one's own are not known, a slip of a known word is."""
    types = (
        "course: formal, Ward round: job, conferences: formal, ward-rounds: job, simulation: job"
    )
    text = sound()["scheme"].replace("course: formal", types)
    source = Source(
        path="schemes/ward.yaml",
        data=f"{text}frameworks: [ward, nmc-coed, mine]\n".encode(),
    )
    _, faults = decode_scheme(source, known)
    assert [fault.message.split('"')[1] for fault in faults] == said

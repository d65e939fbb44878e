"""`docs/schemes.md`: whole, and right in every example."""

import re
from importlib import import_module

import pytest

from cpdsite.model.entry import FLAGS, Kind
from cpdsite.model.journal import Source
from cpdsite.model.scheme import By, Level, Many, Measure, Per, Rhythm, Yardstick
from cpdsite.parse.body import REFLECTION_MODELS
from cpdsite.parse.front_matter import Table, read_yaml
from cpdsite.parse.handover import LAYOUTS
from cpdsite.parse.keys import Key
from cpdsite.parse.schemes import decode_scheme
from tests.assess.journals import read
from tests.tools import ROOT

PAGE = (ROOT / "docs/schemes.md").read_text(encoding="utf-8")
SECTIONS = {
    part.partition("\n")[0]: part for part in re.split(r"^#{2,3} ", PAGE, flags=re.MULTILINE)[1:]
}
PLACES = {
    "schemes": ("At the top",),
    "editions": ("Editions (`applies`)",),
    "documents": ("Sources",),
    "units": ("Units", "Credit", "Period"),
    "taxonomies": ("Taxonomies", "Defaults"),
    "requirements": ("Requirements",),
    "parts": ("Windows (`over`)",),
    "limits": ("Caps", "Carry"),
    "variants": ("Variants",),
    "handover": ("Handover",),
}
"""By module of the reader: the sections that tell of its keys."""
BASE = """\
scheme: lantern
title: Keeper's learning
units: {points: {label: point, labels: points, per_hour: 1}}
period: {length: P3Y, start: 2025-09-01}
taxonomies:
  category: {label: Learning, terms: {flame: Flames, glass: Glass}}
  topic: {label: Topic, terms: {oil: Oil, wick: Wicks}, many: shared}
  area: {label: Area, terms: member.areas, many: split}
requirements:
  - {id: total, level: must, text: Sixty points, measure: sum, min: 60}
"""
"""What the examples of the reference are parts of."""


def blocks(sort: str) -> list[str]:
    """The examples of one sort."""
    return re.findall(rf"^```yaml{sort}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def keys_of(module: str) -> set[str]:
    """The keys that one module of the reader knows."""
    found = vars(import_module(f"cpdsite.parse.{module}")).values()
    return {one.name for one in found if isinstance(one, Key)}


def faults(text: str) -> list[str]:
    """What is wrong with a file called lantern.yaml."""
    source = Source(path="schemes/lantern.yaml", data=text.encode())
    return [f"{one.place.field}: {one.message}" for one in decode_scheme(source)[1]]


@pytest.mark.parametrize("module", PLACES)
def test_every_key_is_told_of_in_its_place(module: str) -> None:
    told = " ".join(SECTIONS[name] for name in PLACES[module])
    assert {key for key in keys_of(module) if f"`{key}`" not in told} == set()


def test_every_reader_of_keys_has_a_place() -> None:
    modules = {path.stem for path in (ROOT / "cpdsite/parse").glob("*.py")} - {"__init__"}
    others = {"frameworks", "profiles", "shares", "themes"}
    assert {name for name in modules if keys_of(name)} - others == {*PLACES}


def test_tables_name_only_keys_that_there_are() -> None:
    known = {key for module in PLACES for key in keys_of(module)}
    for module, names in PLACES.items():
        for name in names:
            tables = re.findall(r"^\| key \|.*?\n\n", SECTIONS[name], re.MULTILINE | re.DOTALL)
            rows = re.findall(r"^\| `(\w+)` \|", "".join(tables), re.MULTILINE)
            assert {row for row in rows if row not in known} == set(), (module, name)


@pytest.mark.parametrize(
    "words",
    [[*Level], [*Measure], [*Many], [*Yardstick], [*Per], [*Rhythm], [*By], [*FLAGS], [*LAYOUTS]],
)
def test_every_value_is_told_of(words: list[str]) -> None:
    assert [str(word) for word in words if f"`{word}`" not in PAGE] == []


def test_every_reflection_model_is_told_of() -> None:
    assert [name for name in REFLECTION_MODELS if f"`{name}`" not in SECTIONS["At the top"]] == []
    assert "goal" in {*Kind}


@pytest.mark.parametrize("text", blocks(" scheme"))
def test_each_whole_scheme_is_right(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("text", blocks(" part"))
def test_each_part_of_the_reference_is_right(text: str) -> None:
    part, found = read_yaml(text, "part")
    assert found == []
    assert isinstance(part, Table)
    own = {key.text for key, _ in part.pairs}
    rest = re.split(r"^(?=\w)", BASE, flags=re.MULTILINE)[1:]
    kept = "".join(one for one in rest if one.partition(":")[0] not in own)
    assert faults(kept + text) == []


def test_the_steps_of_the_tutorial_make_the_whole_file() -> None:
    steps = [step for step in blocks("") if step.split(":")[0] != "schemes"]
    whole = blocks(" scheme")[0]
    made, found = read_yaml("\n".join(steps), "steps")
    wanted, _ = read_yaml(whole, "whole")
    assert found == []
    assert isinstance(made, Table)
    assert isinstance(wanted, Table)
    assert sorted(key.text for key, _ in made.pairs) == sorted(key.text for key, _ in wanted.pairs)
    for step in steps:
        for section in re.split(r"^(?=\w)", step, flags=re.MULTILINE)[1:]:
            assert section.strip() in whole


@pytest.mark.parametrize("text", blocks(" settings"))
def test_each_settings_example_is_right(text: str) -> None:
    _, found = read(text, [], {"lantern": blocks(" scheme")[0]})
    assert [one.message for one in found] == []


def test_links_inside_the_page_lead_somewhere() -> None:
    headings = re.findall(r"^#{1,3} (.*)$", PAGE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
    assert set(re.findall(r"\]\(#([^)]*)\)", PAGE)) - anchors == set()

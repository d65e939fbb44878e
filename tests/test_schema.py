"""The schema for editors says of a front matter what `check` says of it, as far as an editor can see."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from cpdsite.exchange.schema import front_matter_schema
from cpdsite.files.sources import read_folder
from cpdsite.model.diagnostic import Severity
from cpdsite.model.entry import Kind
from cpdsite.model.journal import Source
from cpdsite.parse import front_matter
from cpdsite.parse.fields import FIELD_BY_NAME, FIELDS, Field, Shape
from cpdsite.parse.front_matter import Items, Node, Text
from cpdsite.parse.journal import read_vocabulary
from tests.commands import cpdsite, folder
from tests.reading import VOCABULARY, of_kind, read
from tests.tools import ROOT

# --- An editor ------------------------------------------------------------------------------------

Seen = str | float | bool | list["Seen"] | dict[str, "Seen"] | None

NULL = re.compile(r"~|null|Null|NULL|")
FLAG = re.compile(r"(true|True|TRUE)|false|False|FALSE")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def validator(schema: str) -> Draft7Validator:
    """A schema as an editor holds it."""
    found = json.loads(schema)
    Draft7Validator.check_schema(found)
    return Draft7Validator(found, format_checker=FormatChecker(["date"]))


def seen(node: Node) -> Seen:
    """What an editor makes of YAML: the types of YAML 1.2, which knows no dates."""
    if isinstance(node, Items):
        return [seen(item) for item in node.items]
    if not isinstance(node, Text):
        return {key.text: seen(value) for key, value in node.pairs}
    if not node.plain:
        return node.text
    if NULL.fullmatch(node.text):
        return None
    if flag := FLAG.fullmatch(node.text):
        return bool(flag[1])
    return float(node.text) if NUMBER.fullmatch(node.text) else node.text


EDITOR = validator(front_matter_schema(VOCABULARY))


def marks(*fields: str, editor: Draft7Validator = EDITOR) -> list[str]:
    """What an editor marks in a front matter."""
    node, faults = front_matter.read_yaml("\n".join(fields), "")
    assert (faults, node is None) == ([], False)
    return [fault.message for fault in editor.iter_errors(seen(node) if node else None)]


def errors(*fields: str) -> list[str]:
    """What `check` says of the same front matter; warnings are beyond an editor."""
    found = of_kind(*fields).findings
    return [f"{f.code} {f.message}" for f in found if f.severity is Severity.ERROR]


# --- Front matters of every sort ------------------------------------------------------------------

EMPTY = ("", "''", '"  "', "~", "null", "[]", "{}")
GOOD = {
    Shape.TEXT: ("A talk", "2024", "true", "no", "1:30", "'#3: ethics'", "2025-06-12", "0.5"),
    Shape.TEXTS: ("media", "[media, crisis]", "[2024, '', no]", "[[], media]", "'a, b'"),
    Shape.DAY: ("2025-06-12", "'2025-06-12'", "1950-01-01", "2199-12-31", "2024-02-29"),
    Shape.AMOUNT: ("6", "2.5", "2h30", "2h 30m", "150m", "150 min", "'0.5'", "0", "2.5h", ".5"),
    Shape.NUMBER: ("7", "2.5", "'0.5'", "0", "999999999", ".25"),
    Shape.FLAG: ("true", "FALSE", "yes", "No", "on", "'true'", "off"),
    Shape.CLAIMS: (
        *("{gcs: 7}", "{gcs: {points: 7, category: formal}}", "{hcpc: {exclude: true}}"),
        *("{gcs: {tier: 7}}", "{gcs: {tier: '14', practice: 2}}", "{gcs: {hours: 2h30}}"),
        *("{nmc: 3}", "{gcs: {category: Formal}}", "{gcs: }", "{gcs: {category: }}", "{gcs: ''}"),
    ),
    Shape.EVIDENCE: (
        *("a.pdf", "[a.pdf, 'b c.pdf']", "[{file: a.pdf}, {url: 'https://example.org', title: B}]"),
        *("[a.pdf, '', {}]", "{file: a.pdf, url: ''}", "[{file: 1, visibility: private}]"),
    ),
    Shape.SPAN: ("{from: 2024-04-01, to: 2025-03-31}",),
}
BAD = {
    Shape.TEXT: ("[a]", "{a: b}", "[[]]"),
    Shape.TEXTS: ("{a: b}", "[{a: b}]", "[[a]]"),
    Shape.DAY: ("2026-1-5", "12/6/2025", "2026-02-30", "1949-12-31", "2025", "[2025-06-12]"),
    Shape.AMOUNT: ("1:30", "1,5", "six", "-1", "2h75", "'012'", "1_000", "true", "[1]", "{a: 1}"),
    Shape.NUMBER: ("1,5", "seven", "-0.5", "2h", "'1e3'", "1234567890", "yes", "[7]"),
    Shape.FLAG: ("perhaps", "1", "0", "[true]", "y"),
    Shape.CHOICE: ("soon", "Done", "1", "[done]"),
    Shape.CLAIMS: (
        *("7", "gcs", "[gcs]", "{gsc: 7}", "{gcs: seven}", "{gcs: {point: 7}}", "{gcs: -1}"),
        *("{gcs: {category: informal}}", "{gcs: {tier: 8}}", "{gcs: {exclude: perhaps}}"),
        *("{gcs: [7]}", "{gcs: {category: [job, formal]}}", "{hcpc: {tier: 7}}"),
    ),
    Shape.EVIDENCE: (
        *("{title: A}", "[{file: a.pdf, url: b}]", "[{path: a.pdf}]", "[[a.pdf]]"),
        *("[{file: [a.pdf]}]", "[{file: a.pdf, visibility: nobody}]", "{file: ''}"),
    ),
    Shape.SPAN: (
        "{from: 2024-04-01}",
        "2024",
        "{from: 2024-04-01, to: }",
        "[2024-04-01]",
        "{a: b}",
    ),
}
WORDS = {
    "type": (("course", "Course", "peer review", "WARD-ROUND"), ("lecture", "1", "[course]")),
    "category": (("job", "Formal", "others"), ("informal", "2", "[job]")),
    "scheme": (("gcs", "nmc"), ("gsc", "GCS", "[gcs]")),
    "tags": (("hiding", "[a, b]"), ("hidden", "[a, Hidden]", "{a: b}")),
    "kind": ((), ("goals", "Goal", "1")),
}
"""Values of fields that take some words only: those they take, and others."""
ALIASES = {"hours": "learning_hours", "date": "start_date"}


def values(field: Field, *, good: bool) -> tuple[str, ...]:
    """What may be written into a field."""
    if field.name in WORDS:
        return WORDS[field.name][not good]
    if field.shape is Shape.CHOICE:
        return field.choices if good else BAD[Shape.CHOICE]
    return (GOOD if good else BAD)[field.shape]


@st.composite
def front_matters(draw: st.DrawFn, *, bad: bool) -> list[str]:
    """The lines of a front matter, some of them wrong if it may be bad."""

    def slip(one_in: int) -> bool:
        return bad and draw(st.integers(1, one_in)) == 1

    kind = draw(st.sampled_from(Kind))
    mine = [field for field in FIELDS if kind in field.kinds and field.name != "kind"]
    others = [field for field in FIELDS if kind not in field.kinds]
    needed = [FIELD_BY_NAME[name] for name in ("title", "date")]
    needed += [FIELD_BY_NAME["type"]] if kind is Kind.ACTIVITY else []
    fields = draw(st.lists(st.sampled_from(mine), max_size=6, unique=True))
    fields += [field for field in needed if field not in fields and not slip(12)]
    fields += [draw(st.sampled_from(others))] if others and slip(12) else []
    lines = [] if kind is Kind.ACTIVITY and draw(st.booleans()) else [f"kind: {kind}"]
    for field in fields:
        name = ALIASES.get(field.name, field.name) if draw(st.booleans()) else field.name
        said = values(field, good=not slip(8))
        if slip(15) or (field not in needed and draw(st.integers(1, 8)) == 1):
            said = EMPTY
        lines.append(f"{name}: {draw(st.sampled_from(said))}")
    lines += ["catgory: formal"] if slip(20) else []
    lines += ["learning_hours: 2"] if slip(20) else []
    return list({line.partition(":")[0]: line for line in lines}.values())


@settings(max_examples=300, deadline=None)
@given(front_matters(bad=True))
def test_the_editor_and_check_agree(fields: list[str]) -> None:
    assert bool(marks(*fields)) == bool(errors(*fields)), (marks(*fields), errors(*fields))


@settings(max_examples=100, deadline=None)
@given(front_matters(bad=False))
def test_neither_finds_fault_with_what_is_right(fields: list[str]) -> None:
    assert (marks(*fields), errors(*fields)) == ([], [])


OF_EACH_SORT = {field.name if field.name in WORDS else field.shape: field for field in FIELDS}


@pytest.mark.parametrize("field", OF_EACH_SORT.values(), ids=lambda field: field.name)
def test_they_agree_on_each_value_of_each_sort_of_field(field: Field) -> None:
    kind = next(kind for kind in Kind if kind in field.kinds)
    plain = {"kind": str(kind), "title": "A", "date": "2025-06-12"}
    plain |= {"type": "course"} if kind is Kind.ACTIVITY else {}
    for value in (*values(field, good=False), *values(field, good=True), *EMPTY):
        fields = [f"{name}: {text}" for name, text in (plain | {field.name: value}).items()]
        assert bool(marks(*fields)) == bool(errors(*fields)), (marks(*fields), errors(*fields))


MEMBER = read_vocabulary(
    replace(
        read_folder(ROOT),
        settings=Source(
            path="cpdsite.yaml",
            data=b"schemes: [{id: pmi-pmp, certified: 2025-01-01},"
            b" {id: engineers-australia, areas: [Civil, Fire safety]}]",
        ),
    )
)[0]
MEMBERS_EDITOR = validator(front_matter_schema(MEMBER))


@pytest.mark.parametrize(
    ("claims", "right"),
    [
        ("{pmi-pmp: {triangle: ways}}", True),
        ("{pmi-pmp: {triangle: [ways, Power]}}", True),
        ("{pmi-pmp: {triangle: [ways, '']}}", True),
        ("{pmi-pmp: {triangle: {ways: 2, power: '0.5'}}}", True),
        ("{pmi-pmp: {triangle: {}}}", True),
        ("{pmi-pmp: {triangle: [ways, way]}}", False),
        ("{pmi-pmp: {triangle: {ways: two}}}", False),
        ("{pmi-pmp: {triangle: {wayz: 1}}}", False),
        ("{pmi-pmp: {triangle: [[ways]]}}", False),
        ("{engineers-australia: {area: [civil, fire-safety]}}", True),
        ("{engineers-australia: {area: Fire Safety}}", True),
        ("{engineers-australia: {area: {Civil: 1}}}", False),
        ("{engineers-australia: {area: Mechanical}}", False),
        ("{hcpc: {category: work}, gcs: 7}", True),
        ("{hcpc: {category: job}}", False),
    ],
)
def test_they_agree_on_terms_that_share_and_split(claims: str, right: bool) -> None:  # noqa: FBT001 (from the table)
    fields = ["title: A", "date: 2025-06-12", "type: course", f"claims: {claims}"]
    found = read("\n".join(["---", *fields, "---", ""]), vocabulary=MEMBER).findings
    assert (marks(*fields, editor=MEMBERS_EDITOR) == [], found == ()) == (right, right), found


@pytest.mark.parametrize(
    ("line", "marked", "said"),
    [
        # The editor's reader of YAML has made a number of it: how it was written is gone.
        ("hours: 012", False, ['bad-amount "012" is not an amount of time']),
        ("hours: 1e1", False, ['bad-amount "1e1" is not an amount of time']),
        ("points: +7", False, ['bad-amount "+7" is not a number']),
        ("points: 7.", False, ['bad-amount "7." is not a number']),
        # What is between quotation marks may have spaces around it, but an editor offers plain words.
        ("status: ' done '", True, []),
        ("end: ' 2025-06-13 '", True, []),
        # Any punctuation may join the words of a name; an editor knows the usual signs.
        ("type: peer/review", True, []),
        # Other lines, other files.
        ("end: 2025-06-11", False, []),
        ("competencies: nobody/knows", False, []),
    ],
)
def test_where_an_editor_sees_less_or_is_stricter(line: str, marked: bool, said: list[str]) -> None:  # noqa: FBT001 (from the table)
    plain = {"title": "title: A", "date": "date: 2025-06-12", "type": "type: course"}
    fields = [*(plain | {line.partition(":")[0]: line}).values()]
    assert bool(marks(*fields)) == marked
    assert errors(*fields) == said


# --- The command ----------------------------------------------------------------------------------


def test_the_example_journal_holds_to_its_schema() -> None:
    source = read_folder(ROOT)
    vocabulary, faults = read_vocabulary(source)
    assert faults == []
    editor = validator(front_matter_schema(vocabulary))
    for entry in source.entries:
        text, _ = front_matter.decode_text(entry.data, entry.path)
        cut, _ = front_matter.cut(text or "", entry.path)
        assert cut is not None
        node, _ = front_matter.read_yaml(cut.front_matter, entry.path)
        assert node is not None
        assert [f"{entry.path}: {e.message}" for e in editor.iter_errors(seen(node))] == []


def test_the_schema_knows_the_words_of_the_folder(tmp_path: Path) -> None:
    settings_file = (
        "schemes: [gcs]\ntypes: {Ward round: {like: work-based}}\nfields: {Dauer: hours}"
    )
    ran = cpdsite("-C", folder(tmp_path, {"cpdsite.yaml": settings_file}), "schema")
    found = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert found["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "ward-round" in found["properties"]["type"]["anyOf"][0]["enum"]
    assert found["properties"]["Dauer"]["description"].startswith("`hours`: Time spent")
    assert ran.out.isascii()


def test_a_folder_without_anything_has_a_schema_too(tmp_path: Path) -> None:
    ran = cpdsite("-C", tmp_path, "schema")
    assert (ran.code, ran.err) == (0, "")
    assert "title" in json.loads(ran.out)["properties"]


def test_settings_must_be_right_first(tmp_path: Path) -> None:
    ran = cpdsite("-C", folder(tmp_path, {"cpdsite.yaml": "schemes: [gsc]"}), "schema")
    assert (ran.code, ran.out) == (2, "")
    assert 'error[settings-invalid] there is no scheme "gsc"' in ran.err

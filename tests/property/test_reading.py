"""Whatever bytes a file holds: no crash, no place outside the file, the same entry however it is saved."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cpdsite.model.diagnostic import Diagnostic, Finding, Place, Severity
from cpdsite.model.journal import Folder, Source
from cpdsite.model.slug import segment, slug
from cpdsite.parse.entries import decode_entry
from cpdsite.parse.fields import FIELDS, Field, Shape
from cpdsite.parse.journal import decode
from cpdsite.parse.places import locate
from cpdsite.parse.scalars import amount, day, number
from tests.reading import PATH, VOCABULARY, in_file, read

PIECES = (
    *(
        "---\n",
        "--- \n",
        "...\n",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "  ",
        "- ",
        "? ",
        ": ",
        ":",
        "# ",
        "#",
    ),
    *(
        "title: ",
        "date: ",
        "type: course\n",
        "hours: ",
        "claims:\n",
        "  gcs: ",
        "tags: [",
        "kind: ",
    ),
    *("evidence:\n", "  - file: ", "period: {from: ", "visibility: ", "points: 7\n", "title: A\n"),
    *(
        "date: 2025-06-12\n",
        "{",
        "}",
        "[",
        "]",
        ",",
        "'",
        '"',
        "|\n",
        ">\n",
        "&a ",
        "*a",
        "!!str ",
        "%",
    ),
    *(
        "\\",
        '"\\0"',
        "@",
        "`",
        "~",
        "null",
        "no",
        "1:30",
        "012",
        "1,5",
        ".nan",
        "2026-02-30",
        "<<: ",
    ),
    *(
        "\u0085",
        "\u2028",
        "\u2029",
        "\u00a0",
        "\ufeff",
        "\x00",
        "\x07",
        "\x1b",
        "é",
        "🎓",
        "a",
        "word ",
    ),
    *(
        "[x](y.md)",
        "## So what\n",
        "<!-- c -->",
        "> ",
        "|a|b|\n|-|-|\n",
        "[^1]",
        "```\n",
        "private",
    ),
)
NEAR_YAML = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
NEAR_ENTRIES = st.builds(
    "---\ntitle: A\ndate: 2025-06-12\ntype: course\n{}\n---\n{}".format, NEAR_YAML, NEAR_YAML
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes(data: bytes) -> None:
    for file in (data, b"---\n" + data, b"---\n" + data + b"\n---\n"):
        result = read(file)
        assert in_file(result.findings, file)
        assert result.entry is not None or result.findings != ()


@settings(max_examples=600, deadline=None)
@given(st.one_of(NEAR_YAML, NEAR_ENTRIES))
def test_text_that_is_nearly_yaml(text: str) -> None:
    data = text.encode()
    result = read(data)
    assert in_file(result.findings, data)
    assert result.entry is not None or result.findings != ()


@settings(max_examples=200, deadline=None)
@given(st.one_of(NEAR_YAML, st.binary(max_size=100)))
def test_settings_of_any_sort(file: str | bytes) -> None:
    data = file.encode() if isinstance(file, str) else file
    source = Source(path="cpdsite.yaml", data=data)
    points = b"id: points\n"
    folder = Folder(settings=source, schemes={"points": Source(path="points.yaml", data=points)})
    _, found = decode(folder)
    own = [d for d in found if d.place.path == "cpdsite.yaml"]
    located = locate(own, folder, {})
    assert in_file(located, data)
    assert {finding.code for finding in located} <= {"settings-invalid"}


@settings(max_examples=200, deadline=None)
@given(NEAR_ENTRIES, st.sampled_from(["\r\n", "\r"]), st.booleans())
def test_the_same_entry_with_every_line_end(text: str, end: str, mark: bool) -> None:  # noqa: FBT001 (drawn)
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    saved = ("\ufeff" if mark else "") + plain.replace("\n", end)
    one, other = read(plain), read(saved)
    assert other.entry == one.entry
    assert other.report == one.report


# --- Places ---------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("aé🎓 -_'x9"), min_size=1, max_size=12).map(
    lambda text: "'" + text.replace("'", "''") + "'"
)
VALUES = {
    Shape.TEXT: WORDS,
    Shape.TEXTS: st.lists(WORDS, min_size=1, max_size=3).map(lambda words: f"[{', '.join(words)}]"),
    Shape.DAY: st.dates().map(str),
    Shape.AMOUNT: st.sampled_from(["1", "2h30", "90 min", "six"]),
    Shape.NUMBER: st.sampled_from(["1", "2.5", "1,5"]),
    Shape.FLAG: st.sampled_from(["true", "no", "perhaps"]),
    Shape.CHOICE: WORDS,
    Shape.CLAIMS: st.sampled_from(["{gcs: 7}", "{gcs: {points: 7}}", "{gsc: {tier: 7}}"]),
    Shape.EVIDENCE: st.sampled_from(["a.pdf", "[a.pdf, {file: b.pdf}]"]),
    Shape.SPAN: st.just("{from: 2025-01-01, to: 2025-12-31}"),
}


@settings(max_examples=100, deadline=None)
@given(st.data(), st.lists(st.sampled_from(FIELDS), min_size=1, max_size=12, unique=True))
def test_every_field_is_found_at_its_value(data: st.DataObject, fields: list[Field]) -> None:
    known = [field for field in FIELDS if field in fields]
    written = [data.draw(VALUES[field.shape]) for field in known]
    blanks = data.draw(st.lists(st.integers(1, 4), min_size=len(known), max_size=len(known)))
    lines = [
        f"{field.name}:{' ' * blank}{value}"
        for field, blank, value in zip(known, blanks, written, strict=True)
    ]
    source = Source(path=PATH, data="\r\n".join(["", "---", *lines, "---", ""]).encode())
    _, found = decode_entry(source, VOCABULARY)
    located = locate(found, Folder(entries=(source,)), {})
    assert in_file(located, source.data)
    for number_of, (field, blank, value) in enumerate(zip(known, blanks, written, strict=True), 3):
        finding = found_at(source, field.name)
        assert (finding.line, finding.column) == (number_of, len(field.name) + 2 + blank)
        assert finding.width == len(value)
        on_key = found_at(source, field.name, on_key=True)
        assert (on_key.line, on_key.column, on_key.width) == (number_of, 1, len(field.name))
        below = found_at(source, f"{field.name}.0.nothing")
        assert below.line == number_of


def found_at(source: Source, field: str, *, on_key: bool = False) -> Finding:
    """Where a field of a file stands."""
    place = Place(path=source.path, field=field, on_key=on_key)
    asked = Diagnostic(code="", severity=Severity.NOTE, place=place, message="", help="")
    return locate([asked], Folder(entries=(source,)), {})[0]


# --- Words and numbers ----------------------------------------------------------------------------


@given(st.text(max_size=40))
def test_scalars_of_any_text(text: str) -> None:
    for found in (amount(text), number(text)):
        assert found is None or found >= 0
    assert day(text) is None or str(day(text)) == text


@given(st.text(max_size=40))
def test_slugs_are_settled(text: str) -> None:
    made = slug(text)
    assert made
    assert made == slug(made)
    assert not set(made) & set("/\\?#%: .\n\t\x00")
    assert segment(text)
    assert not set(segment(text)) & set("/\\?#%: \n\t\x00")
    assert segment(text) not in {".", ".."}


@given(st.integers(0, 10_000), st.integers(0, 59))
def test_every_amount_written_in_hours_and_minutes_is_exact(hours: int, minutes: int) -> None:
    total = hours * 60 + minutes
    for written in (f"{hours}h{minutes:02}", f"{hours}h {minutes}m", f"{total} min", f"{total}m"):
        found = amount(written)
        assert found is not None
        assert found * 60 == total

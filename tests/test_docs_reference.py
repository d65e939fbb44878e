"""`docs/kinds.md`, `docs/settings.md` and `docs/limits.md` say what the code does: parts are made from it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cpdsite.checks.attachments import ALLOWED
from cpdsite.model.entry import Kind, Visibility
from cpdsite.model.journal import FILE_LIMIT
from cpdsite.model.settings import Settings
from cpdsite.parse.fields import FIELDS, KINDS
from cpdsite.parse.front_matter import DEPTH_LIMIT, FRONT_MATTER_LIMIT, TOKEN_LIMIT
from cpdsite.parse.markdown import NESTING_LIMIT
from cpdsite.parse.scalars import YEARS
from cpdsite.parse.settings import SETTINGS
from tests.reading import read, settings_of
from tests.test_docs import accepted, fields, table
from tests.tools import ROOT

DOCS = ROOT / "docs"
MADE = re.compile(r"(<!-- made: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
OTHERS = [kind for kind in Kind if kind is not Kind.ACTIVITY]
EXAMPLE = re.compile(r"^## (\S+)\n.*?^```markdown[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def assert_made(page: Path, part: Callable[[str], str]) -> None:
    """Hold the made parts of a page against what the code gives."""
    now = page.read_text(encoding="utf-8")
    made = MADE.sub(lambda match: f"{match[1]}\n{part(match[2])}\n{match[3]}", now)
    assert accepted(page, made) == made, "run `make accept`"


# --- docs/kinds.md --------------------------------------------------------------------------------

KINDS_PAGE = (DOCS / "kinds.md").read_text(encoding="utf-8")
EXAMPLES = dict(EXAMPLE.findall(KINDS_PAGE))


def of_kind(name: str) -> str:
    """The list of the kinds, or the fields that one kind has and not every kind."""
    if name == "list":
        return "".join(f"- [`{kind}`](#{kind}): {KINDS[kind]}\n" for kind in OTHERS)
    return fields(field for field in FIELDS if name in field.kinds and len(field.kinds) < len(Kind))


def test_the_fields_of_each_kind_are_told() -> None:
    assert_made(DOCS / "kinds.md", of_kind)
    assert [*EXAMPLES] == [str(kind) for kind in OTHERS]


@pytest.mark.parametrize("kind", OTHERS)
def test_the_example_of_a_kind_uses_every_field_of_its_own(kind: Kind) -> None:
    found = read(EXAMPLES[kind])
    assert [one for one in found.report if "unknown-scheme" not in one] == []
    assert found.entry is not None
    assert found.entry.kind is kind
    own = {one.name for one in FIELDS if kind in one.kinds and len(one.kinds) < len(Kind)}
    assert own <= set(re.findall(r"^(\w+):", EXAMPLES[kind], re.MULTILINE))


def test_who_sees_them_is_as_told() -> None:
    settings, _ = settings_of("")
    shown = {kind for kind in OTHERS if settings.visibility[kind] is Visibility.PUBLIC}
    assert shown == {Kind.GOAL}


# --- docs/settings.md -----------------------------------------------------------------------------


def test_every_setting_is_told_and_shown() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml settings\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert {*re.findall(r"^(\w+):", example, re.MULTILINE)} == {*SETTINGS}
    assert {*re.findall(r"^\| `(\w+)`", text, re.MULTILINE)} == {*SETTINGS}
    assert settings_of(example)[1] == []


def test_one_setting_turns_all_to_the_reviewer() -> None:
    text = (DOCS / "faq.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"^```yaml settings\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    settings, found = settings_of(lines)
    assert found == []
    assert {*settings.visibility.values()} == {Visibility.REVIEWER}


# --- docs/limits.md -------------------------------------------------------------------------------


def limits(name: str) -> str:
    """The bounds of entries, or of files."""
    megabytes = Settings().evidence_limit // (1024 * 1024)
    return {
        "limits entries": table(
            ["what", "at most"],
            [
                ["a Markdown file", f"{FILE_LIMIT:,} bytes"],
                ["front matter", f"{FRONT_MATTER_LIMIT:,} characters"],
                ["names, values and marks of YAML in it", f"{TOKEN_LIMIT:,}"],
                ["lists and mappings in each other", f"{DEPTH_LIMIT} deep"],
                ["quotations and lists in each other, in the body", f"{NESTING_LIMIT} levels"],
                ["dates", f"the years {YEARS[0]} to {YEARS[-1]}"],
            ],
        ),
        "limits files": table(
            ["what", "bound"],
            [
                ["sorts of evidence", ", ".join(f"`{one}`" for one in ALLOWED)],
                ["a file of evidence", f"{megabytes} MB, or `evidence_limit` of the settings"],
            ],
        ),
    }[name]


def test_the_limits_are_those_of_the_code() -> None:
    assert_made(DOCS / "limits.md", limits)

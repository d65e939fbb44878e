"""The reference pages say what the code does: they are made from it, and their examples are true."""

import os
import re
import shlex
from collections.abc import Iterable
from pathlib import Path

import click
import pytest

from cpdsite.cli.main import cli
from cpdsite.model.entry import Kind
from cpdsite.model.settings import COMMON_TYPES
from cpdsite.parse.body import HEADINGS
from cpdsite.parse.fields import FIELDS, KINDS, Field, Shape
from tests.commands import at, cpdsite, folder
from tests.reading import activity, settings_of
from tests.tools import ROOT

ENTRIES = ROOT / "docs/entries.md"
COMMANDS = ROOT / "docs/commands.md"
MADE = re.compile(r"(<!-- made: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def accepted(path: Path, made: str) -> str:
    """A page as it stands; rewritten first where that was asked for."""
    if os.environ.get("CPDSITE_ACCEPT"):
        path.write_text(made, encoding="utf-8")
    return path.read_text(encoding="utf-8")


# --- docs/entries.md ------------------------------------------------------------------------------

SHAPES = {
    Shape.TEXT: "text",
    Shape.TEXTS: "list of text",
    Shape.DAY: "date",
    Shape.AMOUNT: "amount of time",
    Shape.NUMBER: "number",
    Shape.FLAG: "true or false",
    Shape.CLAIMS: "[claims](#what-you-claim)",
    Shape.EVIDENCE: "[list of evidence](#evidence)",
    Shape.SPAN: "`{from: 2024-04-01, to: 2025-03-31}`",
}
LINKS = {"kind": "[a kind](#kinds)", "type": "[a type](#types-of-activity)"}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    names = [*head]
    lines = [names, ["---"] * len(names), *rows]
    return (
        "".join(f"| {' | '.join(line)} |\n" for line in lines)
        .replace("| --- ", "|---")
        .replace("--- |", "---|")
    )


def fields(found: Iterable[Field], *, kinds: bool = False) -> str:
    """The table of some fields."""
    head = ["field", *(["of"] if kinds else []), "value", "says"]
    return table(head, (row(field, kinds=kinds) for field in found))


def row(field: Field, *, kinds: bool) -> Iterable[str]:
    """What is to be known of a field."""
    yield f"`{field.name}`"
    if kinds:
        yield ", ".join(kind for kind in Kind if kind in field.kinds)
    choices = ", ".join(f"`{choice}`" for choice in field.choices)
    yield LINKS.get(field.name) or choices or SHAPES[field.shape]
    yield field.about


def others() -> list[Field]:
    """The fields that other kinds have, by kind; one that an activity has too is here again."""
    found = [f for f in FIELDS if len(f.kinds) < len(Kind) and f.kinds != {Kind.ACTIVITY}]
    return sorted(
        found, key=lambda field: min([*Kind].index(k) for k in field.kinds - {Kind.ACTIVITY})
    )


def part(name: str) -> str:
    """A part of the page that is made."""
    return {
        "kinds": table(["kind", "is"], ([f"`{kind}`", about] for kind, about in KINDS.items())),
        "fields common": fields(field for field in FIELDS if field.kinds == {*Kind}),
        "fields activity": fields(
            f for f in FIELDS if Kind.ACTIVITY in f.kinds and f.kinds != {*Kind}
        ),
        "fields others": fields(others(), kinds=True),
        "types": ", ".join(f"`{name}`" for name in COMMON_TYPES).replace(
            ", `other`", " and `other`.\n"
        ),
        "headings": table(
            ["field", "headings"],
            (
                [f"`{name}`", ", ".join(f"*{text}*" for text in texts)]
                for name, texts in HEADINGS.items()
            ),
        ),
    }[name]


def test_the_reference_of_entries_is_that_of_the_tables() -> None:
    now = ENTRIES.read_text(encoding="utf-8")
    made = MADE.sub(lambda match: f"{match[1]}\n{part(match[2])}\n{match[3]}", now)
    assert accepted(ENTRIES, made) == made, "run `make accept`"


def test_every_kind_is_told() -> None:
    assert [*KINDS] == [*Kind]


TEXT = ENTRIES.read_text(encoding="utf-8")


@pytest.mark.parametrize("lines", re.findall(r"```markdown\n([a-z]+:.*?)```", TEXT, re.DOTALL))
def test_the_fields_shown_can_be_read(lines: str) -> None:
    found = activity(*lines.replace("icpem", "nmc").splitlines()).findings
    assert [finding.message for finding in found] == []


@pytest.mark.parametrize("text", re.findall(r"```yaml settings\n(.*?)```", TEXT, re.DOTALL))
def test_the_settings_shown_are_right(text: str) -> None:
    assert settings_of(text)[1] == []


def test_what_is_written_and_never_is_as_told() -> None:
    rows = re.findall(
        r"^\| (date|amount of time|number|true or false) \| (.*) \| (.*) \|$", TEXT, re.MULTILINE
    )
    names = {
        "date": "end",
        "amount of time": "hours",
        "number": "points",
        "true or false": "highlight",
    }
    for what, written, never in rows:
        for example in re.findall("`(.+?)`", written):
            assert activity(f"{names[what]}: {example}").report == []
        for example in re.findall("`(.+?)`", never):
            assert activity(f"{names[what]}: {example}").report != []
    assert len(rows) == len(names)


# --- docs/commands.md -----------------------------------------------------------------------------

HEAD = """\
# Commands

What each command says of itself with `--help`. `cpdsite -C DIR COMMAND` runs a command in another folder.

Every command ends with 0 when there is nothing worse than a warning, with 1 for errors in the journal,
with 2 for a wrong command, setting, scheme or theme, and with 3 for trouble with the disk, a port, the
network or git.
"""


def commands(group: click.Group, *above: str) -> Iterable[tuple[str, ...]]:
    """The words of every command, those of a group below it."""
    for name, command in group.commands.items():
        yield (*above, name)
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


def told(*words: str) -> str:
    """What a command says of itself, on a page of 100 columns."""
    ran = cpdsite(*words, "--help", env={"COLUMNS": "100"})
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_the_reference_of_commands_is_what_they_say() -> None:
    every = [(), *commands(cli)]
    sections = (
        f"\n## {' '.join(('cpdsite', *words))}\n\n```text\n{told(*words)}```\n" for words in every
    )
    made = HEAD + "".join(sections)
    assert accepted(COMMANDS, made) == made, "run `make accept`"


@pytest.mark.parametrize("words", [(), *commands(cli)], ids=" ".join)
def test_every_command_has_an_example_of_itself(words: tuple[str, ...]) -> None:
    examples = told(*words).partition("Example")[2]
    assert re.search(rf"^  +cpdsite .*{' '.join(words)}", examples, re.MULTILINE)


# --- README.md ------------------------------------------------------------------------------------

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    *(ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "tests/hostile/README.md"),
    *sorted((ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", without_boxes(page))
    for address in re.findall(r"\]\(([^)\s]+)\)", text):
        if not address.startswith("https://"):
            path, _, anchor = address.partition("#")
            aim = page.parent / path if path else page
            assert aim.exists(), address
            assert not anchor or anchor in anchors(aim), address


def without_boxes(page: Path) -> str:
    """The text of a page, blocks of code left out."""
    text = page.read_text(encoding="utf-8")
    return re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """What links to the headings of a page name."""
    headings = re.findall(r"^#+ (.+)$", without_boxes(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages - {*re.findall(r"\]\((\S+?)\)", index)} == set()


def test_what_the_readme_shows_is_right(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```markdown\n(.*?)```", README, re.DOTALL)
    (settings,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    folder(tmp_path, {"journal/2025-06-12-crisis-communication.md": shown.encode()})
    assert at(tmp_path, "check").out == ""
    (tmp_path / "cpdsite.yaml").write_text(settings, encoding="utf-8")
    ran = at(tmp_path, "check")
    assert (ran.code, "settings-invalid" in ran.out) == (0, False)
    assert {*re.findall(r"^\| `cpdsite (\w+)", README, re.MULTILINE)} <= {*cli.commands}


def test_the_commands_of_the_readme_make_a_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = re.findall(r"^```\n(.*?)```", README, re.DOTALL | re.MULTILINE)
    lines = re.findall(r"^(cpdsite|cd) (.+)$", "".join(blocks), re.MULTILINE)
    lines += [
        ("cpdsite", name) for name in re.findall(r"^\| `cpdsite (\w+)`", README, re.MULTILINE)
    ]
    monkeypatch.chdir(tmp_path)
    for program, words in lines:
        if program == "cd":
            monkeypatch.chdir(words)
        else:
            ran = cpdsite(*shlex.split(words))
            assert (ran.code, ran.err) == (0, ""), words
    assert (tmp_path / "cpd/_site/index.html").is_file()

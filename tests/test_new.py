"""`cpdsite new`: from a title to a valid entry, by flags, from standard input and by questions."""

from __future__ import annotations

import io
import shutil
import stat
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdsite.cli.asking import ask
from cpdsite.cli.entry_options import flag_of
from cpdsite.counting import check
from cpdsite.exchange.drafting import fields_of
from cpdsite.exchange.yaml_text import writable
from cpdsite.files.sources import bundled_schemes
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.settings import COMMON_TYPES
from cpdsite.model.slug import slug
from cpdsite.parse.body import REFLECTION_MODELS
from cpdsite.parse.fields import FIELD_BY_NAME, FIELDS, Shape
from cpdsite.parse.scalars import amount
from cpdsite.parse.schemes import decode_scheme
from tests.commands import Ran, at, cpdsite, entry, folder
from tests.terminal import typed
from tests.tools import TODAY

SETTINGS = """\
schemes: [gcs, {id: hcpc, renewal: 2025-10-01}]
types: {Ward round: {like: work-based}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with settings and an empty journal."""
    (tmp_path / "journal").mkdir()
    return folder(tmp_path, {"cpdsite.yaml": SETTINGS})


def written(root: Path, *options: str, stdin: str = "") -> str:
    """The text of the entry that a command writes."""
    ran = new(root, *options, stdin=stdin)
    assert ran.code == 0, ran.err
    return Path(ran.out.strip()).read_text()


def new(root: Path, *options: str, stdin: str = "") -> Ran:
    """Run the command with something on standard input."""
    stream = io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
    with patch.object(sys, "stdin", stream):
        return at(root, "new", *options)


def entries(root: Path) -> list[Entry]:
    """What the journal holds; no entry may have an error."""
    checked = check(root, date.fromisoformat(TODAY))
    assert checked.errors == ()
    return list(checked.journal.entries)


# --- By flags -------------------------------------------------------------------------------------


def test_a_title_is_enough(root: Path) -> None:
    ran = new(root, "Crisis: the #1 talk")
    path = f"journal/2026/{TODAY}-crisis-the-1-talk.md"
    assert (ran.code, ran.out) == (0, f"{(root / path).as_posix()}\n")
    assert ran.err == "cpdsite: no --type was given, so the type is `other`\n"
    assert (root / path).read_text() == (
        f'---\ntitle: "Crisis: the #1 talk"\ndate: {TODAY}\ntype: other\n---\n\n'
        "## What I learned\n\n\n## How I applied it\n\n\n## Who benefits\n"
    )
    assert [one.title for one in entries(root)] == ["Crisis: the #1 talk"]


@pytest.mark.parametrize(
    "title",
    [
        "Clinical audit: \"part 2\" #3 - 100% 'done' [x] é",
        *("no", "012", "2025-06-12", "{curly}", "- dash", "a: b", "~", "? what", "C#", "!tag", "*"),
        *("con", "CON.", "../../etc/passwd", "a/b\\c", "🎓", "x" * 400, "日本語の研修", ".hidden"),
    ],
)
def test_any_title_is_read_back(root: Path, title: str) -> None:
    ran = new(root, "--type", "course", "--", title)
    assert ran.code == 0, ran.err
    (found,) = entries(root)
    assert found.title == title
    assert found.path.startswith(f"journal/2026/{TODAY}-")


def test_flags_become_fields_in_their_order(root: Path) -> None:
    options = ("--tag", "media", "--hours", "1h20", "--type", "workshop", "--date", "2025-06-12")
    claims = ("--claim", "gcs/formal", "--claim", "gcs/7", "--claim", "hcpc/exclude")
    more = ("--highlight", "--evidence", "https://example.org/b", "--learned", "One.\nTwo.")
    text = written(root, "Talk", *options, *claims, *more)
    assert text.partition("\n---\n")[0].split("\n")[1:] == [
        "title: Talk",
        "date: 2025-06-12",
        "type: workshop",
        "highlight: true",
        "hours: 1h20",
        "claims:",
        "  gcs: {category: formal, points: 7}",
        "  hcpc: {exclude: true}",
        "tags: [media]",
        "learned: |-",
        "  One.",
        "  Two.",
        "evidence:",
        '  - {url: "https://example.org/b"}',
    ]
    entries(root)


@pytest.mark.parametrize("model", REFLECTION_MODELS)
def test_the_headings_of_the_chosen_model_stand_for_its_fields(root: Path, model: str) -> None:
    folder(root, {"cpdsite.yaml": f"reflection: {{model: {model}}}\n"})
    text = written(root, "Talk", "--type", "course")
    headings = [line.removeprefix("## ") for line in text.split("\n") if line.startswith("## ")]
    assert headings == [heading for heading, _ in REFLECTION_MODELS[model]]
    file = root / f"journal/2026/{TODAY}-talk.md"
    for heading in headings:
        text = text.replace(f"## {heading}\n", f"## {heading}\n\nMuch.\n")
    file.write_text(text)
    told = {field for _, field in REFLECTION_MODELS[model] if field}
    (found,) = entries(root)
    assert {
        f for f in ("need", "learned", "applied", "benefit", "next") if found.reflects(f)
    } == told


def test_what_is_given_as_a_field_needs_no_heading(root: Path) -> None:
    some = ("--type", "course", "--learned", "Much.", "--benefit", "All.")
    assert written(root, "Talk", *some).endswith("\n---\n\n## How I applied it\n")
    every = written(root, "Talk", *some, "--applied", "Daily.")
    assert every.endswith("\nbenefit: All.\n---\n")


def test_a_goal_stands_with_the_plan_and_is_named_without_its_date(root: Path) -> None:
    ran = new(root, "Lead a crisis cell", "--kind", "goal", "--due", "2027-01-31")
    assert ran.out.endswith("/journal/plan/lead-a-crisis-cell.md\n")
    assert new(root, "Talk", "--type", "course", "--goal", "lead-a-crisis-cell").code == 0
    entries(root)


def test_the_second_of_a_day_and_title_has_a_name_of_its_own_and_says_so(root: Path) -> None:
    first = new(root, "Talk", "--type", "course")
    again = new(root, "Talk", "--type", "course")
    assert again.out == first.out.replace("talk.md", "talk-2.md")
    assert f'"Talk" on {TODAY} is also in journal/2026/{TODAY}-talk.md' in again.err
    assert len(entries(root)) == 2


def test_nothing_is_ever_overwritten(root: Path) -> None:
    folder(root, {f"journal/2026/{TODAY}-talk.txt": "x"})
    (root / f"journal/2026/{TODAY}-talk.md").symlink_to("nowhere.md")
    (root / f"journal/2026/{TODAY}-talk-2.md").mkdir()
    ran = new(root, "Talk", "--type", "course")
    assert ran.out.endswith("-talk-3.md\n")
    assert (root / f"journal/2026/{TODAY}-talk.md").is_symlink()


def test_an_id_that_an_older_file_has_without_its_name_showing_it(root: Path) -> None:
    folder(root, {"journal/talk.md": entry("Old", day=TODAY)})
    assert new(root, "Talk", "--type", "course").out.endswith("-talk-2.md\n")
    entries(root)


def test_a_link_out_of_the_journal_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "journal/2026").symlink_to(tmp_path / "elsewhere")
    ran = new(root, "Talk", "--type", "course")
    assert (ran.code, list((tmp_path / "elsewhere").iterdir())) == (3, [])
    assert "journal/2026 is a link" in ran.err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("T", "--hours", "six"), '--hours: "six" is not an amount of time\n  help: write 6, 1.5'),
        (("T", "--hours", "1:30"), '--hours: "1:30" is not an amount of time\n  help: write 1h30'),
        (("T", "--date", "12/06/2025"), '--date: "12/06/2025" is not a date'),
        (
            ("T", "--type", "cours"),
            '--type: "cours" is not a type of activity\n  help: did you mean',
        ),
        (
            ("T", "--claim", "gsc/7"),
            '--claim: there is no scheme "gsc"\n  help: did you mean `gcs`?',
        ),
        (("T", "--claim", "gcs/form"), '--claim: "form" is not a category of gcs'),
        (("T", "--claim", "gcs/7", "--claim", "gcs/8"), "--claim: a list stands where"),
        (("T", "--kind", "goal", "--hours", "2"), "--hours: an entry of kind `goal` has no field"),
        (("T", "--goal", "none"), "--goal: there is no goal"),
        (("T", "--end", "2020-01-01"), "--end: "),
        (("T", "--evidence", "gone.pdf"), "--evidence: "),
        (("Bell\x07",), "an invisible character (U+0007) cannot stand in a field"),
        ((), "an entry needs a title"),
        (("  ",), "an entry needs a title"),
        (("two", "words"), 'write cpdsite new "two words"'),
    ],
)
def test_what_would_be_an_error_is_refused(
    root: Path, options: tuple[str, ...], sentence: str
) -> None:
    ran = new(root, *options)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert list((root / "journal").rglob("*")) == []


@pytest.mark.parametrize(
    ("standing", "written_as", "named"),
    [
        (".", "journal/2026/a b.pdf", "a b.pdf"),
        ("journal/2026", "a b.pdf", "a b.pdf"),
        ("journal", "2025/old.pdf", "/2025/old.pdf"),
        ("journal/2025", "./old.pdf", "/2025/old.pdf"),
        ("inbox", "../journal/2026/a b.pdf", "a b.pdf"),
        ("inbox", "/2025/old.pdf", "/2025/old.pdf"),
        ("inbox", "journal/2025/old.pdf", "/2025/old.pdf"),
    ],
)
def test_evidence_is_named_from_where_its_author_stands(
    root: Path, monkeypatch: pytest.MonkeyPatch, standing: str, written_as: str, named: str
) -> None:
    folder(root, {"journal/2026/a b.pdf": "%PDF-1.4", "journal/2025/old.pdf": "%PDF-1.4"})
    (root / "inbox").mkdir()
    monkeypatch.chdir(root / standing)
    written(root, "Talk", "--type", "course", "--evidence", written_as)
    (found,) = entries(root)
    assert [one.file for one in found.evidence] == [named]


@pytest.mark.parametrize(
    ("written_as", "sentence"),
    [
        ("../inbox/cert.pdf", '"../inbox/cert.pdf" does not lie in the journal'),
        ("../inbox/gone.pdf", 'there is no file "../inbox/gone.pdf"'),
    ],
)
def test_evidence_that_lies_elsewhere_is_to_be_copied_beside_the_entry(
    root: Path, monkeypatch: pytest.MonkeyPatch, written_as: str, sentence: str
) -> None:
    folder(root, {"inbox/cert.pdf": "%PDF-1.4"})
    monkeypatch.chdir(root / "journal")
    ran = new(root, "Talk", "--type", "course", "--evidence", written_as)
    name = written_as.rpartition("/")[2]
    assert ran.code == 2
    assert ran.err.splitlines() == [
        f"cpdsite: --evidence: {sentence}",
        f'  help: copy it to {root}/journal/2026, beside the entry, and write --evidence "{name}"',
    ]


def test_a_folder_that_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    ran = new(tmp_path, "Talk")
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])
    assert "cpdsite init" in ran.err


def test_every_field_has_its_option(root: Path) -> None:
    for field in FIELDS:
        if field.name != "title":
            assert "No such option" not in new(root, "T", flag_of(field.name)).err


# --- From standard input --------------------------------------------------------------------------


def test_a_body_from_standard_input_arrives_untouched(root: Path) -> None:
    body = "## So what\r\n\r\nTwo blanks  \r\nat the end of a line,\tand a tab.\r\n"
    text = written(root, "Talk", "--type", "course", "-", stdin=body)
    assert text.endswith("\n---\n\n" + body.replace("\r\n", "\n"))


def test_a_whole_entry_from_standard_input_keeps_its_own_fields(root: Path) -> None:
    whole = "---\n# from last year\ntitle: 'Review'\nwith: Manager\n---\nWe talked.\n"
    ran = new(root, "--kind", "review", "--date", "2026-03-31", "-", stdin=whole)
    assert ran.out.endswith("journal/2026/2026-03-31-review.md\n")
    assert Path(ran.out.strip()).read_text() == (
        "---\ndate: 2026-03-31\nkind: review\n# from last year\ntitle: 'Review'\nwith: Manager\n---\n"
        "\nWe talked.\n"
    )
    entries(root)


@pytest.mark.parametrize(
    ("options", "text", "sentence"),
    [
        (("-",), "", "an entry needs a title"),
        (("T", "-"), "---\ntitle: A\ndate: 2025-01-01\ntype: course\n---\n", "stands twice"),
        (("-",), "---\ntitle: A\n---\n", "the entry has no `date`"),
        (("-",), "---\ntitle: A\ndate: 2025-01-01\n", "closed"),
        (("-",), "---\ntitle: [\ndate: 2025-01-01\n---\n", "cpdsite: "),
    ],
)
def test_a_text_that_makes_no_entry_is_refused(
    root: Path, options: tuple[str, ...], text: str, sentence: str
) -> None:
    ran = new(root, *options, stdin=text)
    assert ran.code == 2
    assert sentence in ran.err
    assert list((root / "journal").rglob("*")) == []


def test_standard_input_must_be_text(root: Path) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\x00"), "utf-8")
    with patch.object(sys, "stdin", stream):
        ran = at(root, "new", "T", "-")
    assert (ran.code, "standard input: " in ran.err) == (2, True)


# --- In an editor ---------------------------------------------------------------------------------


def test_the_editor_opens_the_file_which_is_checked_afterwards(root: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/^hours: 2/hours: two/' \"$1\"\n")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    options = ("Talk", "--type", "course", "--hours", "2", "--edit", "--today", TODAY)
    ran = cpdsite("-C", root, "new", *options, env={"VISUAL": str(editor)})
    assert ran.code == 1
    assert 'error[bad-amount] "two" is not an amount of time' in ran.err
    assert "hours: two" in Path(ran.out.strip()).read_text()


def test_without_an_editor_the_entry_stands(root: Path) -> None:
    options = ("Talk", "--type", "course", "--edit", "--today", TODAY)
    ran = cpdsite("-C", root, "new", *options, env={"VISUAL": "/nowhere/vi"})
    assert (ran.code, "set EDITOR" in ran.err) == (3, True)
    assert len(entries(root)) == 1


# --- In any combination ---------------------------------------------------------------------------

texts = st.text(max_size=40).map(writable).map(str.strip).filter(bool)
BY_SHAPE = {
    Shape.TEXT: texts,
    Shape.TEXTS: st.lists(texts, min_size=1, max_size=3, unique=True),
    Shape.DAY: st.dates(min_value=date(2001, 1, 1), max_value=date(2199, 12, 31)).map(str),
    Shape.AMOUNT: st.sampled_from(["2", "0.5", "2h30", "1h 20m", "150m", "20 min"]),
    Shape.NUMBER: st.sampled_from(["7", "2.5", "0"]),
    Shape.FLAG: st.booleans(),
    Shape.CLAIMS: st.lists(
        st.sampled_from(["gcs/job", "gcs/points/3", "hcpc/formal", "hcpc/exclude"]),
        min_size=1,
        max_size=2,
        unique=True,
    ),
    Shape.EVIDENCE: st.just(["https://example.org/a?b=c#d"]),
    Shape.SPAN: st.just(("2025-04-01", "2026-03-31")),
}
BY_NAME = {
    "type": st.sampled_from([*COMMON_TYPES, "Ward round"]),
    "category": st.sampled_from(["job", "formal"]),
    "scheme": st.just("gcs"),
    "cycle": st.sampled_from(["2025-26", "2041-42"]),
    "tags": st.lists(
        texts.filter(lambda tag: slug(tag) != "hidden"), min_size=1, max_size=3, unique=True
    ),
    "goals": st.just(["learn-to-write"]),
    "continues": st.just("learn-to-write"),
    "competencies": st.just(["hcpc-cpd-standards/1"]),
    "end": st.just("2199-12-31"),
    "until": st.just("2199-12-31"),
}


@st.composite
def wishes(draw: st.DrawFn) -> dict[str, Any]:
    """Any fields that an entry of some kind may have."""
    kind = draw(st.sampled_from([Kind.ACTIVITY, *Kind]))
    mine = [
        field for field in FIELDS if kind in field.kinds and field.name not in ("kind", "about")
    ]
    some = draw(st.lists(st.sampled_from(mine), max_size=8, unique_by=lambda field: field.name))
    strategies = {
        f.name: st.sampled_from(f.choices) if f.choices else BY_SHAPE[f.shape] for f in some
    }
    strategies |= {"title": texts.filter(lambda title: title != "-")}
    wish = {name: draw(BY_NAME.get(name, strategy)) for name, strategy in strategies.items()}
    return {**wish, "kind": str(kind)}


def as_options(wish: dict[str, Any]) -> list[str]:
    """A wish as a command line."""
    options: list[str] = []
    for name, value in wish.items():
        flag = flag_of(name)
        match value:
            case bool():
                options += [flag if value else f"--no-{flag[2:]}"]
            case tuple():
                options += [flag, *value]
            case list():
                options += [f"{flag}={one}" for one in value]
            case str() if name != "title":
                options += [f"{flag}={value}"]
    return [*options, "--", wish["title"]]


def stated(found: Entry, name: str) -> object:
    """What an entry says in one field, in the words of a wish."""
    flags = {"draft": found.draft, "highlight": found.highlight, **found.flags}
    given = {**flags, **found.reflection, **found.details}
    match name:
        case "status":
            return "planned" if found.planned else "done"
        case "type":
            return found.type_written
        case "topic":
            return found.topics
        case "evidence":
            return tuple(piece.url for piece in found.evidence)
        case "hours" | "participatory_hours":
            return getattr(found, name)
        case _:
            return given[name] if name in given else getattr(found, name)


def expected(name: str, value: Any) -> object:  # noqa: ANN401 (what a wish holds)
    """A wish in the words of an entry."""
    match value:
        case list():
            return tuple(value)
        case tuple():
            return tuple(map(date.fromisoformat, value))
        case str() if FIELD_BY_NAME[name].shape is Shape.DAY:
            return date.fromisoformat(value)
        case str() if FIELD_BY_NAME[name].shape is Shape.AMOUNT:
            return amount(value)
        case _:
            return value


@settings(max_examples=200, deadline=None)
@given(wishes())
def test_in_any_combination_it_is_read_back_as_it_was_said(wish: dict[str, Any]) -> None:
    with TemporaryDirectory() as name:
        goal = "---\ntitle: Learn\ndate: 2025-01-01\nkind: goal\n---\n"
        files = {"cpdsite.yaml": SETTINGS, "journal/plan/learn-to-write.md": goal}
        root = folder(Path(name), files)
        ran = new(root, *as_options(wish))
        assert ran.code == 0, (as_options(wish), ran.err)
        (found,) = (e for e in entries(root) if e.path != "journal/plan/learn-to-write.md")
        assert ran.out == f"{(root / found.path).as_posix()}\n"
        claimed = {"claims", "points", "category"}
        for field, value in wish.items():
            if field not in claimed:
                assert stated(found, field) == expected(field, value)
        claim = found.claims.get("gcs")
        if "points" in wish and "gcs/points/3" not in wish.get("claims", ()):
            assert claim is not None
            assert claim.amounts == {"points": Fraction(wish["points"])}
        for text in wish.get("claims", ()):
            scheme, word, *_ = text.split("/")
            there = found.claims[scheme]
            assert (
                there.exclude
                if word == "exclude"
                else there.terms.get("category") == (word,)
                or (there.amounts == {"points": Fraction(3)})
            )


# --- On a terminal --------------------------------------------------------------------------------


def test_what_is_missing_is_asked_for_and_tab_completes(root: Path) -> None:
    folder(root, {"cpdsite.yaml": "schemes: [{id: nmc, renewal: 2025-04-01}]\n"})
    told = ["12/06/26\n", "2026-06-12\n", "cours\n", "web\t\n", "1:30\n", "1h30\n"]
    answers = ["Ward round\n", *told, "X\n", "people, Trust\n"]
    seen = typed(answers, "-C", str(root), "new", "--today", TODAY)
    assert f"Date (Enter: today, {TODAY}): " in seen
    assert "not a date: " in seen
    assert "did you mean `course`?" in seen
    assert "write 1h30 for hours and minutes" in seen
    (found,) = entries(root)
    assert (found.title, found.type, found.hours) == ("Ward round", "webinar", Fraction(3, 2))
    assert str(found.date) == "2026-06-12"
    assert found.claims["nmc"].terms == {"code": ("people", "trust")}


def test_enter_dates_an_entry_today(root: Path) -> None:
    typed(["\n", "1\n"], "-C", str(root), "new", "Talk", "--type", "course", "--today", TODAY)
    (found,) = entries(root)
    assert str(found.date) == TODAY
    assert found.hours == Fraction(1)


def test_where_no_line_can_be_edited_one_is_asked_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "readline", None)
    monkeypatch.setattr(sys, "stdin", io.StringIO("course\n"))
    assert ask("Type", ["course"], need=True) == "course"


def test_what_was_said_is_not_asked(root: Path) -> None:
    seen = typed(
        [], "-C", str(root), "new", "Talk", "--type", "course", "--hours", "1", "--today", TODAY
    )
    assert seen.split() == [(root / f"journal/2026/{TODAY}-talk.md").as_posix()]


# --- Half-written words ---------------------------------------------------------------------------

HALF = (
    ("new x --type War", "ward-round"),
    ("new x --tag m", "media"),
    ("new x --claim gcs/category/f", "gcs/category/formal"),
    ("new x --category fo", "formal"),
    ("new x --kind rev", "review"),
    ("new x --goal lea", "learn-to-write"),
    ("new x --competency hcpc-cpd-standards/1", "hcpc-cpd-standards/1"),
    ("list --tag m", "media"),
    ("list --type webi", "webinar"),
    ("list --scheme h", "hcpc"),
    ("status --scheme h", "hcpc"),
    ("schemes show hc", "hcpc"),
    ("export md --document act", "activity-list"),
    ("new x --provider No", "Northmoor"),
)


def offered(root: Path, shell: str, words: str) -> list[str]:
    """What a shell is told when Tab is pressed behind some words."""
    line = f"cpdsite -C {root} {words}".split()
    env = {"COMP_WORDS": " ".join(line), "COMP_CWORD": str(len(line) - 1)}
    env |= {"_CPDSITE_COMPLETE": f"{shell}_complete"}
    ran = cpdsite(env=env)
    assert (ran.code, ran.err) == (0, "")
    return [line.split(",", 1)[1] for line in ran.out.splitlines()]


@pytest.mark.parametrize(("words", "completed"), HALF)
def test_values_of_the_journal_complete(root: Path, words: str, completed: str) -> None:
    tagged = entry(tags="[media, [crisis]]", provider="Northmoor").replace("[crisis]", "crisis")
    goal = "---\ntitle: Learn\ndate: 2025-01-01\nkind: goal\n---\n"
    folder(root, {"journal/a.md": tagged, "journal/plan/learn-to-write.md": goal})
    assert offered(root, "bash", words) == [completed]


def test_completion_of_a_folder_that_cannot_be_read_is_quiet(tmp_path: Path) -> None:
    folder(tmp_path, {"journal": "no folder"})
    assert offered(tmp_path, "bash", "new x --type cours") == ["course"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_that_sets_up_completion_gives_a_script_of_that_shell(shell: str) -> None:
    ran = cpdsite(env={"_CPDSITE_COMPLETE": f"{shell}_source"})
    assert (ran.code, ran.err) == (0, "")
    assert f"_CPDSITE_COMPLETE={shell}_complete" in ran.out
    program = shutil.which(shell)
    if program:
        syntax = subprocess.run([program, "-n"], input=ran.out, text=True, check=False)
        assert syntax.returncode == 0


def test_inside_the_journal_the_way_out_is_told_and_not_to_begin_another(tmp_path: Path) -> None:
    folder(tmp_path, {"journal/2025/talk.md": entry("Talk")})
    ran = cpdsite("-C", tmp_path / "journal/2025", "new", "Talk")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("cpdsite: this folder is inside a journal\n  help: ")
    assert "init" not in ran.err


def test_blanks_around_the_parts_of_a_claim_mean_nothing() -> None:
    scheme, _ = decode_scheme(bundled_schemes().schemes["nmc"])
    assert scheme is not None
    made = fields_of({"claims": [" nmc / people"]}, {"nmc": scheme})
    assert made == {"claims": {"nmc": {"code": "people"}}}

"""How files are read, seen from the command line: nothing guessed, nothing silently published."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.commands import TALK, all_bytes, at, entry, folder

UNIQUE = "zyzzyva"
"""A word that no template and no other entry holds."""

BAD_FRONT_MATTER: Mapping[str, str | bytes] = {
    "never opened": f"title: {UNIQUE}\ndate: 2025-06-12\n---\n\nText.\n",
    "never closed": f"---\ntitle: {UNIQUE}\ndate: 2025-06-12\ntype: course\n\nText.\n",
    "closed by too many hyphens": f"---\ntitle: {UNIQUE}\ndate: 2025-06-12\n-----\n\nText.\n",
    "TOML": f'+++\ntitle = "{UNIQUE}"\n+++\n\nText.\n',
    "JSON": f'{{"title": "{UNIQUE}"}}\n\nText.\n',
    "a heading in front": f"# {UNIQUE}\n---\ntitle: {UNIQUE}\n---\n",
    "no mapping": f"---\n- title: {UNIQUE}\n---\n",
    "a text": f"---\n{UNIQUE}\n---\n",
    "empty": f"---\n---\n\n{UNIQUE}\n",
    "a second colon": f"---\ntitle: {UNIQUE}: part two\ndate: 2025-06-12\ntype: course\n---\n",
    "a quotation mark never closed": f'---\ntitle: "{UNIQUE}\ndate: 2025-06-12\n---\n',
    "a bracket never closed": f"---\ntitle: {UNIQUE}\ntags: [one, two\n---\n",
    "indented with a tab": f"---\ntitle: {UNIQUE}\n\tdate: 2025-06-12\n---\n",
    "an anchor": f"---\ntitle: &a {UNIQUE}\nprovider: *a\n---\n",
    "a tag": f"---\ntitle: !!python/object:os.system {UNIQUE}\n---\n",
    "a second document": f"---\ntitle: {UNIQUE}\n...\ntype: course\n---\n",
    "a NUL": f"---\ntitle: {UNIQUE}\0\ndate: 2025-06-12\n---\n",
    "Latin-1": f"---\ntitle: {UNIQUE} é\ndate: 2025-06-12\ntype: course\n---\n".encode("latin-1"),
    "UTF-16": f"---\ntitle: {UNIQUE}\ndate: 2025-06-12\ntype: course\n---\n".encode("utf-16"),
    "a field twice": entry(UNIQUE).replace("hours: 1", "hours: 1\nhours: 2"),
    "an unknown field": entry(UNIQUE, catgory="formal"),
    "no date": entry(UNIQUE, day=""),
    "deeply nested": f"---\ntitle: {UNIQUE}\ntags: {'[' * 40_000}\n---\n",
}


BAD = f"journal/2025-06-13-{UNIQUE}.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one entry, built once."""
    root = folder(tmp_path_factory.mktemp("good"), {"journal/good.md": TALK})
    assert at(root, "build").code == 0
    return root


@pytest.mark.parametrize("data", [pytest.param(v, id=k) for k, v in BAD_FRONT_MATTER.items()])
def test_bad_front_matter_is_never_published(built: Path, data: str | bytes) -> None:
    former = dict(all_bytes(built / "_site"))
    folder(built, {BAD: data})
    ran = at(built, "build")
    (built / BAD).unlink()
    assert (ran.code, ran.out) == (1, "")
    assert f"{BAD}:" in ran.err
    assert dict(all_bytes(built / "_site")) == former


def test_bad_front_matter_is_not_published_by_going_on_either(tmp_path: Path) -> None:
    files = {
        f"journal/2025-06-13-{UNIQUE}-{n}.md": d for n, d in enumerate(BAD_FRONT_MATTER.values())
    }
    root = folder(tmp_path, {"journal/good.md": TALK, **files})
    assert at(root, "build", "--keep-going").code == 0
    site = dict(all_bytes(root / "_site"))
    assert [path for path, data in site.items() if UNIQUE in path or UNIQUE.encode() in data] == []
    assert "entries/2025-06-12-good/index.html" in site


def test_every_fault_of_every_file_in_one_run(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        {
            "journal/a.md": entry(hours="six", status="perhaps", visibility="friends"),
            "journal/b.md": "no front matter",
            "journal/c.md": entry(day="12/06/2025", type="corse"),
            "cpdsite.yaml": "langauge: en\nyear_start: soon\n",
        },
    )
    assert found(root) == [
        ("cpdsite.yaml", 1, 1, "settings-invalid"),
        ("cpdsite.yaml", 2, 13, "settings-invalid"),
        ("journal/a.md", 5, 8, "bad-amount"),
        ("journal/a.md", 6, 9, "wrong-type"),
        ("journal/a.md", 7, 13, "wrong-type"),
        ("journal/b.md", 1, 1, "front-matter-missing"),
        ("journal/c.md", 3, 7, "bad-date"),
        ("journal/c.md", 4, 7, "unknown-type"),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("blank", [0, 2])
def test_lines_and_columns_are_those_of_the_file(
    tmp_path: Path, ends: str, mark: str, blank: int
) -> None:
    text = "\n" * blank + entry(hours="six") + "\nSee [é, here](missing.md).\n"
    data = (mark + text.replace("\n", ends)).encode()
    root = folder(tmp_path, {"journal/2025-06-12-x.md": data})
    assert found(root) == [
        ("journal/2025-06-12-x.md", blank + 5, 8, "bad-amount"),
        ("journal/2025-06-12-x.md", blank + 8, 15, "internal-link"),
    ]


def test_a_byte_order_mark_windows_lines_and_a_missing_last_line_end_change_no_page(
    tmp_path: Path,
) -> None:
    plain = f"{entry()}\n## What I learned\n\nMuch.\n\n## How I applied it\n\nAt once."
    windows = plain.replace("\n", "\r\n").encode()
    same = [
        plain.encode(),
        f"{plain}\n".encode(),
        windows,
        b"\xef\xbb\xbf" + windows,
        b"\n \n" + plain.encode(),
        b"\xef\xbb\xbf\r\n" + windows + b"\r\n",
    ]
    sites = []
    for number, data in enumerate(same):
        root = folder(tmp_path / str(number), {"journal/2025-06-12-talk.md": data})
        assert at(root, "build").code == 0
        sites.append(dict(all_bytes(root / "_site")))
    assert all(site == sites[0] for site in sites)


def test_a_field_that_stands_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    root = folder(tmp_path, {"journal/x.md": entry(hours="1\nhours: 2")})
    ran = at(root, "check")
    assert ran.code == 1
    assert "`hours` stands twice: on line 5 and on line 6" in ran.out


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("hours", "1:30", "bad-amount"),
        ("hours", "012", "bad-amount"),
        ("hours", "1_000", "bad-amount"),
        ("hours", "1,5", "bad-amount"),
        ("hours", "-1", "bad-amount"),
        ("hours", "0x10", "bad-amount"),
        ("hours", "1e3", "bad-amount"),
        ("hours", ".inf", "bad-amount"),
        ("hours", "yes", "bad-amount"),
        ("points", "2:00", "bad-amount"),
        ("category", "no", "unknown-term"),
        ("draft", "1", "wrong-type"),
        ("draft", "y", "wrong-type"),
        ("date", "2025-6-1", "bad-date"),
        ("date", "2025-06-12T09:30:00", "bad-date"),
        ("date", "2025-06-12 09:30", "bad-date"),
        ("date", "2025-02-29", "bad-date"),
        ("date", "20250612", "bad-date"),
        ("date", "June 2025", "bad-date"),
    ],
)
def test_what_yaml_would_convert_is_reported(
    tmp_path: Path, field: str, value: str, code: str
) -> None:
    root = folder(
        tmp_path,
        {
            "journal/x.md": entry(**{"type": "course", field: value})
            if field != "date"
            else entry(day=value)
        },
    )
    assert [one[3] for one in found(root)] == [code]


@pytest.mark.parametrize(
    "title", ["Yes", "no", "2024", "012", "1:30", "1e3", "~x", "1_000", "null island"]
)
def test_what_yaml_would_convert_stays_text_where_text_is_meant(tmp_path: Path, title: str) -> None:
    root = folder(tmp_path, {"journal/x.md": entry(title, tags=f"[{title}, two]", provider=title)})
    assert found(root) == []
    (row,) = json.loads(at(root, "list", "--format", "json").out)
    assert row["title"] == title
    assert at(root, "build").code == 0
    portfolio = json.loads((root / "_site/data/portfolio.json").read_text(encoding="utf-8"))
    (kept,) = portfolio["entries"]
    assert (kept["title"], kept["provider"], kept["tags"]) == (title, title, [title, "two"])


def test_text_behind_a_hash_is_never_dropped_silently(tmp_path: Path) -> None:
    root = folder(tmp_path, {"journal/x.md": entry("Module #3 - ethics")})
    ran = at(root, "check", "--format", "full")
    assert "warning[text-after-hash]" in ran.out
    assert 'quote the whole text: "Module #3 - ethics"' in ran.out


@pytest.mark.parametrize(
    "title", ["Clinical audit: \"part 2\" #3 - 100% 'done' [x] é", "C#", "a: b", "'", "<b>", "\\n"]
)
def test_any_title_that_is_quoted_comes_out_as_it_was_written(tmp_path: Path, title: str) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    root = folder(tmp_path, {"journal/x.md": entry(quoted)})
    assert found(root) == []
    (row,) = json.loads(at(root, "list", "--format", "json").out)
    assert row["title"] == title
    assert at(root, "build").code == 0


def test_one_file_in_an_old_encoding_stops_no_other_and_puts_no_odd_sign_anywhere(
    tmp_path: Path,
) -> None:
    root = folder(
        tmp_path,
        {
            "journal/2025-06-11-a.md": entry("Über uns", day="2025-06-11"),
            "journal/2025-06-12-b.md": entry("Café").encode("latin-1"),
            "journal/2025-06-13-c.md": entry(day="2025-06-13", hours="six"),
        },
    )
    assert found(root) == [
        ("journal/2025-06-12-b.md", 2, 11, "encoding"),
        ("journal/2025-06-13-c.md", 5, 8, "bad-amount"),
    ]
    ran = at(root, "build", "--keep-going")
    assert ran.code == 0
    assert [path for path, data in all_bytes(root / "_site") if "\ufffd".encode() in data] == []
    assert "Über uns" in (root / "_site/index.html").read_text(encoding="utf-8")


def test_dates_with_and_without_a_time_of_day_never_meet(tmp_path: Path) -> None:
    days = ["2025-06-12", '"2025-06-12"', "2025-06-12T09:30:00Z", "2025-06-12 09:30:00", "2025-06"]
    files = {f"journal/{n}.md": entry(f"Talk {n}", day=day) for n, day in enumerate(days)}
    root = folder(tmp_path, files)
    assert [(path, code) for path, _, _, code in found(root)] == [
        ("journal/2.md", "bad-date"),
        ("journal/3.md", "bad-date"),
        ("journal/4.md", "bad-date"),
    ]
    assert (
        "write 2025-06-12: a date has no time of day" in at(root, "check", "--format", "full").out
    )


def test_an_unknown_field_is_met_with_the_nearest_name(tmp_path: Path) -> None:
    root = folder(tmp_path, {"journal/x.md": entry(catgory="formal", provder="Us")})
    shown = at(root, "check", "--format", "full").out
    assert shown.count("error[unknown-field]") == 2
    assert "did you mean `category`?" in shown
    assert "did you mean `provider`?" in shown


@pytest.mark.parametrize("text", ["", "\n\n", "Just a note.\n", "# A heading\n\nText.\n"])
def test_a_file_without_front_matter_is_no_empty_entry(tmp_path: Path, text: str) -> None:
    root = folder(tmp_path, {"journal/x.md": text})
    assert [one[3] for one in found(root)] == ["front-matter-missing"]
    assert at(root, "build").code == 1
    assert not (root / "_site").exists()


def found(root: Path) -> list[tuple[str, int, int, str]]:
    """The errors of a folder: path, line, column, code."""
    every = json.loads(at(root, "check", "--format", "json").out)["diagnostics"]
    return [
        (one["path"], one["line"], one["column"], one["code"])
        for one in every
        if one["severity"] == "error"
    ]

"""`cpdsite schemes`: what there is, what it says, and whether a file of one's own is right."""

import json
from pathlib import Path
from textwrap import dedent

import pytest

from tests.commands import cpdsite, folder

WARD = """\
    scheme: ward
    title: Ward 7 learning
    body: Ward 7
    edition: "2025"
    sources:
      - {title: The notice board, status: own, read: 2026-01-05, note: Beside the kettle.}
    units:
      hours: {label: hour, labels: hours, per_hour: 1}
    period: {length: P1Y, start: member.renewal}
    taxonomies:
      category: {label: Sort, terms: {work: Work, talk: A talk}, from_type: {meeting: talk}}
    requirements:
      - {id: total, level: must, text: Twenty hours, measure: sum, min: 20}
      - {id: talks, level: should, text: Two talks, measure: count, min: 2, where: {category: talk}}
      - {id: own, level: info, text: Your own aim, measure: sum, min: member.target}
    outside: [Whether it helped.]
    """


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a scheme of its own, which it does not use, and one that lies over a bundled one."""
    gcs = WARD.replace("ward", "gcs").replace("Ward 7 learning", "Our own GCS")
    gcs = gcs.replace("member.renewal", '"04-01"')
    return folder(
        tmp_path,
        {
            "cpdsite.yaml": "schemes: [gcs]\n",
            "journal/.keep": "",
            "schemes/ward.yaml": WARD,
            "schemes/gcs.yaml": gcs,
        },
    )


def test_list_says_where_each_comes_from_and_what_is_used(root: Path) -> None:
    rows = [line.split("  ") for line in cpdsite("-C", root, "schemes").out.splitlines()]
    found = {row[0]: [part.strip() for part in row if part.strip()] for row in rows}
    own = "schemes/gcs.yaml, replaces the bundled one"
    assert found["id"] == ["id", "title", "edition", "from", "used"]
    assert found["gcs"] == ["gcs", "Our own GCS", "2025", own, "yes"]
    assert found["ward"] == ["ward", "Ward 7 learning", "2025", "schemes/ward.yaml"]
    assert found["hcpc"][-1] == "bundled"
    assert cpdsite("-C", root, "schemes", "list").out == cpdsite("-C", root, "schemes").out


def test_list_needs_no_journal(tmp_path: Path) -> None:
    ran = cpdsite("-C", tmp_path, "schemes")
    assert ran.code == 0
    assert "hcpc" in ran.out


def test_show_tells_the_rules_in_plain_words(root: Path) -> None:
    assert cpdsite("-C", root, "schemes", "show", "ward").out == dedent("""\
        Ward 7 learning
        Ward 7, edition 2025, schemes/ward.yaml

        Counts in
          hours: 1 an hour

        A cycle lasts
          1 year, from the day that you give as `renewal`

        Sorted by
          Sort: Work (work), A talk (talk)

        Asked
          total (required): Twenty hours
            the sum of hours, at least 20
          talks (recommended): Two talks
            how many entries, only sort “A talk”, at least 2
          own (for information): Your own aim
            the sum of hours, at least your own `target`

        Settings give
          renewal: a date such as 2025-10-01, from which cycles are counted (needed)
          target: a number, for `own` (without it that is left out)
          joined: a date; nothing before it is asked (if you have it)

        What no machine can count
          Whether it helped.

        Where these rules were read
          The notice board (the body's own page, read on 5 Jan 2026)
            Beside the kettle.
        """)


def test_show_of_an_unknown_scheme_names_the_nearest(root: Path) -> None:
    ran = cpdsite("-C", root, "schemes", "show", "wrad")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `ward`?" in ran.err


def test_validate_says_that_all_is_well(root: Path) -> None:
    ran = cpdsite("-C", root, "schemes", "validate", "schemes/ward.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "schemes/ward.yaml: no fault; scheme ward, 3 requirements\n"


def test_validate_reports_each_fault_on_its_line(root: Path) -> None:
    wrong = WARD.replace("measure: sum, min: 20", "measure: summ, min: 20").replace(
        "body:", "boby:"
    )
    folder(root, {"schemes/ward.yaml": wrong})
    ran = cpdsite("-C", root, "schemes", "validate", "schemes/ward.yaml")
    assert ran.code == 2
    assert [line.partition(": error")[0] for line in ran.out.splitlines()] == [
        "schemes/ward.yaml:3:1",
        "schemes/ward.yaml:13:59",
    ]
    assert (
        "did you mean `body`"
        in cpdsite("-C", root, "schemes", "validate", "schemes/ward.yaml", "--format", "full").out
    )
    found = json.loads(
        cpdsite("-C", root, "schemes", "validate", "schemes/ward.yaml", "--format", "json").out
    )
    assert {one["code"] for one in found["diagnostics"]} == {"scheme-invalid"}
    assert {one["path"] for one in found["diagnostics"]} == {"schemes/ward.yaml"}


def test_validate_reads_a_file_outside_the_folder(tmp_path: Path) -> None:
    folder(tmp_path, {"elsewhere/ward.yaml": WARD})
    ran = cpdsite("schemes", "validate", tmp_path / "elsewhere/ward.yaml")
    assert ran.code == 0
    assert ran.out.endswith("ward.yaml: no fault; scheme ward, 3 requirements\n")


@pytest.mark.parametrize(("name", "code"), [("none.yaml", 2), ("journal", 3)])
def test_validate_of_what_is_no_file(root: Path, name: str, code: int) -> None:
    ran = cpdsite("-C", root, "schemes", "validate", name)
    assert (ran.code, ran.out) == (code, "")
    assert name in ran.err


def test_every_scheme_that_comes_with_cpdsite_can_be_shown(tmp_path: Path) -> None:
    listed = cpdsite("-C", tmp_path, "schemes").out.splitlines()[1:]
    for name in [line.split()[0] for line in listed]:
        ran = cpdsite("-C", tmp_path, "schemes", "show", name)
        assert (ran.code, ran.err) == (0, ""), name
        assert "Where these rules were read" in ran.out, name


@pytest.mark.parametrize("name", ["list", "show", "validate"])
def test_each_part_has_help_with_an_example(name: str) -> None:
    assert f"  cpdsite schemes {name}" in cpdsite("schemes", name, "--help").out
    assert "..." not in cpdsite("schemes", "--help").out.partition("Commands:")[2]

"""`cpdsite schemes`: what there is, what it says, and whether a file of one's own is right."""

import json
import re
from pathlib import Path
from textwrap import dedent

import pytest

from tests.commands import cpdsite, folder
from tests.terminal import typed
from tests.tools import ROOT

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
          Sort (`category`): Work (`work`), A talk (`talk`)
            A talk, unless another is claimed: meeting

        Asked
          total (required): Twenty hours
            the sum of hours, at least 20
          talks (recommended): Two talks
            how many entries, only sort “A talk”, at least 2
          own (for information): Your own aim
            the sum of hours, at least your own `target`

        Settings give
          renewal: the first day of one of your cycles, such as 2025-10-01 (needed)
            where the body names the last day of a cycle, write the day after it
          target: a number, for `own` (without it that is left out)
          joined: a date; nothing before it is asked (if you have it)
          adjust: {factor: 0.5, reason: leave, from: 2025-10-01}; less is asked (if the body lets you off)

        Goes with
          reflection under the headings of: simple

        What no machine can count
          Whether it helped.

        Where these rules were read
          The notice board (the body's own page, read on 5 Jan 2026)
            Beside the kettle.
        """)


FULL = """\
    scheme: full
    title: Every word
    edition: "2025"
    applies: {to: 2030-01-01}
    units:
      hours: {label: hour, labels: hours, per_hour: 1, round: 0.125, minimum: 20m}
      apart: {label: hour apart, labels: hours apart, part_of: hours, when: {external: true}}
    period: {length: P3Y, start: member.certified, record_by: P28D, keep: P5Y}
    taxonomies:
      category:
        label: Sort
        terms: {work: Work, talk: A talk}
        from_type: {meeting: talk, audit: work, project: work}
        required_if: {type: [meeting, audit, project]}
      topic: {label: Topic, terms: member.topics, many: shared, required: true}
    defaults:
      - {when: {type: [course, workshop, meeting]}, set: {structured: true, external: false}}
      - {set: {interactive: true}}
    credit: [{when: {type: reading}, give: {per_hour: 1/6}}, {when: {type: writing}, give: 1/3}]
    caps: [{id: audits, where: {type: audit}, max_share: 100/3}]
    requirements:
      - {id: total, level: must, text: Twenty hours, measure: sum, min: 20}
      - {id: topics, level: should, text: All, measure: count, min: 1, each: {topic: member.topics}}
      - {id: learned, level: should, text: What for, measure: complete, fields: [learned]}
      - {id: chair, level: must, text: Led, measure: count, min: 1, when: {member.grade: [Chair]}}
    carry: {max: 5, earned_in_last: P1Y}
    variants: {half: {requirements: {total: {min: 10}}}}
    frameworks: [nmc-code]
    reflection: gibbs
    privacy: {never_publish: [discussion.partner]}
    handover:
      - {document: log, title: My log, columns: [date, title, category]}
      - {document: year, title: My year, from: statement, layout: prose, max_words: 500}
    """


def test_show_leaves_nothing_out(root: Path) -> None:
    folder(root, {"schemes/full.yaml": FULL})
    assert cpdsite("-C", root, "schemes", "show", "full").out == dedent("""\
        Every word
        edition 2025, schemes/full.yaml

        Counts in
          hours: 1 an hour, rounded down to steps of 0.125, nothing below 20 minutes
          hours apart (`apart`): the part of the hours that is external

        A cycle lasts
          3 years, from the day that you give as `certified`
          to be recorded within 28 days after it
          evidence to be kept for 5 years after it

        Sorted by
          Sort (`category`): Work (`work`), A talk (`talk`)
            A talk, unless another is claimed: meeting
            Work, unless another is claimed: audit, project
            needed by entries with type audit, meeting or project
          Topic (`topic`): the member's own `topics`
            an entry may have several, each with all of it
            needed by every entry

        Until an entry says otherwise, it is
          structured, not external: type course, meeting or workshop
          interactive: every entry

        An entry is worth
          type reading: 1/6 hours an hour
          type writing: 1/3 hours

        Asked
          total (required): Twenty hours
            the sum of hours, at least 20
          topics (recommended): All
            how many entries, at least 1, for each of your own `topics` (topic)
          learned (recommended): What for
            all entries say something in learned
          chair (required): Led
            how many entries, at least 1, when `grade` is Chair

        Asked otherwise with `variant: half`
          total (required): Twenty hours
            the sum of hours, at least 10

        Caps and what is carried
          At most 100/3% of what the total asks in a cycle count of: type audit.
          Up to 5 hours beyond “Twenty hours” go on to the next cycle, earned in the last year.

        Settings give
          certified: the first day of one of your cycles, such as 2025-10-01 (needed)
          grade: Chair, or another, for `chair` (needed)
          topics: a list, the terms of `topic` (needed)
          variant: half (if one of them is you)
          carry_in: {2025-10-01: 5}, a day of a cycle and what you bring into it (if you do)
          joined: a date; nothing before it is asked (if you have it)
          adjust: {factor: 0.5, reason: leave, from: 2025-10-01}; less is asked (if the body lets you off)

        Papers that the body asks for
          My log (`log`): a table of entries of kind activity, by date
            with date, title, category
          My year (`year`): the text of entries of kind statement, by date, at most 500 words

        Goes with
          competences: nmc-code
          reflection under the headings of: gibbs
          in no output for others: discussion.partner

        Edition
          2025: In force for cycles that begin until 31 Dec 2029.
        """)


def test_show_prints_the_bundled_file_whatever_lies_over_it(root: Path) -> None:
    bundled = (ROOT / "cpdsite/schemes/gcs.yaml").read_text(encoding="utf-8")
    for text in ("", bundled):
        folder(root, {"schemes/gcs.yaml": text})
        ran = cpdsite("-C", root, "schemes", "show", "gcs", "--yaml")
        assert (ran.code, ran.out) == (0, bundled)
    ran = cpdsite("-C", root, "schemes", "show", "ward", "--yaml")
    assert (ran.code, ran.err.partition("\n")[0]) == (2, 'cpdsite: there is no scheme "ward"')


def test_show_of_an_unknown_scheme_names_the_nearest(root: Path) -> None:
    ran = cpdsite("-C", root, "schemes", "show", "wrad")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `ward`?" in ran.err


def test_a_scheme_with_faults_is_told_of_and_not_shown(root: Path) -> None:
    folder(root, {"schemes/ward.yaml": WARD.replace("measure: count", "measure: cuont")})
    (line,) = (
        row for row in cpdsite("-C", root, "schemes").out.splitlines() if row.startswith("ward")
    )
    assert re.split(r"  +", line.strip()) == [
        "ward",
        "cannot be read: 1 error",
        "schemes/ward.yaml",
    ]
    ran = cpdsite("-C", root, "schemes", "show", "ward")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("schemes/ward.yaml:14:58: error[scheme-invalid] ")


def test_on_a_terminal_lines_are_broken_where_it_ends(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    seen = typed([], "-C", str(root), "schemes", "show", "ward").splitlines()
    assert max(map(len, seen)) <= 40
    whole = cpdsite("-C", root, "schemes", "show", "ward").out
    assert " ".join(" ".join(seen).split()) == " ".join(whole.split())


def test_validate_says_that_all_is_well(root: Path) -> None:
    ran = cpdsite("-C", root, "schemes", "validate", "schemes/ward.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "schemes/ward.yaml: no fault; scheme ward, 3 requirements\n"


def test_validate_counts_what_a_scheme_holds(root: Path) -> None:
    more = """\
        caps: [{id: talk, where: {category: talk}, max: 4}]
        variants: {part-time: {requirements: {total: {min: 10}}}}
        """
    newer = dedent(WARD).replace('edition: "2025"', 'edition: "2026"\napplies: {from: 2026-01-01}')
    folder(root, {"schemes/ward.yaml": f"{newer}{dedent(more)}---\n{dedent(WARD)}"})
    ran = cpdsite("-C", root, "schemes", "validate", "schemes/ward.yaml")
    assert (ran.code, ran.out) == (
        0,
        "schemes/ward.yaml: no fault; scheme ward, 2 editions, 3 requirements, 1 cap, 1 variant\n",
    )


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


@pytest.mark.parametrize(
    ("settings", "faults"),
    [
        ({}, ["confrence"]),
        ({"cpdsite.yaml": "types: {ward-round: {like: work-based}}\n"}, ["confrence", "tour"]),
        ({"cpdsite.yaml": "types: {ward-round: {like: work-based}, tour: }\n"}, ["confrence"]),
        ({"cpdsite.yaml": "types: {ward-round: {like: round}}\n"}, ["confrence"]),
    ],
)
def test_validate_knows_the_types_of_the_settings(
    tmp_path: Path, settings: dict[str, str], faults: list[str]
) -> None:
    """Without sound settings, other types of one's own are possible, slips of known ones are not."""
    types = "{meeting: talk, confrence: talk, ward-round: work, tour: work}"
    scheme = WARD.replace("{meeting: talk}", types)
    folder(tmp_path, {"schemes/ward.yaml": scheme, "journal/.keep": "", **settings})
    ran = cpdsite("-C", tmp_path, "schemes", "validate", "schemes/ward.yaml")
    assert [line.split('"')[1] for line in ran.out.splitlines()] == faults


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

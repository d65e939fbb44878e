"""`cpdsite pack`: what a pack holds, what it keeps, and that it says so.

The words of two packs stand in `tests/packs`; the journals that they are made of in `tests/exports`.
"""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis.strategies import characters, text

from cpdsite.cli import packing
from cpdsite.counting import check, count
from cpdsite.files.faults import LeakFault
from cpdsite.model.assessment import Audience
from cpdsite.model.entry import Evidence
from cpdsite.packing import pack
from cpdsite.render.enclosures import enclosures
from cpdsite.render.pack_page import Carrier
from cpdsite.stages import Request
from tests import samples
from tests.commands import Ran, at, entry, folder
from tests.marks import Mark, marked_journal
from tests.test_docs import accepted
from tests.tools import ROOT, TODAY, Page, require

PACKS = ROOT / "tests/packs"
SETTINGS = "schemes: [gcs, {id: hcpc, renewal: 2025-10-01}]\nauthor: {name: Robin Example}\n"
LETTER = "The letter of dismissal was written on a Tuesday and sent by hand"
DAY = date(2025, 12, 31)
PDF = b"%PDF-1.4 certificate"
PICTURE = ROOT / "journal/2024/2024-09-12-exercise-kestrel/timeline.png"
ARTICLE = re.compile(r'<article class="whole" id="cpd-entry-(\S+)"')
DATA = re.compile(r'href="data:[^"]+"')
FILES: Mapping[str, str | bytes] = {
    "cpdsite.yaml": SETTINGS,
    "journal/2025-06-12-talk/index.md": entry(
        "Talk <b>& more</b>",
        evidence="[\"Zertifikat 'é'; rm -rf.PDF\", {file: letter.pdf, visibility: private}]",
    )
    + "\nSee the [slides](slides.csv#1), the ![room](room.png) and [before](../before.md#why).\n",
    "journal/2025-06-12-talk/Zertifikat 'é'; rm -rf.PDF": PDF,
    "journal/2025-06-12-talk/slides.csv": "a,b\n",
    "journal/2025-06-12-talk/room.png": PICTURE.read_bytes(),
    "journal/2025-06-12-talk/letter.pdf": "%PDF-1.4 dismissed",
    "journal/before.md": entry("Before", "2025-05-01", evidence="[https://example.org/badge]")
    + "\n## Why\n\nTo know.\n",
    "journal/kept.md": entry("Kept", "2025-06-13", visibility="private") + f"\n{LETTER}.\n",
    "journal/ahead.md": entry("Ahead", "2026-01-02", status="planned"),
    "journal/other.md": entry("Of the other cycle", "2024-06-13"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A journal with evidence, something hidden and something to come."""
    return folder(tmp_path, FILES)


def packed(root: Path, *options: object, form: str = "html", today: str = "2025-12-31") -> Ran:
    """Pack into a file `pack`."""
    return at(root, "pack", "--format", form, "--output", "pack", *options, today=today)


def html(root: Path) -> str:
    """The page that was packed."""
    return (root / "pack").read_text(encoding="utf-8")


def files(root: Path) -> dict[str, bytes]:
    """The files of the archive that was packed."""
    with ZipFile(root / "pack") as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


# --- What is in it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "day", "cycle"),
    [("gdc", "2026-04-30", "2022-2026"), ("nmc", "2026-04-30", "2023-2026")],
)
def test_a_pack_says_what_the_body_asks_to_see(
    name: str, day: str, cycle: str, tmp_path: Path
) -> None:
    out = tmp_path / "pack.html"
    ran = at(ROOT / "tests/exports" / name, "pack", "--cycle", cycle, "--output", out, today=day)
    assert ran.code == 0, ran.err
    text = "".join(f"{line}\n" for line in lines(out.read_text(encoding="utf-8")))
    assert accepted(PACKS / f"{name}.txt", text) == text, "run `make accept`"


def lines(page: str) -> Iterator[str]:
    """The words of a page, each block of them on a line."""
    body = page[page.index("<body>") :]
    body = re.sub(r"</?(?:p|h\d|li|tr|t[dh]|dt|dd|div|section|table|caption)\b[^>]*>", "\n", body)
    for line in unescape(re.sub(r"<[^>]+>", "", body)).split("\n"):
        if words := " ".join(line.split()):
            yield words


def test_only_what_counts_in_the_cycle_is_in_it(root: Path) -> None:
    ran = packed(root)
    told = "gcs 2025-26, 2 entries, 2 files of evidence, for a reviewer:"
    size = (root / "pack").stat().st_size / 1000
    assert (ran.code, ran.out) == (0, f"{told} {root / 'pack'} ({size:,.0f} KB)\n")
    assert ran.err.splitlines() == [
        "The body is gcs; --scheme takes another: `hcpc`.",
        "The cycle is 2025-26; --cycle takes another: `2024-25`.",
        '1 entry of the cycle is left out, as it is not for a reviewer: "Kept".',
    ]
    page = html(root)
    assert ARTICLE.findall(page) == ["2025-05-01-before", "2025-06-12-talk"]
    assert "Talk &lt;b&gt;&amp; more&lt;/b&gt;" in page
    for word in ("Kept", "Ahead", "Of the other", LETTER[:20], "letter.pdf"):
        assert word not in page


def test_the_texts_that_a_body_asks_for_come_first_whenever_they_were_written(
    tmp_path: Path,
) -> None:
    journal = {
        "cpdsite.yaml": SETTINGS,
        "journal/course.md": entry("Course", "2024-06-13"),
        "journal/after.md": entry("After", "2025-10-02"),
        "journal/text.md": """\
            ---
            kind: statement
            title: How I met the standards
            date: 2025-11-01
            scheme: hcpc
            document: statement
            cycle: 2023-2025
            ---
            By learning.
            """,
        "journal/empty.md": """\
            ---
            kind: statement
            title: My practice
            date: 2025-11-02
            scheme: hcpc
            document: practice-summary
            cycle: 2023-2025
            ---
            ## Summary
            """,
    }
    ran = packed(folder(tmp_path, journal), "--scheme", "hcpc", "--cycle", "2023-2025")
    assert ran.code == 0, ran.err
    page = html(tmp_path)
    texts, others = ["2025-11-01-text", "2025-11-02-empty"], ["2024-06-13-course"]
    assert ARTICLE.findall(page) == texts + others
    assert ran.err == "journal/empty.md holds no text yet.\n"
    stated = dict(re.findall(r"<dt>(\w+)</dt><dd>([^<]+)</dd>", page.partition("My practice")[0]))
    assert (stated["Scheme"], stated["Document"], stated["Cycle"]) == (
        "HCPC continuing professional development",
        "Statement of how the standards were met",
        "2023-2025",
    )


def test_what_no_paper_of_the_body_asks_for_is_named(tmp_path: Path) -> None:
    gdc = ROOT / "tests/exports/gdc"
    ran = at(gdc, "pack", "--output", tmp_path / "gdc.html", today="2026-04-30")
    assert ran.code == 0
    assert ran.err == (
        "The papers of gdc, which `cpdsite export` makes,"
        ' leave out 1 activity that is in it: "A journal, read at home".\n'
    )


def test_its_numbers_are_those_of_the_site(tmp_path: Path) -> None:
    out = tmp_path / "pack.html"
    asked = ("--scheme", "gcs", "--cycle", "2025-26", "--audience", "owner", "--output", out)
    assert at(ROOT, "pack", *asked).code == 0
    page = out.read_text(encoding="utf-8")
    status = json.loads(at(ROOT, "status", "--scheme", "gcs", "--format", "json").out)
    (cycle,) = (one for one in status["schemes"][0]["cycles"] if one["label"] == "2025-26")
    numbers = {
        one["id"]: one["value"]
        for one in cycle["requirements"]
        if isinstance(one["value"], int | float)
    }
    rows = re.findall(r'<tr data-requirement="(\S+)">(.*?)</tr>', page, re.DOTALL)
    told = {id_: re.search(r'data-value="(\S+)"', row) for id_, row in rows}
    assert {id_: float(found[1]) for id_, found in told.items() if found} == numbers
    shares = re.findall(r'data-column="gcs" data-value="(\S+)"', page)
    assert sum(map(Fraction, shares)) == Fraction(str(cycle["credited"]))


def test_each_link_leads_into_the_page_or_to_the_web(root: Path) -> None:
    assert packed(root).code == 0
    page = Page(html(root))
    found = {link.address for link in page.links if not link.address.startswith("data:")}
    assert {one for one in found if not one.startswith("#")} == {"https://example.org/badge"}
    assert {one[1:] for one in found if one.startswith("#")} <= {*page.ids}
    assert "#cpd-in-2025-05-01-before-why" in found
    assert page.external_requests == []
    assert len(page.ids) == len({*page.ids})


def test_the_evidence_is_listed_by_number_with_its_hash(root: Path) -> None:
    assert packed(root).code == 0
    page = html(root)
    assert re.findall(r'id="cpd-(E\d+)"', page) == ["E01", "E02"]
    names = ["E01-zertifikat-é-rm-rf.pdf", "E02-slides.csv"]
    assert re.findall(r'download="([^"]+)"', page) == names
    for content in (PDF, b"a,b\n"):
        assert hashlib.sha256(content).hexdigest() in page
    assert page.count('<a href="#cpd-E02">slides</a>') == 1
    assert page.count("data:image/png;base64,") == 1


@given(text(characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1))
def test_whatever_a_file_is_called_its_name_in_a_pack_is_harmless(name: str) -> None:
    path = f"journal/{name}"
    one = replace(samples.READING, evidence=(Evidence(field="evidence.0", file=name, path=path),))
    (made,) = enclosures([one], frozenset())
    assert re.fullmatch(r"E01-[^\x00-\x20/\\:*?\"<>|\x7f]+", made.name)
    assert made.name.isprintable()
    assert len(made.name.encode()) < 255


def test_a_file_of_two_entries_is_in_it_once(tmp_path: Path) -> None:
    folder(
        tmp_path, {f"journal/{one}.md": entry(one, evidence="both.pdf") for one in ("One", "Two")}
    )
    assert packed(folder(tmp_path, {"journal/both.pdf": PDF})).code == 0
    assert len(DATA.findall(html(tmp_path))) == 2, "the icon and the file"
    assert len(re.findall(r'id="cpd-E\d+"', html(tmp_path))) == 1
    assert re.search(r">One</a>, <a [^>]+>Two</a></td>", html(tmp_path))


def test_an_archive_has_the_evidence_in_a_folder_and_can_be_checked(root: Path) -> None:
    assert packed(root, form="zip").code == 0
    found = files(root)
    assert [*found] == [
        "cpd-gcs-2025-26/SHA256SUMS",
        "cpd-gcs-2025-26/evidence/E01-zertifikat-é-rm-rf.pdf",
        "cpd-gcs-2025-26/evidence/E02-slides.csv",
        "cpd-gcs-2025-26/record.html",
    ]
    assert found["cpd-gcs-2025-26/evidence/E01-zertifikat-é-rm-rf.pdf"] == PDF
    page = found["cpd-gcs-2025-26/record.html"].decode()
    assert 'href="evidence/E01-zertifikat-%C3%A9-rm-rf.pdf"' in page
    with ZipFile(root / "pack") as archive:
        archive.extractall(root)
    ran = subprocess.run(
        [require("sha256sum"), "-c", "--strict", "SHA256SUMS"],
        cwd=root / "cpd-gcs-2025-26",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.count(": OK")) == (0, 3), ran.stdout + ran.stderr


@pytest.mark.parametrize("audience", ["public", "owner"])
def test_a_pack_can_be_for_others(root: Path, audience: str) -> None:
    ran = packed(root, "--audience", audience)
    assert ran.code == 0
    assert (LETTER in html(root)) == (audience == "owner")
    assert ("as it is not for everybody" in ran.err) == (audience == "public")


# --- Nothing hidden -------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["public", "reviewer"])
def test_no_word_that_is_hidden_is_in_any_pack(audience: str, tmp_path: Path) -> None:
    marked, day = marked_journal(), date.fromisoformat(TODAY)
    stricter = marked.files["cpdsite.yaml"].replace(
        "privacy: {", "privacy: {reflection: reviewer, "
    )
    marked.files["cpdsite.yaml"] = stricter
    root = folder(tmp_path, marked.files)
    whole = count(check(root, day), Request(today=day, audience=Audience.OWNER))
    assert whole is not None
    bundle = b""
    for cycle in whole.assessment.schemes[0].cycles:
        options = ("--cycle", cycle.label, "--audience", audience, "--replace")
        assert packed(root, *options, form="zip", today=TODAY).code == 0
        bundle += (root / "pack").read_bytes()
    open_to = {"public": {"public"}, "reviewer": {"public", "reviewer"}}[audience]

    def is_there(mark: Mark) -> bool:
        return mark.word.encode() in bundle

    def may_be_there(mark: Mark) -> bool:
        return mark.sight in open_to and (audience == "reviewer" or not mark.reflects)

    there = [mark for mark in marked.marks if is_there(mark)]
    assert [mark for mark in there if not may_be_there(mark)] == []
    assert len(there) > 20
    assert any(mark.reflects for mark in there) == (audience == "reviewer")


@pytest.mark.parametrize("carrier", [*Carrier])
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.REVIEWER])
def test_what_is_hidden_is_found_before_anything_is_made(
    root: Path, carrier: Carrier, audience: Audience
) -> None:
    checked = check(root, DAY)
    whole = count(checked, Request(today=DAY, audience=Audience.OWNER))
    assert whole is not None
    wrong = replace(whole, audience=audience)
    with pytest.raises(LeakFault) as fault:
        pack(root, checked, wrong, carrier, "cpd")
    assert "keeps from the" in fault.value.message


# --- Which scheme and cycle -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (("--scheme", "gc"), 'there is no scheme "gc"\n  help: did you mean `gcs`?'),
        (
            ("--cycle", "2025-27"),
            'there is no cycle of gcs "2025-27"\n  help: did you mean `2025-26`?',
        ),
        (("--scheme", "hcpc", "--cycle", "x"), 'there is no cycle of hcpc "x"'),
    ],
)
def test_a_scheme_or_cycle_that_there_is_not(
    root: Path, options: tuple[str, ...], fault: str
) -> None:
    ran = packed(root, *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"cpdsite: {fault}")


def test_a_cycle_without_entries_is_packed_and_said(root: Path) -> None:
    ran = packed(root, today="2026-05-01")
    assert ran.code == 0
    assert "No entry is in it." in ran.err.splitlines()
    assert "No entry counts in this cycle" in html(root) or "of at least 30" in html(root)


def test_without_settings_the_year_is_packed(root: Path) -> None:
    (root / "cpdsite.yaml").unlink()
    ran = packed(root)
    assert (ran.code, ran.out.partition(",")[0]) == (0, "points 2025")


# --- Where to -------------------------------------------------------------------------------------


def test_without_output_the_name_says_what_is_in_it(root: Path) -> None:
    for form in ("html", "zip"):
        ran = at(root, "pack", "--scheme", "gcs", "--format", form, today="2025-12-31")
        assert (ran.code, (root / f"cpd-gcs-2025-26.{form}").is_file()) == (0, True)


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(root: Path) -> None:
    (root / "pack").write_text("mine")
    assert packed(root).code == 2
    assert html(root) == "mine"
    assert packed(root, "--replace").code == 0
    for place in ("journal/pack.html", "cpdsite.yaml", "_site/pack.html"):
        at(root, "build", today="2025-12-31")
        ran = at(root, "pack", "--replace", "--output", place, today="2025-12-31")
        assert (ran.code, "cannot be written" in ran.err) == (2, True)


def test_a_place_where_it_may_not_be_is_refused_before_it_is_made(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "pack").write_bytes(b"mine")
    monkeypatch.setattr(packing, "pack", None)
    ran = packed(root)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"cpdsite: {root / 'pack'} is there already\n")


@pytest.mark.parametrize(("form", "name"), [("html", "my.PDF"), ("zip", "my.html")])
def test_a_name_that_promises_another_format_is_refused(root: Path, form: str, name: str) -> None:
    ran = at(root, "pack", "--format", form, "--output", name, today="2025-12-31")
    ending = name.lower().partition(".")[2]
    told = f"cpdsite: {name} would be no {ending} file: --format is {form}\n  help: add --format"
    assert (ran.code, ran.err.startswith(f"{told} {ending}")) == (2, True), ran.err
    assert not (root / name).exists()


def test_a_pack_can_be_led_elsewhere(root: Path) -> None:
    assert packed(root).code == 0
    ran = at(root, "pack", "--output", "-", today="2025-12-31")
    assert (ran.code, ran.out) == (0, html(root))


def test_errors_stop_a_pack_and_can_be_left_out(root: Path) -> None:
    (root / "journal/broken.md").write_text("---\ntitle: Broken\n---\n")
    assert packed(root).code == 1
    assert not (root / "pack").exists()
    ran = packed(root, "--keep-going")
    assert ran.code == 0
    assert "This site is incomplete: 1 file could not be read." in html(root)


# --- The same bytes -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["html", "zip"])
def test_the_same_journal_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    made = []
    for number in range(2):
        there = folder(tmp_path / f"{number}", FILES)
        os.utime(there / "journal/before.md", (number, number))
        assert packed(there, form=form).code == 0
        made.append((there / "pack").read_bytes())
    assert made[0] == made[1]


def test_an_archive_is_dated_by_the_day_of_counting(root: Path) -> None:
    assert packed(root, form="zip").code == 0
    with ZipFile(root / "pack") as archive:
        assert {info.date_time for info in archive.infolist()} == {(2025, 12, 31, 0, 0, 0)}

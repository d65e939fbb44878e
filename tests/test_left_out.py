"""What is left out is gone for good, and never without a word."""

import json
from pathlib import Path

import pytest

from tests.commands import TALK, all_bytes, at, entry, folder

WORD = "zyzzyva"
"""A word that no template and no other entry holds."""

DRAFT = f"""\
    ---
    title: A {WORD} draft
    date: 2025-07-01
    type: workshop
    hours: 3
    draft: true
    provider: The {WORD} school
    location: {WORD.title()}
    url: https://example.org/{WORD}
    tags: [{WORD}]
    learned: Of {WORD}s.
    evidence: [{WORD}.pdf, {{url: "https://example.org/{WORD}/certificate", title: The {WORD}}}]
    ---

    A body with a {WORD} and a [picture](picture-{WORD}.png).

    ## How I applied it

    To a {WORD}.
    """
FILES: dict[str, str | bytes] = {
    "journal/2025-06-12-talk.md": TALK,
    f"journal/2025-07-01-{WORD}/index.md": DRAFT,
    f"journal/2025-07-01-{WORD}/{WORD}.pdf": f"%PDF-{WORD}".encode(),
    f"journal/2025-07-01-{WORD}/picture-{WORD}.png": b"\x89PNG",
}


BY_KIND = "the default for entries of kind `review`"


@pytest.mark.parametrize("audience", ["public", "owner"])
@pytest.mark.parametrize("field", ["draft: true", "visibility: private", "visibility: reviewer"])
def test_what_is_hidden_leaks_nowhere(tmp_path: Path, audience: str, field: str) -> None:
    root = folder(tmp_path, FILES)
    file = root / f"journal/2025-07-01-{WORD}/index.md"
    file.write_text(file.read_text().replace("draft: true", field))
    ran = at(root, "build", "--audience", audience)
    assert ran.code == 0
    seen = [path for path, data in all_bytes(root / "_site") if traces(path, data)]
    if audience == "public" or field == "draft: true":
        assert (seen, traces("", ran.out.encode())) == ([], False)
    else:
        assert f"evidence/2025-07-01-{WORD}/{WORD}.pdf" in seen


def test_a_draft_is_in_no_total(tmp_path: Path) -> None:
    root = folder(tmp_path, FILES)
    ran = at(root, "build")
    assert "1 entry on" in ran.out
    assert "left out: 1 draft " in ran.out
    assert hours(root) == 2
    assert at(root, "build", "--drafts").code == 0
    assert hours(root) == 5
    page = (root / f"_site/entries/2025-07-01-{WORD}/index.html").read_text(encoding="utf-8")
    assert "draft" in page.lower()


def test_a_link_to_a_draft_is_named_before_anything_is_published(tmp_path: Path) -> None:
    link = f"{TALK}\n    See [this](2025-07-01-{WORD}/index.md).\n"
    root = folder(tmp_path, {**FILES, "journal/2025-06-12-talk.md": link})
    ran = at(root, "build")
    assert ran.code == 1
    assert "error[internal-link]" in ran.err


def test_what_is_no_longer_made_is_gone_from_the_site(tmp_path: Path) -> None:
    first = entry("First", tags="[alpha, beta]", provider="Alpha school", type="webinar")
    root = folder(
        tmp_path,
        {
            "journal/2024-01-01-gone.md": entry("Gone", day="2024-01-01", tags="[only]"),
            "journal/2025-06-12-first.md": first,
            "journal/2025-06-13-second.md": entry("Second", day="2025-06-13"),
        },
    )
    addresses(root)
    (root / "journal/2024-01-01-gone.md").unlink()
    (root / "journal/2025-06-12-first.md").rename(root / "journal/2025-06-12-renamed.md")
    gone = {
        "entries/2024-01-01-gone/",
        "entries/2025-06-12-first/",
        "tags/only/",
        "years/2024/",
    }
    before, after = addresses(root, build=False), addresses(root)
    assert before - after >= gone
    assert "entries/2025-06-12-renamed/" in after - before
    changed = first.replace("beta", "gamma").replace("Alpha school", "Beta school")
    folder(root, {"journal/2025-06-12-renamed.md": changed.replace("webinar", "podcast")})
    before, after = after, addresses(root)
    assert (
        before - after
        == {"tags/beta/", "providers/alpha-school/"}
        | {path for path in before if "webinar" in path} - after
    )
    folder(root, {"journal/2025-06-12-renamed.md": entry(draft="true", tags="[alpha]")})
    before, after = after, addresses(root)
    assert before - after >= {"entries/2025-06-12-renamed/", "tags/alpha/", "tags/gamma/"}
    assert not any("renamed" in path or "alpha" in path for path in after)


def test_nothing_is_left_out_without_a_word(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        {
            "cpdsite.yaml": "schemes: [gcs, {id: icpem, grade: Member}]\n",
            "journal/2025-01-01-bad.md": entry("Bad", day="2025-01-01", hours="six", draft="x"),
            "journal/2025-01-02-draft.md": entry("Draft", day="2025-01-02", draft="true"),
            "journal/2025-01-03-private.md": entry("P", day="2025-01-03", visibility="private"),
            "journal/2025-01-04-review.md": entry(
                "R", day="2025-01-04", type="", hours="", kind="review"
            ),
            "journal/2025-01-05-without.md": entry(
                "E", day="2025-01-05", claims="{gcs: {exclude: true}, icpem: {exclude: true}}"
            ),
            "journal/2025-01-06-no-hours.md": entry("N", day="2025-01-06", hours="", points="2"),
            "journal/2027-01-01-later.md": entry("Later", day="2027-01-01"),
            "journal/2027-01-02-plan.md": entry("Plan", day="2027-01-02", status="planned"),
            "journal/folder.md/x.txt": "a folder named like an entry",
        },
    )
    ran = at(root, "list", "--excluded")
    assert (ran.code, ran.err) == (0, "")
    rows = [line.removeprefix("journal/").partition(": ") for line in ran.out.splitlines()]
    assert [(place, reason) for place, _, reason in rows] == [
        (
            "2025-01-01-bad.md:5",
            'not counted, not on the site: "six" is not an amount of time (bad-amount)',
        ),
        ("folder.md:1", "this is a folder named like an entry and is passed over (not-a-file)"),
        ("2025-01-02-draft.md:6", "not counted, not on the site: a draft"),
        ("2027-01-01-later.md:3", "not counted: dated 2027-01-01, which is after 2026-11-30"),
        ("2027-01-02-plan.md:6", "not counted: planned, not done yet"),
        ("2025-01-05-without.md:6", "not counted under gcs, icpem: its claim keeps it out"),
        ("2025-01-03-private.md:6", "not on a public site: its visibility is private"),
        (
            "2025-01-04-review.md:4",
            f"not on a public site: its visibility is reviewer, {BY_KIND}",
        ),
        ("2025-01-06-no-hours.md:2", "adds no hours to its year: it gives none"),
    ]
    found = json.loads(at(root, "list", "--excluded", "--format", "json").out)
    assert [row["title"] for row in found] == ["", "", "Draft", "Later", "Plan", "E", "P", "R", "N"]
    built = at(root, "build", "--keep-going")
    assert built.out.endswith(
        "; left out: 1 file with errors, 1 file passed over, 1 draft, 2 not for the public;"
        " not counted: 1 planned, 1 dated later, 1 under gcs, 1 under icpem, 1 without hours"
        " (see `cpdsite list --excluded`); 4 warnings (see `cpdsite check`)\n"
    ), built.out


def test_the_line_of_a_build_tells_what_the_list_does(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        {
            "journal/a.md": entry("Planned", status="planned", visibility="private"),
            "journal/b.md": entry("Elsewhere", count_in="2031-01-01"),
            "journal/c.md": entry("Counted", day="2025-06-13"),
            "journal/d.md": entry("Later", day="2028-06-13", visibility="reviewer"),
        },
    )
    rows = [line.partition(": ")[2] for line in at(root, "list", "--excluded").out.splitlines()]
    assert sorted(rows) == [
        "not counted under points: counted in a later cycle, from 2027-01-01",
        "not counted: dated 2028-06-13, which is after 2026-11-30",
        "not counted: planned, not done yet",
        "not on a public site: its visibility is private",
        "not on a public site: its visibility is reviewer",
    ]
    told = at(root, "build").out
    assert "; left out: 2 not for the public; not counted: 1 planned, 1 dated later" in told
    assert ", 1 under points (see `cpdsite list --excluded`)" in told
    told = at(root, "build", "--audience", "owner").out
    assert "for the owner; not counted: 1 planned, 1 dated later, 1 under points (see" in told


def test_going_on_without_a_bad_file_is_said_on_every_page_and_in_every_count(
    tmp_path: Path,
) -> None:
    root = folder(tmp_path, {"journal/a.md": TALK, "journal/b.md": entry(hours="six")})
    for command in ("build", "status", "list"):
        ran = at(root, command)
        assert (ran.code, ran.out) == (1, "")
        assert "journal/b.md:5:8: error[bad-amount]" in ran.err
        assert "leave these files out with --keep-going" in ran.err
        ran = at(root, command, "--keep-going")
        assert ran.code == 0
        assert "journal/b.md:5:8: error[bad-amount]" in ran.err
        assert "Incomplete: 1 file with errors is left out." in ran.err
    pages = sorted((root / "_site").rglob("*.html"))
    assert pages
    assert [p for p in pages if "incomplete" not in p.read_text(encoding="utf-8").lower()] == []
    numbers = json.loads((root / "_site/data/portfolio.json").read_text(encoding="utf-8"))
    assert numbers["incomplete"] == 1
    assert hours(root) == 2
    assert "Incomplete: 1 file with errors" in at(root, "status", "--keep-going").out


# --- Looking at a site ----------------------------------------------------------------------------


def addresses(root: Path, *, build: bool = True) -> set[str]:
    """The addresses of a site's pages, as a visitor has them."""
    if build:
        assert at(root, "build").code == 0
    site = root / "_site"
    pages = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
    files = {path for path, _ in all_bytes(site)}
    assert {page.removesuffix("index.html") for page in pages} >= {""}
    assert all((site / Path(file).parent).is_dir() for file in files)
    return {page.removesuffix("index.html") for page in pages}


def hours(root: Path) -> float:
    """The hours of 2025, from the data of the site."""
    numbers = json.loads((root / "_site/data/portfolio.json").read_text(encoding="utf-8"))
    return float(next(year["hours"] for year in numbers["years"] if year["label"] == "2025"))


def traces(path: str, data: bytes) -> bool:
    """Whether a name or some bytes hold the word, in whatever case."""
    return WORD in path.lower() or WORD.encode() in data.lower()

"""No site made for others leaves the machine with something hidden in it: the proof finds what is planted."""

import base64
import csv
import hashlib
import io
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.journals import write_journal
from cpdsite.build import make
from cpdsite.counting import check, count, narrowed
from cpdsite.files.faults import LeakFault
from cpdsite.model.assessment import Audience
from cpdsite.model.journal import File, Folder, Source
from cpdsite.model.page import Copy, Page
from cpdsite.parse.journal import decode
from cpdsite.proving import prove
from cpdsite.render.search_index import search_index
from cpdsite.render.site import site_of
from cpdsite.sharing.hidden import Secrets, secrets_of
from cpdsite.sharing.proof import Leak, Proof
from cpdsite.sharing.telling import Onlooker
from cpdsite.sharing.wording import LETTERS, told_by
from cpdsite.stages import Checked, Made, Request
from tests import samples
from tests.commands import at, folder
from tests.tools import ROOT, TODAY

OPEN = """---
title: A talk on plain English that everybody may read about
date: 2025-06-12
type: workshop
hours: 2
provider: The Fictional Academy of Northmoor and of the Eastvale
---

We were asked to write the same paragraph three times, each time for another reader.
"""
HIDDEN = """---
title: A hearing of which nobody but me is to know anything
date: 2025-07-01
type: meeting
hours: 1
visibility: private
provider: The Fictional Academy of Northmoor and of the Eastvale
evidence: letter.pdf
---

{secret}

We were asked to write the same paragraph three times, each time for another reader.
"""
TOLD = "The panel found that the complaint about the dose chart was well founded, and I was warned."
NAME = "2025-07-01-hearing"
LETTER = b"%PDF-1.4 " + bytes(random.Random(1).randrange(256) for _ in range(400))  # noqa: S311 - a sample


def secrets(
    text: str = TOLD,
    audience: Audience = Audience.PUBLIC,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Secrets:
    """What a journal of an open and a hidden entry keeps from an audience."""
    files = {
        "journal/2025-06-12-talk.md": OPEN,
        f"journal/{NAME}.md": HIDDEN.format(secret=text),
        **{f"journal/{name}.md": entry for name, entry in more.items()},
    }
    sources = (Source(path=path, data=text.encode()) for path, text in files.items())
    read, _ = decode(Folder(entries=tuple(sources)))
    return secrets_of(Onlooker(read, audience), (), ())


def leaks(kept: Secrets, pages: Sequence[Page]) -> list[Leak]:
    """What the proof finds in some files where none of the journal's is hidden."""
    return [*Proof(kept, {}, str).leaks(pages)]


def found(kept: Secrets, *pages: str | bytes, path: str = "x/index.html") -> list[Leak]:
    """What the proof finds in some pages."""
    contents = (page.encode() if isinstance(page, str) else page for page in pages)
    return leaks(kept, [Page(path=path, content=content) for content in contents])


# --- What is found ------------------------------------------------------------------------------


def in_markup(text: str) -> str:
    """A text in HTML, each third word strong."""
    words = escape(text).split(" ")
    return " ".join(f"<strong>{w}</strong>" if n % 3 == 0 else w for n, w in enumerate(words))


def in_code_points(text: str) -> str:
    """A text in numeric references of HTML."""
    return "".join(f"&#{ord(letter)};" for letter in text)


def inside_words(text: str) -> str:
    """A text in HTML, with markup, breaks and soft hyphens inside words and between them."""
    return "".join(
        f"{escape(c)}<em></em>" if n % 7 else f"<br>{escape(c)}&shy;" for n, c in enumerate(text)
    )


def as_table(text: str) -> str:
    """A row of CSV with the text in the middle."""
    told = io.StringIO()
    csv.writer(told).writerow(["2025-06-12", text, "A course, at home"])
    return told.getvalue()


FORMS: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": lambda text: f"<p>{text.upper()}</p>",
    "with markup": in_markup,
    "with markup in words": inside_words,
    "by code points": in_code_points,
    "in an attribute": lambda text: f'<img src="a.png" alt="{escape(text)}"><p>Other words.</p>',
    "in a comment": lambda text: f"<p>Other</p><!-- {text} -->words",
    "in a link's title": lambda text: f'Other <a href="x" title="{escape(text)}">words</a>.',
    "on many lines": lambda text: "<p>" + escape(text).replace(" ", "\n") + "</p>",
    "behind other letters": lambda text: f"<p>other<i>words</i>{escape(text)}and more</p>",
    "in a feed": lambda text: f"<entry><summary>Other words. {escape(text)}</summary></entry>",
    "in an address": lambda text: f'<a href="mailto:a@example.org?body={quote(text)}">write</a>',
    "as a name": lambda text: "-".join(text.split()),
    "in base64": lambda text: f"data:;base64,{base64.b64encode(text.encode()).decode()}",
    "x.json": lambda text: json.dumps({"a": [f"\n{text}\n"]}),
    "y.json": lambda text: json.dumps({"a": f'"{text}"'}, indent=1, ensure_ascii=False),
    "z.json": lambda text: json.dumps({f"other words {text}": 1}),
    "broken.json": lambda text: json.dumps({"a": "b"}) + text,
    "JSON in a page": lambda text: f"<script>{json.dumps(text)}</script>",
    "x.csv": as_table,
    "x.js": lambda text: f"let a = 1;\n// {text}\nlet b = 2;",
    "x.xml": lambda text: f"<a><![CDATA[{text}]]></a>",
}
"""Ways to write a text down; some in a file of that name."""

WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäéñø"), min_size=3, max_size=12)
MARKS = st.sampled_from([" ", " ", " ", ", ", ". ", " & ", " \u2013 ", "; "])
TEXTS = st.lists(st.tuples(WORDS, MARKS), min_size=16, max_size=30).map(
    lambda parts: "x" + "".join(f"{word}{mark}" for word, mark in parts).strip(" ,.;&\u2013")
)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=10, deadline=None)
@given(text=TEXTS, data=st.data())
def test_forty_characters_of_a_hidden_text_are_found_in_every_form(
    form: str, text: str, data: st.DataObject
) -> None:
    """Wherever in the text they begin, in the midst of words too."""
    start = data.draw(st.integers(0, len(text) - 40))
    part = text[start : start + 40]
    assume(sum(map(str.isalnum, part)) >= LETTERS)
    (leak, *_) = found(secrets(text), FORMS[form](part), path=form)
    assert (leak.path, leak.place.path) == (form, f"journal/{NAME}.md")


@settings(max_examples=20, deadline=None)
@given(text=TEXTS, lines=st.lists(st.sampled_from(["<em>", "a b", "c " * 30, ""]), max_size=6))
def test_what_pages_have_in_common_hides_nothing(text: str, lines: list[str]) -> None:
    """A line that was there before is passed over, but not what it makes with another."""
    words = text.split(" ")
    broken = "\n".join([*lines, *(" ".join(words[n : n + 2]) for n in range(0, len(words), 2))])
    pieces = [" ".join(words[n : n + 2]) for n in range(0, len(words), 2)]
    others = ["\n".join([piece, *lines]) for piece in pieces]
    assert found(secrets(text), *others, broken)


def test_letters_beyond_ascii_are_letters() -> None:
    text = "\u0416\u0430\u043b\u043e\u0431\u0430 " * 7
    assert found(secrets(text), f"<p>{text.upper()}</p>")


def test_a_hidden_text_is_found_in_the_codes_of_the_search() -> None:
    entry = replace(samples.READING, reflection={"learned": TOLD})
    portfolio = replace(samples.portfolio(), entries=(entry,))
    script = search_index(site_of(portfolio, samples.SAY))
    assert TOLD.encode() not in script
    (leak,) = found(secrets(), script, path="assets/js/search-index.js")
    assert leak.place.path == f"journal/{NAME}.md"


def test_the_name_of_a_hidden_entry_is_found() -> None:
    kept = secrets("Short.")
    assert [*map(str, found(kept, f'<a href="../../entries/{NAME}/">x</a>'))]
    assert found(kept, f'{{"id":"{NAME}"}}')
    assert not found(kept, "entries/2025-07-01-hearing-aids/")
    assert not found(kept, "2025-07-01")


def test_a_hidden_file_is_found_by_its_bytes() -> None:
    kept = secrets("Short.")
    paths = ("journal/letter.pdf", "journal/other.pdf")
    there = {path: File(path=path, size=len(LETTER)) for path in paths}
    proof = Proof(kept, there, lambda _: hashlib.sha256(LETTER).hexdigest())
    packed = base64.b64encode(LETTER)
    for pages, copies in (
        ([Page(path="a.pdf", content=LETTER)], []),
        ([Page(path="a.html", content=b'<a href="data:;base64,' + packed + b'">')], []),
        ([], [Copy(path="evidence/x/letter.pdf", source="journal/letter.pdf")]),
        ([], [Copy(path="evidence/x/other.pdf", source="journal/other.pdf")]),
    ):
        (leak,) = [*proof.copied(copies), *proof.leaks(pages)]
        assert leak.place.path == "journal/letter.pdf"


FIELDS = {
    "kind: discussion\npartner: {0}": "partner",
    "kind: confirmation\npartner_contact: {0}": "partner_contact",
    "kind: absence\nreason: {0}": "reason",
    "source: {0}": "source",
    "evidence: [{{url: 'https://example.org', title: '{0}', visibility: private}}]": "evidence.0.url",
}


@pytest.mark.parametrize("lines", FIELDS)
def test_what_a_visible_entry_keeps_for_its_owner_is_found(lines: str) -> None:
    text = TOLD.replace(",", "")
    activity = "" if "kind:" in lines else "type: course\n"
    entry = f"---\ntitle: A\ndate: 2025-08-01\nvisibility: public\n{activity}{lines.format(text)}\n---\n"
    kept = secrets("Short.", more={"2025-08-01-a": entry})
    (leak,) = found(kept, f"<p>{text}</p>")
    assert (leak.place.path, leak.place.field) == ("journal/2025-08-01-a.md", FIELDS[lines])


def test_a_comment_of_a_visible_entry_is_found() -> None:
    entry = f"---\ntitle: A\ndate: 2025-08-01\ntype: course\n---\n\n<!-- {TOLD} -->\n\nText.\n"
    assert found(secrets("Short.", more={"2025-08-01-a": entry}), f"<!-- {TOLD} -->")


def test_a_file_is_judged_by_itself() -> None:
    """So a file that was found clean stays so, as long as it and the secrets are the same."""
    lines = ["<p>Before</p>", "The panel found that the", "complaint about the dose chart", "</p>"]
    pages = [f"{n}{line}".encode() for n, line in enumerate(lines)] + ["\n".join(lines).encode()]
    together = told_by([Page(path="a", content=page) for page in pages])
    alone = [told_by([Page(path="a", content=page)]) for page in pages]
    assert together.texts == frozenset().union(*(told.texts for told in alone))
    assert together.names == frozenset().union(*(told.names for told in alone))


def test_secrets_have_a_digest_that_changes_with_them_alone() -> None:
    more = {"2025-08-01-a": OPEN.replace("We", "All")}
    private = {
        name: text.replace("---\n", "---\nvisibility: private\n", 1) for name, text in more.items()
    }
    assert secrets().digest == secrets().digest == secrets(more=more).digest
    assert len({secrets().digest, secrets(TOLD[1:]).digest, secrets(more=private).digest}) == 3


# --- What is not ----------------------------------------------------------------------------------


def test_what_an_open_entry_says_too_is_no_secret() -> None:
    assert not found(secrets(), OPEN, "We were asked to write the same paragraph three times, each")


def test_a_reviewer_may_read_what_is_for_reviewers() -> None:
    entry = f"---\ntitle: A\ndate: 2025-08-01\nkind: review\n---\n\n{TOLD}\n"
    more = {"2025-08-01-a": entry}
    assert found(secrets("Short.", Audience.PUBLIC, more), TOLD)
    assert not found(secrets("Short.", Audience.REVIEWER, more), TOLD)


@pytest.mark.parametrize(
    "text",
    [
        "2016 2017 2018 2019 2020 2021 2022 2023 2024 2025 2026 2027",
        "Thank you.",
        "In the course of it",
    ],
)
def test_years_and_short_texts_stop_nobody(text: str) -> None:
    assert not found(secrets(text), f"<p>{text}</p><p>{text}</p>")


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_an_honest_page_passes(seed: int) -> None:
    """Open and hidden texts of the same few words, in other orders."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    words = ["the", "audit", "of", "dose", "and", "image", "showed", "a", "risk", "unseen"]
    hidden, shown = (" ".join(chance.choices(words, k=200)) for _ in range(2))
    kept = secrets(hidden, more={"2025-08-01-a": OPEN.replace("We", f"{shown} We")})
    assert not found(kept, f"<p>{shown}</p>")
    assert found(kept, f"<p>{shown} {hidden}</p>")


CLOSE = (OPEN.split("\n")[-2], "Each sentence was to have no more than fifteen words in it.")
"""Two texts that may be seen; the hidden one has the end of one and the beginning of the other."""
ACROSS = f"{CLOSE[0][-20:]} {CLOSE[1][:30]}"


@pytest.mark.parametrize(
    "form",
    [
        "<p>{}</p>\n<p>{}</p>",
        "<li>{}</li><li>{}</li>",
        "<p>{} <span>{}</span></p>",
        '<img alt="{}" title="{}">',
        '<entry><title>{}</title><summary type="text">{}</summary></entry>',
        '<p>{}</p><img alt="{}">',
        "{}\n\n{}\n",
    ],
)
def test_the_end_of_one_open_text_and_the_beginning_of_another_are_no_secret(form: str) -> None:
    more = {"2025-08-01-a": OPEN.replace(CLOSE[0], CLOSE[1]).replace("06-12", "08-01")}
    kept = secrets(f"It said {ACROSS}", more=more)
    assert found(kept, f"<p>{ACROSS}</p>")
    assert not found(kept, form.format(*CLOSE))


@pytest.mark.parametrize(
    ("path", "page"), [("x.json", json.dumps(CLOSE)), ("x.csv", ",".join(CLOSE))]
)
def test_nor_are_they_in_a_data_file(path: str, page: str) -> None:
    assert not found(secrets(f"It said {ACROSS}"), page, path=path)


def test_what_hidden_entries_link_to_is_no_secret(tmp_path: Path) -> None:
    """However long its name: the pages of the one have the address that the other has."""
    talk, goal = (
        "2025-06-12-a-talk-on-plain-english-for-everybody",
        "to-write-in-plain-english-by-spring",
    )
    links = (
        f"See [it]({talk}/index.md), [why]({goal}.md), [who]({talk}/list-of-those-who-came.pdf)."
    )
    proof = "evidence: [list-of-those-who-came.pdf]"
    files: dict[str, str | bytes] = {
        f"journal/{talk}/index.md": OPEN.replace("hours: 2", f"hours: 2\n{proof}"),
        f"journal/{talk}/list-of-those-who-came.pdf": b"%PDF-1.4 names",
        f"journal/{goal}.md": OPEN.replace(
            "type: workshop\nhours: 2\nprovider", "kind: goal\nmeasure"
        ),
        f"journal/{NAME}.md": HIDDEN.format(secret=links),
        "journal/letter.pdf": LETTER,
    }
    ran = at(folder(tmp_path, files), "build")
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / f"_site/evidence/{talk}/list-of-those-who-came.pdf").exists()


def test_a_journal_of_few_words_is_built(tmp_path: Path) -> None:
    """Each third entry is private; all say the same two dozen words in other orders."""
    write_journal(tmp_path, 90)
    for path in sorted(tmp_path.glob("journal/*/*.md"))[::3]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("---\n", "---\nvisibility: private\n", 1), encoding="utf-8")
    ran = at(tmp_path, "build", today="2026-11-30")
    assert (ran.code, ran.err) == (0, "")


def test_equal_files_of_an_open_entry_are_no_secret(tmp_path: Path) -> None:
    talk = OPEN.replace("hours: 2", "hours: 2\nevidence: certificate.pdf")
    root = folder(
        tmp_path,
        {
            "journal/2025-06-12-talk.md": talk,
            f"journal/{NAME}.md": HIDDEN.format(secret=TOLD),
            "journal/certificate.pdf": LETTER,
            "journal/letter.pdf": LETTER,
        },
    )
    assert at(root, "build").code == 0


def test_only_files_of_a_size_that_the_site_holds_are_read() -> None:
    there = {path: File(path=path, size=2) for path in ("journal/letter.pdf", "journal/other.pdf")}
    read: list[str] = []

    def hash_of(path: str) -> str:
        read.append(path)
        return path

    proof = Proof(secrets("Short."), there, hash_of)
    copy = Copy(path="evidence/other.pdf", source="journal/other.pdf")
    assert not [*proof.leaks([Page(path="a", content=b"1")])]
    assert read == []
    assert not [*proof.copied([copy]), *proof.leaks([Page(path="a", content=b"12")])]
    assert sorted(read) == ["journal/letter.pdf", "journal/other.pdf"]


# --- The whole of it ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example() -> tuple[Checked, Mapping[Audience, Made]]:
    """The example, and its site for each audience."""
    checked = check(ROOT, date.fromisoformat(TODAY))
    whole = count(checked, Request(today=date.fromisoformat(TODAY), audience=Audience.OWNER))
    assert whole
    return checked, {who: make(ROOT, narrowed(checked, whole, who)) for who in Audience}


def passed_off(made: Made, audience: Audience) -> Made:
    """A site made for one audience, said to be for another."""
    return replace(made, portfolio=replace(made.portfolio, audience=audience))


@pytest.mark.parametrize("audience", Audience)
def test_the_example_passes(
    example: tuple[Checked, Mapping[Audience, Made]], audience: Audience
) -> None:
    checked, sites = example
    prove(ROOT, checked, sites[audience])


@pytest.mark.parametrize(
    ("made_for", "said_to_be_for"),
    [
        (Audience.OWNER, Audience.PUBLIC),
        (Audience.OWNER, Audience.REVIEWER),
        (Audience.REVIEWER, Audience.PUBLIC),
    ],
)
def test_the_site_of_one_audience_does_not_pass_for_another(
    example: tuple[Checked, Mapping[Audience, Made]], made_for: Audience, said_to_be_for: Audience
) -> None:
    checked, sites = example
    with pytest.raises(LeakFault, match="would hold what journal/"):
        prove(ROOT, checked, passed_off(sites[made_for], said_to_be_for))


def test_every_hidden_entry_of_the_example_would_be_missed_on_its_own(
    example: tuple[Checked, Mapping[Audience, Made]],
) -> None:
    """Each page of a hidden entry, smuggled into the public site alone, is found."""
    checked, sites = example
    public = {page.path for page in sites[Audience.PUBLIC].files}
    kept = secrets_of(Onlooker(checked.journal, Audience.PUBLIC), (), ())
    smuggled = [
        page
        for page in sites[Audience.OWNER].files
        if page.path.startswith("entries/") and page.path not in public
    ]
    assert len(smuggled) > 20
    assert [page.path for page in smuggled if not leaks(kept, [page])] == []


def test_a_leak_ends_the_build_and_leaves_the_former_site(tmp_path: Path) -> None:
    """A theme of the user's own that says what an entry hides: nothing is written."""
    root = folder(
        tmp_path,
        {
            "journal/2025-06-12-talk.md": OPEN,
            f"journal/{NAME}.md": HIDDEN.format(secret=TOLD),
            "journal/letter.pdf": LETTER,
        },
    )
    assert at(root, "build").code == 0
    before = (root / "_site/index.html").read_bytes()
    folder(root, {"themes/default/assets/js/notes.js": f"// {TOLD}\n"})
    ran = at(root, "build")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(
        f"cpdsite: assets/js/notes.js would hold what journal/{NAME}.md keeps from the public"
    )
    assert TOLD[:20] not in ran.err
    assert (root / "_site/index.html").read_bytes() == before
    folder(root, {"cpdsite.yaml": f"privacy: {{allow: [{{text: '{TOLD}', reason: told}}]}}"})
    assert at(root, "build").code == 0

"""The pages of the site, from a portfolio made by hand."""

import posixpath
import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag

import pytest

from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.entry import Evidence
from cpdsite.render import permalinks
from cpdsite.render.faults import ThemeFault
from cpdsite.render.pages import render
from tests import samples
from tests.tools import Page

RESIDUE = re.compile(r"\{\{|\{%|\bNone\b|Undefined|Fraction\(|datetime\.|\bnan\b")

SCRIPTED = re.compile(r"(search|entries|(categories|providers|tags|types)/.+)/index\.html")
"""The pages that load scripts."""


class Amounts(HTMLParser):
    """The amounts of a page that scripts may read, as the theme documents them."""

    def __init__(self, html: str) -> None:
        """Read a whole page."""
        super().__init__()
        self.tables: list[dict[str, list[Fraction]]] = []
        """By table and column: the amounts in its rows."""
        self.totals: list[dict[str, Fraction]] = []
        """By table and column: the totals below."""
        self.figures: dict[str, Fraction] = {}
        """Totals outside the tables, by name."""
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an amount."""
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._inside = True
            self.tables.append({})
            self.totals.append({})
        elif "data-value" not in given:
            return
        elif "data-column" in given and self._inside:
            amount = Fraction(given["data-value"])
            self.tables[-1].setdefault(given["data-column"], []).append(amount)
        elif "data-total" in given and self._inside:
            self.totals[-1][given["data-total"]] = Fraction(given["data-value"])
        elif "data-total" in given:
            self.figures[given["data-total"]] = Fraction(given["data-value"])

    def handle_endtag(self, tag: str) -> None:
        """Leave a table."""
        self._inside = self._inside and tag != "table"


def pages_of(portfolio: Portfolio) -> dict[str, str]:
    """The text of each page, by its path."""
    pages, _ = render(portfolio, samples.theme())
    return {page.path: page.content.decode() for page in pages if page.path.endswith(".html")}


PORTFOLIOS = {
    "owner": samples.portfolio(),
    "public": samples.portfolio(audience=Audience.PUBLIC),
    "empty": samples.empty(),
}


@pytest.fixture(params=PORTFOLIOS, scope="module")
def portfolio(request: pytest.FixtureRequest) -> Portfolio:
    """A full, a public and an empty portfolio."""
    name: str = request.param
    return PORTFOLIOS[name]


def test_every_address_is_there() -> None:
    assert set(pages_of(PORTFOLIOS["owner"])) == {
        "404.html",
        "categories/gcs/formal/index.html",
        "categories/gcs/job/index.html",
        "categories/gcs/others/index.html",
        "categories/hcpc/others/index.html",
        "competencies/index.html",
        "competencies/nhs-ksf/communication/index.html",
        "competencies/nhs-ksf/index.html",
        "entries/2025-03-04-reading/index.html",
        "entries/2026-02-01-mentoring/index.html",
        "entries/2026-06-12-crisis-course/index.html",
        "entries/2026-07-01-feedback/index.html",
        "entries/2027-01-15-conference/index.html",
        "entries/index.html",
        "evidence/index.html",
        "index.html",
        "review/index.html",
        "plan/index.html",
        "plan/lead-a-crisis-cell/index.html",
        "providers/academy-of-communication/index.html",
        "schemes/gcs/2025/index.html",
        "schemes/gcs/2026/index.html",
        "schemes/gcs/index.html",
        "schemes/hcpc/2025-2027/index.html",
        "schemes/hcpc/index.html",
        "search/index.html",
        "tags/crisis/index.html",
        "tags/media/index.html",
        "types/conference/index.html",
        "types/course/index.html",
        "types/mentoring/index.html",
        "types/reading/index.html",
        "years/2025/index.html",
        "years/2026/index.html",
        "years/index.html",
    }


def test_an_empty_portfolio_has_its_frame() -> None:
    pages = pages_of(PORTFOLIOS["empty"])
    assert set(pages) == {
        "404.html",
        "entries/index.html",
        "index.html",
        "review/index.html",
        "search/index.html",
        "years/index.html",
    }
    assert "There is no entry here yet" in pages["index.html"]


def test_each_page_is_whole(portfolio: Portfolio) -> None:
    for path, html in pages_of(portfolio).items():
        page = Page(html)
        assert len(page.headings) == 1, path
        assert page.headings[0].strip(), path
        assert page.title.strip(), path
        assert page.lang == "en-GB", path
        assert len(page.ids) == len(set(page.ids)), path
        assert "Counted as of 30 November 2026 with cpdsite." in html, path


def test_no_page_shows_residue(portfolio: Portfolio) -> None:
    for path, html in pages_of(portfolio).items():
        texts = [text for _, text in Page(html).texts]
        assert [text for text in texts if RESIDUE.search(text)] == [], path


def test_links_are_relative_and_lead_to_a_file_and_a_place(portfolio: Portfolio) -> None:
    pages, copies = render(portfolio, samples.theme())
    files = {*permalinks.DATA.values(), *(copy.path for copy in copies), *(p.path for p in pages)}
    read = {p.path: Page(p.content.decode()) for p in pages if p.path.endswith(".html")}
    for path, page in read.items():
        for link in page.links:
            address, fragment = urldefrag(link.address)
            if address.startswith("https://example.org/"):
                continue
            if path == "404.html" and link.tag == "link":
                assert address.startswith("data:image/svg+xml;base64,")
                continue
            assert not address.startswith("/"), (path, str(link))
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address)))
            target = target if address else path
            assert target in files, (path, str(link))
            assert not fragment or fragment in read[target].ids, (path, str(link))


def test_every_page_has_a_strict_policy(portfolio: Portfolio) -> None:
    for path, html in pages_of(portfolio).items():
        assert "default-src &#39;none&#39;" in html, path
        assert " style=" not in html, path
        assert "<script>" not in html, path
        assert ("<script src=" in html) == ("script-src &#39;self&#39;;" in html), path
        assert ("<script src=" in html) == bool(SCRIPTED.fullmatch(path)), path
        assert ("<style>" in html) == (path == "404.html"), path


def test_rows_add_up_to_their_totals(portfolio: Portfolio) -> None:
    for path, html in pages_of(portfolio).items():
        amounts = Amounts(html)
        for rows, totals in zip(amounts.tables, amounts.totals, strict=True):
            for column, total in totals.items():
                if rows:
                    assert sum(rows.get(column, [])) == total, (path, column)


def test_a_figure_is_the_total_of_its_table() -> None:
    amounts = Amounts(pages_of(PORTFOLIOS["owner"])["years/2026/index.html"])
    assert amounts.figures["hours"] == Fraction("10.5")
    assert amounts.figures["entries"] == 3
    assert {"hours": Fraction("10.5"), "gcs": Fraction("10.5"), "hcpc": Fraction("6.5")} in (
        amounts.totals
    )


def test_exact_amounts_are_written_where_they_end_and_as_fractions_where_not() -> None:
    html = pages_of(PORTFOLIOS["owner"])["years/2025/index.html"]
    assert 'data-value="5/3"' in html
    assert ">1.67<" in html


def test_what_is_hidden_is_counted_and_not_named() -> None:
    pages = pages_of(PORTFOLIOS["public"])
    assert 'data-hidden="1"' in pages["years/2026/index.html"]
    assert not any("hidden-talk" in html for html in pages.values())


def test_a_link_to_a_hidden_entry_leads_to_a_remark() -> None:
    html = pages_of(PORTFOLIOS["public"])["entries/2026-06-12-crisis-course/index.html"]
    assert '<a href="#cpd-not-shown">a talk</a>' in html
    assert 'id="cpd-not-shown"' in html
    other = pages_of(PORTFOLIOS["public"])["entries/2025-03-04-reading/index.html"]
    assert "cpd-not-shown" not in other


def test_links_of_a_body_lead_to_pages_and_copies() -> None:
    html = pages_of(PORTFOLIOS["owner"])["entries/2026-06-12-crisis-course/index.html"]
    assert '<a href="../2025-03-04-reading/index.html#notes">the notes</a>' in html
    assert '"../../evidence/2026-06-12-crisis-course/plan%20a.pdf"' in html


def test_an_image_that_is_withheld_is_neither_shown_nor_copied() -> None:
    pages, copies = render(PORTFOLIOS["owner"], samples.theme())
    assert not any("room.png" in copy.source for copy in copies)
    course = next(page for page in pages if "crisis-course" in page.path)
    assert b'src="../../assets/img/not-shown.svg"' in course.content


def test_evidence_is_copied_under_its_own_name_and_once() -> None:
    entry = samples.MENTORING
    twice = Evidence(field="evidence.1", file="notes.txt", path="journal/notes.txt")
    changed = replace(entry, evidence=(*entry.evidence, twice))
    _, copies = render(replace(PORTFOLIOS["owner"], entries=(changed,)), samples.theme())
    assert [(copy.path, copy.source) for copy in copies] == [
        ("evidence/2026-02-01-mentoring/notes.txt", "journal/notes.txt")
    ]


def test_the_journal_is_never_markup() -> None:
    html = pages_of(PORTFOLIOS["owner"])["entries/2026-06-12-crisis-course/index.html"]
    assert "<b>course</b>" not in html
    assert "Crisis &lt;b&gt;course&lt;/b&gt; &amp; &#34;practice&#34;" in html


def test_no_status_is_told_to_the_public() -> None:
    told = re.compile(r"behind pace|short by|not yet met|outside the guide|longer than|to go|Pace ")
    public = pages_of(PORTFOLIOS["public"])
    owner = pages_of(PORTFOLIOS["owner"])
    assert [path for path, html in public.items() if told.search(html)] == []
    assert told.search(owner["index.html"])
    assert told.search(owner["schemes/gcs/2026/index.html"])


def test_a_site_that_lacks_files_says_so_on_every_page() -> None:
    pages = pages_of(samples.portfolio(incomplete=2))
    assert all("This site is incomplete: 2 files could not be read." in p for p in pages.values())
    assert not any("incomplete" in html for html in pages_of(PORTFOLIOS["owner"]).values())


def test_the_lost_page_links_home_where_the_address_of_the_site_is_known() -> None:
    settings = replace(samples.SETTINGS, base_url="https://example.org/my%20cpd/")
    pages = pages_of(replace(PORTFOLIOS["owner"], settings=settings))
    home = "https://example.org/my%20cpd/"
    links = [str(link.address) for link in Page(pages["404.html"]).links if link.tag == "a"]
    assert links == ["#cpd-main", home, home, home]
    lost = Page(pages_of(PORTFOLIOS["owner"])["404.html"])
    assert [link.address for link in lost.links if link.tag == "a"] == ["#cpd-main"]


def test_the_lost_page_may_load_what_it_brings_along_and_nothing_else(portfolio: Portfolio) -> None:
    pages = pages_of(portfolio)
    assert "img-src data:;" in pages["404.html"]
    assert "self" not in pages["404.html"].partition("</head>")[0].partition("<style>")[0]
    others = [path for path, html in pages.items() if "img-src data:" in html]
    assert others == ["404.html"]


def test_two_renders_are_equal_to_the_byte(portfolio: Portfolio) -> None:
    assert render(portfolio, samples.theme()) == render(portfolio, samples.theme())


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("one\n{{ view.nothing }}\n", 2, "nothing"),
        ("one\ntwo\n{{ nothing }}\n", 3, "'nothing' is undefined"),
        ("{% if view %}\n", 1, "endif"),
        ("\n{% include 'gone.html' %}\n", 2, "gone.html"),
        ("\n{{ view.title() }}\n", 2, "callable"),
    ],
)
def test_a_fault_of_a_template_names_its_place(text: str, line: int, message: str) -> None:
    theme = samples.theme()
    broken = replace(
        theme,
        templates={**theme.templates, "years.html": text},
        origins={"years.html": "themes/mine/templates/years.html"},
    )
    with pytest.raises(ThemeFault) as fault:
        render(PORTFOLIOS["owner"], broken)
    assert fault.value.template == "themes/mine/templates/years.html"
    assert fault.value.line == line
    assert message in fault.value.message


@pytest.mark.parametrize("accent", ["#ffee00", "blue", "#1f5fa8; } body { display: none"])
def test_an_accent_that_is_no_legible_colour_is_a_fault(accent: str) -> None:
    with pytest.raises(ThemeFault, match="accent"):
        render(PORTFOLIOS["empty"], replace(samples.theme(), options={"accent": accent}))

"""The words of a theme: checked, complete, and in the reader's language where it has them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

from cpdsite.assess.missing import missing
from cpdsite.model.entry import REFLECTION, Kind, Visibility
from cpdsite.model.journal import Source
from cpdsite.model.settings import COMMON_TYPES
from cpdsite.parse.words import decode_words
from cpdsite.render.pages import render
from cpdsite.render.plurals import plural
from cpdsite.render.saying import Say
from tests import samples
from tests.commands import TALK, at, folder
from tests.tools import ROOT

WELSH = ROOT / "tests/themes/welsh"
KNOWN = {
    "years": {"other": "Years"},
    "entries": {"one": "{number} entry", "other": "{number} entries"},
    "from-to": {"other": "{first} to {last}"},
}


# --- A file of words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("years: Blynyddoedd\n", []),
        ("", []),
        ("# Nothing yet.\n", []),
        ('entries: "{number} cofnod"\n', []),
        ('entries: {zero: dim, two: "{number} gofnod", other: "{number} cofnod"}\n', []),
        ('from-to: "{{{first} hyd {last}}}"\n', []),
        ("yeers: x", ["1:1 there is no text `yeers` (did you mean `years`?)"]),
        ("years: x\nyears: y", ["2:1 `years` stands twice"]),
        ("years: [a]", ["1:8 `years` must be one text"]),
        ("- years", ["1:1 words are written as `id: text` lines"]),
        (
            "\nfrom-to: von {frist} bis {last}\n",
            [
                "2:10 `from-to` has no placeholder {frist} (did you mean `first`?)",
                "2:10 `from-to` lacks its placeholder {first} (write {first} into it)",
            ],
        ),
        ("years: Years {n}", ["1:8 `years` has no placeholder {n} (it has none)"]),
        (
            "entries: entries",
            ["1:10 `entries` lacks its placeholder {number} (write {number} into it)"],
        ),
        (
            "entries: {one: 1 cofnod}",
            ["1:1 `entries` has no form `other` (add `other: ...`, the form for any number)"],
        ),
        (
            'entries: {oen: 1, other: "{number}"}',
            ["1:16 `oen` is no form of a counted text (did you mean `one`?)"],
        ),
        (
            "years: {one: Year, other: Years}",
            ["1:14 `years` is not counted, so it has one text (write `years: ...` in one line)"],
        ),
        (
            'from-to: "{first} to {last"',
            ["1:10 a brace in `from-to` has no partner (write {{ or }} for a brace itself)"],
        ),
        (
            'from-to: "{first.__class__} to {last!r:>9}"',
            ["1:10 a placeholder in `from-to` is more than a name (write it as {name})"],
        ),
        (
            'from-to: "{first.real} to {last}"',
            [
                "1:10 `from-to` has no placeholder {first.real} (did you mean `first`?)",
                "1:10 `from-to` lacks its placeholder {first} (write {first} into it)",
            ],
        ),
    ],
)
def test_a_file_of_words_is_held_against_the_known_ones(text: str, faults: list[str]) -> None:
    _, found = decode_words(Source(path="words.yaml", data=text.encode()), KNOWN)
    told = [
        f"{one.place.span.line}:{one.place.span.column} {one.message}"
        + ("" if "bundled" in one.help else f" ({one.help})")
        for one in found
        if one.place.span
    ]
    assert told == faults


def test_a_wrong_word_stops_the_build_with_file_and_line(tmp_path: Path) -> None:
    words = "# mine\nskip: Neidio\nfrom-to: o {first} i {lats}\n"
    files = {"journal/talk.md": TALK, "themes/default/words.yaml": words}
    ran = at(folder(tmp_path, files), "build")
    assert ran.code == 2
    assert "themes/default/words.yaml:3:10: `from-to` has no placeholder {lats}" in ran.err
    assert not (tmp_path / "_site").exists()


# --- Forms ---------------------------------------------------------------------------------------


FORMS = """\
en: one 1; other 0, 2~16, 100, 1000
tlh: one 1; other 0, 2~16, 100, 1000
ja-JP: other 0~15, 100, 1000
fr: one 0, 1; other 2~17, 100, 1000
hy: one 0, 1; other 2~17, 100, 1000
cy: zero 0; one 1; two 2; few 3; many 6; other 4, 5, 7~20, 100, 1000
ga: one 1; two 2; few 3~6; many 7~10; other 0, 11~25, 100, 1000
gd: one 1, 11; two 2, 12; few 3~10, 13~19; other 0, 20~34, 100, 1000
he: one 1; two 2; other 0, 3~17, 100, 1000
ru: one 1, 21, 31, 101, 1001; few 2~4, 22~24, 62, 102, 1002; many 0, 5~19, 100, 1000
sr: one 1, 21, 31, 101, 1001; few 2~4, 22~24, 62, 102, 1002; other 0, 5~19, 100, 1000
pl: one 1; few 2~4, 22~24, 62, 102, 1002; many 0, 5~19, 21, 31, 100, 1000
cs: one 1; few 2~4; other 0, 5~19, 22, 100, 1000
sl: one 1, 101, 201, 1001; two 2, 102, 202, 1002; few 3, 4, 103, 104, 1003; other 0, 5~19, 100, 1000
lt: one 1, 21, 31, 101, 1001; few 2~9, 22~29, 102, 1002; other 0, 10~20, 30, 100, 1000
lv: zero 0, 10~20, 30, 100, 1000; one 1, 21, 31, 101, 1001; other 2~9, 22~29, 102, 1002
ro: one 1; few 0, 2~16, 102, 1002; other 20~35, 100, 1000
ar: zero 0; one 1; two 2; few 3~10, 103~110, 1003; many 11~26, 111, 1011; other 100~102, 200~202, 1000
mt: one 1; two 2; few 0, 3~10, 103~109, 1003; many 11~19, 111~117, 1011; other 20~35, 100, 1000
"""
"""Each rule with the whole numbers that CLDR gives as its samples, as CLDR writes them."""


def samples_of(rules: str) -> Iterator[tuple[int, str]]:
    """The numbers of `one 1; other 0, 2~16`, each with its form."""
    for rule in rules.split("; "):
        form, numbers = rule.split(" ", 1)
        for span in numbers.split(", "):
            first, _, last = span.partition("~")
            yield from ((number, form) for number in range(int(first), int(last or first) + 1))


@pytest.mark.parametrize("line", FORMS.splitlines())
def test_each_language_counts_in_its_way(line: str) -> None:
    language, rules = line.split(": ")
    wanted = dict(samples_of(rules))
    assert {number: plural(language, number) for number in wanted} == wanted


def test_a_number_chooses_the_form() -> None:
    words = {"found": {"zero": "none", "one": "one", "other": "{number} of them"}}
    say = Say(words, "en")
    told = [say("found", number=number) for number in (0, 1, 2, 1200, "1", "1.5", "1,200")]
    many = [f"{number} of them" for number in ("2", "1,200", "1.5", "1,200")]
    assert told == ["none", "one", *many[:2], "one", *many[2:]]


def test_html_among_the_values_stays_and_the_rest_is_escaped() -> None:
    say = Say({"in": {"other": "<in> {cycle} & {other}"}}, "en")
    told = say("in", cycle=Markup("<a>2026</a>"), other="<b>")
    assert told == Markup("&lt;in&gt; <a>2026</a> &amp; &lt;b&gt;")
    assert say("in", cycle="<a>", other="") == "<in> <a> & "


# --- Nothing is said in other words --------------------------------------------------------------


def test_every_word_is_used_and_every_word_that_is_used_is_there() -> None:
    sources = [*(ROOT / "cpdsite").rglob("*.py"), *(ROOT / "themes/default").rglob("*.html")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r'\b(?:say|forms)\(\s*"([a-z0-9-]+)"', text))
    assert asked <= samples.WORDS.keys()
    quoted = set(re.findall(r'"([a-z0-9-]+)"', text))
    made = re.findall(r'f"((?:[a-z-]|\{[^}"]*\})*)"', text)
    patterns = [re.sub(r"\\\{.*?\\\}", "[a-z0-9-]+", re.escape(one)) for one in made]
    spelt = [one for one in patterns if re.search("[a-z]{2}.*-", one)]
    unused = [
        id_
        for id_ in samples.WORDS
        if id_ not in quoted and not any(re.fullmatch(one, id_) for one in spelt)
    ]
    assert unused == []


def test_what_is_told_by_name_has_a_word_for_each_name() -> None:
    wanted = {
        *(f"kind-{kind}" for kind in Kind),
        *(f"type-{name}" for name in COMMON_TYPES),
        *(f"reflection-{name}" for name in REFLECTION),
        *(f"mark-{mark}" for mark in ("planned", "draft", *Visibility) if mark != "public"),
        *(f"field-{name.replace('_', '-')}" for entry in samples.ENTRIES for name in entry.details),
    }
    wanted.discard("field-objective")
    assert wanted <= samples.WORDS.keys()
    assert [samples.WORDS[f"type-{name}"]["other"] for name in COMMON_TYPES] == list(
        COMMON_TYPES.values()
    )


def test_pages_say_nothing_but_words_of_the_theme_and_of_the_journal() -> None:
    """Every text is set between ⟦ and ⟧: what stands outside must be the journal's or a scheme's."""
    marked = {
        id_: {form: f"⟦{text}⟧" for form, text in forms.items()}
        for id_, forms in samples.WORDS.items()
    }
    portfolio = samples.portfolio()
    pages, _ = render(portfolio, replace(samples.theme(), words=marked))
    cycles = [(found, one) for found in portfolio.assessment.schemes for one in found.cycles]
    given = {*NAMES, *strings(portfolio), *(one.text for one in missing(portfolio, cycles))}
    given |= {text.strip(" ,.") for html in given for text in re.split(r'[<>"/\n]', html)}
    known = sorted(map(re.escape, filter(None, given)), key=len, reverse=True)
    journal = re.compile(rf"\b(?:{'|'.join(known)})(?!\w)")
    bare = {
        (page.path, part)
        for page in pages
        if page.path.endswith(".html")
        for text in Texts(page.content.decode()).texts
        for part in outside(text)
        if re.search("[A-Za-z]", journal.sub("", part))
    }
    assert bare == set()


NAMES = (
    "GCS",
    "HCPC",
    "CSV",
    "JSON",
    "PDF",
    "TXT",
    "Hours",
    "about 19.2 a month, against 0.9 so far",
)
"""Of schemes and files; and what is told of a scheme's rules, in the language of the rules."""


class Texts(HTMLParser):
    """All that a page says: its text as one, and the attributes that are read out."""

    def __init__(self, html: str) -> None:
        """Read a whole page."""
        super().__init__()
        self.texts = [""]
        self._silent = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says by attributes."""
        self._silent = tag in {"script", "style"}
        self.texts[0] += " "
        spoken = ("aria-label", "data-label", "alt", "placeholder", "title", "data-best")
        self.texts += [value for name, value in attrs if name in spoken and value]

    def handle_endtag(self, _tag: str) -> None:
        """What follows is text again."""
        self._silent = False

    def handle_data(self, data: str) -> None:
        """Note a piece of text."""
        self.texts[0] += "" if self._silent else data


def outside(text: str) -> Iterator[str]:
    """What stands outside the marks, which may be nested."""
    count = 1
    while count:
        text, count = re.subn("⟦[^⟦⟧]*⟧", "\n", text)
    yield from filter(None, map(str.strip, text.split("\n")))


def strings(value: object) -> Iterator[str]:
    """Every text in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from strings([*value, *value.values()])
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from strings(getattr(value, one.name))


# --- In Welsh ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose theme has some words in Welsh."""
    site = tmp_path_factory.mktemp("welsh") / "site"
    ran = at(WELSH, "build", "--output", site)
    assert (ran.code, ran.err) == (0, "")
    return site


def page(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("", ['<html lang="cy">', ">Neidio i&#39;r cynnwys<", ">Trosolwg<", "erbyn 1 Rhag 2026"]),
        ("", ["Cyfrifwyd hyd at 30 November 2026 gyda cpdsite.", ">Latest entries<"]),
        ("entries", ["<h1>Pob cofnod</h1>", ">3 cofnod<", ">Cwrs<", ">Rownd ward<", ">Oriau<"]),
        ("entries", ["2 hyd 3 Maw 2026", "{shown} o {number} gofnod"]),
        ("years/2026", ["Oriau fesul mis, 2026", ">Maw<", ">Mawrth 2026<", ">Activities<"]),
        ("search", ['index.html">Pob cofnod</a>, fesul blwyddyn', "Words to look for in 3 cofnod"]),
        ("schemes/points/2026", ["<span>2 gofnod", ">Credited<"]),
    ],
)
def test_what_is_translated_is_said_so_and_the_rest_in_english(
    welsh: Path, path: str, texts: list[str]
) -> None:
    html = page(welsh, path)
    assert [text for text in texts if text not in html] == []


def test_the_feed_and_the_search_index_speak_the_language_too(welsh: Path) -> None:
    index = (welsh / "assets/js/search-index.js").read_text(encoding="utf-8")
    assert '"2 hyd 3 Maw 2026","Cwrs"' in index

"""Themes as their users meet them: one of one's own, single files, the commands, the page about them."""

import re
from pathlib import Path

import pytest

from cpdsite.render.pages import ADDRESSES, leaves
from cpdsite.render.site import site_of
from tests import samples
from tests.commands import TALK, Ran, at, cpdsite, folder
from tests.tools import ROOT, Page

SLATE = ROOT / "tests/themes/slate"
GUIDE = (ROOT / "docs/themes.md").read_text(encoding="utf-8")


# --- A theme of one's own ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def slate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site made with a small theme that inherits the bundled one."""
    site = tmp_path_factory.mktemp("slate") / "site"
    ran = at(SLATE, "build", "--output", site)
    assert (ran.code, ran.err) == (0, "")
    return site


def html(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def test_every_page_has_the_theme_s_own_footer_with_its_option(slate: Path) -> None:
    pages = list(slate.rglob("*.html"))
    without = [
        page
        for page in pages
        if '<p class="motto">Keep asking</p>' not in page.read_text(encoding="utf-8")
    ]
    assert len(pages) > 8
    assert without == []


def test_one_page_is_made_otherwise_and_the_others_as_ever(slate: Path) -> None:
    years = html(slate, "years")
    assert '<li><a href="2026/index.html">2026</a>: 1.5 hours</li>' in years
    assert "<table" not in years
    assert '<table class="stack years">' in html(slate, "")


def test_a_theme_may_put_some_words_otherwise(slate: Path) -> None:
    assert ">The year so far</h2>" in html(slate, "")
    assert ">Latest entries</h2>" in html(slate, "")
    assert "<h1>Talk</h1>" in html(slate, "types/presentation")


@pytest.mark.parametrize("path", ["", "years", "schemes/points/2026"])
def test_the_theme_s_own_style_sheet_comes_last(slate: Path, path: str) -> None:
    page = Page(html(slate, path))
    sheets = [link.address for link in page.links if link.address.endswith(".css")]
    assert [(slate / path / sheet).resolve().relative_to(slate).name for sheet in sheets] == [
        "site.css",
        "charts.css",
        "options.css",
        "own.css",
    ]
    assert all((slate / path / sheet).is_file() for sheet in sheets)


def test_the_page_at_unknown_addresses_has_the_style_inside(slate: Path) -> None:
    assert ".motto { font-style: italic; }" in (slate / "404.html").read_text(encoding="utf-8")


def test_the_accent_of_the_settings_wins_over_the_theme_s(slate: Path) -> None:
    options = (slate / "assets/css/options.css").read_text(encoding="utf-8")
    assert ":root { --accent: #7a1f5c; }" in options


@pytest.mark.parametrize(
    ("template", "text", "fault"),
    [
        (
            "partials/footer.html",
            "<p>\n{{ options.moto }}",
            ":2: 'dict object' has no attribute 'moto'",
        ),
        ("years.html", "{{ veiw.title }}", ":1: 'veiw' is undefined"),
        (
            "years.html",
            "\n\n{{ say('yeers') }}",
            ":3: the theme has no text `yeers`: did you mean `years`?",
        ),
        (
            "years.html",
            "{{ say('counted-as-of') }}",
            ":1: the text `counted-as-of` needs a value for `day`",
        ),
        (
            "years.html",
            "{% extends 'bass.html' %}",
            ":1: there is no template `bass.html`: did you mean `base.html`?",
        ),
    ],
)
def test_an_unknown_name_in_a_template_is_an_error_with_its_line(
    tmp_path: Path, template: str, text: str, fault: str
) -> None:
    path = f"themes/default/templates/{template}"
    ran = at(folder(tmp_path, {"journal/talk.md": TALK, path: text}), "build")
    assert ran.code == 2
    assert ran.err.splitlines()[0] == f"cpdsite: {path}{fault}"
    assert not (tmp_path / "_site").exists()


# --- theme list ----------------------------------------------------------------------------------


def rows(ran: Ran) -> dict[str, tuple[str, str]]:
    """By file: where it is taken from, and what it makes."""
    lines = [re.split(r"\s{2,}", line) for line in ran.out.splitlines()[1:]]
    return {line[0]: (line[1], line[2]) for line in lines}


def test_list_says_where_each_file_is_taken_from_and_what_it_makes() -> None:
    ran = cpdsite("-C", SLATE, "theme", "list")
    found = rows(ran)
    assert ran.out.splitlines()[0].split() == ["file", "from", "makes"]
    assert found["templates/entry.html"] == ("bundled", "/entries/…/, /plan/…/")
    assert found["templates/years.html"] == ("themes/slate/templates/years.html", "/years/")
    assert found["templates/base.html"] == ("bundled", "around every page")
    assert found["templates/partials/who.html"] == (
        "bundled",
        "part of index.html, partials/cover.html",
    )
    assert found["assets/css/own.css"] == ("themes/slate/assets/css/own.css", "/assets/css/own.css")
    assert found["words.yaml"] == ("themes/slate/words.yaml", "what all pages say")
    assert cpdsite("-C", SLATE, "theme").out == ran.out


def test_no_template_of_the_bundled_theme_is_used_by_nothing(tmp_path: Path) -> None:
    found = rows(cpdsite("-C", tmp_path, "theme"))
    assert [file for file, (origin, makes) in found.items() if "nothing" in makes] == []
    assert {origin for origin, _ in found.values()} == {"bundled"}


def test_the_addresses_of_templates_are_those_of_the_pages() -> None:
    site = site_of(samples.portfolio(), samples.SAY)
    patterns = {
        template: [re.escape(one).replace("…", "[^/]+") for one in addresses.split(", ")]
        for template, addresses in ADDRESSES.items()
    }
    made = list(leaves(site))
    strange = [
        (leaf.template, leaf.path)
        for leaf in made
        for address in [f"/{leaf.path.removesuffix('index.html')}"]
        if not any(re.fullmatch(one, address) for one in patterns[leaf.template])
    ]
    assert strange == []
    assert {leaf.template for leaf in made} | {"shared.html", "pack.html"} == ADDRESSES.keys()


# --- theme eject ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("entry.html", "templates/entry.html"),
        ("templates/partials/who.html", "templates/partials/who.html"),
        ("entries.html", "templates/entries.html"),
        ("css/site.css", "assets/css/site.css"),
        ("site.css", "assets/css/site.css"),
        ("words.yaml", "words.yaml"),
        ("./templates\\\\base.html", "templates/base.html"),
    ],
)
def test_eject_copies_a_file_by_its_path_or_the_end_of_it(
    tmp_path: Path, name: str, path: str
) -> None:
    ran = cpdsite("-C", tmp_path, "theme", "eject", name.replace("\\\\", "\\"))
    assert ran.code == 0
    assert ran.out.startswith(f"themes/default/{path} is yours now: change it, and run `cpdsite b")
    mine, theirs = (root / "themes/default" / path for root in (tmp_path, ROOT))
    assert mine.read_bytes() == theirs.read_bytes()
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [mine]


def test_eject_never_writes_over_a_file(tmp_path: Path) -> None:
    mine = tmp_path / "themes/default/templates/entry.html"
    folder(tmp_path, {"themes/default/templates/entry.html": "mine"})
    ran = cpdsite("-C", tmp_path, "theme", "eject", "entry.html")
    assert ran.code == 2
    assert "themes/default/templates/entry.html is yours already" in ran.err
    assert mine.read_text(encoding="utf-8") == "mine"


def test_eject_goes_into_the_theme_that_the_settings_choose(tmp_path: Path) -> None:
    files = {"cpdsite.yaml": "theme: mine\n", "themes/mine/theme.yaml": "inherits: ours\n"}
    files["themes/ours/templates/entry.html"] = "ours"
    ran = cpdsite("-C", folder(tmp_path, files), "theme", "eject", "entry.html")
    assert ran.out.startswith("themes/mine/templates/entry.html is yours now")
    copied = tmp_path / "themes/mine/templates/entry.html"
    assert copied.read_text(encoding="utf-8") == "ours"


@pytest.mark.parametrize(
    ("name", "message", "remedy"),
    [
        ("entyr.html", 'has no file "entyr.html"', "did you mean `entry.html`?"),
        ("../cpdsite.yaml", 'has no file "../cpdsite.yaml"', "`cpdsite theme list` names them"),
        ("theme.yaml", 'has no file "theme.yaml"', ""),
    ],
)
def test_eject_names_what_was_meant(tmp_path: Path, name: str, message: str, remedy: str) -> None:
    ran = cpdsite("-C", tmp_path, "theme", "eject", name)
    assert ran.code == 2
    assert message in ran.err
    assert remedy in ran.err
    assert list(tmp_path.iterdir()) == []


def test_eject_asks_which_of_two_files_is_meant(tmp_path: Path) -> None:
    files = {"themes/default/assets/a/x.svg": "a", "themes/default/assets/b/x.svg": "b"}
    ran = cpdsite("-C", folder(tmp_path, files), "theme", "eject", "x.svg")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        'cpdsite: the theme has 2 files "x.svg"',
        "  help: name one of `assets/a/x.svg`, `assets/b/x.svg`",
    ]


def test_a_site_with_every_file_ejected_is_the_same(tmp_path: Path) -> None:
    files = [*rows(cpdsite("-C", tmp_path, "theme"))]
    folder(tmp_path, {"journal/talk.md": TALK})
    before = at(tmp_path, "build", "--output", "before")
    told = [cpdsite("-C", tmp_path, "theme", "eject", file).code for file in files]
    after = at(tmp_path, "build", "--output", "after")
    assert (before.code, after.code, set(told)) == (0, 0, {0})
    one, other = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("before", "after")
    )
    assert one == other


# --- docs/themes.md ------------------------------------------------------------------------------


def test_the_guide_s_theme_is_the_one_that_is_tested() -> None:
    blocks = re.findall(r"```\w+ (themes/slate/\S+)\n(.*?)```", GUIDE, re.DOTALL)
    files = [file for file in (SLATE / "themes").rglob("*") if file.is_file()]
    assert {path for path, _ in blocks} == {str(one.relative_to(SLATE).as_posix()) for one in files}
    for path, text in blocks:
        assert (SLATE / path).read_text(encoding="utf-8") == text
    assert (SLATE / "cpdsite.yaml").read_text(encoding="utf-8") in GUIDE


def test_the_guide_s_single_files_build(tmp_path: Path) -> None:
    blocks = re.findall(r"```\w+ (themes/default/\S+|cpdsite.yaml)\n(.*?)```", GUIDE, re.DOTALL)
    files = dict(reversed(blocks))
    ran = at(folder(tmp_path, {"journal/talk.md": TALK, **files}), "build")
    assert (ran.code, ran.err) == (0, "")


def test_the_guide_names_every_token() -> None:
    sheets = (ROOT / "themes/default/assets/css").glob("*.css")
    tokens = {
        token
        for sheet in sheets
        for token in re.findall(r"(--[\w-]+):", sheet.read_text(encoding="utf-8"))
    }
    table = GUIDE[GUIDE.index("### Tokens") : GUIDE.index("### What templates may use")]
    named = set(re.findall(r"`(--[\w-]+)`", table))
    for first, last in re.findall(r"`(--\w+-\d)` to `(--\w+-\d)`", table):
        named |= {f"{first[:-1]}{n}" for n in range(int(first[-1]), int(last[-1]) + 1)}
    assert named == tokens


def test_the_guide_shows_what_the_terminal_says(tmp_path: Path) -> None:
    folder(tmp_path, {"journal/talk.md": TALK})
    for block in re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL):
        command, *told = block.splitlines()
        if command == "$ cpdsite build":
            page = tmp_path / "themes/default/templates/years.html"
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace("view.title", "view.titel"), encoding="utf-8")
            ran = at(tmp_path, "build")
            assert ran.err.splitlines()[0].startswith(told[0].partition(":3:")[0])
            assert "has no attribute 'titel'" in ran.err
            assert ran.err.splitlines()[1:] == told[1:]
        else:
            ran = cpdsite("-C", tmp_path, *command.removeprefix("$ cpdsite ").split())
            assert ran.out.splitlines() == told

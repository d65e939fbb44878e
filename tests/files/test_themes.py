"""A theme gathered from the user's files, its parent's and the bundled ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cpdsite.files import layers
from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.files.themes import read_theme, theme_faults
from cpdsite.model.journal import Source
from cpdsite.parse.themes import Declaration, decode_theme
from tests.files.test_sources import put


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, and a small theme in the place of the bundled one."""
    monkeypatch.setattr(layers, "bundled", lambda name: tmp_path / "package" / name)
    bundled = {
        "theme.yaml": 'name: default\nversion: 1.0\noptions: {accent: "#1f5fa8", width: 42rem}\n',
        "templates/base.html": "base",
        "templates/entry.html": "entry",
        "templates/partials/header.html": "header",
        "assets/css/site.css": "css",
        "assets/img/logo.png": "logo",
    }
    for path, text in bundled.items():
        put(tmp_path, f"package/themes/default/{path}", text.encode())
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def refusal(root: Path, name: str = "mine", **options: str) -> UsageFault:
    with pytest.raises(UsageFault) as caught:
        read_theme(root, name, options)
    return caught.value


# --- Which file wins -----------------------------------------------------------------------------


def test_the_bundled_theme_needs_nothing_of_the_user(root: Path) -> None:
    theme = read_theme(root, "default", {})
    assert (theme.name, theme.version) == ("default", "1.0")
    assert theme.options == {"accent": "#1f5fa8", "width": "42rem"}
    assert theme.templates == {
        "base.html": "base",
        "entry.html": "entry",
        "partials/header.html": "header",
    }
    assert theme.assets == {"css/site.css": b"css", "img/logo.png": b"logo"}
    assert theme.origins["base.html"] == "cpdsite/themes/default/templates/base.html"


def test_one_file_may_be_laid_over_the_bundled_theme(root: Path) -> None:
    put(root, "themes/default/templates/entry.html", b"my entry")
    put(root, "themes/default/assets/img/logo.png", b"my logo")
    theme = read_theme(root, "default", {})
    assert theme.templates["entry.html"] == "my entry"
    assert theme.templates["base.html"] == "base"
    assert theme.assets == {"css/site.css": b"css", "img/logo.png": b"my logo"}
    assert theme.origins["entry.html"] == "themes/default/templates/entry.html"
    assert (theme.version, theme.options["width"]) == ("1.0", "42rem")


def test_a_theme_without_a_declaration_inherits_the_default_one(root: Path) -> None:
    put(root, "themes/mine/templates/list.html", b"list")
    theme = read_theme(root, "mine", {})
    assert set(theme.templates) == {"base.html", "entry.html", "list.html", "partials/header.html"}


def test_a_file_is_looked_up_in_the_theme_its_parent_and_the_bundled_one(root: Path) -> None:
    put(root, "themes/mine/theme.yaml", b"version: 3\ninherits: ours\noptions: {width: 30rem}\n")
    put(root, "themes/mine/templates/a.html", b"mine")
    put(root, "themes/ours/theme.yaml", b"version: 2\noptions: {width: 50rem, logo: yes}\n")
    put(root, "themes/ours/templates/a.html", b"ours")
    put(root, "themes/ours/templates/b.html", b"ours")
    put(root, "themes/default/templates/b.html", b"my default")
    put(root, "themes/default/templates/entry.html", b"my default")
    theme = read_theme(root, "mine", {"accent": "#000000"})
    assert theme.templates == {
        "a.html": "mine",
        "b.html": "ours",
        "base.html": "base",
        "entry.html": "my default",
        "partials/header.html": "header",
    }
    assert theme.version == "3"
    assert theme.options == {"accent": "#000000", "width": "30rem", "logo": "yes"}


def test_the_repository_of_cpdsite_is_its_own_folder(root: Path) -> None:
    theme = read_theme(root.parent / "package", "default", {})
    assert theme.origins["base.html"] == "themes/default/templates/base.html"
    assert theme.version == "1.0"


def test_hidden_files_are_not_part_of_a_theme(root: Path) -> None:
    put(root, "themes/mine/assets/.DS_Store")
    put(root, "themes/mine/assets/.git/config")
    put(root, "themes/mine/notes.txt")
    assert set(read_theme(root, "mine", {}).assets) == {"css/site.css", "img/logo.png"}


# --- What is refused -----------------------------------------------------------------------------


def test_a_mistyped_theme_is_met_with_the_nearest_name(root: Path) -> None:
    put(root, "themes/mine/theme.yaml", b"version: 1\n")
    fault = refusal(root, "defualt")
    assert fault.message == 'there is no theme "defualt"'
    assert fault.help == "did you mean `default`?"
    assert refusal(root, "x").help == "there is `default`, `mine`; yours stand in themes/"


@pytest.mark.parametrize("name", ["", ".", "..", "../secret", "/etc", "default/templates", ".git"])
def test_a_theme_is_one_of_the_folders_and_nothing_else(root: Path, name: str) -> None:
    put(root, "secret/templates/a.html", b"secret")
    put(root, "themes/.git/templates/a.html", b"secret")
    assert refusal(root, name).message == f'there is no theme "{name}"'


def test_a_mistyped_option_is_met_with_the_nearest_name(root: Path) -> None:
    fault = refusal(root, "default", acent="#ffffff")
    assert fault.message == 'the theme "default" has no option "acent"'
    assert fault.help == "did you mean `accent`?"


def test_what_is_wrong_with_the_settings_of_a_theme_is_told_with_its_field(root: Path) -> None:
    put(root, "themes/mine/theme.yaml", b"options: {logo: ours.png}\n")
    assert told(root, "mine", accent="#000000", logo="x.png") == []
    assert told(root, "mnie", logo="x.png") == [("theme.name", False, "did you mean `mine`?")]
    assert told(root, "mine", acent="red", lgo="x.png") == [
        ("theme.options.acent", True, "did you mean `accent`?"),
        ("theme.options.lgo", True, "did you mean `logo`?"),
    ]


@pytest.mark.parametrize("text", [b"verison: 1\n", b"inherits: yours\n", b"inherits: [\n"])
def test_a_fault_of_the_theme_is_none_of_the_settings(root: Path, text: bytes) -> None:
    put(root, "themes/mine/theme.yaml", text)
    put(root, "themes/mine/templates/a.html", b"\xff")
    assert told(root, "mine", nosuch="x") == []
    refusal(root)


def told(root: Path, name: str, **options: str) -> list[tuple[str, bool, str]]:
    """Field and remedy of each fault of the settings."""
    return [(f.field, f.on_key, f.help) for f in theme_faults(root, name, options)]


def test_an_unknown_parent_is_named(root: Path) -> None:
    put(root, "themes/mine/theme.yaml", b"inherits: yours\n")
    assert refusal(root).message == 'there is no theme "yours"'


def test_themes_that_inherit_from_each_other_are_named(root: Path) -> None:
    put(root, "themes/mine/theme.yaml", b"inherits: yours\n")
    put(root, "themes/yours/theme.yaml", b"inherits: mine\n")
    assert refusal(root).message == "the themes mine and yours inherit from each other"


def test_every_fault_of_a_declaration_is_named_with_its_line(root: Path) -> None:
    text = b"verison: 1\ninherits: [a, b]\ninherits: default\noptions:\n  accent: {a: b}\n"
    put(root, "themes/mine/theme.yaml", text)
    assert refusal(root).message.split("\n") == [
        "themes/mine/theme.yaml:1:1: `verison` is not known in a theme",
        "themes/mine/theme.yaml:3:1: `inherits` stands twice",
        "themes/mine/theme.yaml:5:11: an option has one text as its default",
    ]


def test_a_template_in_another_encoding_is_named_with_its_line(root: Path) -> None:
    put(root, "themes/mine/templates/a.html", b"one\ncaf\xe9\n")
    message = "themes/mine/templates/a.html:2: the byte 0xe9 is not UTF-8 text"
    assert refusal(root).message == message


@pytest.mark.parametrize("place", ["templates/a.html", "assets/a.css", "assets/more", "theme.yaml"])
def test_a_link_out_of_the_theme_is_not_followed(root: Path, place: str) -> None:
    put(root, "secret/secret.txt", b"secret")
    link = root / "themes/mine" / place
    link.parent.mkdir(parents=True)
    link.symlink_to("/etc/passwd" if "." in place else root / "secret")
    message = f"themes/mine/{place} is a link out of the theme"
    assert refusal(root).message == message


def test_a_folder_of_templates_that_is_a_link_out_is_not_followed(root: Path) -> None:
    put(root, "secret/secret.txt", b"secret")
    (root / "themes/mine").mkdir(parents=True)
    (root / "themes/mine/templates").symlink_to(root / "secret")
    message = "themes/mine/templates/secret.txt is a link out of the theme"
    assert refusal(root).message == message


def test_a_link_inside_the_theme_is_read(root: Path) -> None:
    put(root, "themes/mine/templates/a.html", b"same")
    (root / "themes/mine/templates/b.html").symlink_to("a.html")
    assert read_theme(root, "mine", {}).templates["b.html"] == "same"


def test_a_fifo_in_a_theme_is_never_waited_for(root: Path) -> None:
    put(root, "themes/mine/theme.yaml", b"")
    (root / "themes/mine/templates").mkdir()
    os.mkfifo(root / "themes/mine/templates/a.html")
    assert (
        refusal(root).message == "themes/mine/templates/a.html is a named pipe (FIFO), not a file"
    )


def test_assets_that_differ_in_case_only_are_named(root: Path) -> None:
    put(root, "themes/mine/assets/img/Logo.png", b"mine")
    assert refusal(root).message == (
        "themes/mine/assets/img/Logo.png and cpdsite/themes/default/assets/img/logo.png"
        " differ in case only"
    )


def test_a_file_that_may_not_be_read_is_trouble_with_the_surroundings(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(path: str) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(layers, "read_file", refusing)
    with pytest.raises(SurroundingsFault, match=r"theme\.yaml cannot be read: permission denied"):
        read_theme(root, "default", {})


# --- theme.yaml ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "options:\n", "inherits: ''\n"])
def test_a_declaration_may_say_nothing(text: str) -> None:
    source = Source(path="themes/mine/theme.yaml", data=text.encode())
    assert decode_theme(source) == (Declaration(), [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "a theme is written as `name: value` lines"),
        ("options: [a]\n", "options are `name: default` lines"),
        ("options: {a: 1, a: 2}\n", "`a` stands twice"),
        ("version: {a: 1}\n", "`version` must be one text"),
        ("a: &b c\n", "an anchor (&) is not allowed here"),
    ],
)
def test_a_fault_of_a_declaration_is_a_value(text: str, message: str) -> None:
    declared, diagnostics = decode_theme(Source(path="theme.yaml", data=text.encode()))
    assert declared is None
    assert [diagnostic.message for diagnostic in diagnostics] == [message]

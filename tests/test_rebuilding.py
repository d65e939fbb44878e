"""A site built over the former one is that of the journal now: nothing of what was stays behind."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import all_bytes, at, entry, folder, tree
from tests.tools import ROOT

SETTINGS = "base_url: https://example.org/cpd\nschemes: [gcs]\n"
TALK = "journal/2025/2025-06-12-talk.md"
WALK = entry("Walk round", "2024-05-02", hours="3", tags="[safety]")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with two entries, built once."""
    files = {
        "cpdsite.yaml": SETTINGS,
        TALK: entry("Oldtitle", "2025-06-12", hours="2", tags="[oldtag]", provider="Oldprovider"),
        "journal/2024/2024-05-02-walk.md": WALK,
    }
    at(folder(tmp_path / "cpd", files), "build")
    return tmp_path / "cpd"


def rebuilt(root: Path) -> dict[str, str]:
    """The site, built over the one that stands; it must be the one that is built from nothing."""
    assert at(root, "build").code == 0
    cold = root.parent / "cold"
    shutil.copytree(root, cold, ignore=lambda *_: {"_site", ".cpdsite"})
    assert at(cold, "build").code == 0
    assert tree(root / "_site") == tree(cold / "_site")
    shutil.rmtree(cold)
    return tree(root / "_site")


# --- An entry -------------------------------------------------------------------------------------


def test_whatever_names_an_entry_follows_it(root: Path) -> None:
    new = entry("Newtitle", "2023-06-12", hours="7", tags="[newtag]", provider="Newprovider")
    (root / TALK).unlink()
    folder(root, {"journal/2025/2023-06-12-talk.md": new})
    site = rebuilt(root)
    pages = {path: data.decode("utf-8", "replace") for path, data in all_bytes(root / "_site")}
    old = [path for path, text in pages.items() if "oldt" in (path + text).lower()]
    assert old + [path for path, text in pages.items() if "Oldprovider" in text] == []
    assert [path for path in pages if "2025-06-12" in path] == []
    for path in (
        *("index.html", "entries/2023-06-12-talk/index.html", "years/2023/index.html"),
        *("tags/newtag/index.html", "providers/newprovider/index.html", "feed.xml"),
        *("data/portfolio.json", "data/entries.json", "data/entries.csv"),
    ):
        assert "Newtitle" in pages[path], path
    assert any("newtitle" in text.lower() for path, text in pages.items() if path.endswith(".js"))
    assert "2023-06-12-talk" in pages["sitemap.xml"]
    assert "7 hours" in pages["years/2023/index.html"]
    assert len(site) == len(pages) + sum(not digest for digest in site.values())


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.unlink(),
        lambda file: file.rename(file.with_name("2025-06-12-other.md")),
        lambda file: file.write_text(file.read_text().replace("type:", "draft: true\ntype:")),
        lambda file: file.write_text(
            file.read_text().replace("type:", "visibility: private\ntype:")
        ),
    ],
    ids=["deleted", "renamed", "a draft", "private"],
)
def test_the_address_of_what_is_no_longer_shown_is_gone(
    root: Path, change: Callable[[Path], object]
) -> None:
    assert "entries/2025-06-12-talk/index.html" in tree(root / "_site")
    change(root / TALK)
    assert "entries/2025-06-12-talk/index.html" not in rebuilt(root)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_site_is_that_of_the_journal(root: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (edits, not secrets)
    for step in range(4):
        at(edited(root, chance, step), "build")
    rebuilt(edited(root, chance, 4))


def edited(root: Path, chance: random.Random, step: int) -> Path:
    """The folder with one entry written, changed, moved or deleted."""
    files = sorted((root / "journal").rglob("*.md"))
    day = f"202{chance.randint(3, 5)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
    tags, hours = chance.choice(["[a]", "[b, c]", ""]), str(chance.randint(0, 9))
    text = entry(
        f"Step {step}", day, hours=hours, tags=tags, provider=chance.choice(["P", "Q", ""])
    )
    sort = chance.choice(["new", "change", "move", "delete"]) if files else "new"
    if sort == "new":
        return folder(root, {f"journal/{day[:4]}/{day}-step-{step}.md": text})
    file = chance.choice(files)
    if sort == "change":
        file.write_text(text, encoding="utf-8")
    elif sort == "move":
        file.rename(file.with_name(f"moved-{step}.md"))
    else:
        file.unlink()
    return root


# --- Everything else ------------------------------------------------------------------------------

DEFAULT = ROOT / "themes/default"


def overlaid(root: Path, path: str, change: Callable[[str], str]) -> None:
    """Lay a changed file over one of the theme."""
    text = (DEFAULT / path).read_text(encoding="utf-8")
    assert change(text) != text
    folder(root, {f"themes/default/{path}": change(text).encode()})


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda root: folder(root, {"cpdsite.yaml": f"{SETTINGS}title: Mine\n"}), "index.html"),
        (lambda root: folder(root, {"cpdsite.yaml": f'{SETTINGS}year_start: "04-01"\n'}), "years/"),
        (
            lambda root: overlaid(
                root, "templates/entry.html", lambda text: text.replace("</h1>", "!</h1>")
            ),
            "entries/2025-06-12-talk/index.html",
        ),
        (
            lambda root: overlaid(
                root, "templates/partials/footer.html", lambda text: f"{text}<p>X</p>"
            ),
            "years/2024/index.html",
        ),
        (
            lambda root: overlaid(
                root, "assets/css/site.css", lambda text: f"{text}\np {{ margin: 0 }}\n"
            ),
            "assets/",
        ),
        (
            lambda root: folder(
                root,
                {
                    "schemes/gcs.yaml": (ROOT / "cpdsite/schemes/gcs.yaml")
                    .read_bytes()
                    .replace(b"min: 30", b"min: 31")
                },
            ),
            "schemes/gcs/",
        ),
        (
            lambda root: folder(root, {TALK.replace(".md", "/x.md"): WALK.replace("Walk", "Run")}),
            "years/2024/index.html",
        ),
    ],
    ids=["a setting", "the year", "a template", "a partial", "a stylesheet", "a scheme", "a file"],
)
def test_everything_that_a_page_is_made_of_changes_it(
    root: Path, change: Callable[[Path], object], changed: str
) -> None:
    before = tree(root / "_site")
    change(root)
    after = rebuilt(root)
    different = {path for path in before | after if before.get(path) != after.get(path)}
    assert any(path.startswith(changed) for path in different), sorted(different)

"""One save, one reload: the ways in which editors and other programs change a folder."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.commands import entry, folder
from tests.serve.previews import QUIET, Preview, previewing
from tests.tools import require

TALK = "journal/2025/talk.md"
TALK_PAGE = "/entries/2025-06-12-talk/"
FRAMEWORK = """\
    framework: skills
    title: Skills
    competencies: {a: {label: Asking}}
    """


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A served folder with two entries, evidence and a theme of its own."""
    root = folder(
        tmp_path_factory.mktemp("served"),
        {
            "cpdsite.yaml": "title: Mine\ntheme: mine\n",
            TALK: entry(evidence="[proof.txt]"),
            "journal/2025/course.md": entry("Course", day="2025-06-13"),
            "journal/2025/proof.txt": "seen",
            "themes/mine/theme.yaml": 'name: mine\nversion: "1"\ninherits: default\n',
            "themes/mine/assets/css/own.css": "p { color: red }",
        },
    )
    with previewing(root) as served:
        yield served


# --- How editors save ------------------------------------------------------------------------------


def in_place(file: Path, text: str) -> None:
    """VS Code, Obsidian, nano: the file is emptied, then filled."""
    with file.open("w") as opened:
        opened.flush()
        time.sleep(0.01)
        half = len(text) // 2
        opened.write(text[:half])
        opened.flush()
        time.sleep(0.01)
        opened.write(text[half:])


def renamed_over(file: Path, text: str) -> None:
    """Sublime Text, Kate and many others: a new file is put in the place of the old one."""
    new = file.with_name(f".{file.name}.tmp")
    new.write_text(text)
    new.replace(file)


def like_gedit(file: Path, text: str) -> None:
    """GNOME programs name their new file differently."""
    new = file.with_name(".goutputstream-A1B2C3")
    new.write_text(text)
    new.replace(file)


def like_vim(file: Path, text: str) -> None:
    """The old file becomes the backup while the new one is written."""
    swap, probe = file.with_name(f".{file.name}.swp"), file.with_name("4913")
    swap.write_text("vim")
    probe.write_text("")
    probe.unlink()
    backup = file.rename(file.with_name(f"{file.name}~"))
    file.write_text(text)
    backup.unlink()
    swap.unlink()


def like_emacs(file: Path, text: str) -> None:
    """A lock, a file for what is not yet saved, and a backup that stays."""
    lock, unsaved = file.with_name(f".#{file.name}"), file.with_name(f"#{file.name}#")
    lock.symlink_to("me@here.1234:5678")
    unsaved.write_text(text)
    file.rename(file.with_name(f"{file.name}~"))
    file.write_text(text)
    unsaved.unlink()
    lock.unlink()


def like_helix(file: Path, text: str) -> None:
    """A backup under a name of chance."""
    backup = file.rename(file.with_name(f"{file.name}x8Kq2.bck"))
    file.write_text(text)
    backup.unlink()


def like_jetbrains(file: Path, text: str) -> None:
    """The new file is written, the old one is moved away, and then deleted."""
    new = file.with_name(f"{file.name}___jb_tmp___")
    new.write_text(text)
    old = file.rename(file.with_name(f"{file.name}___jb_old___"))
    new.rename(file)
    old.unlink()


def like_textedit(file: Path, text: str) -> None:
    """Programs of macOS write into a folder of their own beside the file."""
    aside = file.with_name(f"{file.name}.sb-1a2b-XyZ")
    aside.mkdir()
    new = aside / file.name
    new.write_text(text)
    new.replace(file)
    aside.rmdir()


def by_sed(file: Path, text: str) -> None:
    """The real `sed -i`."""
    title = text.split("\n")[1]
    subprocess.run([require("sed"), "-i", f"s/^title:.*/{title}/", file], check=True)


def by_vim(file: Path, text: str) -> None:
    """The real vim."""
    title = text.split("\n")[1]
    command = [require("vim"), "-Nu", "NONE", "-es", "-c", f"%s/^title:.*/{title}/|x", str(file)]
    subprocess.run(command, check=True)


WAYS = [
    in_place,
    renamed_over,
    like_gedit,
    like_vim,
    like_emacs,
    like_helix,
    like_jetbrains,
    like_textedit,
    by_sed,
    by_vim,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_save_is_one_reload(preview: Preview, way: Callable[[Path, str], None]) -> None:
    title = f"Talk saved {way.__name__}".replace("_", " ")
    text = entry(title, evidence="[proof.txt]")
    [told] = preview.told_after(lambda: way(preview.root / TALK, text))
    assert told["faults"] == ""
    status, page = preview.get(TALK_PAGE)
    assert (status, f"<h1>{title}</h1>" in page) == (200, True)


# --- What else changes a folder --------------------------------------------------------------------


def test_a_checkout_of_200_files_is_one_reload(preview: Preview) -> None:
    require("git")

    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments]
        subprocess.run(command, cwd=preview.root, check=True, capture_output=True)

    git("init", "-q", "-b", "before")
    git("add", ".")
    git("commit", "-q", "-m", "Before")
    git("checkout", "-q", "-b", "after")
    many = {f"journal/2024/n{n}.md": entry(f"Note {n}", day="2024-02-03") for n in range(200)}
    preview.told_of(many)
    git("add", ".")
    git("commit", "-q", "-m", "After")
    for branch, entries in (("before", 2), ("after", 202), ("before", 2)):
        [told] = preview.told_after(partial(git, "checkout", "-q", branch))
        assert told["faults"] == ""
        made = preview.attempts[-1].made
        assert made
        assert len(made.portfolio.entries) == entries
    shutil.rmtree(preview.root / ".git")


def test_folders_come_and_go(preview: Preview) -> None:
    late = preview.root / "journal/2026/deep/late.md"

    def come() -> None:
        late.parent.mkdir(parents=True)
        time.sleep(0.2)  # the folders are empty when they are first looked at
        late.write_text(entry("Late", day="2026-01-02"))

    preview.told_after(come)
    assert preview.get("/entries/2026-01-02-late/")[0] == 200
    moved = preview.root / "journal/elsewhere"
    preview.told_after(lambda: late.parent.parent.rename(moved))
    renamed = moved / "deep/later.md"
    preview.told_after(lambda: (moved / "deep/late.md").rename(renamed))
    assert preview.get("/entries/2026-01-02-late/")[0] == 404
    preview.told_after(lambda: renamed.write_text(entry("Later", day="2026-01-02")))
    assert "<h1>Later</h1>" in preview.get("/entries/2026-01-02-later/")[1]
    preview.told_after(lambda: shutil.rmtree(moved))
    assert preview.get("/entries/2026-01-02-later/")[0] == 404


@pytest.mark.parametrize(
    ("files", "address", "text"),
    [
        ({"cpdsite.yaml": "title: Another\ntheme: mine\n"}, "/", "Another"),
        ({"themes/mine/assets/css/own.css": "p { top: 1em }"}, "/assets/css/own.css", "top: 1em"),
        (
            {"themes/mine/templates/404.html": "<!doctype html><title>No</title>Nowhere\n"},
            "/nowhere",
            "Nowhere",
        ),
        ({"journal/2025/proof.txt": "this was seen"}, "/evidence/2025-06-12-talk/proof.txt", "was"),
        (
            {
                "frameworks/skills.yaml": FRAMEWORK,
                TALK: entry(evidence="[proof.txt]", competencies="[skills/a]"),
            },
            "/competencies/skills/",
            "Asking",
        ),
    ],
    ids=["settings", "asset", "template", "evidence", "framework"],
)
def test_everything_that_a_build_reads_is_watched(
    preview: Preview, files: dict[str, str], address: str, text: str
) -> None:
    for path, content in files.items():
        told = preview.told_of({path: content})
        assert told["faults"] == ""
    assert text in preview.get(address)[1]


def test_what_stands_behind_links_is_watched(tmp_path: Path) -> None:
    folder(tmp_path / "kept", {"settings.yaml": "title: One\n", "notes/a.md": entry()})
    root = folder(tmp_path / "root", {})
    root.mkdir()
    (root / "cpdsite.yaml").symlink_to(tmp_path / "kept/settings.yaml")
    (root / "journal").symlink_to(tmp_path / "kept/notes")
    with previewing(root) as preview:
        changed = {"kept/settings.yaml": "title: Two\n", "kept/notes/a.md": entry("Walk")}
        for path, text in changed.items():
            preview.told_after(partial(folder, tmp_path, {path: text}))
        page = preview.get("/")[1]
        assert ("Two" in page, "Walk" in page) == (True, True)


# --- What changes nothing --------------------------------------------------------------------------


def read_all(root: Path) -> None:
    """Look into every file, as a build and a search do."""
    for path in root.rglob("*"):
        if path.is_file():
            path.read_bytes()


def same_bytes(root: Path) -> None:
    """Save without a change."""
    (root / TALK).write_bytes((root / TALK).read_bytes())


def only_times(root: Path) -> None:
    """Change what is known of a file, and nothing in it."""
    os.utime(root / TALK)
    (root / TALK).chmod(0o600)


def other_files(root: Path) -> None:
    """What editors, git, synchronisers and builds keep beside the entries."""
    folder(
        root,
        {
            ".git/index": "x",
            ".obsidian/workspace.json": "{}",
            "journal/.obsidian/workspace.json": "{}",
            "journal/2025/.talk.md.swp": "x",
            "journal/2025/#talk.md#": "half",
            "journal/2025/talk.md.tmp": "half",
            "journal/_templates/new.md": "---\n",
            "_site/index.html": "<p>",
            ".cpdsite/cache/x": "x",
            "notes.txt": "x",
        },
    )


def there_and_back(root: Path) -> None:
    """A file that is gone before anybody looks."""
    (root / "journal/2025/new.md").write_text(entry("New"))
    (root / "journal/2025/new.md").unlink()


@pytest.mark.parametrize(
    "change",
    [read_all, same_bytes, only_times, other_files, there_and_back],
    ids=lambda way: way.__name__,
)
def test_nothing_is_made_anew(preview: Preview, change: Callable[[Path], None]) -> None:
    before = len(preview.attempts)
    change(preview.root)
    time.sleep(QUIET)
    assert preview.news.empty()
    text = entry(f"After {change.__name__}".replace("_", " "))
    change_of = {"journal/2025/course.md": text}
    [told] = preview.told_after(lambda: folder(preview.root, change_of))
    assert told["faults"] == ""
    assert len(preview.attempts) == before + 1


# --- Half-written files and faults -----------------------------------------------------------------


def test_a_half_written_file_leaves_the_last_good_site(preview: Preview) -> None:
    whole = entry("Whole", evidence="[proof.txt]")
    preview.told_of({TALK: whole})
    for half in ("", whole[:20], "---\ntitle: [\n---\n", b"\xff\xfe\x00"):
        preview.told_of({TALK: half})
        assert "<h1>Whole</h1>" in preview.get(TALK_PAGE)[1]
    told = preview.told_of({TALK: whole})
    assert told["faults"] == ""


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        (TALK, entry(hours="six"), 'talk.md:5:8:\x1b[0m \x1b[1;31merror[bad-amount]\x1b[0m "six"'),
        ("cpdsite.yaml", "year_start: x\n", "cpdsite.yaml:1:13:"),
        ("schemes/club.yaml", "title: [\n", "schemes/club.yaml:"),
        (
            "themes/mine/templates/index.html",
            "{{ nothing }}",
            "themes/mine/templates/index.html:1:",
        ),
        ("themes/mine/theme.yaml", "name: [\n", "themes/mine/theme.yaml:"),
    ],
    ids=["entry", "settings", "scheme", "template", "theme"],
)
def test_a_fault_is_told_and_goes_when_it_is_mended(
    preview: Preview, path: str, text: str, fault: str
) -> None:
    file = preview.root / path
    former = file.read_bytes() if file.exists() else None
    good = preview.get("/")
    told = preview.told_of({path: text})
    assert fault in str(told["faults"])
    assert preview.get("/") == good
    [mended] = preview.told_after(
        lambda: file.unlink() if former is None else file.write_bytes(former)
    )
    assert (mended["faults"], mended["version"]) == ("", int(str(told["version"])) + 1)


def test_a_journal_that_is_gone_for_a_moment_leaves_the_last_good_site(preview: Preview) -> None:
    journal = preview.root / "journal"
    [told] = preview.told_after(lambda: journal.rename(preview.root / "away"))
    assert told["faults"] == "cpdsite: the folder journal is gone\n  help: put it back\n"
    assert preview.get(TALK_PAGE)[0] == 200
    preview.told_after(lambda: (preview.root / "away").rename(journal))
    preview.told_of({TALK: entry("Back")})
    assert "<h1>Back</h1>" in preview.get(TALK_PAGE)[1]


def test_a_journal_that_is_deleted_and_put_back_is_watched_again(preview: Preview) -> None:
    journal, copy = preview.root / "journal", preview.root / "copy"
    journal.rename(copy)
    shutil.copytree(copy, journal)
    shutil.rmtree(journal)
    copy.rename(journal)
    time.sleep(QUIET)
    for name in ("First", "Second"):
        while preview.news.qsize():
            preview.news.get()  # a look may have met the empty folder
        preview.told_of({TALK: entry(name)})
        assert f"<h1>{name}</h1>" in preview.get(TALK_PAGE)[1]


def test_a_disk_can_be_asked_instead_of_listened_to(tmp_path: Path) -> None:
    with previewing(folder(tmp_path, {TALK: entry()}), poll=True) as preview:
        told = preview.told_of({TALK: entry("Polled")})
        assert told["version"] == 2
        assert "<h1>Polled</h1>" in preview.get(TALK_PAGE)[1]

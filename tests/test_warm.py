"""A build with what earlier ones left is the build from nothing; what is in doubt is not used."""

import os
import pickle
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from types import NoneType
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from cpdsite.counting import check, count
from cpdsite.files import receipts
from cpdsite.files.cache import read_cache, write_cache
from cpdsite.files.own_folder import CACHE
from cpdsite.files.pickling import pickled, unpickled
from cpdsite.files.themes import read_theme
from cpdsite.model.assessment import Audience
from cpdsite.model.entry import Kind
from cpdsite.model.page import Page
from cpdsite.render.pages import planned, sheet
from cpdsite.sharing.proof import Leak, Proof
from cpdsite.stages import Request
from tests.commands import Ran, at, entry, folder, tree
from tests.test_same_bytes import copy_of_example
from tests.test_start_up import imported, libraries
from tests.tools import ROOT

EXAMPLES = max(1, int(os.environ.get("CPDSITE_FUZZ", "20")) // 4)
"""So many times five edits, each with two builds after it."""
TALK = "journal/2025/2025-06-12-talk.md"
SETTINGS = "base_url: https://example.org/cpd\nschemes: [gcs]\n"
NOTHING_NEW = "nothing changed since the last build: every page was kept\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with two entries, built twice: the second time nothing is fresh any more."""
    files = {
        "cpdsite.yaml": SETTINGS,
        TALK: entry("Talk", "2025-06-12", tags="[a]"),
        "journal/2024/2024-05-02-walk.md": entry("Walk", "2024-05-02", tags="[b]"),
    }
    assert at(folder(tmp_path / "cpd", files), "build").code == 0
    return tmp_path / "cpd"


def warm_is_cold(root: Path, *options: str, today: str = "2025-11-30") -> Ran:
    """Build with the cache, and without it into another folder: the sites and the lines are alike."""
    warm = at(root, "build", *options, today=today)
    cold = at(root, "build", *options, "--no-cache", "--output", "_cold", today=today)
    assert (warm.code, warm.err) == (cold.code, cold.err)
    assert warm.out.replace("_site", "_cold").endswith(cold.out)
    if warm.code == 0:
        assert tree(root / "_site") == tree(root / "_cold")
    return warm


# --- The same bytes -------------------------------------------------------------------------------


def test_the_example_is_the_same_cold_and_warm(tmp_path: Path) -> None:
    root = copy_of_example(tmp_path)
    for options in (("--audience", "owner", "--drafts"), ()):
        warm_is_cold(root, *options, today="2026-11-30")
    file = min((root / "journal").rglob("*.md"))
    file.write_text(file.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    warm_is_cold(root, today="2026-11-30")


@pytest.mark.parametrize("audience", ["reviewer", "owner"])
def test_what_was_a_mere_picture_to_others_and_says_something_now_is_counted(
    root: Path, audience: str
) -> None:
    for words in ("![](pic.png)", "![](pic.png) Much."):
        text = f"{entry('Talk', '2025-06-12')}\n## What I learned\n\n{words}\n"
        folder(root, {TALK: text.encode(), "journal/2025/pic.png": b"picture"})
        warm_is_cold(root, "--audience", audience)


Edit = Callable[[Path, int], None]


def write(root: Path, chance: int) -> None:
    """Write an entry, over another or as a new one."""
    day = f"202{3 + chance % 3}-0{1 + chance % 9}-1{chance % 10}"
    more = {
        "tags": ("[a]", "[b, c]", "")[chance % 3],
        "visibility": ("public", "reviewer", "private", "public")[chance % 4],
        "draft": "yes" if chance % 7 == 0 else "",
        "provider": ("P", "Q", "")[chance % 3],
        "evidence": "[proof.txt]" if chance % 2 else "",
        "highlight": "yes" if chance % 5 == 0 else "",
        "competencies": "[own/a]" if chance % 6 == 0 else "",
    }
    link = f"\nSee [that](e-{(chance + 1) % 12}.md). Somebody said {chance} things here.\n"
    text = entry(f"Title {chance}", day, hours=str(chance % 9), **more)
    folder(root, {f"journal/e-{chance % 12}.md": f"{text}{link}".encode()})


def say_more(root: Path, chance: int) -> None:
    """Add to the body of an entry: a sentence, a heading, a part of the reflection, a link."""
    file = root / f"journal/e-{chance % 12}.md"
    if file.is_file():
        more = (
            f"Said {chance}.",
            f"## Part {chance % 3}\n\nThis.",
            f"## What I learned\n\nMuch, {chance}.",
            f"See [this](e-{chance // 4 % 12}.md#part-{chance % 3}) and [that](proof.txt).",
        )[chance % 4]
        folder(root, {f"journal/e-{chance % 12}.md": file.read_bytes() + f"\n{more}\n".encode()})


def framework(root: Path, chance: int) -> None:
    """Change a framework of one's own."""
    text = (
        f"framework: own\ntitle: Own {chance}\nbody: Us\n"
        "sources: [{title: Ours, url: https://example.org/, read: 2026-11-21, status: own}]\n"
        f"competencies: {{a: Ask {chance % 5}, b: Be}}\n"
    )
    folder(root, {"frameworks/own.yaml": text.encode()})


def delete(root: Path, chance: int) -> None:
    """Delete an entry."""
    (root / f"journal/e-{chance % 12}.md").unlink(missing_ok=True)


def rename(root: Path, chance: int) -> None:
    """Give an entry another name, perhaps that of another one."""
    file = root / f"journal/e-{chance % 12}.md"
    if file.is_file():
        file.rename(root / f"journal/e-{chance // 12 % 12}.md")


def setting(root: Path, chance: int) -> None:
    """Change the settings."""
    lines = ("", "title: Mine\n", 'year_start: "04-01"\n', "privacy: {assessment: public}\n")
    folder(root, {"cpdsite.yaml": (SETTINGS + lines[chance % 4]).encode()})


def theme(root: Path, chance: int) -> None:
    """Change a file of the theme: a template, a part of some, a style sheet, a text."""
    path = ("templates/entry.html", "templates/partials/footer.html", "assets/css/site.css")
    name = (*path, "words.yaml")[chance % 4]
    text = (ROOT / "themes/default" / name).read_text(encoding="utf-8")
    new = text.replace("</h1>", f"{chance}</h1>") + f"\n{'' if chance % 4 > 1 else chance}"
    new = text.replace("Overview", f"Top {chance}") if chance % 4 == 3 else new
    folder(root, {f"themes/default/{name}": new.encode()})


def scheme(root: Path, chance: int) -> None:
    """Change a scheme."""
    given = (ROOT / "cpdsite/schemes/gcs.yaml").read_bytes()
    folder(root, {"schemes/gcs.yaml": given.replace(b"min: 30", b"min: %d" % (chance % 40 + 1))})


def evidence(root: Path, chance: int) -> None:
    """Change a piece of evidence."""
    folder(root, {"journal/proof.txt": b"proof %d" % chance})


EDITS: tuple[Edit, ...] = (
    *(write, write, write, say_more, say_more, say_more, delete, rename),
    *(setting, theme, scheme, framework, evidence),
)
WISHES = (("--audience", "owner"), ("--audience", "reviewer"), ("--drafts",), (), (), ())
DAYS = ("2025-11-30", "2025-11-30", "2026-02-01")


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(EDITS),
            st.integers(0, 999),
            st.sampled_from(WISHES),
            st.sampled_from(DAYS),
        ),
        min_size=5,
        max_size=5,
    )
)
def test_after_any_edit_a_warm_build_is_a_cold_one(
    edits: list[tuple[Edit, int, tuple[str, ...], str]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = folder(Path(name), {"cpdsite.yaml": SETTINGS, "journal/proof.txt": b"proof"})
        for number in range(0, 24, 2):
            write(root, number)
        for edit, chance, wishes, today in edits:
            edit(root, chance)
            warm_is_cold(root, *wishes, "--keep-going", today=today)


def test_what_tells_pages_apart_is_all_that_a_template_can_see() -> None:
    day = date(2026, 11, 30)
    checked = check(ROOT, day)
    shown = count(checked, Request(today=day, audience=Audience.OWNER, drafts=True))
    assert shown
    plan = planned(shown, read_theme(ROOT, "default", {}))
    unclear = {type(value) for leaf in plan.leaves for value in parts(sheet(plan, leaf))}
    assert unclear == set(), "their repr may not tell all of them"


def parts(value: object) -> Iterator[object]:
    """What stands in a value whose repr is not known to tell all of it and no more."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            assert field.repr, f"{value.__class__}.{field.name}"
            yield from parts(getattr(value, field.name))
    elif type(value) in (tuple, list):
        for part in cast("tuple[object, ...]", value):
            yield from parts(part)
    elif type(value) is dict:
        yield from parts((*value.keys(), *value.values()))
    elif type(value) not in (str, Markup, int, float, bool, NoneType, date) and not isinstance(
        value, Enum
    ):
        yield value


# --- Nothing changed ------------------------------------------------------------------------------


def test_where_nothing_changed_nothing_is_made(root: Path) -> None:
    line = at(root, "build", "--no-cache", "--output", "_cold").out.replace("_cold", "_site")
    before = (root / "_site").stat()
    again = at(root, "build", "--explain")
    assert again.out == NOTHING_NEW + line
    assert (root / "_site").stat().st_ino == before.st_ino
    for other in (("--drafts",), ("--audience", "owner"), ("--base-url", "https://example.org/")):
        assert NOTHING_NEW not in at(root, "build", "--explain", *other).out
    assert NOTHING_NEW not in at(root, "build", "--explain", today="2026-12-01").out


def test_where_nothing_changed_no_library_is_waited_for(root: Path) -> None:
    assert libraries(imported("-C", str(root), "build", "--today", "2026-11-30")) == set()


def test_a_link_for_others_is_made_each_time(root: Path) -> None:
    folder(root, {".cpdsite/shares.yaml": b"shares: []\n"})
    assert NOTHING_NEW not in at(root, "build", "--explain").out


def test_what_changes_within_a_tick_of_the_clock_is_seen(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns()
    monkeypatch.setattr(receipts, "_parts", lambda status: (status.st_size, 0, now, now, 0, 0))
    at(root, "build")
    assert NOTHING_NEW in at(root, "build", "--explain").out
    file = root / TALK
    file.write_bytes(file.read_bytes().replace(b"Talk", b"Walk"))
    ran = at(root, "build", "--explain")
    assert NOTHING_NEW not in ran.out
    assert "Walk" in (root / "_site/entries/2025-06-12-talk/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["entries/2025-06-12-talk/index.html", "data/entries.json"])
def test_a_site_that_was_changed_by_hand_is_made_right(root: Path, name: str) -> None:
    right = tree(root / "_site")
    page = root / "_site" / name
    was = page.stat()
    page.write_bytes(page.read_bytes().replace(b"Talk", b"TALK"))
    os.utime(page, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert page.stat().st_size == was.st_size
    at(root, "build")
    assert tree(root / "_site") == right
    page.unlink()
    at(root, "build")
    assert tree(root / "_site") == right


def test_kept_pages_are_searched_again_only_for_other_secrets(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[set[str]] = [set()]

    tales: Callable[[Proof, Sequence[Page]], Iterator[Leak]] = Proof.tales

    def listening(proof: Proof, files: Sequence[Page]) -> Iterator[Leak]:
        searched[-1].update(page.path for page in files if page.key)
        return tales(proof, files)

    monkeypatch.setattr(Proof, "tales", listening)
    secret = entry(
        "Secret",
        "2025-01-02",
        visibility="private",
        learned="A most telling thing that I never would have told to anybody at all.",
    )
    folder(root, {"journal/secret.md": secret.encode()})
    at(root, "build")
    searched.append(set())
    folder(root, {TALK: entry("Talks", "2025-06-12", tags="[a]").encode()})
    at(root, "build")
    searched.append(set())
    folder(root, {"journal/secret.md": secret.replace("telling", "secret").encode()})
    at(root, "build")
    every, some, again = searched
    assert some < every == again
    assert "entries/2025-06-12-talk/index.html" in some


# --- Why ------------------------------------------------------------------------------------------


def test_each_page_that_is_made_is_explained(root: Path) -> None:
    assert at(root, "build", "--explain", today="2026-12-01").out.startswith("its content changed")
    text = (root / TALK).read_text(encoding="utf-8")
    folder(root, {"journal/2025/2025-07-01-new.md": entry("New", "2025-07-01", tags="[b]")})
    (root / TALK).unlink()
    (root / "_site/tags/b/index.html").unlink()
    told = at(root, "build", "--explain", today="2026-12-01").out
    assert "gone: 2 pages\n  entries/2025-06-12-talk/index.html\n  tags/a/index.html\n" in told
    assert "new: 1 page\n  entries/2025-07-01-new/index.html\n" in told
    folder(root, {TALK: text.encode()})
    page = root / "_site/404.html"
    page.write_text("mine", encoding="utf-8")
    told = at(root, "build", "--explain", today="2026-12-01").out
    assert "not as it was written: 1 page\n  404.html\n" in told
    theme(root, 1)
    assert at(root, "build", "--explain", today="2026-12-01").out.startswith("the theme changed: ")


# --- What is not believed -------------------------------------------------------------------------


def truncated(file: Path) -> None:
    """Cut a file in half."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def garbled(file: Path) -> None:
    """Change a byte in the midst of a file."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def readable(file: Path) -> None:
    """Let others read and write a file, as those from a repository."""
    file.chmod(0o666)


def unsealed(file: Path) -> None:
    """Put the file in another folder, as if it had come with it."""
    shutil.copy2(file.with_name("seal"), file.with_name("other"))
    file.with_name("other").replace(file.with_name("seal"))


def linked(file: Path) -> None:
    """Let a link stand for a file."""
    file.rename(file.with_name("real"))
    file.symlink_to("real")


@pytest.mark.parametrize("damage", [truncated, garbled, readable, unsealed, linked])
@pytest.mark.parametrize("name", ["decoded", "receipt", "pages"])
def test_a_cache_in_doubt_is_not_used(
    root: Path, damage: Callable[[Path], None], name: str
) -> None:
    file = next((root / CACHE).glob(f"{name}*"))
    assert read_cache(root, file.name)
    damage(file)
    assert read_cache(root, file.name) == b""
    folder(root, {TALK: entry("Talks", "2025-06-12", tags="[c]")})
    warm_is_cold(root)


def test_the_cache_of_another_program_is_not_used(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpdsite.files.cache.program", lambda: b"another")
    assert read_cache(root, "decoded") == b""
    assert NOTHING_NEW not in at(root, "build", "--explain").out


def test_the_cache_of_somebody_else_is_not_used(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert read_cache(root, "decoded") == b""


def test_a_cache_that_came_with_a_folder_is_not_used(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "clone", symlinks=True)
    assert read_cache(tmp_path / "clone", "decoded") == b""
    assert read_cache(root, "decoded")


def test_a_cache_is_for_its_owner_alone(root: Path) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (root / CACHE).iterdir()}
    assert {"decoded", "receipt", "seal"} < modes.keys()
    assert set(modes.values()) == {0o600}
    assert (root / ".cpdsite/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_without_a_place_for_a_cache_all_is_as_without_one(tmp_path: Path) -> None:
    root = folder(tmp_path, {"cpdsite.yaml": SETTINGS, TALK: entry(), ".cpdsite": b"a file"})
    for _ in range(2):
        warm_is_cold(root)
    assert (root / ".cpdsite").read_bytes() == b"a file"


def test_no_cache_neither_reads_nor_writes_one(tmp_path: Path) -> None:
    root = folder(tmp_path, {"cpdsite.yaml": SETTINGS, TALK: entry()})
    assert at(root, "build", "--no-cache").code == 0
    assert not (root / ".cpdsite").exists()
    at(root, "build")
    before = tree(root / CACHE)
    assert at(root, "build", "--no-cache").code == 0
    assert tree(root / CACHE) == before


def test_commands_that_only_look_begin_no_cache_but_use_one(tmp_path: Path) -> None:
    root = folder(tmp_path, {"cpdsite.yaml": SETTINGS, TALK: entry()})
    for command in ("check", "status", "list"):
        at(root, command)
    assert not (root / ".cpdsite").exists()
    at(root, "build")
    write_cache(root, "decoded", b"no value of ours")
    first = at(root, "status")
    assert read_cache(root, "decoded") != b"no value of ours"
    assert at(root, "status") == first


class Harm:
    """Would run something when it is read."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        """Say what."""
        return os.system, ("false",)


@pytest.mark.parametrize("harm", [Harm(), Path(), print, [Harm()], {"x": eval}, object()])
def test_bytes_that_could_run_something_are_no_value(harm: object) -> None:
    with pytest.raises(ValueError, match="no value of ours"):
        unpickled(pickle.dumps(harm))


def test_values_come_back_as_they_were() -> None:
    value = {"a": (Fraction(1, 3), Kind.GOAL, b"x", "é", None, [1, 2.5])}
    assert unpickled(pickled(value)) == value

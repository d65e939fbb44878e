"""The site on the disk: whole at every moment, nobody else's files touched."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import stat
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from cpdsite.files import leftovers, swapping
from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.files.manifest import MANIFEST
from cpdsite.files.swapping import fresh_folder
from cpdsite.files.targets import output_fault, refuse_unsafe_output
from cpdsite.model.page import Copy, Page
from tests.files.test_sources import put
from tests.files.writing import write

FIRST = {"index.html": "first", "entries/old/index.html": "old", "assets/css/site.css": "css"}
SECOND = {"index.html": "second", "entries/new/index.html": "new", "assets/css/site.css": "css"}

Tree = dict[str, str]
"""A digest of each file, by path; a folder has ""."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a journal, which no test may change."""
    put(tmp_path, "folder/journal/2025/talk/index.md")
    put(tmp_path, "folder/journal/2025/talk/slides.pdf", b"%PDF-slides")
    return tmp_path / "folder"


@pytest.fixture(params=["exchanged", "renamed"])
def swaps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of putting a site in its place."""
    if request.param == "renamed":
        monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    return str(request.param)


def pages(texts: dict[str, str]) -> list[Page]:
    return [Page(path=path, content=text.encode()) for path, text in texts.items()]


def tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): digest(path) for path in folder.rglob("*")}


def digest(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()


def texts(folder: Path) -> dict[str, str]:
    """The files of a site, without its manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- A site is written and replaced --------------------------------------------------------------


def test_a_first_site(root: Path) -> None:
    assert write(root, "_site", pages(FIRST), []).folder == root / "_site"
    assert texts(root / "_site") == FIRST
    assert names(root) == ["_site", "journal"]


@pytest.mark.usefixtures("swaps")
def test_what_is_no_longer_made_is_gone(root: Path) -> None:
    write(root, "_site", pages(FIRST), [])
    write(root, "_site", pages(SECOND), [])
    assert texts(root / "_site") == SECOND
    assert not (root / "_site/entries/old").exists()
    assert names(root) == ["_site", "journal"]


def test_two_sites_of_the_same_pages_are_the_same_bytes(root: Path) -> None:
    write(root, "_site", pages(FIRST), [])
    write(root, "other", reversed(pages(FIRST)), [])
    assert tree(root / "_site") == tree(root / "other")


def test_the_manifest_lists_every_file(root: Path) -> None:
    write(root, "_site", pages(FIRST), [Copy(path="a\nb", source="journal/2025/talk/slides.pdf")])
    assert (root / "_site" / MANIFEST).read_text().split("\n") == [
        "cpdsite site 2",
        "",
        r"a\nb",
        "assets/css/site.css",
        "entries/old/index.html",
        "index.html",
        "",
    ]
    write(root, "_site", pages(SECOND), [])


@pytest.mark.parametrize("output", ["public/cpd/site", "{root}/elsewhere", "journal/../_site", "a"])
def test_the_output_may_be_anywhere_of_its_own(root: Path, output: str) -> None:
    written = write(root, output.format(root=root), pages(FIRST), []).folder
    assert texts(written) == FIRST


def test_an_empty_folder_is_as_good_as_none(root: Path) -> None:
    (root / "_site").mkdir()
    (root / "_site/.DS_Store").write_bytes(b"left by a desktop")
    write(root, "_site", pages(FIRST), [])
    assert texts(root / "_site") == FIRST


@pytest.mark.usefixtures("swaps")
def test_the_domain_name_survives(root: Path) -> None:
    write(root, "_site", pages(FIRST), [])
    put(root, "_site/CNAME", b"cpd.example.org\n")
    for _ in range(2):
        write(root, "_site", pages(SECOND), [])
    assert (root / "_site/CNAME").read_bytes() == b"cpd.example.org\n"


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o777])
def test_everyone_may_read_a_site_whatever_the_umask(root: Path, umask: int) -> None:
    former = os.umask(umask)
    try:
        evidence = Copy(path="evidence/a/b/slides.pdf", source="journal/2025/talk/slides.pdf")
        site = write(root, "_site", pages(FIRST), [evidence]).folder
    finally:
        os.umask(former)
    for path in [site, *site.rglob("*")]:
        mode = path.lstat().st_mode
        wanted = 0o755 if stat.S_ISDIR(mode) else 0o644
        assert (path, stat.S_IMODE(mode)) == (path, wanted)


# --- Addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tags/a/index.html", "tags/a/index.html"),
        ("tags/a/index.html", "tags/A/index.html"),
        ("tags/é/index.html", unicodedata.normalize("NFD", "tags/é/index.html")),
        ("straße", "STRASSE"),
        ("a", "a/index.html"),
        ("a/index.html", "a"),
        ("A/index.html", "a"),
        (".cpdsite-site", "index.html"),
    ],
)
def test_two_files_for_one_address_are_our_mistake(root: Path, one: str, other: str) -> None:
    write(root, "_site", pages(FIRST), [])
    both = [Page(path=one, content=b"1"), Page(path=other, content=b"2")]
    with pytest.raises(ValueError, match="two files for one address"):
        write(root, "_site", both, [])
    assert texts(root / "_site") == FIRST
    assert names(root) == ["_site", "journal"]


def test_a_page_given_twice_is_our_mistake(root: Path) -> None:
    (page,) = pages({"index.html": "x"})
    with pytest.raises(ValueError, match="two files for one address"):
        write(root, "_site", [page, page], [])


@pytest.mark.parametrize("path", ["", "/a", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "a\0b"])
def test_a_page_outside_the_site_is_our_mistake(root: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside the site"):
        write(root, "_site", [Page(path=path, content=b"")], [])
    assert names(root) == ["journal"]


# --- Evidence ------------------------------------------------------------------------------------


def test_evidence_is_copied_to_the_byte(root: Path) -> None:
    data = os.urandom(3_000_001)
    put(root, "journal/2025/talk/film.gif", data)
    copies = [
        Copy(path="evidence/talk/film.gif", source="journal/2025/talk/film.gif"),
        Copy(path="evidence/talk/slides.pdf", source="journal/2025/talk/slides.pdf"),
    ]
    write(root, "_site", pages(FIRST), copies)
    assert (root / "_site/evidence/talk/film.gif").read_bytes() == data
    assert (root / "_site/evidence/talk/slides.pdf").read_bytes() == b"%PDF-slides"


def test_evidence_is_found_however_the_disk_codes_its_name(root: Path) -> None:
    put(root, unicodedata.normalize("NFD", "journal/été/café.pdf"), b"proof")
    copy = Copy(path="evidence/été/café.pdf", source="journal/été/café.pdf")
    for _ in range(2):
        write(root, "_site", pages(FIRST), [copy])
    assert (root / "_site/evidence/été/café.pdf").read_bytes() == b"proof"


def make_fifo(root: Path) -> None:
    os.mkfifo(root / "journal/x")


def make_folder(root: Path) -> None:
    (root / "journal/x").mkdir()


def make_link_out(root: Path) -> None:
    (root / "journal/x").symlink_to("/etc/passwd")


def make_link_in(root: Path) -> None:
    (root / "journal/x").symlink_to("2025/talk/slides.pdf")


def make_nothing(root: Path) -> None:
    del root


@pytest.mark.parametrize(
    "make", [make_fifo, make_folder, make_link_out, make_link_in, make_nothing]
)
def test_evidence_that_is_no_file_stops_the_build(root: Path, make: Callable[[Path], None]) -> None:
    write(root, "_site", pages(FIRST), [])
    make(root)
    with pytest.raises(SurroundingsFault, match="journal/x"):
        write(root, "_site", pages(SECOND), [Copy(path="x", source="journal/x")])
    assert texts(root / "_site") == FIRST
    assert names(root) == ["_site", "journal"]


@pytest.mark.parametrize(
    "source", ["secret", "journal/../secret", "/etc/passwd", "journal/up/secret"]
)
def test_evidence_outside_the_journal_stops_the_build(root: Path, source: str) -> None:
    put(root, "secret", b"secret")
    (root / "journal/up").symlink_to("..")
    with pytest.raises(SurroundingsFault, match="is not a file of the journal"):
        write(root, "_site", pages(FIRST), [Copy(path="x", source=source)])
    assert not (root / "_site").exists()


# --- Where a site must not be put ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "why"),
    [
        ("", "the journal is kept in it"),
        (".", "the journal is kept in it"),
        ("..", "the journal is kept in it"),
        ("_site/..", "the journal is kept in it"),
        ("../folder", "the journal is kept in it"),
        ("/", "the journal is kept in it"),
        ("journal", "the journal's sources are in it"),
        ("journal/", "the journal's sources are in it"),
        ("alias", "it is a link"),
        ("alias/2025", "it belongs to the journal's sources"),
        ("journal/2025/talk", "it belongs to the journal's sources"),
        ("journal/new/site", "it belongs to the journal's sources"),
        ("themes", "the journal's sources are in it"),
        ("themes/mine", "it belongs to the journal's sources"),
        ("schemes", "the journal's sources are in it"),
        ("{home}", "it is a home folder, or one above it"),
        ("{home}/..", "it is a home folder, or one above it"),
        ("repository", "it is the top of a git repository"),
        ("repository/.git/site", "it is a part of a git repository's own files"),
        ("file", "it is a file"),
        ("cpdsite.yaml", "the name is that of the settings"),
        ("CPDsite.yml/site", "the name is that of the settings"),
        (".cpdsite/site", "share keys are kept in it"),
        (".Git", "it is a part of a git repository's own files"),
        ("link", "it is a link"),
        ("nowhere", "it is a link"),
        ("/proc", "it is a disk of its own, which cannot be swapped as a whole"),
    ],
)
def test_an_unsafe_output_is_refused_and_nothing_deleted(
    root: Path, monkeypatch: pytest.MonkeyPatch, output: str, why: str
) -> None:
    home = root.parent / "people/sam"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    put(root, "repository/.git/HEAD", b"ref")
    put(root, "file", b"mine")
    (root / "empty").mkdir()
    (root / "link").symlink_to("empty")
    (root / "nowhere").symlink_to("gone")
    (root / "alias").symlink_to("journal")
    before = tree(root.parent)
    output = output.format(home=home)
    with pytest.raises(UsageFault) as caught:
        write(root, output, pages(FIRST), [])
    assert caught.value.message == f"a site cannot be written to {output}: {why}"
    assert caught.value.help == "choose a folder of its own, such as _site"
    assert tree(root.parent) == before


def test_a_setting_is_to_blame_for_the_place_and_not_for_what_was_laid_into_a_site(
    root: Path,
) -> None:
    assert output_fault(root, "journal/site")
    assert output_fault(root, "_site\0")
    put(root, "public/mine.txt", b"mine")
    fault = output_fault(root, "public")
    assert fault
    assert fault.field == "output"
    assert fault.message == "public holds files that cpdsite did not make: mine.txt"
    write(root, "_site", pages(FIRST), [])
    put(root, "_site/mine.txt", b"mine")
    for output in ("_site", "nowhere/yet", "public/mine.txt/x", "n" * 300):
        assert output_fault(root, output) is None


def test_an_output_that_is_no_name_is_refused(root: Path) -> None:
    with pytest.raises(UsageFault, match="NUL"):
        refuse_unsafe_output(root, "_site\0")


def test_a_journal_that_is_a_link_is_as_safe(root: Path) -> None:
    (root / "journal").rename(root / "notes")
    (root / "journal").symlink_to("notes")
    for output in ("notes", "notes/2025", "journal", "journal/site"):
        with pytest.raises(UsageFault):
            refuse_unsafe_output(root, output)


def test_a_user_without_a_home_can_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        message = "no home"
        raise RuntimeError(message)

    monkeypatch.setattr(Path, "home", homeless)
    write(root, "_site", pages(FIRST), [])


@pytest.mark.parametrize("is_site", [True, False])
def test_files_of_others_are_named_and_nothing_deleted(root: Path, *, is_site: bool) -> None:
    if is_site:
        write(root, "_site", pages(FIRST), [])
    for number in range(1, 8):
        put(root, f"_site/notes/{number}.txt", b"mine")
    before = tree(root)
    with pytest.raises(UsageFault) as caught:
        write(root, "_site", pages(SECOND), [])
    named = ", ".join(f"notes/{number}.txt" for number in range(1, 6))
    message = f"_site holds files that cpdsite did not make: {named} and others"
    assert caught.value.message == message
    assert tree(root) == before


@pytest.mark.parametrize("place", ["CNAME", "entries/CNAME", "link"])
def test_a_link_in_a_site_is_not_ours(root: Path, place: str) -> None:
    write(root, "_site", pages({**FIRST, "entries/x": "x"}), [])
    (root / "_site" / place).symlink_to("/etc/passwd")
    with pytest.raises(UsageFault, match=f"did not make: {place}$"):
        write(root, "_site", pages(SECOND), [])


def test_a_manifest_that_we_do_not_know_vouches_for_nothing(root: Path) -> None:
    put(root, f"_site/{MANIFEST}", b"a site 3\nindex.html\n")
    put(root, "_site/index.html", b"from elsewhere")
    with pytest.raises(UsageFault, match=r"did not make: \.cpdsite-site, index\.html$"):
        write(root, "_site", pages(FIRST), [])


def test_a_file_put_there_during_the_build_is_not_deleted(root: Path) -> None:
    write(root, "_site", pages(FIRST), [])

    def slow() -> Iterable[Page]:
        yield from pages(SECOND)
        put(root, "_site/thesis.txt", b"mine")

    with pytest.raises(UsageFault, match="did not make: thesis"):
        write(root, "_site", slow(), [])
    assert texts(root / "_site") == {**FIRST, "thesis.txt": "mine"}
    assert names(root) == ["_site", "journal"]


# --- A disk that refuses -------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["open", "write", "mkdir", "chmod"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_refusal_at_each_step_leaves_the_former_site(
    root: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    write(root, "_site", pages(FIRST), [])
    copies = [Copy(path="evidence/slides.pdf", source="journal/2025/talk/slides.pdf")]
    before = tree(root)
    real = getattr(os, call)
    for last in range(1, 200):
        calls = 0

        def refusing(*given: object, last: int = last, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == last:
                raise OSError(code, os.strerror(code))
            return real(*given, **named)

        with monkeypatch.context() as patched:
            patched.setattr(os, call, refusing)
            try:
                write(root, "_site", pages(SECOND), copies)
            except SurroundingsFault as fault:
                trouble = fault
            else:
                break
        assert os.strerror(code)[1:] in trouble.message
        assert trouble.help
        assert tree(root) == before
    assert last > 1
    assert texts(root / "_site").keys() == {*SECOND, "evidence/slides.pdf"}


def test_a_full_disk_is_told_in_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.write", full)
    with pytest.raises(SurroundingsFault) as caught:
        write(root, "_site", pages(FIRST), [])
    message = "the site could not be written to _site: no space left on device"
    assert (caught.value.message, caught.value.help) == (message, "free some space and try again")
    assert names(root) == ["journal"]


def test_a_name_too_long_for_the_disk_is_shown(root: Path) -> None:
    path = f"entries/{'é' * 200}/index.html"
    with pytest.raises(SurroundingsFault, match=f"the disk takes no name as long as {path}"):
        write(root, "_site", pages({path: "long"}), [])
    assert names(root) == ["journal"]


def test_a_disk_that_takes_a_little_at_a_time_gets_it_all(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr("os.write", lambda descriptor, data: real(descriptor, data[:3]))
    write(root, "_site", pages(FIRST), [])
    assert texts(root / "_site") == FIRST


def test_a_failed_rename_leaves_the_former_site(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, "_site", pages(FIRST), [])
    real = Path.rename
    monkeypatch.setattr(swapping, "_exchange", lambda *_: False)

    def refusing(self: Path, target: Path) -> Path:
        if target.name == "_site" and "former" not in self.name:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(SurroundingsFault, match="permission denied"):
        write(root, "_site", pages(SECOND), [])
    assert texts(root / "_site") == FIRST
    assert names(root) == ["_site", "journal"]


def test_a_build_that_is_interrupted_leaves_the_former_site(root: Path) -> None:
    write(root, "_site", pages(FIRST), [])

    def interrupted() -> Iterable[Page]:
        yield from pages(SECOND)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(root, "_site", interrupted(), [])
    assert texts(root / "_site") == FIRST
    assert names(root) == ["_site", "journal"]


def test_a_build_that_fails_leaves_no_folder_that_it_made_above_the_site(root: Path) -> None:
    with pytest.raises(ValueError, match="not a path inside the site"):
        write(root, "public/cpd/_site", pages({"../x": ""}), [])
    assert names(root) == ["journal"]


# --- Killed at any moment ------------------------------------------------------------------------

WRITER = """
import os, signal, sys
from pathlib import Path
from cpdsite.files import leftovers, swapping
from cpdsite.model.page import Page
from tests.files import writing

root, text, count, exchanged, write = Path(sys.argv[1]), *sys.argv[2:6]
if exchanged == "False":
    swapping._exchange = lambda *_: False
steps = 0

def count_steps(event, given):
    # Every call that changes the disk is announced before it is made.
    global steps
    if event == "open" or event.startswith("os.") and event != "os.scandir" or (
        event == "ctypes.dlsym" and given[1] == "renameat2"
    ):
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

pages = [Page(path="index.html", content=text.encode())]
pages += [
    Page(path=f"{text}/{number}/index.html", content=text.encode() * 2000)
    for number in range(int(count))
]
print("ready", flush=True)
for line in sys.stdin:
    last = int(line)
    child = os.fork() if last else 0
    if child:
        print(os.waitpid(child, 0)[1], flush=True)
        continue
    if last:
        sys.addaudithook(count_steps)
    getattr(writing, write)(root, "_site", pages, [])
    os._exit(0)
"""
"""Writes a site of many pages that all say one word, at a line that says 0.

At any other number a child of it does, which kills itself at that step.
"""


def writer(
    root: Path, text: str, count: int, *, exchanged: bool = True, how: str = "write"
) -> subprocess.Popen[bytes]:
    """A process that waits for a line before it writes a site."""
    words = [str(word) for word in (root, text, count, exchanged, how)]
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    assert answer(process) == b"ready\n"
    return process


def start(process: subprocess.Popen[bytes], last: int = 0) -> None:
    assert process.stdin
    process.stdin.write(b"%d\n" % last)


def answer(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout
    return process.stdout.readline()


def end(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process; its exit code."""
    process.communicate(timeout=60)
    return process.returncode


def is_whole(site: Path, text: str, count: int) -> bool:
    """Whether a site is the one that a writer makes of a word."""
    wanted = {"index.html": text} | {
        f"{text}/{number}/index.html": text * 2000 for number in range(count)
    }
    return texts(site) == wanted


def test_killed_at_ten_moments_the_former_site_is_whole(root: Path) -> None:
    former = writer(root, "former", 100)
    start(former)
    assert end(former) == 0
    whole = tree(root / "_site")
    trial = writer(root, "former", 100)
    begun = time.perf_counter()
    start(trial)
    assert end(trial) == 0
    lasts = time.perf_counter() - begun
    killed = 0
    for moment in range(10):
        process = writer(root, "later", 100)
        start(process)
        time.sleep(lasts * moment / 12)
        process.kill()
        killed += end(process) == -signal.SIGKILL
        if tree(root / "_site") != whole:
            assert is_whole(root / "_site", "later", 100)
            write(root, "_site", pages(FIRST), [])
            whole = tree(root / "_site")
    assert killed
    write(root, "_site", pages(SECOND), [])
    assert texts(root / "_site") == SECOND
    assert names(root) == ["_site", "journal"]


@pytest.mark.parametrize("exchanged", [True, False])
def test_killed_at_each_step_a_site_is_whole(root: Path, *, exchanged: bool) -> None:
    process = writer(root, "later", 2, exchanged=exchanged)
    for step in range(1, 200):
        write(root, "_site", pages(FIRST), [])
        start(process, step)
        if answer(process) == b"0\n":
            break
        if not exchanged and not (root / "_site").exists():
            # The one moment between two renames: the next build puts the former site back.
            with fresh_folder(root / "_site"):
                pass
        site = root / "_site"
        assert texts(site) == FIRST or is_whole(site, "later", 2), f"killed at step {step}"
    assert step > 15
    assert end(process) == 0
    write(root, "_site", pages(FIRST), [])
    assert names(root) == ["_site", "journal"]


# --- Two builds at once --------------------------------------------------------------------------


@pytest.mark.parametrize("exchanged", [True, False])
def test_builds_at_once_do_not_mix(root: Path, *, exchanged: bool) -> None:
    words = ("one", "two", "three", "four")
    for _ in range(2):
        processes = [writer(root, word, 50, exchanged=exchanged) for word in words]
        for process in processes:
            start(process)
        assert [end(process) for process in processes] == [0, 0, 0, 0]
        assert sum(is_whole(root / "_site", word, 50) for word in words) == 1
        assert names(root) == ["_site", "journal"]


def test_a_site_replaced_while_it_is_looked_at_is_not_taken_for_others_files(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, "_site", pages(FIRST), [])
    write(root, "other", pages(SECOND), [])
    real = os.scandir

    def late(folder: str) -> object:
        """Another build is done between the reading of the manifest and of the folder."""
        if (root / "other").exists():
            (root / "_site").rename(root / "former")
            (root / "other").rename(root / "_site")
        return real(folder)

    monkeypatch.setattr("os.scandir", late)
    assert refuse_unsafe_output(root, "_site") == root / "_site"


def test_the_folder_of_a_living_build_is_left_alone(root: Path) -> None:
    def both() -> Iterable[Page]:
        yield from pages(FIRST)
        write(root, "_site", pages(SECOND), [])
        yield Page(path="last.html", content=b"last")

    write(root, "_site", both(), [])
    assert texts(root / "_site") == {**FIRST, "last.html": "last"}
    assert names(root) == ["_site", "journal"]


def test_leftovers_of_killed_builds_are_removed(root: Path) -> None:
    put(root, "._site.cpdsite-0123abcd/index.html", b"half")
    write(root, "_site", pages(FIRST), [])
    put(root, "._site.cpdsite-fedcba98/index.html", b"half")
    put(root, "._site.cpdsite-former/index.html", b"former")
    put(root, "._site2.cpdsite-0123abcd/index.html", b"of another site")
    put(root, "._site.cpdsite-notes/notes.txt", b"mine")
    write(root, "_site", pages(FIRST), [])
    assert names(root) == ["._site.cpdsite-notes", "._site2.cpdsite-0123abcd", "_site", "journal"]


@pytest.mark.parametrize(("days", "left"), [(0, True), (2, False)])
def test_without_locks_a_leftover_is_a_day_old(
    root: Path, monkeypatch: pytest.MonkeyPatch, days: int, *, left: bool
) -> None:
    half = put(root, "._site.cpdsite-0123abcd/index.html", b"half").parent
    then = time.time() - days * 24 * 60 * 60
    os.utime(half, (then, then))
    monkeypatch.setattr(leftovers, "lock", lambda _: None)
    write(root, "_site", pages(FIRST), [])
    assert half.exists() == left

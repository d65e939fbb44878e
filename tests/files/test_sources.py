"""The folder read into bytes: what is taken, what is passed over, and that nothing ever waits."""

from __future__ import annotations

import os
import random
import socket
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpdsite.files import sources
from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.files.reading import on_disk, read_file
from cpdsite.files.sources import read_folder
from cpdsite.model.journal import FILE_LIMIT, Source

ENTRY = b"---\ntitle: A day\ndate: 2025-06-12\n---\n"


def put(root: Path, path: str, data: bytes = ENTRY) -> Path:
    """Write a file and the folders above it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def entry_paths(root: Path) -> list[str]:
    return [source.path for source in read_folder(root).entries]


# --- What is read --------------------------------------------------------------------------------


def test_markdown_is_an_entry_and_all_else_a_file(tmp_path: Path) -> None:
    put(tmp_path, "journal/2025/talk/index.md")
    put(tmp_path, "journal/2024/b.MD")
    put(tmp_path, "journal/2025/talk/slides.pdf", b"%PDF-")
    folder = read_folder(tmp_path)
    assert folder.entries == (
        Source(path="journal/2024/b.MD", data=ENTRY),
        Source(path="journal/2025/talk/index.md", data=ENTRY),
    )
    assert {path: file.size for path, file in folder.files.items()} == {
        "journal/2025/talk/slides.pdf": 5
    }
    assert folder.unsafe == {}


@pytest.mark.parametrize("name", [".hidden.md", "_draft.md", ".obsidian/x.md", "a/_old/x.md"])
def test_names_with_a_dot_or_underscore_in_front_are_skipped(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"journal/{name}")
    folder = read_folder(tmp_path)
    assert (folder.entries, folder.files, folder.unsafe) == ((), {}, {})


def test_a_folder_without_a_journal_is_empty(tmp_path: Path) -> None:
    folder = read_folder(tmp_path)
    assert (folder.settings, folder.entries, folder.files) == (None, (), {})


def test_a_journal_that_is_a_file_is_named(tmp_path: Path) -> None:
    put(tmp_path, "journal")
    with pytest.raises(UsageFault, match="journal is not a folder"):
        read_folder(tmp_path)


@pytest.mark.parametrize("size", [0, 1, FILE_LIMIT, FILE_LIMIT + 1, FILE_LIMIT + 2, 3 * FILE_LIMIT])
def test_at_most_one_byte_more_than_the_limit_is_read(tmp_path: Path, size: int) -> None:
    put(tmp_path, "journal/long.md", b"x" * size)
    (entry,) = read_folder(tmp_path).entries
    assert len(entry.data) == min(size, FILE_LIMIT + 1)


def test_the_order_of_the_disk_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/z.md", "a.md", "a-b/c.md", "b/1.md", "b/2.pdf", "b/3.pdf", "é.md", "_x.md"):
        put(tmp_path, f"journal/{name}")
    put(tmp_path, "schemes/own.yaml", b"id: own\n")
    os.mkfifo(tmp_path / "journal/b/pipe.md")
    os.mkfifo(tmp_path / "journal/a/pipe.md")
    expected = repr(read_folder(tmp_path))
    real = os.scandir
    dice = random.Random(25)  # noqa: S311 (any order will do)

    class Shuffled:
        """What a disk with another order lists."""

        def __init__(self, path: str) -> None:
            with real(path) as listing:
                self.entries = list(listing)
            dice.shuffle(self.entries)

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.entries)

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr("os.scandir", Shuffled)
    for _ in range(5):
        assert repr(read_folder(tmp_path)) == expected


# --- What is passed over, with a word ------------------------------------------------------------


def test_a_fifo_is_named_and_never_waited_for(tmp_path: Path) -> None:
    put(tmp_path, "journal/a.md")
    os.mkfifo(tmp_path / "journal/b.md")
    os.mkfifo(tmp_path / "journal/c.pdf")
    folder = read_folder(tmp_path)
    assert [source.path for source in folder.entries] == ["journal/a.md"]
    assert folder.unsafe == dict.fromkeys(("journal/b.md", "journal/c.pdf"), "a named pipe (FIFO)")


def test_a_fifo_put_in_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path, "journal/a.md")

    def swapped(path: str, limit: int | None = None) -> bytes:
        file.unlink()
        os.mkfifo(file)
        return read_file(path, limit)

    monkeypatch.setattr(sources, "read_file", swapped)
    with pytest.raises(
        SurroundingsFault, match=r"journal/a\.md cannot be read: it is a named pipe"
    ):
        read_folder(tmp_path)


def test_a_socket_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "journal/a.md")
    monkeypatch.chdir(tmp_path / "journal")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert read_folder(tmp_path).unsafe == {"journal/s": "a socket"}


def test_links_are_followed_to_entries_inside_only(tmp_path: Path) -> None:
    put(tmp_path, "journal/shared/text.txt")
    put(tmp_path, "secret.md", b"private")
    put(tmp_path, "journal-private/secret.md", b"private")
    links = {
        "in.md": "shared/text.txt",
        "out.md": "../secret.md",
        "beside.md": "../journal-private/secret.md",
        "absolute.md": "/etc/passwd",
        "nowhere.md": "gone.md",
        "self.md": "self.md",
        "folder": "shared",
        "folder.md": "shared",
        "device.md": "/dev/zero",
        "picture.png": "shared/text.txt",
        "up": "..",
    }
    for name, aim in links.items():
        (tmp_path / "journal" / name).symlink_to(aim)
    folder = read_folder(tmp_path)
    assert folder.entries == (Source(path="journal/in.md", data=ENTRY),)
    assert list(folder.files) == ["journal/shared/text.txt"]
    assert folder.unsafe == {
        "journal/absolute.md": "a link out of the journal",
        "journal/beside.md": "a link out of the journal",
        "journal/device.md": "a link out of the journal",
        "journal/folder": "a link to a folder",
        "journal/folder.md": "a link to a folder",
        "journal/nowhere.md": "a link that leads nowhere",
        "journal/out.md": "a link out of the journal",
        "journal/picture.png": "a link",
        "journal/self.md": "a link that leads nowhere",
        "journal/up": "a link out of the journal",
    }


def test_a_link_that_leads_back_up_is_not_walked(tmp_path: Path) -> None:
    put(tmp_path, "journal/2025/a.md")
    (tmp_path / "journal/2025/loop").symlink_to("..")
    folder = read_folder(tmp_path)
    assert [source.path for source in folder.entries] == ["journal/2025/a.md"]
    assert folder.unsafe == {"journal/2025/loop": "a link to a folder"}


def test_a_folder_named_like_an_entry_is_passed_over_with_all_in_it(tmp_path: Path) -> None:
    put(tmp_path, "journal/x.md/index.md")
    folder = read_folder(tmp_path)
    assert folder.entries == ()
    assert folder.unsafe == {"journal/x.md": "a folder named like an entry"}


def test_the_journal_itself_may_be_a_link(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/a.md")
    put(tmp_path, "secret.md")
    (tmp_path / "journal").symlink_to("elsewhere")
    (tmp_path / "elsewhere/b.md").symlink_to("a.md")
    (tmp_path / "elsewhere/out.md").symlink_to("../secret.md")
    folder = read_folder(tmp_path)
    assert [source.path for source in folder.entries] == ["journal/a.md", "journal/b.md"]
    assert folder.unsafe == {"journal/out.md": "a link out of the journal"}


def test_what_is_not_read_for_its_name_is_told_with_the_right_one(tmp_path: Path) -> None:
    names = {
        "cpdsite.yml": "cpdsite.yaml",
        "cpdsite.yaml.txt": "cpdsite.yaml",
        "CPDsite.yml.TXT": "cpdsite.yaml",
        "schemes/ward.yml": "schemes/ward.yaml",
        "schemes/clinic.yaml.txt": "schemes/clinic.yaml",
        "frameworks/mine.yml.TXT": "frameworks/mine.yaml",
        "frameworks/own.YAML": "frameworks/own.yaml",
        "journal/a.markdown": "journal/a.md",
        "journal/2025/b.MKD": "journal/2025/b.md",
        "journal/2025/c.mdown": "journal/2025/c.md",
        "journal/d.txt": "journal/d.md",
        "journal/e.md.TXT": "journal/e.md",
    }
    for name in names:
        put(tmp_path, name, b"\xef\xbb\xbf\r\n--- \r\ntitle: A day\r\n")
    for name in (
        "cpdsite.txt",
        "schemes/_x.yml",
        "schemes/x.txt",
        "journal/_f.txt",
        "journal/.g.markdown",
    ):
        put(tmp_path, name)
    for number, text in enumerate([b"", b"----\n", b"minutes\n---\n", b"\xff\xfe-\0"]):
        put(tmp_path, f"journal/{number}.txt", text)
    os.mkfifo(tmp_path / "journal/fifo.markdown")
    folder = read_folder(tmp_path)
    assert folder.misnamed == names
    assert folder.entries == ()
    assert "journal/a.markdown" in folder.files


def test_a_folder_or_the_settings_themselves_are_not_misnamed(tmp_path: Path) -> None:
    put(tmp_path, "cpdsite.yaml", b"title: Mine\n")
    (tmp_path / "Cpdsite.YAML").symlink_to("cpdsite.yaml")
    (tmp_path / "cpdsite.yml").mkdir()
    assert read_folder(tmp_path).misnamed == {}


# --- Names ---------------------------------------------------------------------------------------


def test_names_are_in_nfc_and_found_again_on_the_disk(tmp_path: Path) -> None:
    split = unicodedata.normalize("NFD", "journal/été/café.pdf")
    put(tmp_path, split, b"proof")
    put(tmp_path, unicodedata.normalize("NFD", "journal/été/naïve.md"))
    folder = read_folder(tmp_path)
    assert [source.path for source in folder.entries] == ["journal/été/naïve.md"]
    assert list(folder.files) == ["journal/été/café.pdf"]
    found = Path(on_disk(str(tmp_path), "journal/été/café.pdf"))
    assert found.read_bytes() == b"proof"


def test_two_codings_of_one_name_are_never_taken_for_one_file(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        put(tmp_path, unicodedata.normalize(form, "journal/é.md"), form.encode())
        put(tmp_path, unicodedata.normalize(form, "journal/é.pdf"), form.encode())
    folder = read_folder(tmp_path)
    if len(os.listdir(tmp_path / "journal")) == 2:  # noqa: PTH208 (the disk's own names)
        pytest.skip("this disk takes both for one")
    assert sorted(source.data for source in folder.entries) == [b"NFC", b"NFD"]
    assert folder.files == {}
    assert folder.unsafe == {"journal/é.pdf": sources.TWIN}


def test_a_name_that_is_not_text_is_read_all_the_same(tmp_path: Path) -> None:
    put(tmp_path, "journal/a.md")
    try:
        (tmp_path / os.fsdecode(b"journal/caf\xe9.md")).write_bytes(ENTRY)
    except OSError:
        pytest.skip("this disk takes text only")
    assert entry_paths(tmp_path) == ["journal/a.md", r"journal/caf\xe9.md"]


# --- Settings, schemes and frameworks ------------------------------------------------------------


def test_settings_are_read_from_the_top(tmp_path: Path) -> None:
    put(tmp_path, "cpdsite.yaml", b"title: Mine\n")
    assert read_folder(tmp_path).settings == Source(path="cpdsite.yaml", data=b"title: Mine\n")


def test_settings_that_are_no_file_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "cpdsite.yaml")
    with pytest.raises(UsageFault, match=r"cpdsite\.yaml is a named pipe \(FIFO\), not a file"):
        read_folder(tmp_path)


def test_own_schemes_and_frameworks_lie_over_the_bundled_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("schemes", "frameworks"):
        put(tmp_path, f"package/{kind}/gcs.yaml", b"bundled")
        put(tmp_path, f"package/{kind}/hcpc.yaml", b"bundled")
        put(tmp_path, f"{kind}/gcs.yaml", b"own")
        put(tmp_path, f"{kind}/alpha.yaml", b"own")
        put(tmp_path, f"{kind}/_notes.yaml", b"notes")
        put(tmp_path, f"{kind}/README.md", b"notes")
    monkeypatch.setattr(sources, "bundled", lambda name: tmp_path / "package" / name)
    folder = read_folder(tmp_path)
    for kind, found in (("schemes", folder.schemes), ("frameworks", folder.frameworks)):
        assert list(found) == ["alpha", "gcs", "hcpc"]
        assert found["gcs"] == Source(path=f"{kind}/gcs.yaml", data=b"own", replaces=True)
        assert found["hcpc"] == Source(path=f"{kind}/hcpc.yaml", data=b"bundled", bundled=True)


# --- A disk that refuses -------------------------------------------------------------------------


def test_a_file_that_may_not_be_read_stops_the_run_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = str(put(tmp_path, "journal/a.md"))
    real = os.open

    def refusing(path: str, flags: int, *rest: int) -> int:
        if path == refused:
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, *rest)

    monkeypatch.setattr("os.open", refusing)
    with pytest.raises(SurroundingsFault) as caught:
        read_folder(tmp_path)
    assert caught.value.message == "journal/a.md cannot be read: permission denied"
    assert caught.value.help == "change its permissions, or run as a user who may"


def test_a_file_deleted_while_the_journal_is_read_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "journal/a.md")
    put(tmp_path, "journal/b.md")

    def late(path: str, limit: int | None = None) -> bytes:
        (tmp_path / "journal/b.md").unlink(missing_ok=True)
        return read_file(path, limit)

    monkeypatch.setattr(sources, "read_file", late)
    assert entry_paths(tmp_path) == ["journal/a.md"]

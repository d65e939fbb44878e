"""The site on the disk: written beside the former one, then put in its place as a whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cpdsite.files.cache import folder_of_cache
from cpdsite.files.evidence import CHUNK, open_evidence
from cpdsite.files.faults import disk_faults
from cpdsite.files.manifest import MANIFEST, manifest
from cpdsite.files.reading import read_file
from cpdsite.files.receipts import Placed, mark_of
from cpdsite.files.site_folder import SiteFolder, write_whole
from cpdsite.files.swapping import fresh_folder, swap
from cpdsite.files.targets import CNAME, refuse_unsafe_output
from cpdsite.model.page import Copy, Label

_SPARE = "spare"
"""The name in the cache of the site before the one that stands."""


@dataclass(slots=True, kw_only=True)
class Staging:
    """A site that is being made."""

    root: Path
    output: str
    target: Path
    domain_name: bytes
    """Of the site that stands; b"" for none."""
    files: SiteFolder

    def copy(self, copies: Iterable[Copy]) -> None:
        """Copy the bytes of files of the journal."""
        for copy in copies:
            _copy(self.root, copy, self.files)

    def place(self, label: Label | None = None) -> Placed:
        """Put it in its place, where it is whole; without a label it is never published."""
        site = self.files
        site.add(MANIFEST, manifest(label, site.files))
        if CNAME not in site.files and (kept := _domain_name(self.target) or self.domain_name):
            site.add(CNAME, kept)
        site.finish()
        # Once more, for what was put there in the meantime: the former site is deleted next.
        refuse_unsafe_output(self.root, self.output)
        mark = mark_of(Path(site.folder))
        swap(Path(site.folder), self.target)
        return Placed(folder=self.target, mark=mark)


@contextlib.contextmanager
def staging(root: Path, output: str, *, again: bool = False) -> Iterator[Staging]:
    """Give a folder to make a site in; until that is in its place the former one stands, or if it fails.

    `again`: in the folder of the site before the one that stands, where one was put aside, so that
    folders are neither made nor removed, and files that are right already are not written; and the
    site that stands is put aside for the next time. Raises UsageFault where a site must not be put,
    and SurroundingsFault when the disk refuses.
    """
    target = refuse_unsafe_output(root, output)
    cache = folder_of_cache(root) if again else None
    with disk_faults(f"the site could not be written to {output}"):
        domain_name = _domain_name(target)
        with fresh_folder(target, cache / _SPARE if cache else None) as folder, _for_everyone():
            yield Staging(
                root=root,
                output=output,
                target=target,
                domain_name=domain_name,
                files=SiteFolder(folder=str(folder)),
            )


@contextlib.contextmanager
def _for_everyone() -> Iterator[None]:
    """Let everyone read what is made, whatever the user's mask: cheaper than to say so of each file."""
    mask = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(mask)


# --- Files of the user ---------------------------------------------------------------------------


def _copy(root: Path, copy: Copy, site: SiteFolder) -> None:
    """Copy the bytes of a file of the journal."""
    source = open_evidence(root, copy.source)
    try:
        descriptor = site.open(copy.path)
        try:
            while chunk := os.read(source, CHUNK):
                write_whole(descriptor, chunk)
        finally:
            os.close(descriptor)
    finally:
        os.close(source)


def _domain_name(target: Path) -> bytes:
    """Return the CNAME of a site, b"" when it has none."""
    with contextlib.suppress(FileNotFoundError):
        return read_file(str(target / CNAME))
    return b""

"""The site on the disk: written beside the former one, then put in its place as a whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
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
from cpdsite.model.page import Copy, Label, Page

_SPARE = "spare"
"""The name in the cache of the site before the one that stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """What a site is made of."""

    pages: Iterable[Page]
    copies: Iterable[Copy]
    label: Label | None


def write(
    root: Path,
    output: str,
    pages: Iterable[Page],
    copies: Iterable[Copy],
    label: Label | None = None,
) -> Placed:
    """Write a site and return where it stands; until it is whole the former one stands, or if it fails.

    Pages are taken one at a time, so they may be made while they are written. A site without a label
    is never published. Raises UsageFault where a site must not be put, SurroundingsFault when the
    disk refuses, and ValueError for two files at one address.
    """
    return _written(root, output, _Files(pages=pages, copies=copies, label=label), None)


def write_again(
    root: Path,
    output: str,
    pages: Iterable[Page],
    copies: Iterable[Copy],
    label: Label | None = None,
) -> Placed:
    """Do the same in the folder of the site before the one that stands, where one was put aside.

    So folders are neither made nor removed, and files that are right already are not written. The
    site that stands is put aside for the next time.
    """
    cache = folder_of_cache(root)
    spare = cache / _SPARE if cache else None
    return _written(root, output, _Files(pages=pages, copies=copies, label=label), spare)


def _written(root: Path, output: str, files: _Files, spare: Path | None) -> Placed:
    """Write a site, perhaps in a spare folder."""
    target = refuse_unsafe_output(root, output)
    with disk_faults(f"the site could not be written to {output}"):
        domain_name = _domain_name(target)
        with fresh_folder(target, spare) as folder:
            site = SiteFolder(folder=str(folder))
            for page in files.pages:
                site.add(page.path, page.content, str(target) if page.kept else "")
            for copy in files.copies:
                _copy(root, copy, site)
            site.add(MANIFEST, manifest(files.label, site.files))
            if CNAME not in site.files and (kept := _domain_name(target) or domain_name):
                site.add(CNAME, kept)
            site.finish()
            # Once more, for what was put there in the meantime: the former site is deleted next.
            refuse_unsafe_output(root, output)
            mark = mark_of(folder)
            swap(folder, target)
    return Placed(folder=target, mark=mark)


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

"""The site that stands in the output folder, held against the one that the journal gives now."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cpdsite.files.evidence import digests
from cpdsite.files.faults import UsageFault, disk_faults
from cpdsite.files.manifest import MANIFEST, as_line, read_manifest
from cpdsite.files.reading import on_disk, read_file
from cpdsite.files.targets import CNAME, refuse_unsafe_output
from cpdsite.model.page import Copy, Label, Page

_AGAIN = "run `cpdsite build`, look at the site, and publish again"


def label_of(root: Path, output: str) -> Label:
    """Return for whom the site in the output folder was made; raises UsageFault when none stands there."""
    target = refuse_unsafe_output(root, output)
    with disk_faults(f"{output}/{MANIFEST} cannot be read"):
        listed = read_manifest(target)
    if not listed.lines:
        message = f"there is no site in {output}"
        raise UsageFault(message, _AGAIN)
    if listed.label is None:
        message = f"the site in {output} does not say for whom it was built"
        raise UsageFault(message, _AGAIN)
    return listed.label


def refuse_stale(root: Path, output: str, pages: Iterable[Page], copies: Iterable[Copy]) -> None:
    """Raise UsageFault unless the site in the output folder is what is given, byte for byte."""
    target = refuse_unsafe_output(root, output)
    with disk_faults(f"the site in {output} cannot be read"):
        unlike = sorted(_unlike(root, target, list(pages), list(copies)))
    if unlike:
        others = f" and {len(unlike) - 1} more" if unlike[1:] else ""
        message = (
            f"the site in {output} is not what the journal gives now: {unlike[0]}{others} differ"
            f"{'' if others else 's'}"
        )
        raise UsageFault(message, _AGAIN)


def changed_copies(root: Path, target: Path, copies: Iterable[Copy]) -> Iterator[str]:
    """Yield each file of the journal that the site in a folder holds with other bytes.

    Nothing where no site stands; what cannot be read there is no matter of a new one.
    """
    with suppress(OSError):
        listed = read_manifest(target).lines
        for copy in copies:
            if as_line(copy.path) in listed and _is_changed(root, target, copy):
                yield copy.source


def _is_changed(root: Path, target: Path, copy: Copy) -> bool:
    """Tell whether a file and its copy differ; one not touched since it was copied is not read."""
    file, former = on_disk(str(root), copy.source), on_disk(str(target), copy.path)
    now, then = os.lstat(file), os.lstat(former)
    if now.st_size != then.st_size:
        return True
    if max(now.st_mtime_ns, now.st_ctime_ns) < then.st_mtime_ns:
        return False
    content = hashlib.sha256(read_file(former)).hexdigest()
    return content != digests(root, [copy.source])[copy.source].sha256


def domain_name(root: Path, output: str) -> list[Page]:
    """Return the file by which a site has a domain of its own; none when it has none."""
    target = refuse_unsafe_output(root, output)
    with suppress(FileNotFoundError):
        return [Page(path=CNAME, content=read_file(str(target / CNAME)))]
    return []


def _unlike(root: Path, target: Path, pages: list[Page], copies: list[Copy]) -> Iterator[str]:
    """Yield each file that only one of two sites has, or that differs."""
    given = {as_line(path) for path in [*(p.path for p in pages), *(c.path for c in copies)]}
    yield from read_manifest(target).lines - given - {MANIFEST, CNAME}
    for page in pages:
        if _content(target, page.path) != page.content:
            yield as_line(page.path)
    wanted = digests(root, (copy.source for copy in copies))
    for copy in copies:
        content = _content(target, copy.path)
        if content is None or hashlib.sha256(content).hexdigest() != wanted[copy.source].sha256:
            yield as_line(copy.path)


def _content(target: Path, path: str) -> bytes | None:
    """Return the bytes of a site's file; None when there is none."""
    with suppress(FileNotFoundError):
        return read_file(on_disk(str(target), path))
    return None

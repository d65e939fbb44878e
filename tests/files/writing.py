"""Sites of given pages, written as a build does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cpdsite.files.output import staging
from cpdsite.files.receipts import Placed
from cpdsite.model.page import Copy, Page


def write(root: Path, output: str, pages: Iterable[Page], copies: Iterable[Copy]) -> Placed:
    """Write a site of pages and copies."""
    with staging(root, output) as stage:
        for page in pages:
            stage.files.add(page.path, page.content)
        stage.copy(copies)
        return stage.place()


def write_again(root: Path, output: str, pages: Iterable[Page], copies: Iterable[Copy]) -> Placed:
    """Do the same in the folder of the site before; pages that are kept stay where they stand."""
    every = [*pages]
    with staging(root, output, again=True) as stage:
        stage.files.reserve(page.path for page in every)
        for page in every:
            former = str(stage.target)
            if not (page.kept and stage.files.keep(page.path, former, page.content.__eq__)):
                stage.files.put(page.path, page.content)
        stage.copy(copies)
        return stage.place()

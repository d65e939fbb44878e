"""The page of all evidence, and what is measured of its files."""

import hashlib
import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from cpdsite.files.evidence import digests
from cpdsite.files.faults import SurroundingsFault
from cpdsite.model.assessment import Audience
from cpdsite.model.entry import Visibility
from cpdsite.model.page import Digest
from cpdsite.render.pages import render
from cpdsite.render.permalinks import EVIDENCE
from cpdsite.render.site import Spot, site_of
from cpdsite.render.views import proofs
from tests import samples
from tests.commands import TALK, at, folder

PATH = samples.COURSE.evidence[0].path
KNOWN = {PATH: Digest(size=1_254_000, sha256="ab" * 32)}


def shown(count: int) -> str:
    """How the page writes a size."""
    known = {PATH: Digest(size=count, sha256="")}
    view = proofs.view(Spot(site=site_of(samples.portfolio(), samples.SAY, known), path=EVIDENCE))
    size = view.entries[0].proofs[0].size
    assert size is not None
    assert Fraction(size.exact) == count
    return size.text


def test_each_piece_has_its_entry_and_what_it_is() -> None:
    view = proofs.view(Spot(site=site_of(samples.portfolio(), samples.SAY, KNOWN), path=EVIDENCE))
    assert view.counted == "3 pieces for 2 entries"
    assert [one.id for one in view.entries] == [samples.COURSE.id, samples.MENTORING.id]
    file, address = view.entries[0].proofs
    assert (file.to.label, file.sort, file.sha256) == ("Certificate", "PDF", "ab" * 32)
    assert file.to.href == "2026-06-12-crisis-course/certificate.pdf"
    assert (address.sort, address.size, address.sha256) == ("web address", None, "")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 KB"),
        (1_254_000, "1.25 MB"),
        (3_000_000_000, "3 GB"),
    ],
)
def test_sizes_are_written_for_people(count: int, text: str) -> None:
    assert shown(count) == text


def test_a_withheld_file_has_neither_address_nor_size() -> None:
    seen = replace(samples.portfolio(), withheld=frozenset({PATH}))
    view = proofs.view(Spot(site=site_of(seen, samples.SAY, KNOWN), path=EVIDENCE))
    file = view.entries[0].proofs[0]
    assert (file.to.href, file.size, file.sha256) == ("", None, "")


def test_only_copies_for_others_say_that_something_may_be_left_out() -> None:
    told = {
        audience: "not listed" in page_of(audience)
        for audience in (Audience.OWNER, Audience.PUBLIC)
    }
    assert told == {Audience.OWNER: False, Audience.PUBLIC: True}


def page_of(audience: Audience) -> str:
    """The page of all evidence."""
    pages, _ = render(samples.portfolio(audience=audience), samples.theme(), KNOWN)
    return next(page.content.decode() for page in pages if page.path == EVIDENCE)


def test_without_evidence_there_is_no_page_and_no_way_to_it() -> None:
    pages, _ = render(replace(samples.portfolio(), entries=(samples.READING,)), samples.theme())
    assert EVIDENCE not in {page.path for page in pages}
    assert all(b"evidence/index.html" not in page.content for page in pages)


def test_a_built_page_gives_what_the_copy_comes_to(tmp_path: Path) -> None:
    talk = TALK.replace("hours: 2\n", "hours: 2\n    evidence: [proof.txt]\n")
    root = folder(tmp_path, {"journal/2025-06-12-talk.md": talk})
    (root / "journal/proof.txt").write_bytes(b"It was I.\n" * 150)
    assert at(root, "build").code == 0
    html = (root / "_site/evidence/index.html").read_text(encoding="utf-8")
    copied = (root / "_site/evidence/2025-06-12-talk/proof.txt").read_bytes()
    assert hashlib.sha256(copied).hexdigest() in html
    assert "1.5 KB" in html


def test_private_evidence_is_not_named_for_the_public(tmp_path: Path) -> None:
    kept = f"hours: 2\n    evidence: [{{file: proof.txt, visibility: {Visibility.PRIVATE}}}]\n"
    talk = TALK.replace("hours: 2\n", kept)
    root = folder(tmp_path, {"journal/2025-06-12-talk.md": talk})
    (root / "journal/proof.txt").write_bytes(b"It was I.\n")
    assert at(root, "build").code == 0
    assert not (root / "_site/evidence").exists()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_what_is_reached_by_a_link_is_not_measured(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "journal/proof.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(SurroundingsFault):
        digests(tmp_path, ["journal/proof.txt"])

"""How many entries of a year have evidence: rounded as every share is, and whole only when all have."""

import re
from pathlib import Path

import pytest

from tests.commands import at, entry, folder

PROOF = "{url: 'https://example.org/proof', title: Proof}"


@pytest.mark.parametrize(
    ("proven", "of", "share"),
    [(0, 3, "0%"), (1, 3, "33%"), (10, 17, "59%"), (299, 300, "99.67%"), (3, 3, "100%")],
)
def test_a_share_of_entries_is_rounded_half_up(
    tmp_path: Path, proven: int, of: int, share: str
) -> None:
    proofs = [PROOF] * proven + [""] * (of - proven)
    files = {
        f"journal/{nth}.md": entry(f"Talk {nth}", evidence=proof)
        for nth, proof in enumerate(proofs)
    }
    root = folder(tmp_path, files)
    assert at(root, "build", "--audience", "owner").code == 0
    page = (root / "_site/years/2025/index.html").read_text(encoding="utf-8")
    tile = re.search(r">With evidence<.*?</div>", page, re.DOTALL)
    assert tile is not None
    assert re.findall(r"[\d.]+%|\d+ of \d+", tile[0]) == [share, f"{proven} of {of}"]

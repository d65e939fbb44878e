"""Claims under schemes that the settings do not name: read like others, counted nowhere, not passed over."""

from pathlib import Path

import pytest

from cpdsite.model.journal import Folder, Source
from cpdsite.parse.journal import decode
from cpdsite.parse.known import Known
from cpdsite.parse.schemes import decode_scheme
from tests.check_pages import bundled
from tests.commands import at, folder

TALK = """\
    ---
    title: A talk
    date: 2025-06-12
    type: workshop
    hours: 2
    claims:
      gcs: {points: 7, category: formal}
      hcpc: {exclude: true}
      points: 2
    ---
    """
PLAIN = (
    b"---\ntitle: A\ndate: 2025-06-12\ntype: course\nprovider: gcs\nhours: 1\n---\n\ngcs: nothing\n"
)


def test_they_are_listed_with_the_line_that_claims(tmp_path: Path) -> None:
    root = folder(tmp_path, {"journal/2025-06-12-talk.md": TALK})
    assert at(root, "check").code == 0
    ran = at(root, "list", "--excluded")
    assert ran.code == 0
    assert "journal/2025-06-12-talk.md:7" in ran.out
    assert "claims under gcs, which the settings do not name" in " ".join(ran.out.split())
    assert "hcpc" not in ran.out


def test_nothing_is_left_out_that_is_counted(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "journal/2025-06-12-talk.md": TALK,
        "cpdsite.yaml": "schemes: [points, gcs]\n",
    }
    ran = at(folder(tmp_path, files), "list", "--excluded")
    assert "which the settings do not name" not in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("claims", "read"), [("", []), ("claims: {gcs: 1, nmc: 2}\n", ["gcs", "nmc"])]
)
def test_only_the_schemes_that_are_claimed_are_read(
    claims: str, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def watched(source: Source, known: Known) -> object:
        seen.append(source.path)
        return decode_scheme(source, known)

    monkeypatch.setattr("cpdsite.parse.journal._scheme", watched)
    data = PLAIN.replace(b"hours: 1\n", b"hours: 1\n" + claims.encode())
    entries = tuple(Source(path=f"journal/2025-06-12-{n}.md", data=data) for n in "ab")
    _, found = decode(Folder(entries=entries, schemes=bundled("schemes")))
    assert [path.removesuffix(".yaml") for path in seen] == ["points", *read]
    assert {fault.code for fault in found} <= {"unknown-field", "unknown-term"}

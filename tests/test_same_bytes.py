"""The same journal gives the same bytes, wherever and however it is built; and no odd ones."""

import json
import os
import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Self

import pytest

from tests.commands import at, cpdsite, entry, folder, process, tree
from tests.test_site_html import RESIDUE
from tests.tools import ROOT, TODAY, Page

ZONES = {
    "Pacific/Kiritimati": "<+14>-14",
    "UTC": "UTC0",
    "America/Los_Angeles": "PST8PDT,M3.2.0,M11.1.0",
}
"""Time zones as every system understands them, without a database."""
NOON = str(int(datetime.fromisoformat(TODAY).replace(hour=12, tzinfo=UTC).timestamp()))

SCHEMES = "schemes: [gcs, {id: hcpc, renewal: 2025-10-01}, {id: points, target: 30}]\n"

CIRCUMSTANCES: Mapping[str, tuple[str, tuple[str, ...], Mapping[str, str]]] = {
    "far east": ("a", ("--today", TODAY, "--jobs", "1"), {"TZ": ZONES["Pacific/Kiritimati"]}),
    "UTC": ("elsewhere/in a folder é", (), {"TZ": "UTC0", "SOURCE_DATE_EPOCH": NOON}),
    "far west": (
        "b",
        ("--today", TODAY, "--jobs", "2", "--no-cache", "--explain"),
        {"TZ": "<-12>12"},
    ),
}
"""Where the example is built, with which options, and in which environment."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """A digest of each file of the example, as it is built under each of the circumstances."""
    top = tmp_path_factory.mktemp("same")
    found = {}
    for number, (name, (place, options, env)) in enumerate(CIRCUMSTANCES.items()):
        root = copy_of_example(top / place)
        seed = {"PYTHONHASHSEED": str(number) if number else "random", "LC_ALL": "C"}
        ran = process("-C", root, "build", *options, env={**env, **seed})
        assert (ran.code, ran.err) == (0, ""), ran.err
        found[name] = tree(root / "_site")
    return found


@pytest.mark.parametrize("other", [*CIRCUMSTANCES][1:])
def test_zone_folder_hash_seed_clock_and_needless_options_change_no_byte(
    sites: dict[str, dict[str, str]], other: str
) -> None:
    assert sites[other] == sites["far east"]


def test_the_order_of_the_disk_and_a_second_build_change_no_byte(
    sites: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    root = copy_of_example(tmp_path)
    for seed in (1, 2):
        with shuffled_listings(seed):
            assert at(root, "build").code == 0
        assert tree(root / "_site") == sites["far east"]


@pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES)
def test_the_turn_of_the_year_is_where_the_journal_says(tmp_path: Path, zone: str) -> None:
    root = folder(
        tmp_path,
        {
            "journal/last.md": entry("Last", day="2024-12-31", hours="2"),
            "journal/first.md": entry("First", day="2025-01-01", hours="3"),
        },
    )
    ran = process(
        "-C", root, "status", "--format", "json", "--today", "2025-01-01", env={"TZ": zone}
    )
    years = json.loads(ran.out)["years"]
    assert [(year["label"], year["entries"], year["hours"]) for year in years] == [
        ("2024", 1, 2),
        ("2025", 1, 3),
    ]


@pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES)
def test_what_is_dated_today_is_never_in_the_future(tmp_path: Path, zone: str) -> None:
    hours = {"<+14>-14": 14, "UTC0": 0}.get(zone, -8)
    here = datetime.now(timezone(timedelta(hours=hours))).date()
    root = folder(tmp_path, {"journal/x.md": entry(day=str(here), learned="Much", applied="Soon")})
    assert process("-C", root, "check", env={"TZ": zone}).out == ""


def test_the_clock_may_be_set_from_outside(tmp_path: Path) -> None:
    root = folder(tmp_path, {"journal/x.md": entry(day="2025-06-12")})
    before, after = ({"SOURCE_DATE_EPOCH": seconds_until(day)} for day in (11, 12))
    assert "future-date" in cpdsite("-C", root, "check", env=before).out
    assert cpdsite("-C", root, "check", env=after).out == ""
    given = cpdsite("-C", root, "check", "--today", "2025-06-12", env=before)
    assert given.out == "", "--today is stronger"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("check", "--format", "full"), 1),
        (("check", "--format", "json"), 1),
        (("list", "--keep-going"), 0),
        (("status", "--keep-going"), 0),
        (("build", "--keep-going"), 0),
    ],
)
def test_a_console_of_few_letters_is_no_reason_to_stop(
    tmp_path: Path, command: tuple[str, ...], code: int
) -> None:
    settings = "title: Łódź ✓ … é\n"
    good = entry("Ünicode ✓ … 漢字", day="2025-06-12")
    bad = entry("Łódź ✓", hours="sëchs ✓ …")
    root = folder(tmp_path, {"cpdsite.yaml": settings, "journal/a.md": good, "journal/✓.md": bad})
    ran = process("-C", root, *command, "--today", TODAY, env={"PYTHONIOENCODING": "cp1252"})
    assert ran.code == code
    assert "Error" not in ran.err


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"journal/.keep": ""}, id="no entry"),
        pytest.param({"journal/x.md": entry("T", hours="")}, id="three lines"),
        pytest.param({"journal/x.md": entry(draft="yes")}, id="nothing but a draft"),
        pytest.param({"journal/x.md": entry(visibility="private")}, id="nothing to be shown"),
        pytest.param({"journal/x.md": entry(day="2030-01-01")}, id="nothing yet"),
        pytest.param({"journal/x.md": entry(hours="0", tags="[]", provider="''")}, id="naught"),
        pytest.param({"journal/x.md": entry(), "cpdsite.yaml": SCHEMES}, id="schemes"),
    ],
)
@pytest.mark.parametrize("audience", ["public", "owner"])
def test_a_small_journal_leaves_no_gap_of_a_template(
    tmp_path: Path, files: Mapping[str, str], audience: str
) -> None:
    root = folder(tmp_path, files)
    ran = at(root, "build", "--audience", audience)
    assert ran.code == 0, ran.err
    assert [
        f"{path.relative_to(root)}:{line}: {text.strip()[:80]}"
        for path in sorted((root / "_site").rglob("*.html"))
        for line, text in Page(path.read_text(encoding="utf-8")).texts
        if RESIDUE.search(text)
    ] == []


def copy_of_example(root: Path) -> Path:
    """A copy of the example that knows nothing of this repository."""
    shutil.copytree(ROOT / "journal", root / "journal")
    shutil.copy(ROOT / "cpdsite.yaml", root)
    return root


@contextmanager
def shuffled_listings(seed: int) -> Iterator[None]:
    """Let the disk list every folder in another order."""
    real, order = os.scandir, random.Random(seed)  # noqa: S311 (an order, not a secret)

    class Shuffled:
        """A listing in another order."""

        def __init__(self, path: str = ".") -> None:
            with real(path) as listing:
                self.entries = list(listing)
            order.shuffle(self.entries)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def __iter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.entries)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "scandir", Shuffled)
        yield


def seconds_until(day: int) -> str:
    """Noon of a day of June 2025, as SOURCE_DATE_EPOCH has it."""
    noon = datetime.combine(date(2025, 6, day), datetime.min.time(), tzinfo=UTC) + timedelta(
        hours=12
    )
    return str(int(noon.timestamp()))

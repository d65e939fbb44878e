"""What the measurements stand on: the same journal each time, and a table in its place. No clock."""

from pathlib import Path

import pytest

from benchmarks.answers import Answer, between, put, row, table
from benchmarks.generators import EVERYBODY, HERE, Generator, field
from benchmarks.journals import made, write_journal
from tests.commands import at

COLD = Answer(
    question="cold build",
    entries=1000,
    unit="s",
    ours=(1.0, 3.0, 2.0),
    beside="Hugo",
    theirs=(2.0, 2.0, 2.0),
    target=1.1,
)
STATUS = Answer(question="status, again", entries=1000, unit="ms", ours=(240.4,), target=200)
README = (HERE / "README.md").read_text(encoding="utf-8")


def test_the_same_seed_makes_the_same_journal() -> None:
    assert [*made(20, seed=3)] == [*made(20, seed=3)] != [*made(20, seed=4)]


def test_a_made_journal_has_no_errors(tmp_path: Path) -> None:
    write_journal(tmp_path, 20)
    assert at(tmp_path, "check").code == 0


def test_everybody_is_given_the_same_entries(tmp_path: Path) -> None:
    one = field(tmp_path, 5, EVERYBODY)
    for generator in EVERYBODY:
        folder = one.root_of(generator) / generator.entries
        texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}
        assert texts.keys() >= {entry.name for entry in one.entries}
        for entry in one.entries:
            text = texts[entry.name]
            assert text.endswith(f"\n\n{entry.body}")
            assert all(word in text for word in (entry.title, entry.need, entry.badge, entry.type))


@pytest.mark.parametrize("generator", EVERYBODY, ids=lambda one: one.name)
def test_a_change_is_of_one_body(tmp_path: Path, generator: Generator) -> None:
    one = field(tmp_path, 3, [generator])
    files = {path: path.read_text() for path in tmp_path.rglob("*.md")}
    one.change(generator, 1)
    changed = [path for path, text in files.items() if path.read_text() != text]
    assert [path.stem for path in changed] == [one.entries[1].name]


def test_a_row_is_of_medians_and_says_whether_its_target_is_met() -> None:
    assert row(COLD) == (
        "| cold build | 1,000 | 2.00 s | Hugo 2.00 s | 1.00 (0.50 to 1.50) | ≤ 1.1 | yes |\n"
    )
    assert row(STATUS) == "| status, again | 1,000 | 240 ms |  |  | ≤ 200 ms | **no** |\n"


def test_a_table_that_is_put_in_its_place_can_be_read_there_again() -> None:
    measured = table([COLD, STATUS]).strip()
    text = put(README, measured)
    assert between(text) == measured
    assert put(text, between(README)) == README


def test_a_text_without_a_place_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for the table"):
        put("# Measurements\n", "| 1 |")

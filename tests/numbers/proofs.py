"""What the page of all evidence should show: each piece that is seen, measured anew."""

import hashlib
from fractions import Fraction

from tests.numbers import tables
from tests.numbers.documents import TIERS, VISIBILITY, Book
from tests.numbers.markup import Element, shown
from tests.numbers.reading import Record
from tests.numbers.reckoning import Reckoning
from tests.tools import ROOT

SIZES = {"KB": 1000, "MB": 1000 * 1000}


def proofs(page: Reckoning) -> None:
    """Every piece of evidence, newest entry first."""
    wanted = [(one, file) for one in reversed(page.book.records) for file in pieces(page.book, one)]
    told = [str(len(wanted)), str(len({one.id for one, _ in wanted}))]
    page.figures(page.main.one("div", "title-line").one("p"), told)
    page.figures(page.main.all("p", "aside")[1], ["-256"])  # of SHA-256
    page.figures(page.main.one("thead"), [])
    rows = page.main.one("tbody").all("tr")
    page.check(
        page.main,
        holds=[row.given["data-id"] for row in rows] == [one.id for one, _ in wanted],
        otherwise=f"lists {len(rows)} pieces, counted {len(wanted)}, or in another order",
    )
    for row, (one, file) in zip(rows, wanted, strict=False):
        tables.dated(page, row, one)
        page.words(row.all("a")[-1], [one.title])
        proof(page, row, file)


def proof(page: Reckoning, row: Element, file: str) -> None:
    """One piece: of a file that is there, its size and what its bytes come to."""
    name, sizes = row.one("th"), row.all(data_column="bytes")
    for link in name.all("a"):
        page.words(link)
    content = (ROOT / file).read_bytes() if file and (ROOT / file).is_file() else b""
    page.check(row, holds=len(sizes) == bool(content), otherwise="has a size, or lacks it")
    for size in sizes:
        page.amount(size, Fraction(len(content)), written(len(content)))
    for code in name.all("code"):
        page.words(code, [hashlib.sha256(content).hexdigest()])


def written(size: int) -> str:
    """A size as the page writes it."""
    unit = next((unit for unit in ("MB", "KB") if size >= SIZES[unit]), "")
    return f"{shown(Fraction(size, SIZES[unit]))} {unit}" if unit else f"{size} bytes"


def pieces(book: Book, one: Record) -> list[str]:
    """The files of the evidence that is seen of an entry; "" for an address."""
    pairs = zip(one.evidence, one.files, strict=True)
    return [file for who, file in pairs if VISIBILITY[who] <= TIERS[book.audience]]

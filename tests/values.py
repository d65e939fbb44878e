"""Whether every text of a log can be found again, by a way of its own: nothing here knows the importer."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from cpdsite.model.table import Table

YES_AND_NO = {"yes": "true", "y": "true", "x": "true", "true": "true", "no": "false", "n": "false"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def unfound(tables: Iterable[Table], entries: Mapping[str, str], report: str) -> Iterator[str]:
    """Yield each text of a log that neither the entry of its row nor the report holds."""
    said = squeezed(report)
    for table in tables:
        heading = re.search(rf"^{re.escape(table.name)}: .* in row ([0-9]+)", report, re.MULTILINE)
        for row in table.rows:
            spot = f"{table.name} row {row.number}"
            own = [text for text in entries.values() if names(text, spot)]
            for cell in row.cells if not heading or row.number != int(heading[1]) else ():
                found = any(holds(text, cell) for text in own or entries.values())
                if cell.strip() and not found and squeezed(cell) not in said:
                    yield f"{spot}: {cell!r}"


def names(text: str, spot: str) -> bool:
    """Tell whether an entry says that it came from a row."""
    return bool(re.search(rf"^source: .*{re.escape(spot)}[;,]", text, re.MULTILINE))


def squeezed(text: str) -> str:
    """Return a text without its breaks and indents."""
    return " ".join(text.split())


def holds(file: str, cell: str) -> bool:
    """Tell whether a file holds a text, to the letter or as the value that it means."""
    text = cell.strip()
    dedented = re.sub(r"^  ", "", file, flags=re.MULTILINE)
    if text in file or text in dedented:
        return True
    front = file.partition("\n---\n")[0]
    parts = [part.strip() for part in re.split("[;,\n]", text)]
    return (
        any(value in f"{front}\n" for value in meanings(text))
        or spelt_otherwise(front, text)
        or (len(parts) > 1 and all(part in front for part in parts))
    )


def meanings(text: str) -> Iterator[str]:
    """Yield how front matter says what a date, an amount or a yes means."""
    yield from (f"date: {day}\n" for day in days(text))
    yield from (f"end: {day}\n" for day in days(text))
    yield from (f"until: {day}\n" for day in days(text))
    word = text.casefold()
    if word in YES_AND_NO:
        yield f": {YES_AND_NO[word]}\n"
    for amount in amounts(text):
        for name in ("hours", "points", "participatory_hours"):
            yield f"{name}: {amount}\n"
            yield f"{name}: {amount}" + "}"


def days(text: str) -> Iterator[str]:
    """Yield the days of which a text may speak, in each order of its numbers."""
    numbers = [int(found) for found in re.findall(r"[0-9]+", text)]
    words = [word[:3] for word in re.findall(r"[a-z]+", text.casefold())]
    numbers += [MONTHS.index(word) + 1 for word in words if word in MONTHS]
    for year in numbers:
        for month in numbers:
            for day in numbers:
                whole = year if year > 99 else 2000 + year
                if 1950 <= whole < 2200 and 1 <= month <= 12 and 1 <= day <= 28 + 3:
                    yield f"{whole}-{month:02}-{day:02}"


def amounts(text: str) -> Iterator[str]:
    """Yield how an amount of hours, minutes or points may be written."""
    plain = text.replace(",", ".").replace("½", ".5").casefold()
    for whole, part in re.findall(r"^([0-9]+):([0-9]{2})(?::00)?$", plain):
        yield from written(Fraction(int(whole)) + Fraction(int(part), 60))
    for number in re.findall(r"^([0-9]*\.?[0-9]+)", plain):
        yield from written(Fraction(number))
        yield from written(Fraction(number) / 60)


def written(amount: Fraction) -> Iterator[str]:
    """Yield an amount as a decimal, and as hours and minutes."""
    yield f"{float(amount):g}"
    minutes = amount * 60
    if minutes.denominator == 1:
        yield f"{minutes // 60}h{int(minutes) % 60:02}"
        yield f"{minutes}m"


def spelt_otherwise(front: str, text: str) -> bool:
    """Tell whether a word stands in the front matter in small letters, joined by hyphens."""
    word = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    return bool(word) and bool(re.search(rf"[:\[{{ ]{re.escape(word)}[\n\]}},]", front))

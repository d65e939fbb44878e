"""XLSX to tables of text, by openpyxl, which comes with `cpdsite[xlsx]`."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.model.table import Row, Table
from cpdsite.parse.front_matter import with_plain_ends

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

UNPACKED_LIMIT = 200_000_000
"""The largest workbook that is read, in bytes before packing."""
_COLUMN = "To keep them, copy them into a column of their own."
_DIGITS = 15
"""Digits of a number that a spreadsheet shows; those behind come of how it stores them."""


def read_workbook(name: str, data: bytes) -> list[Table]:
    """Return a table for each sheet that shows anything.

    Raises UsageFault for what is no workbook, SurroundingsFault where openpyxl is missing.
    """
    _refuse_strange(name, data)
    values, formulas = _load(name, data, shown=True), _load(name, data, shown=False)
    found = [
        _table(name if len(values.sheetnames) == 1 else f"{name}, sheet {title}", sheet, formula)
        for title, sheet, formula in zip(
            values.sheetnames, values.worksheets, formulas.worksheets, strict=True
        )
    ]
    return [table for table in found if table.rows]


def _refuse_strange(name: str, data: bytes) -> None:
    """Raise UsageFault for what is no packed workbook, or one that would fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as fault:
        message = f"{name} is no XLSX workbook"
        remedy = "open it in a spreadsheet and save it as XLSX without a password, or as CSV"
        raise UsageFault(message, remedy) from fault
    if size > UNPACKED_LIMIT:
        message = f"{name} holds more than {UNPACKED_LIMIT:,} bytes"
        raise UsageFault(message, "save the sheet with the log as a file of its own")


def _load(name: str, data: bytes, *, shown: bool) -> Workbook:
    """Return a workbook, with what its formulas came to, or with the formulas themselves."""
    try:
        # Only a workbook needs openpyxl, and an installation without it is complete.
        from openpyxl import load_workbook
    except ImportError as missing:
        message = f"{name} is a workbook, and openpyxl, which reads those, is not installed"
        remedy = (
            'run `python3 -m pip install "cpdsite[xlsx]"` in the environment of cpdsite,'
            " or save the sheet as CSV"
        )
        raise SurroundingsFault(message, remedy) from missing
    try:
        with warnings.catch_warnings():
            # It warns of drop-down lists and the like, which no log consists of.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=shown)
    except Exception as fault:  # its parsers raise whatever they come upon
        message = f"{name} cannot be read as a workbook: {fault}"
        raise UsageFault(message, "open it in a spreadsheet and save it anew, or as CSV") from fault


def _table(name: str, sheet: Any, formulas: Any) -> Table:  # noqa: ANN401 (openpyxl has six kinds)
    """Return the rows of a sheet."""
    remarks = list(_remarks(name, sheet, formulas))
    rows = (
        Row(number=number, cells=tuple(map(text_of, cells)))
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
    )
    return Table(
        name=name,
        rows=tuple(row for row in rows if any(map(str.strip, row.cells))),
        form="workbook",
        remarks=tuple(remarks),
    )


def _remarks(name: str, sheet: Any, formulas: Any) -> Iterator[str]:  # noqa: ANN401 (as above)
    """Yield what a person should know: a hidden sheet, and what stands in cells and is not read."""
    if sheet.sheet_state != "visible":
        yield f"{name} is a hidden sheet; it was read like the others."
    empty = [
        formula.coordinate
        for row in formulas.iter_rows()
        for formula in row
        if formula.data_type == "f" and sheet[formula.coordinate].value is None
    ]
    if empty:
        some = ", ".join(empty[:5])
        yield f"Formulas without a result were read as empty: {some}. Save the workbook in Excel."
    cells = [cell for row in sheet.iter_rows() for cell in row]
    links = [f"{cell.coordinate} ({_hidden_link(cell)})" for cell in cells if _hidden_link(cell)]
    if links:
        yield f"Links behind these texts were not read: {', '.join(links)}. {_COLUMN}"
    comments = [cell.coordinate for cell in cells if cell.comment]
    if comments:
        yield f"Comments on these cells were not read: {', '.join(comments)}. {_COLUMN}"


def _hidden_link(cell: Any) -> str:  # noqa: ANN401 (as above)
    """Return the address that a text leads to without naming it, "" for none."""
    address = str(cell.hyperlink.target or "") if cell.hyperlink else ""
    named = re.sub(r"^(https?://|mailto:)|/$", "", address.strip())
    return address if named not in text_of(cell.value) else ""


def text_of(value: object) -> str:
    """Return what a cell holds as text: dates as 2025-06-12, times as 2:30, numbers as they show."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.{_DIGITS}g}"
    return _moment(value) or with_plain_ends(str(value))


def _moment(value: object) -> str:
    """Return a date, a time or a length of time as text; "" for anything else."""
    match value:
        case datetime():
            clock = value.time().replace(microsecond=0)
            return value.date().isoformat() + (f" {_clock(clock)}" if clock != time() else "")
        case date():
            return value.isoformat()
        case time():
            return _clock(value)
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
        case _:
            return ""


def _clock(value: time) -> str:
    """Return a time of day or a length of time, seconds only where there are any."""
    return f"{value.hour}:{value.minute:02}" + (f":{value.second:02}" if value.second else "")

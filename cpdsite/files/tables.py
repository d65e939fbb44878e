"""The files of a log, read into tables of text."""

from __future__ import annotations

import os
from pathlib import Path

from cpdsite.files.faults import UsageFault, disk_fault
from cpdsite.files.reading import read_file
from cpdsite.files.workbooks import read_workbook
from cpdsite.model.table import Table
from cpdsite.parse.delimited import UnreadableError, read_csv

LOG_LIMIT = 50_000_000
"""The largest file of a log, in bytes."""
_WORKBOOKS = (".xlsx", ".xlsm")
_PACKED = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def read_tables(file: Path, encoding: str = "", delimiter: str = "") -> list[Table]:
    """Return the tables of a CSV file or a workbook; raises Fault for what is neither."""
    try:
        # The user names the file, so a link may lead to it.
        data = read_file(os.path.realpath(file), LOG_LIMIT + 1)
    except FileNotFoundError:
        message = f"there is no {file}"
        raise UsageFault(message) from None
    except OSError as trouble:
        fault = disk_fault(f"{file} cannot be read", trouble)
        raise fault from trouble
    if len(data) > LOG_LIMIT:
        message = f"{file} holds more than {LOG_LIMIT:,} bytes"
        raise UsageFault(message, "cut it into several files")
    if data.startswith(_OLD_WORKBOOK):
        message = f"{file} is a workbook of the old kind, or has a password"
        raise UsageFault(message, "open it in a spreadsheet and save it as XLSX or CSV")
    if data.startswith(_PACKED) or file.suffix.lower() in _WORKBOOKS:
        return read_workbook(file.name, data)
    try:
        return [read_csv(file.name, data, encoding, delimiter)]
    except UnreadableError as fault:
        message = f"{file} cannot be read: {fault}"
        remedy = "save it as CSV UTF-8, or name its encoding in a profile: `encoding: mac-roman`"
        raise UsageFault(message, remedy) from fault

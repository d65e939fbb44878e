"""The bundled schemes as plain data."""

from __future__ import annotations

import yaml

from tests.naive.entries import Data
from tests.naive.product import SCHEMES as FOLDER


def read(text: str) -> list[Data]:
    """The editions of a scheme, newest first."""
    return [document for document in yaml.safe_load_all(text) if document]


SCHEMES = {path.stem: read(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}

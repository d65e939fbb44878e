"""The bundled schemes, and some invented ones with the words that no bundled one needs, as data."""

from __future__ import annotations

from pathlib import Path

import yaml

import cpdsite
from tests.naive.entries import Data

FILES = {
    path.stem: path.read_text(encoding="utf-8")
    for folder in (Path(cpdsite.__file__).parent / "schemes", Path(__file__).parent / "medleys")
    for path in sorted(folder.glob("*.yaml"))
}
"""The text of each scheme."""

SCHEMES: dict[str, list[Data]] = {
    name: [document for document in yaml.safe_load_all(text) if document]
    for name, text in FILES.items()
}
"""The editions of each scheme, newest first."""

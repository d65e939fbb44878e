"""What cpdsite itself makes of a journal."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.exchange.portfolio_json import portfolio_json
from cpdsite.model.assessment import Audience
from cpdsite.model.diagnostic import Severity
from cpdsite.model.journal import File, Folder, Source
from cpdsite.parse.journal import decode
from tests.naive.schemes import FILES


def figures(settings: str, entries: dict[str, str], today: date) -> dict[str, Any]:
    """The figures as JSON has them, for a journal given as text."""
    folder = Folder(
        settings=Source(path="cpdsite.yaml", data=settings.encode()),
        entries=tuple(Source(path=path, data=text.encode()) for path, text in entries.items()),
        files={"journal/proof.pdf": File(path="journal/proof.pdf", size=1)},
        schemes={
            name: Source(path=f"schemes/{name}.yaml", data=text.encode(), bundled=True)
            for name, text in FILES.items()
        },
        frameworks={},
    )
    journal, found = decode(folder)
    faults = [f"{one.place.path}: {one.message}" for one in found if one.severity is Severity.ERROR]
    assert not faults, faults
    shown = portfolio(journal, assess(journal, today), audience=Audience.OWNER)
    numbers: dict[str, Any] = json.loads(portfolio_json(shown))
    return numbers

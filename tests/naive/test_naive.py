"""cpdsite and the naive computation agree on generated journals, for every bundled scheme."""

from __future__ import annotations

import os

import pytest

from tests.naive.chances import drawn_from
from tests.naive.comparing import differences, smallest
from tests.naive.journals import generate
from tests.naive.schemes import SCHEMES
from tests.naive.writing import entry_texts, settings_text

JOURNALS = int(os.environ.get("CPDSITE_FUZZ", "50"))
"""How many journals are drawn for each scheme."""


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_figures_agree(scheme: str) -> None:
    for seed in range(JOURNALS):
        journal = generate(SCHEMES, scheme, seed)
        if differences(journal):
            least = smallest(journal)
            texts = entry_texts(least, drawn_from(""))
            pytest.fail(
                "\n".join(
                    [
                        f"{scheme}, journal {seed}, as of {least['as_of']}",
                        *differences(least),
                        settings_text(least),
                        *texts.values(),
                    ]
                )
            )

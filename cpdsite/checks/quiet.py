"""Entries whose texts hold nothing that a check of texts finds: most do, and it is known file by file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cpdsite.checks import personal_data, placeholder_text, private_data
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal, Source
from cpdsite.parse.apart import apart
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.journal import Decoded, decode_each

_OF_TEXTS = (private_data.check, placeholder_text.check, personal_data.check)
"""They look at nothing but the texts of one entry; what settings allow they only find less of."""


def decode_and_listen(sources: Sequence[Source], vocabulary: Vocabulary) -> Iterator[Decoded]:
    """Yield what comes of each file, whether its texts are quiet, and what it is without its body.

    It depends on a file's path and bytes and on the vocabulary alone, so it may be kept, and done
    in any process.
    """
    for decoded in decode_each(sources, vocabulary):
        entry = decoded.entry
        yield (
            decoded
            if entry is None
            else replace(decoded, quiet=_is_quiet(entry), apart=apart(entry))
        )


def _is_quiet(entry: Entry) -> bool:
    """Tell whether the checks of texts find nothing in an entry, the strictest settings given."""
    alone = Journal(entries=(entry,))
    return not any(True for check in _OF_TEXTS for _ in check(alone, date.min))

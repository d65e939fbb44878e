"""The index of the search: a script file, so that it can be read from a folder on disk too.

Texts are written as codes of one vocabulary, the most frequent word first: so a thousand entries
travel in a third of a megabyte. A code is a number in printable characters, lowest digits first: a
digit below LAST ends it; any other adds LAST to what it is worth, and more follow.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from sys import intern

from cpdsite.model.entry import Entry
from cpdsite.render import permalinks, plain
from cpdsite.render.site import Site

DIGITS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\')
"""Characters that a script's text holds as they are."""
LAST = 60
"""Digits below it end a code."""
GLOBAL = "cpdsiteSearch"
"""The name under which the page's script finds the index."""


def search_index(site: Site) -> bytes:
    """The script: what the audience may see of each entry, newest first."""
    entries = list(reversed(site.portfolio.entries))
    # A word that stands in a hundred entries is held once.
    texts = [[*map(intern, plain.everything(entry))] for entry in entries]
    counted = Counter(chain.from_iterable(texts))
    vocabulary = sorted(counted, key=lambda word: (-counted[word], word))
    codes = {word: code(number) for number, word in enumerate(vocabulary)}
    found = {
        "digits": DIGITS,
        "last": LAST,
        "words": " ".join(vocabulary),
        "entries": [
            [*_facts(site, entry), _coded(text, codes)]
            for entry, text in zip(entries, texts, strict=True)
        ],
    }
    told = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return f"window.{GLOBAL} = {told};\n".encode()


def code(number: int) -> str:
    """A number from 0 up as digits."""
    more = len(DIGITS) - LAST
    written = ""
    while number >= LAST:
        number, rest = divmod(number, more)
        written += DIGITS[LAST + rest]
    return written + DIGITS[number]


def _facts(site: Site, entry: Entry) -> tuple[str, ...]:
    """Id, address, title, days, type, tags and provider."""
    return (
        entry.id,
        permalinks.href(permalinks.of_entry(entry), permalinks.HOME),
        plain.line(entry.title),
        site.dates[entry.id],
        site.type_label(entry),
        plain.line(", ".join(entry.tags)),
        plain.line(entry.provider),
    )


def _coded(text: Iterable[str], codes: Mapping[str, str]) -> str:
    """A text in codes, without anything between them."""
    return "".join(map(codes.__getitem__, text))

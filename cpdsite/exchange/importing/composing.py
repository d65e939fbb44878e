"""A draft as the text of a file, proved by reading it back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from cpdsite.exchange.entry_text import entry_text
from cpdsite.exchange.importing.drafts import Draft
from cpdsite.exchange.yaml_text import Value, writable
from cpdsite.model.diagnostic import Severity
from cpdsite.model.entry import REFLECTION, Entry
from cpdsite.model.journal import Source
from cpdsite.model.profile import BODY
from cpdsite.parse.body import plain
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.entries import decode_entry
from cpdsite.parse.front_matter import CONTROL

HEADINGS: Mapping[str, str] = {
    "need": "Why",
    "learned": "What I learned",
    "applied": "How I applied it",
    "benefit": "Who benefits",
    "next": "What next",
}
"""The heading under which a reflection field stands in a body."""
KEPT = "Also in the log"
"""The heading of what no field took."""
_SHORT = 200
"""A longer text that no field took has a heading of its own."""
_RISKY = re.compile(
    r"^ {0,3}(?:#|```|~~~|=+ *$|-+ *$|\[[^\]]+\]:)|^(?: {4}|\t)|<!--|\[\^", re.MULTILINE
)
"""What Markdown may take for more than a text: headings, code, comments, notes."""
_BORNE = frozenset(("unknown-type", "unknown-goal", "evidence-missing"))
"""Errors that the log's own words bring along, and that its owner mends."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A file to be written."""

    path: str
    text: str


def composed(draft: Draft, path: str, vocabulary: Vocabulary) -> Composed | str:
    """Return a draft as a file in which all of its prose reads back, or why no file can hold it.

    Prose goes into the body, where it is read and written with ease; what would not read back from
    there, such as a text with a heading in it, goes into the front matter.
    """
    try:
        return _composed(draft, path, vocabulary)
    except (ValueError, RecursionError) as fault:  # a text that no UTF-8 and no YAML can hold
        return str(fault)


def _composed(draft: Draft, path: str, vocabulary: Vocabulary) -> Composed | str:
    """Return the first of some files from which everything is read back."""
    prose = {name: text for name, text in draft.prose.items() if name != BODY}
    bold = {name for name, text in prose.items() if _RISKY.search(text)}
    exact = {name for name, text in prose.items() if writable(text).strip() == text.strip()}
    attempts = [_text(draft, above, vocabulary) for above in (set(), bold & exact, exact)]
    read = [_read(draft, path, text, vocabulary) for text in attempts]
    for text, found in zip(attempts, read, strict=True):
        if isinstance(found, Entry) and _reads_back(draft, found):
            return Composed(path, text)
    # Whatever it looks like there, each text stands in the file to the letter.
    for text, found in zip(reversed(attempts), reversed(read), strict=True):
        if isinstance(found, Entry):
            return Composed(path, text)
    return str(read[-1])


def _text(draft: Draft, above: Collection[str], vocabulary: Vocabulary) -> str:
    """Return a file with some reflection fields in the front matter, the others in the body."""
    prose = {name: text for name, text in draft.prose.items() if name not in {BODY, *above}}
    fields = {name: writable(draft.prose[name]).strip("\n") for name in REFLECTION if name in above}
    source: Mapping[str, Value] = {"source": draft.source}
    return entry_text({**draft.fields, **fields, **source}, _body(draft, prose, vocabulary))


def _read(draft: Draft, path: str, text: str, vocabulary: Vocabulary) -> Entry | str:
    """Return the entry of a file, or what is wrong with it that is not the log's own fault.

    In cpdsite's own data nothing is wrong that was not wrong before.
    """
    entry, found = decode_entry(Source(path=path, data=text.encode()), vocabulary)
    errors = (f for f in found if f.severity is Severity.ERROR and f.code not in _BORNE)
    wrong = next((f.message for f in errors), "")
    if entry is None or (wrong and draft.origin is None):
        return wrong or "it cannot be read"
    return entry


def _reads_back(draft: Draft, entry: Entry) -> bool:
    """Tell whether an entry holds the prose of its draft, each text in its field."""
    prose = {name: _as_read(text) for name, text in draft.prose.items()}
    fields = {
        name: "\n\n".join(
            [
                *filter(None, [entry.reflection.get(name, "")]),
                *(section.text for section in entry.body.sections if section.field == name),
            ]
        )
        for name in REFLECTION
    }
    expected = {name: prose.get(name, "") for name in REFLECTION}
    return fields == expected and prose.get(BODY, "") in entry.body.text


def _as_read(text: str) -> str:
    """Return a text as a body that was read holds it."""
    return CONTROL.sub("\ufffd", text).strip()


def _body(draft: Draft, prose: Mapping[str, str], vocabulary: Vocabulary) -> str:
    """Return the body: what belongs to no field, the reflection, and what no field took."""
    parts = [draft.prose.get(BODY, "")]
    parts += [f"## {HEADINGS[name]}\n\n{prose[name]}" for name in REFLECTION if name in prose]
    parts += _sections(draft, vocabulary)
    return "\n\n".join(part.strip("\n") for part in parts if part.strip("\n"))


def _sections(draft: Draft, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what no field took: long texts under their own headings, short ones in a list."""
    known = {*vocabulary.headings, plain(KEPT)}
    listed: list[str] = []
    for name, text in draft.kept:
        if "\n" in text or len(text) > _SHORT:
            heading = f"{name} (log)" if plain(name) in known else name
            yield f"## {heading}\n\n{text}"
        else:
            listed.append(f"- {name}: {text}")
    if listed:
        yield "\n".join([f"## {KEPT}", "", *listed])

"""How a scheme sees entries, in plain words: their terms, their booleans, the papers they fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cpdsite.model.scheme import Default, Document, Many, Scheme, Taxonomy
from cpdsite.render import rules

_LAYOUTS: Mapping[str, str] = MappingProxyType(
    {"table": "a table of", "form": "a form for each of the", "prose": "the text of"}
)


def terms(scheme: Scheme, taxonomy: Taxonomy) -> Iterator[str]:
    """What a taxonomy sorts entries into, which terms follow from types, who needs one; in lines."""
    sorts = ", ".join(f"{label} (`{term}`)" for term, label in taxonomy.terms.items())
    if taxonomy.fact:
        sorts = f"the member's own `{taxonomy.fact}`"
    yield f"{taxonomy.label} (`{taxonomy.id}`): {sorts}"
    if taxonomy.many is Many.SHARED:
        yield "  an entry may have several, each with all of it"
    if taxonomy.many is Many.SPLIT:
        yield "  an entry may have several, which divide it"
    types: dict[str, list[str]] = {}
    for type_, term in taxonomy.from_type.items():
        types.setdefault(term, []).append(type_)
    for term, names in types.items():
        yield f"  {taxonomy.terms.get(term, term)}, unless another is claimed: {', '.join(names)}"
    if taxonomy.required is not None:
        which = rules.filtered(scheme, taxonomy.required)
        yield f"  needed by {f'entries with {which}' if which else 'every entry'}"


def set_by(scheme: Scheme, rule: Default) -> str:
    """What entries are until they say otherwise."""
    said = [f"{'' if yes else 'not '}{word}" for word, yes in rule.set.items()]
    return f"{', '.join(said)}: {rules.filtered(scheme, rule.when) or 'every entry'}"


def paper(scheme: Scheme, document: Document) -> Iterator[str]:
    """A paper that the body asks for, in lines."""
    which = rules.filtered(scheme, document.where)
    kind = document.kind
    of = f"{_LAYOUTS[document.layout]} entries of kind {kind}{f', only {which}' if which else ''}"
    most = f", at most {document.max_words} words" if document.max_words else ""
    yield f"{document.title} (`{document.id}`): {of}, by {document.order}{most}"
    if document.columns:
        yield f"  with {', '.join(document.columns)}"

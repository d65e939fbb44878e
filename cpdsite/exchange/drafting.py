"""What was said on a command line as the fields of an entry: texts get their types, wrong ones are kept.

Nothing is judged here: an entry that was drafted is read like any other, and reading finds the faults.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from cpdsite.exchange.yaml_text import Value
from cpdsite.model.entry import Kind
from cpdsite.model.scheme import Scheme
from cpdsite.model.slug import slug
from cpdsite.parse import scalars
from cpdsite.parse.body import REFLECTION_MODELS
from cpdsite.parse.fields import FIELD_BY_NAME, FIELDS, Shape
from cpdsite.parse.links import is_web

EXCLUDE, HOURS = "exclude", "hours"
_DEFAULTS = {"kind": "activity", "status": "done"}
_REFLECTING = frozenset((Kind.ACTIVITY, Kind.REFLECTION))
_READERS = {Shape.DAY: scalars.day, Shape.AMOUNT: scalars.amount, Shape.NUMBER: scalars.number}


def fields_of(said: Mapping[str, Value], schemes: Mapping[str, Scheme]) -> dict[str, Value]:
    """Return what was said of an entry, by field name, in the order of the reference.

    Numbers, dates and amounts get their types; claims, each as `gcs/7`, `gcs/formal` or
    `gcs/category/formal`, become a mapping.
    """
    return {
        field.name: _value(field.name, said[field.name], schemes)
        for field in FIELDS
        if field.name in said and not _is_default(field.name, said[field.name])
    }


def body_of(kind: str, model: str, given: Collection[str] = ()) -> str:
    """Return the headings of a reflection model for the kinds of entry that reflect, "" for others.

    What was given as a field needs no heading.
    """
    if kind not in _REFLECTING:
        return ""
    asked = (heading for heading, field in REFLECTION_MODELS[model] if field not in given)
    return "\n\n\n".join(f"## {heading}" for heading in asked)


def _is_default(name: str, value: Value) -> bool:
    """Tell whether a field says what its absence says too."""
    return _DEFAULTS.get(name) == value


def _value(name: str, said: Value, schemes: Mapping[str, Scheme]) -> Value:
    """Return one field's value with its type."""
    shape = FIELD_BY_NAME[name].shape
    match said:
        case str():
            return _typed(said, shape)
        case list() if shape is Shape.CLAIMS:
            return _claims([str(claim) for claim in said], schemes)
        case list() if shape is Shape.EVIDENCE:
            return [{"url": text} if is_web(str(text)) else str(text) for text in said]
        case _:
            return said


def _typed(text: str, shape: Shape) -> Value:
    """Return a text as what it is read as; as it stands when it cannot be read so."""
    found = _READERS[shape](text.strip()) if shape in _READERS else None
    return text.strip() if found is None else found


def _claims(texts: Iterable[str], schemes: Mapping[str, Scheme]) -> dict[str, Value]:
    """Return claims by scheme."""
    found: dict[str, dict[str, Value]] = {}
    for text in texts:
        name, _, said = text.partition("/")
        word, _, value = said.partition("/")
        claim, scheme = found.setdefault(name.strip(), {}), schemes.get(name.strip())
        if value or not word:
            _add(claim, word.strip(), value.strip(), scheme)
        else:
            _add(claim, *_meant(word.strip(), scheme), scheme)
    return dict(found)


def _meant(word: str, scheme: Scheme | None) -> tuple[str, str]:
    """Return what one word claims: points, a term of any taxonomy, or to be left out."""
    if word == EXCLUDE:
        return EXCLUDE, "true"
    if scalars.number(word) is not None:
        return "points", word
    taxonomies = scheme.taxonomies if scheme else ()
    own = (t.id for t in taxonomies if slug(word) in map(slug, t.terms))
    return next(own, "category"), word


def _add(claim: dict[str, Value], word: str, text: str, scheme: Scheme | None) -> None:
    """Add one statement to a claim; a second one on the same makes a list, whether or not it may."""
    taxonomy = scheme.taxonomy(word) if scheme else None
    value: Value | None = text
    if word == EXCLUDE:
        value = scalars.flag(text or "true")
    elif taxonomy is None or all(scalars.number(term) is not None for term in taxonomy.terms):
        value = scalars.amount(text) if word == HOURS else scalars.number(text)
    value = text if value is None else value
    before = claim.get(word)
    several = before if isinstance(before, list) else [before]
    claim[word] = value if before is None else [*several, value]

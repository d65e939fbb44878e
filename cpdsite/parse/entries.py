"""One file of the journal to one entry: every fault at once, nothing guessed."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeVar

from cpdsite.model.assessment import HIDDEN
from cpdsite.model.diagnostic import Diagnostic, Span
from cpdsite.model.entry import (
    REFLECTION,
    Body,
    Claim,
    Entry,
    Kind,
    Visibility,
    begins_with_date,
)
from cpdsite.model.journal import Source
from cpdsite.model.slug import segment, slug
from cpdsite.parse import front_matter
from cpdsite.parse.body import read_body
from cpdsite.parse.claims import Vocabulary, first_scheme_claim, merged, read_claims, unknown_scheme
from cpdsite.parse.evidence import read_evidence
from cpdsite.parse.fields import (
    FIELD_BY_NAME,
    FIELDS,
    Shape,
    also_meant,
    did_you_mean,
    field_remedy,
    meant_by,
)
from cpdsite.parse.front_matter import Node, Table, Text
from cpdsite.parse.mending import MENDABLE, read_on
from cpdsite.parse.reading import Reading, is_empty, listed, shown

T = TypeVar("T")

UNDATED = date(1900, 1, 1)
"""Stands for a date that could not be read, in an entry that has errors and is never counted."""


def decode_entry(source: Source, vocabulary: Vocabulary) -> tuple[Entry | None, list[Diagnostic]]:
    """Return an entry and all its faults; None when it has no front matter that can be read.

    An entry with errors is returned as far as it goes, so that checks can say more about it; so is
    one whose YAML could be read with some of its lines mended.
    """
    text, found = front_matter.decode_text(source.data, source.path)
    if text is None:
        return None, found
    cut, found = front_matter.cut(text, source.path)
    if cut is None:
        return None, found
    names = {*FIELD_BY_NAME, *vocabulary.field_names}
    node, found = read_on(cut.front_matter, source.path, cut.line, names)
    if found and node is None:
        return None, found
    opening = Span(cut.line, 1, 3)
    reading = Reading(source.path, found=found)
    table = node if isinstance(node, Table) else Table((), opening)
    if node is not None and not isinstance(node, Table) and not is_empty(node):
        message = "the front matter holds no fields"
        reading.fault("wrong-type", "", node.span, message, "write one `name: value` on each line")
        return None, reading.found
    nodes = _named(reading, table, vocabulary)
    kind = _kind(reading, nodes)
    _report_unknown(reading, nodes, kind, vocabulary)
    draft = _Draft(
        reading=reading,
        vocabulary=vocabulary,
        opening=opening,
        nodes=nodes,
        meant=_meant(nodes, vocabulary),
        kind=kind or Kind.ACTIVITY,
        kind_known=kind is not None,
        values=_read(reading, nodes, kind),
    )
    entry = _entry(draft, read_body(cut.body, cut.body_line, vocabulary.headings))
    return entry, reading.found


def entry_id(path: str, day: date) -> str:
    """Return an entry's id: the stem of its file or its folder's name, with the date in front."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    if stem.casefold() == "index" and posixpath.basename(folder) != "journal":
        stem = posixpath.basename(folder)
    return segment(stem if begins_with_date(stem) else f"{day.isoformat()}-{stem}")


_ATTRIBUTES = {
    *REFLECTION,
    *("title", "type", "status", "visibility", "kind", "provider", "url", "location"),
    *("source", "continues", "about"),
}
"""Fields of text that an entry has as attributes; the others are its details."""


@dataclass(slots=True, kw_only=True)
class _Values:
    """What the fields of one file hold, by shape and name; only those that are given and right."""

    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    amounts: dict[str, Fraction] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A file half way to its entry."""

    reading: Reading
    vocabulary: Vocabulary
    opening: Span
    """Where the front matter opens."""
    nodes: Mapping[str, tuple[Text, Node]]
    meant: frozenset[str]
    """The fields that are most likely meant by names that are not known."""
    kind: Kind
    """An activity until the author says what is meant, where the kind is not known."""
    kind_known: bool
    values: _Values

    def given(self, name: str) -> Node | None:
        """Return a field's value; None when it is absent or not for this kind."""
        if name not in self.nodes or self.kind not in FIELD_BY_NAME[name].kinds:
            return None
        node = self.nodes[name][1]
        return None if is_empty(node) else node

    def fault(self, code: str, name: str, message: str, remedy: str) -> None:
        """Report an error at a field that is given."""
        self.reading.fault(code, name, self.nodes[name][1].span, message, remedy)

    def missing(self, name: str, example: str) -> None:
        """Report a required field that is absent; one that is wrong has been reported already."""
        if name in self.meant or (name in self.nodes and not is_empty(self.nodes[name][1])):
            return
        key = self.nodes[name][0].span if name in self.nodes else self.opening
        message = f"the entry has no `{name}`"
        self.reading.fault("missing-field", name, key, message, f"add a line such as `{example}`")


def _named(reading: Reading, table: Table, vocabulary: Vocabulary) -> dict[str, tuple[Text, Node]]:
    """Return keys and values by the fields' own names, the journal's names translated."""
    named: dict[str, tuple[Text, Node]] = {}
    for name, (key, value) in reading.fields_of(table).items():
        known = vocabulary.field_names.get(name, name)
        if known in named:
            other = named[known][0]
            lines = f"on line {key.span.line} and `{other.text}` on line {other.span.line}"
            message = f"`{name}` {lines} are one field"
            reading.fault(
                "duplicate-field", known, key.span, message, "keep one of the two", key=True
            )
        else:
            named[known] = (key, value)
    return named


def _meant(nodes: Mapping[str, tuple[Text, Node]], vocabulary: Vocabulary) -> frozenset[str]:
    """Return the fields that are most likely meant by names that are not known."""
    names = {*FIELD_BY_NAME, *vocabulary.field_names}
    found = (meant_by(name, names) for name in nodes if name not in FIELD_BY_NAME)
    return frozenset(vocabulary.field_names.get(name, name) for name in found)


def _kind(reading: Reading, nodes: Mapping[str, tuple[Text, Node]]) -> Kind | None:
    """Return the kind of an entry; None when it is not known."""
    if "kind" not in nodes or is_empty(nodes["kind"][1]):
        return Kind.ACTIVITY
    node = nodes["kind"][1]
    if not isinstance(node, Text):
        reading.text(node, "kind")
    else:
        text = node.text.strip()
        if text in set(Kind):
            return Kind(text)
        message = f'"{shown(text)}" is not a kind of entry'
        remedy = did_you_mean(text, Kind, f"write one of {listed(Kind)}")
        reading.fault("unknown-kind", "kind", node.span, message, remedy)
    return None


def _report_unknown(
    reading: Reading,
    nodes: Mapping[str, tuple[Text, Node]],
    kind: Kind | None,
    vocabulary: Vocabulary,
) -> None:
    """Report the fields that an entry of this kind does not have; of an unknown kind, any field may be."""
    for name, (key, _) in nodes.items():
        known = FIELD_BY_NAME.get(name)
        if known is not None and (kind is None or kind in known.kinds):
            continue
        mine = {f.name for f in FIELDS if kind is None or kind in f.kinds}
        if known is None:
            own = {name for name, field in vocabulary.field_names.items() if field in mine}
            message = f"there is no field `{shown(key.text)}`"
            remedy = _as_claim(name, vocabulary) or field_remedy(key.text, mine | own)
            reading.fault("unknown-field", name, key.span, message, remedy, key=True)
        else:
            other = also_meant(name, mine - nodes.keys())
            kinds = listed(k for k in Kind if k in known.kinds)
            message = f"an entry of kind `{kind}` has no field `{key.text}`"
            remedy = f"it belongs to {kinds}: delete it, or write it into the body"
            remedy = f"did you mean `{other}`?" if other else remedy
            reading.fault("unknown-field", name, key.span, message, remedy, key=True)


def _as_claim(name: str, vocabulary: Vocabulary) -> str:
    """Say how to claim what is a taxonomy of a scheme; "" for any other name."""
    schemes = (scheme for scheme in vocabulary.schemes.values() if scheme.taxonomy(name))
    found = next(schemes, None)
    return f"write it under the scheme: `claims: {{{found.id}: {{{name}: ...}}}}`" if found else ""


def _read(reading: Reading, nodes: Mapping[str, tuple[Text, Node]], kind: Kind | None) -> _Values:
    """Read every field of a plain shape."""
    values = _Values()
    for name, (_, node) in nodes.items():
        known = FIELD_BY_NAME.get(name)
        if known is None or name == "kind" or (kind is not None and kind not in known.kinds):
            continue
        match known.shape:
            case Shape.TEXT if name in {"type", "scheme"}:
                _keep(values.texts, name, reading.word(node, name))
            case Shape.TEXT if name != "category":
                _keep(values.texts, name, reading.text(node, name))
            case Shape.CHOICE:
                _keep(values.texts, name, reading.choice(node, name, known.choices))
            case Shape.TEXTS:
                _keep(values.lists, name, reading.texts(node, name))
            case Shape.DAY:
                _keep(values.days, name, reading.day(node, name))
            case Shape.AMOUNT:
                _keep(values.amounts, name, reading.amount(node, name))
            case Shape.FLAG:
                _keep(values.flags, name, reading.flag(node, name))
            case _:
                pass  # claims, evidence, points and spans have readers of their own below
    return values


def _keep(values: dict[str, T], name: str, value: T | None) -> None:
    """Keep a value that is there."""
    if value not in (None, "", ()):
        values[name] = value


def _entry(draft: _Draft, body: Body) -> Entry:
    """Build the entry from what could be read."""
    _check_scheme(draft)
    values, texts, day = draft.values, draft.values.texts, _date(draft)
    claims, counted = _claims(draft), draft.vocabulary.schemes
    return Entry(
        path=draft.reading.path,
        id=entry_id(draft.reading.path, day),
        kind=draft.kind,
        title=_title(draft),
        date=day,
        end=values.days.get("end"),
        type=_type(draft),
        type_written=texts.get("type", ""),
        planned=texts.get("status") == "planned",
        draft=values.flags.get("draft", False),
        visibility=_visibility(draft),
        highlight=values.flags.get("highlight", False),
        hours=values.amounts.get("hours"),
        participatory_hours=values.amounts.get("participatory_hours"),
        claims={name: claim for name, claim in claims.items() if name in counted},
        claims_elsewhere=tuple(n for n, c in claims.items() if n not in counted and not c.exclude),
        flags={n: v for n, v in values.flags.items() if n not in {"draft", "highlight"}},
        provider=texts.get("provider", ""),
        url=texts.get("url", ""),
        location=texts.get("location", ""),
        tags=_tags(draft),
        topics=values.lists.get("topic", ()),
        reflection={name: texts[name] for name in REFLECTION if name in texts},
        count_in=values.days.get("count_in"),
        source=texts.get("source", ""),
        goals=values.lists.get("goals", ()),
        competencies=values.lists.get("competencies", ()),
        evidence=read_evidence(draft.reading, draft.given("evidence")),
        due=values.days.get("due"),
        done=values.days.get("done"),
        continues=texts.get("continues", ""),
        until=values.days.get("until"),
        period=_period(draft),
        about=texts.get("about", ""),
        details={name: text for name, text in texts.items() if name not in _ATTRIBUTES},
        body=body,
    )


def _title(draft: _Draft) -> str:
    """Return the title; where there is none, say so and let the file's name stand for it."""
    if "title" in draft.values.texts:
        return draft.values.texts["title"]
    draft.missing("title", "title: Crisis communication masterclass")
    return posixpath.splitext(posixpath.basename(draft.reading.path))[0]


def _date(draft: _Draft) -> date:
    """Return the date; where there is none, say so and let the file's name stand for it."""
    if "date" in draft.values.days:
        return draft.values.days["date"]
    draft.missing("date", "date: 2025-06-12")
    name = posixpath.basename(draft.reading.path)
    return date.fromisoformat(name[:10]) if begins_with_date(name[:10]) else UNDATED


def _type(draft: _Draft) -> str:
    """Return the id of an activity's type; "" when it is unknown or the entry is no activity."""
    written = draft.values.texts.get("type", "")
    if draft.kind is not Kind.ACTIVITY or not draft.kind_known:
        return ""
    if not written:
        draft.missing("type", "type: course")
        return ""
    types = draft.vocabulary.types
    if slug(written) in types:
        return slug(written)
    message = f'"{shown(written)}" is not a type of activity'
    keep = f"to keep it, say in cpdsite.yaml `types: {{{shown(written)}: {{like: course}}}}`"
    known = did_you_mean(written, types, f"write one of {listed(types)}")
    draft.fault("unknown-type", "type", message, f"{known}; {keep}" if "?" not in known else known)
    return ""


def _visibility(draft: _Draft) -> Visibility:
    """Return who may see the entry: what it says, else what the settings say of its kind.

    Nobody but the owner while that is in doubt.
    """
    in_doubt = {fault.place.field for fault in draft.reading.found} & {"visibility", "kind"}
    mended = any(fault.code in MENDABLE for fault in draft.reading.found)
    if in_doubt or mended or "visibility" in draft.meant:
        return Visibility.PRIVATE
    said = draft.values.texts.get("visibility")
    default = draft.vocabulary.visibility.get(draft.kind, Visibility.PRIVATE)
    return Visibility(said) if said else default


def _check_scheme(draft: _Draft) -> None:
    """Report a statement for a scheme that there is not."""
    scheme = draft.values.texts.get("scheme", "")
    if scheme and scheme not in draft.vocabulary.known_schemes:
        draft.fault(
            "unknown-scheme", "scheme", *unknown_scheme(scheme, draft.vocabulary.known_schemes)
        )


def _tags(draft: _Draft) -> tuple[str, ...]:
    """Return the tags; the one name that data files keep for themselves is refused."""
    tags = draft.values.lists.get("tags", ())
    if any(slug(tag) == HIDDEN for tag in tags):
        message = f'no tag may be called "{HIDDEN}": data files sum up hidden entries under it'
        draft.fault("wrong-type", "tags", message, "use another word")
    return tags


def _claims(draft: _Draft) -> dict[str, Claim]:
    """Return what the entry claims under any scheme, `points` and `category` included."""
    reading, vocabulary = draft.reading, draft.vocabulary
    node = draft.given("claims")
    claims = read_claims(reading, node, vocabulary) if node else {}
    short = {n: found for n in ("points", "category") if (found := draft.given(n))}
    return merged(claims, first_scheme_claim(reading, short, vocabulary))


def _period(draft: _Draft) -> tuple[date, date] | None:
    """Return the first and last day that a review looks back on."""
    node = draft.given("period")
    if node is None:
        return None
    reading, remedy = draft.reading, "write `{from: 2024-04-01, to: 2025-03-31}`"
    table = reading.table(node, "period", remedy)
    days: dict[str, date] = {}
    for key, (word, value) in reading.fields_of(table, "period.").items() if table else ():
        if key in {"from", "to"}:
            _keep(days, key, reading.day(value, f"period.{key}"))
        else:
            reading.unknown_part(word, f"period.{key}", {"from", "to"}, "a period")
    given = {key.text for key, value in table.pairs if not is_empty(value)} if table else set()
    if table and not {"from", "to"} <= given:
        reading.fault("wrong-type", "period", node.span, "a period needs two dates", remedy)
    return (days["from"], days["to"]) if {"from", "to"} <= days.keys() else None

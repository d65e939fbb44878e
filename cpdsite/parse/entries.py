"""One file of the journal to one entry: every fault at once, nothing guessed."""

from __future__ import annotations

import posixpath
from datetime import date

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
from cpdsite.parse.claims import Vocabulary, first_scheme_claim, merged, read_claims, unknown_scheme
from cpdsite.parse.drafts import Draft, keep, read_draft
from cpdsite.parse.evidence import read_evidence
from cpdsite.parse.fields import FIELD_BY_NAME
from cpdsite.parse.front_matter import Table
from cpdsite.parse.mending import MENDABLE, read_on
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import Reading, is_empty, listed, shown
from cpdsite.parse.second_entry import second_entry

UNDATED = date(1900, 1, 1)
"""Stands for a date that could not be read, in an entry that has errors and is never counted."""


def decode_entry(source: Source, vocabulary: Vocabulary) -> tuple[Entry | None, list[Diagnostic]]:
    """Return an entry and all its faults; None when it has no front matter that can be read.

    An entry with errors is returned as far as it goes, so that checks can say more about it; so is
    one whose YAML could be read with some of its lines mended.
    """
    from cpdsite.parse.body_html import read_body  # brings markdown-it

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
    reading = Reading(source.path, found=[*found, *second_entry(cut, source.path)])
    table = node if isinstance(node, Table) else Table((), opening)
    if node is not None and not isinstance(node, Table) and not is_empty(node):
        message = "the front matter holds no fields"
        reading.fault("wrong-type", "", node.span, message, "write one `name: value` on each line")
        return None, reading.found
    draft = read_draft(reading, table, opening, vocabulary)
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


def _entry(draft: Draft, body: Body) -> Entry:
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


def _title(draft: Draft) -> str:
    """Return the title; where there is none, say so and let the file's name stand for it."""
    if "title" in draft.values.texts:
        return draft.values.texts["title"]
    draft.missing("title", "title: Crisis communication masterclass")
    return posixpath.splitext(posixpath.basename(draft.reading.path))[0]


def _date(draft: Draft) -> date:
    """Return the date; where there is none, say so and let the file's name stand for it."""
    if "date" in draft.values.days:
        return draft.values.days["date"]
    draft.missing("date", "date: 2025-06-12")
    name = posixpath.basename(draft.reading.path)
    return date.fromisoformat(name[:10]) if begins_with_date(name[:10]) else UNDATED


def _type(draft: Draft) -> str:
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


def _visibility(draft: Draft) -> Visibility:
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


def _check_scheme(draft: Draft) -> None:
    """Report a statement for a scheme that there is not."""
    scheme = draft.values.texts.get("scheme", "")
    if scheme and scheme not in draft.vocabulary.known_schemes:
        draft.fault(
            "unknown-scheme", "scheme", *unknown_scheme(scheme, draft.vocabulary.known_schemes)
        )


def _tags(draft: Draft) -> tuple[str, ...]:
    """Return the tags; the one name that data files keep for themselves is refused."""
    tags = draft.values.lists.get("tags", ())
    if any(slug(tag) == HIDDEN for tag in tags):
        message = f'no tag may be called "{HIDDEN}": data files sum up hidden entries under it'
        draft.fault("wrong-type", "tags", message, "use another word")
    return tags


def _claims(draft: Draft) -> dict[str, Claim]:
    """Return what the entry claims under any scheme, `points` and `category` included."""
    reading, vocabulary = draft.reading, draft.vocabulary
    node = draft.given("claims")
    claims = read_claims(reading, node, vocabulary) if node else {}
    short = {n: found for n in ("points", "category") if (found := draft.given(n))}
    return merged(claims, first_scheme_claim(reading, short, vocabulary))


def _period(draft: Draft) -> tuple[date, date] | None:
    """Return the first and last day that a review looks back on."""
    node = draft.given("period")
    if node is None:
        return None
    reading, remedy = draft.reading, "write `{from: 2024-04-01, to: 2025-03-31}`"
    table = reading.table(node, "period", remedy)
    days: dict[str, date] = {}
    for key, (word, value) in reading.fields_of(table, "period.").items() if table else ():
        if key in {"from", "to"}:
            keep(days, key, reading.day(value, f"period.{key}"))
        else:
            reading.unknown_part(word, f"period.{key}", {"from", "to"}, "a period")
    given = {key.text for key, value in table.pairs if not is_empty(value)} if table else set()
    if table and not {"from", "to"} <= given:
        reading.fault("wrong-type", "period", node.span, "a period needs two dates", remedy)
    return (days["from"], days["to"]) if {"from", "to"} <= days.keys() else None

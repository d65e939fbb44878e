"""A journal with a word of its own in every field of every kind of entry, for every visibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from cpdsite.model.entry import REFLECTION, Kind, Visibility
from cpdsite.parse.fields import FIELDS, Field, Shape

LAST = 26
"""The last day that is given in any month."""
LETTERS = "bcdfghjklm"
NEVER = "never"
"""Beside the visibilities: what no site may hold, a draft or a note to oneself."""
SIGHTS = (*Visibility, NEVER)
OWN = {
    "absence.reason",
    *(f"{kind}.source" for kind in Kind),
    *(
        f"{kind}.{name}"
        for kind in (Kind.DISCUSSION, Kind.CONFIRMATION)
        for name in ("partner", "partner_role", "partner_registration", "partner_contact")
    ),
}
"""Fields for nobody but the owner, whatever the entry's visibility."""
MUTE = {
    "scheme",
    "cycle",
    "kind",
    "status",
    "draft",
    "visibility",
    "end",
    "count_in",
    "competencies",
}
"""Fields with no words of their own; the codes of a framework are named whether covered or not."""
HEADINGS = {
    "need": "Why",
    "learned": "What I learned",
    "applied": "How I applied it",
    "benefit": "Who benefits",
    "next": "What next",
}
SCHEME = """\
scheme: own
title: My own scheme
body: Nobody
edition: "1"
sources: [{title: Nothing, read: 2026-11-21, status: own}]
units: {points: {label: point, labels: points, per_hour: 1}}
period: {length: P1Y, start: "01-01"}
taxonomies:
  category:
    label: Category
    terms:
      plain: Plain
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A word that stands in one place of the journal."""

    word: str
    place: str
    """For a message: the kind of entry and the field."""
    sight: str
    """Who may see it: a visibility, or NEVER."""
    reflects: bool = False


@dataclass(slots=True, kw_only=True)
class Marked:
    """A journal under way: its marks and its files."""

    marks: list[Mark] = field(default_factory=list)
    days: list[Mark] = field(default_factory=list)
    """Those whose words are days."""
    files: dict[str, str] = field(default_factory=dict)
    day: date = date(2020, 1, 4)
    """The last that was given."""

    def word(self, place: str, sight: str, *, reflects: bool = False) -> str:
        """A word that stands nowhere else."""
        digits = f"{len(self.marks):05d}".translate(str.maketrans("0123456789", LETTERS))
        word = f"zq{digits}qz"
        self.marks.append(Mark(word=word, place=place, sight=sight, reflects=reflects))
        return word

    def next_day(self, place: str, sight: str) -> date:
        """A day that no other field has, and on which no month begins or ends."""
        self.day += timedelta(days=4 if self.day.day > LAST else 1)
        self.days.append(Mark(word=self.day.isoformat(), place=place, sight=sight))
        return self.day


def marked_journal() -> Marked:
    """The whole journal, its settings and a scheme of its own."""
    made = Marked()
    names = {(kind, sight): made.word(f"{kind} name", sight) for sight in SIGHTS for kind in Kind}
    terms: dict[str, str] = {one: made.word("category", one) for one in Visibility}
    types = {sight: made.word("type", sight) for sight in SIGHTS}
    for kind, sight in names:
        _entry(made, kind, sight, names, (types[sight], terms.get(sight, "plain")))
    rows = [f"      {term}: {made.word('label of category', s)}\n" for s, term in terms.items()]
    made.files["schemes/own.yaml"] = SCHEME + "".join(rows)
    made.files["cpdsite.yaml"] = "\n".join(_settings(made, types))
    return made


def _settings(made: Marked, types: dict[str, str]) -> Iterator[str]:
    """The settings, line by line."""
    yield "author: {name: Sam Example}"
    reason = made.word("reason of an adjustment", Visibility.PRIVATE)
    yield f"schemes: [{{id: own, adjust: [{{factor: 0.5, reason: {reason}, from: 2020-02-01}}]}}]"
    yield "types:"
    for sight, name in types.items():
        yield f"  {name}: {{label: {made.word('label of type', sight)}, like: course}}"
    allowed = made.word("text let pass", Visibility.PRIVATE), made.word("why", Visibility.PRIVATE)
    yield "privacy: {allow: [{text: %s, reason: %s}]}" % allowed  # noqa: UP031 (braces are YAML's)
    yield f"fields: {{{made.word('own name of a field', NEVER)}: hours}}"


# --- An entry -------------------------------------------------------------------------------------


def _entry(
    made: Marked,
    kind: Kind,
    sight: str,
    names: dict[tuple[Kind, str], str],
    terms: tuple[str, str],
) -> None:
    """Write one entry, with a word in each field and each part of its text."""
    visibility = Visibility.PUBLIC if sight == NEVER else sight
    folder = f"journal/{names[kind, sight]}"
    own, other = f"{folder}/index.md", names[Kind.ACTIVITY, Visibility.PRIVATE]
    goals = [name for (named, _), name in names.items() if named is Kind.GOAL]
    lines = [f"kind: {kind}", f"visibility: {visibility}", f"draft: {str(sight == NEVER).lower()}"]
    special = {
        "type": terms[0],
        "category": terms[1],
        "goals": f"[{', '.join(goals)}]",
        "continues": names[Kind.GOAL, Visibility.PRIVATE],
        "claims": "{own: {points: 2}}",
        "points": "1",
        "hours": str(2 + 3 * SIGHTS.index(sight)),
        "participatory_hours": "1",
        "evidence": _evidence(made, kind, sight, folder),
    }
    if kind is Kind.REFLECTION:
        special["about"] = f"2020-01-01-{other}"
    for one in FIELDS:
        if kind in one.kinds and one.name not in MUTE:
            given = one.name in special
            value = special[one.name] if given else _value(made, kind, sight, one)
            lines.append(f"{one.name}: {value}")
    text = "\n".join(_text(made, kind, sight, other))
    made.files[own] = "\n".join(["---", *lines, "---", text, ""])


def _value(made: Marked, kind: Kind, sight: str, one: Field) -> str:
    """What stands in a field."""
    place = f"{kind}.{one.name}"
    if one.shape is Shape.FLAG:
        return "true"
    if one.shape is Shape.DAY:
        return made.next_day(place, sight).isoformat()
    if one.shape is Shape.SPAN:
        first, last = (made.next_day(place, sight) for _ in range(2))
        return f"{{from: {first}, to: {last}}}"
    seen_by = Visibility.PRIVATE if place in OWN and sight != NEVER else sight
    word = made.word(place, seen_by, reflects=one.name in REFLECTION)
    if one.name == "url":
        return f"https://example.org/{word}"
    return f"[{word}]" if one.shape is Shape.TEXTS else word


def _evidence(made: Marked, kind: Kind, sight: str, folder: str) -> str:
    """Two files and an address; one of the files is for nobody but the owner."""
    rows = []
    for seen_by in (sight, sight if sight == NEVER else Visibility.PRIVATE):
        name, title, content = (
            made.word(f"{kind} evidence {part}", seen_by) for part in ("name", "title", "content")
        )
        made.files[f"{folder}/{name}.txt"] = f"{content}\n"
        more = "" if seen_by == NEVER else f", visibility: {seen_by}"
        rows.append(f"\n  - {{file: {name}.txt, title: {title}{more}}}")
    url, title = (made.word(f"{kind} evidence {part}", sight) for part in ("url", "title"))
    return "".join([*rows, f'\n  - {{url: "https://example.org/{url}", title: {title}}}'])


def _text(made: Marked, kind: Kind, sight: str, other: str) -> Iterator[str]:
    """The body of an entry."""

    def word(part: str, *, reflects: bool = False) -> str:
        return made.word(f"{kind} {part}", sight, reflects=reflects)

    secret = made.word(f"{kind} comment", NEVER if sight == NEVER else Visibility.PRIVATE)
    yield f"{word('text')} and [{word('link')}](https://example.org/{word('address')}).\n"
    yield f"See [the other](../{other}/index.md) and `{word('code')}`.\n"
    yield f"<!-- {secret} -->\n"
    yield f"| {word('heading of a column')} |\n|---|\n| {word('cell')} |\n"
    yield f"## {word('heading')}\n\n- {word('point')}\n\n> {word('quotation')}\n"
    yield f"```text\n{word('block of code')}\n```\n"
    for heading in HEADINGS.values():
        yield f"## {heading}\n\n{word(heading, reflects=True)}\n"
        yield f"### {word('heading below', reflects=True)}\n"
    yield f"A note.[^1]\n\n[^1]: {word('footnote', reflects=True)}\n"

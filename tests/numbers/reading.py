"""The journal's text, read naively: nothing here is shared with the product."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import yaml

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
"""What YAML holds, every scalar as its text."""

HEADINGS = {
    "why": "need",
    "what i learned": "learned",
    "so what": "learned",
    "how i applied it": "applied",
    "now what": "applied",
    "who benefits": "benefit",
    "what next": "next",
}
"""The headings that the example uses; its settings add one."""
REFLECTION = ("need", "learned", "applied", "benefit", "next")
FOR_OTHERS = {"activity": "public", "goal": "public"}
"""Who may see a kind of entry that does not say; any other kind is for reviewers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One file of the journal."""

    id: str
    kind: str
    title: str
    first: date
    day: date
    """The last day."""
    until: date
    """The last day of an absence; of anything else its last day."""
    counted_on: date
    type: str
    hours: Fraction | None
    planned: bool
    draft: bool
    visibility: str
    highlight: bool
    claims: Mapping[str, Mapping[str, str]]
    """By scheme, as text; a claim of `exclude` is there too."""
    tags: tuple[str, ...]
    goals: tuple[str, ...]
    competencies: tuple[str, ...]
    provider: str
    evidence: tuple[str, ...]
    """By piece: who may see it; that of the entry where it does not say."""
    files: tuple[str, ...]
    """By piece: its path in the folder; "" for an address."""
    says: frozenset[str]
    """The fields of the reflection that hold text, in the front matter or under a heading."""
    given: Mapping[str, str]
    """The fields that hold one text."""

    @property
    def name(self) -> str:
        """How others name a goal."""
        return re.sub(r"^\d{4}-\d\d-\d\d-", "", self.id)

    @property
    def page(self) -> str:
        """Where its page stands."""
        goal = self.kind == "goal"
        return f"plan/{self.name}/index.html" if goal else f"entries/{self.id}/index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A whole journal, drafts included."""

    records: tuple[Record, ...]
    """By day, then id."""
    facts: Mapping[str, Mapping[str, str]]
    """The member's own facts, by scheme, in the order of the settings."""
    like: Mapping[str, str]
    """The member's own types, each with the common one that it is like."""


def read_folder(root: Path) -> Journal:
    """The journal of a folder on the disk."""
    paths = sorted((root / "journal").rglob("*.md"))
    texts = {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}
    return read((root / "cpdsite.yaml").read_text(encoding="utf-8"), texts)


def read(settings: str, texts: Mapping[str, str]) -> Journal:
    """A journal from the text of its settings and of its files, by path."""
    said = table(tree(settings))
    facts: dict[str, dict[str, str]] = {}
    for one in items(said.get("schemes", "")):
        given = {"id": one} if isinstance(one, str) else texts_of(one)
        facts[given["id"]] = given
    own = {
        word: field
        for field, words in table(table(said.get("reflection", "")).get("headings", "")).items()
        for word in items(words)
        if isinstance(word, str)
    }
    headings = HEADINGS | {word.lower(): field for word, field in own.items()}
    records = [record(path, text, headings, next(iter(facts))) for path, text in texts.items()]
    return Journal(
        records=tuple(sorted(records, key=lambda one: (one.day, one.id))),
        facts=facts,
        like={
            name: texts_of(given).get("like", "")
            for name, given in table(said.get("types", "")).items()
        },
    )


def record(path: str, text: str, headings: Mapping[str, str], default: str) -> Record:
    """One file; `default` is the scheme of `points` and `category`."""
    _, front, body = re.split(r"^---$", text, maxsplit=2, flags=re.MULTILINE)
    given = table(tree(front))
    plain = {name: value for name, value in given.items() if isinstance(value, str)}
    first = date.fromisoformat(plain["date"])
    day = date.fromisoformat(plain["end"]) if plain.get("end") else first
    kind = plain.get("kind") or "activity"
    if kind == "practice" and plain.get("until"):
        day = date.fromisoformat(plain["until"])
    visibility = plain.get("visibility") or FOR_OTHERS.get(kind, "reviewer")
    return Record(
        id=id_of(path, plain["date"]),
        kind=kind,
        title=plain["title"],
        first=first,
        day=day,
        until=date.fromisoformat(plain["until"]) if plain.get("until") else day,
        counted_on=date.fromisoformat(plain["count_in"]) if plain.get("count_in") else day,
        type=plain.get("type", ""),
        hours=hours_of(plain["hours"]) if plain.get("hours") else None,
        planned=plain.get("status") == "planned",
        draft=plain.get("draft") == "true",
        visibility=visibility,
        highlight=plain.get("highlight") == "true",
        claims=claims_of(given, default),
        tags=texts_in(given.get("tags", "")),
        goals=texts_in(given.get("goals", "")),
        competencies=texts_in(given.get("competencies", "")),
        provider=plain.get("provider", ""),
        evidence=tuple(
            texts_of(piece).get("visibility") or visibility
            for piece in items(given.get("evidence", ""))
        ),
        files=tuple(file_of(path, piece) for piece in items(given.get("evidence", ""))),
        says=frozenset(name for name in REFLECTION if plain.get(name)) | said_in(body, headings),
        given=plain,
    )


def file_of(path: str, piece: Tree) -> str:
    """Where a piece of evidence lies: beside its entry, or from the top of the journal."""
    file = piece if isinstance(piece, str) else texts_of(piece).get("file", "")
    if not file or "://" in file:
        return ""
    folder = "journal" if file.startswith("/") else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, file.lstrip("/")))


def id_of(path: str, day: str) -> str:
    """The file's stem, or its folder's name, with the date in front."""
    parts = path.removesuffix(".md").split("/")
    stem = parts[-2] if parts[-1] == "index" else parts[-1]
    return stem if re.match(r"\d{4}-\d\d-\d\d", stem) else f"{day}-{stem}"


def hours_of(text: str) -> Fraction:
    """`2.5`, `2h30`, `2h 30m`, `150m` or `150 min`, in hours."""
    minutes = re.fullmatch(r"(\d+) ?m(?:in)?", text)
    if minutes:
        return Fraction(int(minutes[1]), 60)
    both = re.fullmatch(r"(\d+)h ?(\d+)?m?", text)
    if both:
        return Fraction(int(both[1]) * 60 + int(both[2] or 0), 60)
    return Fraction(text)


def claims_of(given: Mapping[str, Tree], default: str) -> dict[str, dict[str, str]]:
    """What is claimed under each scheme; `points` and `category` mean the default one."""
    claims = {
        scheme: {"points": claim} if isinstance(claim, str) else texts_of(claim)
        for scheme, claim in table(given.get("claims", "")).items()
    }
    for name in ("points", "category"):
        value = given.get(name)
        if isinstance(value, str) and value:
            claims[default] = {name: value} | claims.get(default, {})
    return claims


def said_in(body: str, headings: Mapping[str, str]) -> frozenset[str]:
    """The fields whose headings have text below them; lower headings belong to the higher one."""
    said, field, level = set(), "", 0
    for line in body.splitlines():
        heading = re.match(r"(#{1,6}) +(.*)", line)
        if heading:
            known = headings.get(re.sub(r"\W+", " ", heading[2]).strip().lower(), "")
            if known or len(heading[1]) <= level or not field:
                field, level = known, len(heading[1])
        elif line.strip() and field:
            said.add(field)
    return frozenset(said)


# --- YAML as text -------------------------------------------------------------------------------


def tree(text: str) -> Tree:
    """What YAML holds, every scalar as its text."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return as_text(node) if isinstance(node, yaml.Node) else ""


def as_text(node: yaml.Node) -> Tree:
    """One node with all below it."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): as_text(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_text(value) for value in node.value]
    return str(node.value)


def table(value: Tree) -> dict[str, Tree]:
    """The value where it is a table; else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Tree) -> list[Tree]:
    """The value where it is a list, one text as a list of one."""
    if isinstance(value, list):
        return value
    return [value] if value else []


def texts_in(value: Tree) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(one for one in items(value) if isinstance(one, str))


def texts_of(value: Tree) -> dict[str, str]:
    """The texts of a table."""
    return {name: one for name, one in table(value).items() if isinstance(one, str)}


def words_in(values: Iterable[Tree]) -> set[str]:
    """Every text in some trees, however deep, with its blanks evened out."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, str):
            found.add(" ".join(value.split()))
        else:
            found |= words_in(value.values() if isinstance(value, dict) else value)
    return found

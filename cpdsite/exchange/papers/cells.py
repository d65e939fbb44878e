"""What a column of a paper says of an entry, and what the column is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from cpdsite.assess.documents import Listed
from cpdsite.assess.words import shown as in_words
from cpdsite.exchange.papers.paper import Cell, Days, Prose
from cpdsite.exchange.papers.prose import own_words, said, whole
from cpdsite.exchange.papers.wording import day
from cpdsite.model.assessment import Portfolio
from cpdsite.model.entry import FLAGS, REFLECTION, Entry, Evidence, Kind
from cpdsite.model.scheme import Scheme
from cpdsite.model.slug import slug

BETWEEN = "; "
"""Stands between the members of a list; labels may hold commas."""

HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "end": "Last day",
        "type": "Type of activity",
        "url": "Address",
        "location": "Place",
        "need": "Why it was needed",
        "learned": "What was learned",
        "applied": "How it was applied",
        "benefit": "Who benefits",
        "next": "What comes next",
        "competencies": "Competences",
        "measure": "How success shows",
        "due": "By when",
        "done": "Reached",
        "support": "Support needed",
        "continues": "Continues",
        "with": "Held with",
        "from_whom": "From",
        "used": "How it was used",
        "count_in": "Counts in the cycle of",
        "text": "Description",
    }
)
"""Headings in our words, where the field's own name would not do."""

_SAID = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is needed to fill the cells of one paper."""

    shown: Portfolio
    columns: tuple[str, ...]
    scheme: Scheme | None = None
    """The edition that asks for the paper; None for one of entries of any scheme."""
    entries: Mapping[str, Entry]
    """Those that may be seen, by id."""
    goals: Mapping[str, str]
    """The titles of the goals among them, by name."""

    def heading(self, name: str) -> str:
        """Return what a column is called."""
        if self.scheme is not None:
            for unit in self.scheme.units:
                if unit.id == name:
                    return _capital(unit.labels)
            taxonomy = self.scheme.taxonomy(name)
            if taxonomy is not None:
                return taxonomy.label
            if name == "credit":
                return f"{_capital(self.scheme.unit.labels)} that count"
        return HEADINGS.get(name) or _capital(name.replace("_", " "))

    def cell(self, name: str, one: Listed) -> Cell:
        """Return what a column says of an entry; "" for nothing."""
        amount = self._amount(name, one)
        if amount is not None:
            return amount
        if self.scheme is not None and self.scheme.taxonomy(name) is not None:
            return self._terms(self.scheme, name, one)
        if name in REFLECTION:
            return said(one.entry, name)
        if name in FLAGS:
            return self._flag(name, one)
        if name in _CELLS:
            return _CELLS[name](self, one.entry)
        return one.entry.details.get(name, "")

    def _amount(self, name: str, one: Listed) -> Fraction | None:
        """Return a number of a unit, of credit or of hours; None where the column is another."""
        if name == "credit" and self.scheme is not None:
            return one.credited
        amount = one.amount(name) if self.scheme is not None else None
        if amount is None and name == "hours":
            return one.entry.hours
        return one.entry.participatory_hours if name == "participatory_hours" else amount

    def _terms(self, scheme: Scheme, name: str, one: Listed) -> str:
        """Return the terms of an entry, each with its part where they divide the amount."""
        taxonomy = scheme.taxonomy(name)
        labels = taxonomy.terms if taxonomy else {}
        terms = one.candidate.terms.get(name, ())
        weights = one.credit.weights.get(name, {}) if one.credit else {}
        whole_amount = one.amount(scheme.unit.id)
        if not weights or whole_amount is None:
            return BETWEEN.join(labels.get(term, term) for term in terms)
        return BETWEEN.join(
            f"{labels.get(term, term)} {in_words(whole_amount * weights[term])}"
            for term in terms
            if term in weights
        )

    def _flag(self, name: str, one: Listed) -> str:
        """Return yes or no, with the defaults of the scheme; without one only what is said."""
        flags = one.candidate.flags if self.scheme is not None else one.entry.flags
        if self.scheme is None and name not in flags:
            return ""
        return _SAID[flags.get(name, False)]

    def days(self, entry: Entry) -> Cell:
        """Return the day, or the days where no other column tells the last one."""
        last = entry.end or entry.until
        if last is None or last == entry.date or {"end", "until"} & {*self.columns}:
            return entry.date
        return Days(entry.date, last)

    def type_label(self, entry: Entry) -> str:
        """Return the type of an activity as people say it."""
        known = self.shown.settings.types.get(entry.type)
        return known.label if known else entry.type_written

    def titles(self, names: tuple[str, ...]) -> str:
        """Return the titles of goals."""
        return BETWEEN.join(self.goals.get(name, name) for name in names)

    def competences(self, entry: Entry) -> str:
        """Return the competences of an entry, each with its code."""
        return BETWEEN.join(map(self._competence, entry.competencies))

    def about(self, entry: Entry) -> str:
        """Return what an entry is about: the title and day of another one, or words."""
        other = self.entries.get(entry.about)
        return f"{other.title} ({day(other.date)})" if other else entry.about

    def _competence(self, name: str) -> str:
        framework, _, code = name.partition("/")
        known = self.shown.frameworks.get(framework)
        found = known.competencies.get(code) if known else None
        if known is None or found is None:
            return name
        alike = slug(found.label) == slug(code)
        return f"{'' if alike else f'{code}, '}{found.label} ({framework})"


def reader_of(shown: Portfolio, columns: tuple[str, ...], scheme: Scheme | None = None) -> Reader:
    """Return what fills the cells of a paper."""
    return Reader(
        shown=shown,
        columns=columns,
        scheme=scheme,
        entries={entry.id: entry for entry in shown.entries},
        goals={entry.name: entry.title for entry in shown.entries if entry.kind is Kind.GOAL},
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _status(entry: Entry) -> str:
    return "draft" if entry.draft else "planned" if entry.planned else "done"


def _proofs(entry: Entry) -> str:
    return BETWEEN.join(map(_proof, entry.evidence))


def _proof(piece: Evidence) -> str:
    """Return a proof with its title and its name, so that it can be found in a folder."""
    name = piece.url or piece.file.rpartition("/")[2]
    return f"{piece.title} ({name})" if piece.title else name


def _period(entry: Entry) -> Cell:
    return Days(*entry.period) if entry.period else ""


def _text(entry: Entry) -> Prose:
    return whole(entry) if entry.kind is Kind.STATEMENT else own_words(entry)


_CELLS: Mapping[str, Callable[[Reader, Entry], Cell]] = MappingProxyType(
    {
        "id": lambda _, entry: entry.id,
        "title": lambda _, entry: entry.title,
        "date": lambda reader, entry: reader.days(entry),
        "end": lambda _, entry: entry.end or "",
        "kind": lambda _, entry: str(entry.kind),
        "type": lambda reader, entry: reader.type_label(entry),
        "status": lambda _, entry: _status(entry),
        "draft": lambda _, entry: _SAID[entry.draft],
        "visibility": lambda _, entry: str(entry.visibility),
        "highlight": lambda _, entry: _SAID[entry.highlight],
        "provider": lambda _, entry: entry.provider,
        "url": lambda _, entry: entry.url,
        "location": lambda _, entry: entry.location,
        "tags": lambda _, entry: BETWEEN.join(entry.tags),
        "topic": lambda _, entry: BETWEEN.join(entry.topics),
        "count_in": lambda _, entry: entry.count_in or "",
        "source": lambda _, entry: entry.source,
        "goals": lambda reader, entry: reader.titles(entry.goals),
        "competencies": lambda reader, entry: reader.competences(entry),
        "evidence": lambda _, entry: _proofs(entry),
        "due": lambda _, entry: entry.due or "",
        "done": lambda _, entry: entry.done or "",
        "continues": lambda reader, entry: reader.titles(tuple(filter(None, (entry.continues,)))),
        "until": lambda _, entry: entry.until or "",
        "period": lambda _, entry: _period(entry),
        "about": lambda reader, entry: reader.about(entry),
        "text": lambda _, entry: _text(entry),
    }
)
"""By column: what is not an amount, a term, a reflection, a boolean or a plain text of its kind."""

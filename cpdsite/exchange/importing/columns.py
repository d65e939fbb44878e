"""What each column of a log becomes: by the profile, by its name, or by its contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from cpdsite.exchange.importing.amounts import is_clock, read_hours, read_number, unit_of
from cpdsite.exchange.importing.days import Verdict, judge, readings
from cpdsite.exchange.importing.logs import Log, phrase_in
from cpdsite.exchange.importing.names import NAMES, SIGNS
from cpdsite.exchange.importing.words import Words
from cpdsite.model.entry import REFLECTION, Kind
from cpdsite.model.profile import BODY, KEEP, Order, Profile, Unit
from cpdsite.parse.body import plain
from cpdsite.parse.fields import FIELD_BY_NAME, Shape
from cpdsite.parse.links import is_web

_MOST = 0.5
"""Which part of a column's cells must be what its name promises."""
_ALL = 0.8
"""Which part must be of one sort where the name says nothing."""
_DAY_FIRST = re.compile(r"\bdd?\W+mm?\W+y", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"\bmm?\W+dd?\W+y", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a log, and what it becomes."""

    index: int
    name: str
    target: str
    """A field, `claims.gcs.points`, `competencies.uk-spec`, `body`, `keep` or `leave-out`."""
    verdict: Verdict = field(default_factory=Verdict)
    """For days: their order."""
    unit: Unit | None = None
    """For hours: what a number alone counts."""
    certain: bool = False
    """Whether the owner says so, in a profile."""

    @property
    def shape(self) -> Shape:
        """The form of the values of its field; text for what is no field."""
        if self.target.startswith(("claims.", "competencies.")):
            return Shape.CLAIMS
        found = FIELD_BY_NAME.get(self.target)
        return found.shape if found else Shape.TEXT

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that its field takes, where it takes only some."""
        return FIELD_BY_NAME[self.target].choices if self.target in FIELD_BY_NAME else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A log whose columns are known."""

    log: Log
    kind: Kind
    columns: tuple[Column, ...]

    def column(self, target: str) -> Column | None:
        """Return the column that becomes something; None when there is none."""
        return next((column for column in self.columns if column.target == target), None)

    @property
    def doubtful(self) -> tuple[Column, ...]:
        """The columns of dates that could all be read both ways."""
        return tuple(column for column in self.columns if column.verdict.doubtful)


def map_columns(log: Log, profile: Profile, words: Words) -> Mapped:
    """Return a log with what each of its columns becomes."""
    kind = profile.kind or _kind_of(log)
    targets = {
        n: profile.columns[plain(name)]
        for n, name in enumerate(log.headings)
        if plain(name) in profile.columns
    }
    _by_name(log, _names_for(kind), words, targets)
    _by_contents(log, words, targets)
    body = next((n for n, target in targets.items() if target == BODY), None)
    if body is not None and "title" not in targets.values() and _names_for(kind).get("title"):
        targets[body] = "title"  # what was done is all that tells; longer texts are kept whole
    days = next((n for n, target in targets.items() if target == "date"), None)
    columns = (
        _column(log, index, targets.get(index, KEEP), profile, days)
        for index in range(len(log.headings))
    )
    return Mapped(log=log, kind=kind, columns=tuple(columns))


def _names_for(kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """Return the names of columns in a log of this kind, for the fields that the kind has."""
    names = NAMES.get(kind, NAMES[Kind.ACTIVITY])
    return {
        target: known
        for target, known in names.items()
        if target not in FIELD_BY_NAME or kind in FIELD_BY_NAME[target].kinds
    }


def _kind_of(log: Log) -> Kind:
    """Return the kind of entry that the columns of a log tell of; an activity where none is told."""
    activity = _fields_named(log, Kind.ACTIVITY)
    for kind, signs in SIGNS.items():
        found = _fields_named(log, kind)
        told = all(any(name in found for name in group) for group in signs)
        if told and not (kind is Kind.GOAL and {"date", "hours", "points"} & activity):
            return kind
    return Kind.ACTIVITY


def _fields_named(log: Log, kind: Kind) -> set[str]:
    """Return the fields of a kind that a heading names."""
    return {
        target
        for target, names in NAMES[kind].items()
        if any(phrase_in(heading, names) for heading in log.headings)
    }


def _by_name(
    log: Log, known: Mapping[str, tuple[str, ...]], words: Words, targets: dict[int, str]
) -> None:
    """Give columns the fields that their names promise and their contents keep."""
    schemes = [f"claims.{name}.category" for name in words.schemes if name != words.first_id]
    wanted = {
        **known,
        **dict.fromkeys(schemes if "category" in known else (), known.get("category", ())),
    }
    fits = [
        (fit, _part(log.column(index), partial(words.fits, target)), -index, -rank, target)
        for index, heading in enumerate(log.headings)
        for rank, (target, names) in enumerate(wanted.items())
        if (fit := phrase_in(heading, names)) is not None
    ]
    for _, _, index, _, target in sorted(fits, reverse=True):
        free = -index not in targets and target not in targets.values()
        if free and keeps_its_promise(target, log.headings[-index], log.column(-index), words):
            targets[-index] = target


def keeps_its_promise(target: str, heading: str, texts: Sequence[str], words: Words) -> bool:
    """Tell whether enough of a column's texts are what its field holds; an empty column may be any."""
    shape = FIELD_BY_NAME[target].shape if target in FIELD_BY_NAME else Shape.TEXT
    tests: Mapping[Shape, Callable[[str], bool]] = {
        Shape.DAY: lambda text: bool(readings(text)),
        Shape.AMOUNT: lambda text: read_hours(text, Unit.HOURS) is not None,
        Shape.NUMBER: lambda text: read_number(text) is not None,
        Shape.FLAG: lambda text: words.flag(text) is not None,
    }
    if target == "hours" and plain(heading) == "time" and any(map(is_clock, texts)):
        return False  # of the day, most likely
    if target == "type" and plain(heading) in {"activity", "category"}:
        return _part(texts, words.is_type) >= _MOST
    if target in {"category", "status"} or target.startswith(("claims.", "competencies.")):
        return _part(texts, lambda text: words.knows(target, text)) >= _MOST
    if target == "points" and not words.claim_of_points(heading):
        return False
    test = tests.get(shape)
    if shape is Shape.DAY:  # a row whose day cannot be read is listed
        return not texts or any(map(tests[shape], texts))
    return test is None or _part(texts, test) >= _MOST


def _by_contents(log: Log, words: Words, targets: dict[int, str]) -> None:
    """Give columns whose names say nothing the fields that all of their contents fit."""
    tests: Mapping[str, Callable[[str], bool]] = {
        "date": lambda text: bool(readings(text)),
        "url": is_web,
        "type": words.is_type,
        "hours": lambda text: read_hours(text, None) is not None and not is_clock(text),
        "title": lambda text: "\n" not in text and not text.strip().isdigit(),
    }
    for target, test in tests.items():
        free = [n for n in range(len(log.headings)) if n not in targets and log.column(n)]
        fit = [n for n in free if _part(log.column(n), test) >= _ALL]
        taken = target in targets.values()
        if fit and not taken and (len(fit) == 1 or target == "title"):
            targets[fit[0]] = target


def _part(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    """Return which part of some texts passes a test; all of none."""
    return sum(map(test, texts)) / len(texts) if texts else 1


def _column(log: Log, index: int, target: str, profile: Profile, days: int | None) -> Column:
    """Return a column with the way in which its values are read; `days` is the column of the dates."""
    heading, texts = log.headings[index], log.column(index)
    column = Column(index=index, name=heading, target=target)
    verdict, unit = Verdict(), None
    if column.shape is Shape.DAY:
        verdict = _verdict(heading, texts, profile.dates)
    if column.shape is Shape.AMOUNT:
        # A row without a day is a sum, mostly, and larger than what it sums up.
        dated = (row for row in log.rows if days is None or row.cells[days].strip())
        unit = profile.numbers or unit_of(heading, (row.cells[index] for row in dated))
    return Column(
        index=index,
        name=heading,
        target=target,
        verdict=verdict,
        unit=unit,
        certain=profile.numbers is not None,
    )


def _verdict(heading: str, texts: Sequence[str], said: Order | None) -> Verdict:
    """Return the order of a column's dates: what they tell, else what its heading or the profile says."""
    found = judge(texts)
    if found.doubtful or found.mixed:
        written = next(_written_order(heading), said)
        return (
            replace(found, order=written, doubtful=False) if written and found.doubtful else found
        )
    return found


def _written_order(heading: str) -> Iterator[Order]:
    """Yield the order that a heading states, such as `Date (dd/mm/yyyy)`."""
    if _DAY_FIRST.search(heading):
        yield Order.DAY_FIRST
    elif _MONTH_FIRST.search(heading):
        yield Order.MONTH_FIRST


PROSE = frozenset({*REFLECTION, BODY})
"""Targets that hold prose, which goes into the body."""

"""A chart as a value: shapes, a title, a finding in words and the data as a table.

The kinds stand in `chart_kinds`; the partial `charts.html` places what they return.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cpdsite.model.assessment import added
from cpdsite.model.scheme import Unit
from cpdsite.render.numbers import counted, shown
from cpdsite.render.saying import Say
from cpdsite.render.shapes import COLORS, Shape

WIDTH = 560
"""Of every chart, in its own units: about a pixel each where two charts stand side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a chart is of, whatever its kind."""

    id: str
    """A slug, unique on the page."""
    title: str
    unit: Unit
    """Its labels name the amounts."""
    as_of: date
    """The last day that is counted; of a closed period its last day."""
    say: Say
    """The words of the theme."""

    @property
    def day(self) -> str:
        """The last day that is counted, in words."""
        return self.say.long_day(self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One amount among several: a month's, a term's, a type's."""

    label: str
    """In full, as the table gives it."""
    short: str = ""
    """For an axis, such as `Jan`; "" when the label will do."""
    amount: Fraction
    """Never negative."""
    guide: Fraction | None = None
    """For a mix: the percentage that it should be about."""
    named: bool = True
    """Whether it is one thing: not what is hidden, what is sorted nowhere, or all the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One line of a legend."""

    label: str
    css: str
    """The class of the shapes it explains, such as `s1`."""
    mark: str = "square"
    """Or `line`, or `dashed`."""

    @property
    def color(self) -> str:
        """The colour of those shapes where no style sheet is applied."""
        return COLORS[self.css]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A chart's data as finished text."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Each as long as the header; the first cell names the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that the partial places; every text is plain and still to be escaped."""

    id: str
    """A slug, unique on the page."""
    kind: str
    """`progress`, `bars`, `mix`, `by-term`, `running` or `calendar`; a class of the figure."""
    title: str
    description: str
    """The finding, in a sentence."""
    width: int
    height: int
    shapes: tuple[Shape, ...]
    """Later ones are drawn over earlier ones."""
    legend: tuple[Key, ...] = ()
    """Empty where the labels inside the drawing say it all."""
    table: Table


def total(shares: Iterable[Share]) -> Fraction:
    """What the shares come to."""
    return added(share.amount for share in shares)


def few(shares: Sequence[Share], most: int, say: Say) -> tuple[Share, ...]:
    """At most so many shares, in the given order: the largest, and the others together last."""
    if len(shares) <= most:
        return tuple(shares)
    order = sorted(range(len(shares)), key=lambda nth: -shares[nth].amount)
    largest, rest = sorted(order[: most - 1]), order[most - 1 :]
    label = say("others", number=len(rest))
    others = Share(label=label, amount=total(shares[nth] for nth in rest), named=False)
    return (*(shares[nth] for nth in largest), others)


def progress_in_words(
    about: About, value: Fraction, target: Fraction | None, pace: Fraction | None
) -> str:
    """The finding: `27 of 30 points recorded by 30 November 2026; a steady pace would be at 20`."""
    say = about.say
    found = counted(value, about.unit)
    if target is not None:
        whole = counted(target, about.unit)
        found = say("value-of-target", value=shown(value, short_of=target), target=whole)
    if target is None or pace is None:
        return say("recorded-by", amount=found, day=about.day)
    return say("recorded-by-against-pace", amount=found, day=about.day, pace=shown(pace))


def most_in_words(about: About, shares: Sequence[Share]) -> str:
    """The finding: `Most in Course: 14 of 29 points recorded by 30 November 2026`."""
    whole = total(shares)
    if whole == 0:
        return nothing_by(about)
    amount = counted(whole, about.unit)
    named = [share for share in shares if share.named and share.amount]
    if not named:
        return about.say("recorded-by", amount=amount, day=about.day)
    most = max(named, key=lambda share: share.amount)
    larger = any(share.amount > most.amount for share in shares)
    return about.say(
        "most-named-in" if larger else "most-in",
        name=most.label,
        most=shown(most.amount),
        amount=amount,
        day=about.day,
    )


def nothing(about: About) -> str:
    """What stands in an empty chart: `No points recorded`."""
    return about.say("nothing-recorded", unit=about.unit.labels)


def nothing_by(about: About) -> str:
    """The finding of an empty chart: `No points recorded by 30 November 2026.`."""
    return about.say("nothing-recorded-by", unit=about.unit.labels, day=about.day)


def capital(text: str) -> str:
    """A unit's name as the head of a column."""
    return text[:1].upper() + text[1:]

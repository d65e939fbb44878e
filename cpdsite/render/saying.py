"""What the pages say, in the words of their theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from cpdsite.model.assessment import Outcome, Status
from cpdsite.model.period import Duration, Period
from cpdsite.model.scheme import Level, Measure, Scheme, Unit
from cpdsite.model.theme import Words
from cpdsite.parse.names import did_you_mean
from cpdsite.render import numbers
from cpdsite.render.plurals import plural
from cpdsite.render.words import unit_named


@dataclass(frozen=True, slots=True)
class Say:
    """The words of a theme, each by its id: `say("entries", number=3)`."""

    words: Words
    language: str

    def __call__(self, id_: str, /, **values: object) -> str:
        """A text with its placeholders filled; `number` chooses its form.

        Safe HTML among the values makes the text HTML, in which all the rest is escaped.
        """
        forms = self.forms(id_)
        text = forms["other"]
        if not values and "{" not in text and "}" not in text:
            return text
        if "number" in values:
            number = values["number"]
            text = self._counted(forms, number)
            values = {**values, "number": f"{number:,}" if isinstance(number, int) else number}
        is_html = any(hasattr(value, "__html__") for value in values.values())
        if is_html:
            # Markup's own filling is eight times as slow, and this is done for every entry.
            text = str(escape(text))
            values = {name: escape(value) for name, value in values.items()}
        try:
            filled = text.format_map(values)
            return Markup(filled) if is_html else filled  # noqa: S704 (escaped, all of it)
        except KeyError as missing:
            message = f"the text `{id_}` needs a value for `{missing.args[0]}`"
            raise LookupError(message) from missing

    def forms(self, id_: str) -> Mapping[str, str]:
        """A text in all its forms, for a script that counts."""
        if id_ not in self.words:
            remedy = did_you_mean(id_, self.words, "")
            message = f"the theme has no text `{id_}`"
            raise LookupError(f"{message}: {remedy}" if remedy else message)
        return self.words[id_]

    def _counted(self, forms: Mapping[str, str], number: object) -> str:
        """The form for a number; one with a decimal point takes the common one."""
        if isinstance(number, str) and number.replace(",", "").isdecimal():
            number = int(number.replace(",", ""))
        if not isinstance(number, int):
            return forms["other"]
        exact = "zero" if number == 0 else plural(self.language, number)
        return forms.get(exact) or forms.get(plural(self.language, number)) or forms["other"]

    # --- Days ---

    def day(self, given: date) -> str:
        """`30 Nov 2026`."""
        month = self(f"month-short-{given.month}")
        return self("day-format", day=given.day, month=month, year=given.year)

    def long_day(self, given: date) -> str:
        """`30 November 2026`."""
        month = self(f"month-{given.month}")
        return self("day-format", day=given.day, month=month, year=given.year)

    def day_of_year(self, given: date) -> str:
        """`30 Nov`."""
        return self("day-of-year-format", day=given.day, month=self.short_month(given))

    def month(self, given: date) -> str:
        """`November 2026`."""
        return self("month-format", month=self(f"month-{given.month}"), year=given.year)

    def short_month(self, given: date) -> str:
        """`Nov`."""
        return self(f"month-short-{given.month}")

    def days(self, first: date, last: date) -> str:
        """`30 Nov 2026`, `2 to 4 Nov 2026` or `30 Nov to 2 Dec 2026`: both days belong to it."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            begin = str(first.day)
        elif first.year == last.year:
            begin = self.day_of_year(first)
        else:
            begin = self.day(first)
        return self("from-to", first=begin, last=self.day(last))

    def period(self, given: Period) -> str:
        """A period from its first to its last day."""
        return self.days(given.start, given.last)

    def duration(self, given: Duration) -> str:
        """`2 years`, `3 months`, `31 days`, `1 year and 6 months`."""
        years, months = divmod(given.months, 12)
        parts = (("years-long", years), ("months-long", months), ("days", given.days))
        return self.listed([self(id_, number=number) for id_, number in parts if number])

    # --- Amounts and lists ---

    def entries(self, number: int) -> str:
        """`1 entry`, `2 entries`."""
        return self("entries", number=number)

    def not_shown(self, number: int) -> str:
        """`3 not shown`; "" for none."""
        return self("not-shown", number=number) if number else ""

    def source(self, status: str) -> str:
        """How sure the source of a rule is; a status without a text of its own as it is."""
        id_ = f"source-{status}"
        return self(id_) if id_ in self.words else status

    def listed(self, texts: Sequence[str]) -> str:
        """`a`, `a and b`, `a and b and c`."""
        first, *rest = texts
        for one in rest:
            first = self("and", first=first, last=one)
        return first

    @property
    def hours(self) -> Unit:
        """Hours as a unit."""
        return Unit(id="hours", label=self("hour"), labels=self("hours"))

    def measured(self, amount: str, outcome: Outcome, scheme: Scheme) -> str:
        """An amount as shown, with what its requirement counts: `1 point`, `2.5 points`, `40%`."""
        requirement = outcome.requirement
        match requirement.measure:
            case Measure.SUM:
                unit = unit_named(scheme, requirement.unit)
                return f"{amount} {unit.label if amount == '1' else unit.labels}"
            case Measure.COUNT:
                return self("entries", number=amount)
            case Measure.DISTINCT:
                is_main = requirement.taxonomy in {"", "category"}
                return self("categories" if is_main else "terms", number=amount)
            case Measure.GAP:
                return self("days", number=amount)
            case _:
                return f"{amount}%"

    # --- Results ---

    def status(self, outcome: Outcome, scheme: Scheme) -> str:
        """What can be said of a requirement, softly of a guide; "" where it may not be told."""
        if outcome.status is None:
            return ""
        is_soft = outcome.requirement.level is not Level.MUST
        missing = self._missing(outcome, scheme)
        if outcome.status is Status.SHORT:
            return self._short(outcome, missing, is_soft=is_soft)
        if outcome.status in {Status.OPEN, Status.AT_RISK} and missing:
            so_far, to_go = f"{outcome.status}-below-guide-so-far", f"{outcome.status}-to-go"
            return self(so_far if is_soft else to_go, missing=missing)
        return self(f"status-{outcome.status}")

    def _short(self, outcome: Outcome, missing: str, *, is_soft: bool) -> str:
        """What is said of a requirement that was not met in time."""
        if not is_soft:
            too_long = outcome.requirement.measure is Measure.GAP
            lacking = "longer-than-allowed" if too_long else "not-met"
            return self("short-by", missing=missing) if missing else self(lacking)
        if outcome.requirement.measure is Measure.MIX:
            return self("outside-guide")
        return self("below-guide-by", missing=missing) if missing else self("below-guide")

    def _missing(self, outcome: Outcome, scheme: Scheme) -> str:
        """`3.5 points`; "" when no amount says what is missing."""
        if not outcome.shortfall:
            return ""
        return self.measured(
            numbers.shortfall(outcome.in_wholes(outcome.shortfall)), outcome, scheme
        )

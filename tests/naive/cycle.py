"""One cycle of a scheme: what it asks, of whom, and for which days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.naive.book import Book
from tests.naive.caps import Parts, Span, clipped
from tests.naive.days import cycle_of, shift
from tests.naive.entries import NOTHING, Data, amount_of, day_of, key_of, pieces_of


class Cycle:
    """One cycle, with the edition in force."""

    def __init__(self, book: Book, days: tuple[date, date], carried: Fraction, first: date) -> None:
        """Keep what is counted in it."""
        self.book = book
        self.rules = book.edition(*days)
        self.first = first
        """The first day of the first listed cycle."""
        self.start, self.end = days
        self.carry: Data = self.rules.scheme.get("carry", {})
        self.carried_in = carried if self.carry else NOTHING
        self.asked: list[Data] = self.rules.scheme.get("requirements", [])

    def span(self, start: date, end: date) -> Span:
        """A stretch of days of this cycle."""
        totals = [self.bound(rule, "min") for rule in self.asked if rule["id"] == "total"]
        everything = [entry for entry in self.book.entries if entry["kind"] == "activity"]
        claimed = [
            amount_of(self.rules, entry, self.rules.unit)
            for entry in everything
            if start <= day_of(entry) < end
        ]
        return Span(
            start=start,
            end=end,
            required=totals[0] if totals else None,
            claimed=sum(claimed, NOTHING),
            cycle=self.start,
        )

    def credited(self, unit: str, kind: str) -> Parts:
        """What the entries of a kind are credited with after the caps of the whole cycle."""
        span = self.span(self.start, self.end)
        found = [e for e in self.book.entries if e["kind"] == kind and span.holds(e)]
        pieces = [piece for entry in found for piece in pieces_of(self.rules, entry)]
        parts = [(piece, amount_of(self.rules, piece, unit)) for piece in pieces]
        return clipped(self.rules, parts, unit, span)

    def cycle_wide(self, rule: Data, parts: Parts) -> Parts:
        """What is left of amounts after the caps of the whole cycle of each entry."""
        unit, kind = rule.get("unit", self.rules.unit), rule.get("from", "activity")
        left: dict[tuple[str, str], Fraction] = {}
        for start, end in {self.cycle_of(entry) for entry, _ in parts}:
            cycle = Cycle(self.book, (start, end), NOTHING, self.first)
            left |= {key_of(piece): amount for piece, amount in cycle.credited(unit, kind)}
        return [(piece, left[key_of(piece)]) for piece, _ in parts]

    def cycle_of(self, entry: Data) -> tuple[date, date]:
        """The cycle in which an entry counts."""
        if self.book.rolling:
            return self.start, self.end
        return cycle_of(day_of(entry), self.book.anchor, self.book.period["length"])

    def bound(self, rule: Data, name: str) -> Fraction | None:
        """The minimum or maximum of a requirement; None when there is none."""
        text = str(rule.get(name, ""))
        if rule["measure"] == "complete" and name == "min" and not text:
            return Fraction(100)
        if not text or rule["measure"] == "gap":
            return None
        if text.startswith("member."):
            fact = self.book.member.get(text.removeprefix("member."))
            bound = None if fact is None else Fraction(fact)
        else:
            bound = Fraction(text.rstrip("% "))
        if bound is not None and name == "min":
            for change in self.book.member.get("adjust", []):
                if self.start <= change["from"] < self.end:
                    bound *= change["factor"]
        return bound

    def left_out(self, rule: Data) -> bool:
        """Whether the member's facts do not say what a requirement asks."""
        if isinstance(rule.get("each"), dict):
            ((_, fact),) = rule["each"].items()
            return fact.removeprefix("member.") not in self.book.member
        return str(rule.get("min", "")).startswith("member.") and rule["minimum"] is None

    def applies(self, rule: Data) -> bool:
        """Whether the member's facts are those of which a requirement asks."""
        for word, wanted in rule.get("when", {}).items():
            fact = self.book.member.get(word.removeprefix("member."))
            wishes = wanted if isinstance(wanted, list) else [wanted]
            if str(fact) not in [str(wish) for wish in wishes]:
                return False
        return True

    def terms(self, rule: Data) -> list[str | None]:
        """The terms for which a requirement is asked, each by itself."""
        each = rule.get("each")
        if each is None:
            return [None]
        if isinstance(each, dict):
            ((_, fact),) = each.items()
            return [str(term) for term in self.book.member.get(fact.removeprefix("member."), [])]
        return [str(term) for term in self.rules.scheme["taxonomies"][each]["terms"]]

    def windows(self, rule: Data) -> list[tuple[date, date]]:
        """The stretches of days for which a requirement is asked."""
        over = rule.get("over")
        if over is None:
            return [(self.start, self.end)]
        if "rolling" in over:
            return [(shift(self.end, over["rolling"], -1), self.end)]
        if "each" in over:
            length, step, times = over["each"], over["each"], 0
        else:
            length, step = over["every"], over.get("step", over["every"])
            times = -60 if over.get("cross_cycle") else 0
        found = []
        while shift(self.start, step, times) < self.end:
            start = shift(self.start, step, times)
            end = shift(start, length)
            if "each" in over:
                end = min(shift(self.start, step, times + 1), self.end)
            before = "each" not in over and start < self.book.member.get("joined", self.first)
            if self.start < end <= self.end and not before:
                found.append((start, end))
            times += 1
        return found

"""The numbers as portfolio.json and entries.csv should hold them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from tests.numbers.held import Asked
from tests.numbers.reading import Record
from tests.numbers.recount import Count, Cycle, Recount, Share, Year, total

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
HIDDEN = "hidden"
"""The key of what only hidden entries carry."""
TIERS = {"owner": 2, "reviewer": 1, "public": 0}
"""How much each audience may see."""
VISIBILITY = {"public": 0, "reviewer": 1, "private": 2}


@dataclass(frozen=True, kw_only=True)
class Book:
    """All numbers, and who reads them."""

    recount: Recount
    audience: str = "owner"

    def __post_init__(self) -> None:
        """Leave out for the public that a gap is explained: it could guess an absence."""
        if not self.judged:
            object.__setattr__(self, "recount", unexplained(self.recount))

    @property
    def whole(self) -> bool:
        """Whether everything is seen."""
        return self.audience == "owner"

    @property
    def judged(self) -> bool:
        """Whether it is told what is missing."""
        return self.audience != "public"

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """What has a page: what is seen of all that is no draft."""
        return tuple(
            one for one in self.recount.journal.records if not one.draft and self.sees(one)
        )

    def sees(self, one: Record) -> bool:
        """Whether the audience may open an entry."""
        return VISIBILITY[one.visibility] <= TIERS[self.audience]

    def evidence(self, one: Record) -> int:
        """How many pieces of evidence the audience sees."""
        return sum(VISIBILITY[piece] <= TIERS[self.audience] for piece in one.evidence)

    def seen(self, shares: Iterable[Share]) -> list[Share]:
        """The shares of entries that may be opened."""
        return [share for share in shares if self.sees(share[0])]

    def unseen(self, shares: Iterable[Share]) -> list[Share]:
        """The others."""
        return [share for share in shares if not self.sees(share[0])]

    def named(self, sums: Mapping[str, Iterable[Share]]) -> dict[str, list[Share]]:
        """Shares by name; names that only hidden entries carry are one."""
        found = {name: list(shares) for name, shares in sums.items()}
        secret = [name for name, some in found.items() if name and not self.seen(some)]
        merged = [share for name in secret for share in found.pop(name)]
        return found | ({HIDDEN: merged} if merged else {})


def unexplained(recount: Recount) -> Recount:
    """The numbers as if nobody had been away."""
    counts = tuple(
        replace(count, cycles=tuple(_unexplained(cycle) for cycle in count.cycles))
        for count in recount.counts
    )
    return replace(recount, counts=counts)


def _unexplained(cycle: Cycle) -> Cycle:
    return replace(cycle, asked=tuple(one.unexplained or one for one in cycle.asked))


def numbers(book: Book) -> dict[str, Json]:
    """What `schemes` and `years` hold, without texts of the rules."""
    return {
        "as_of": book.recount.today.isoformat(),
        "schemes": [scheme(book, found) for found in book.recount.counts],
        "years": [year(book, one) for one in book.recount.years],
    }


def scheme(book: Book, found: Count) -> Json:
    """One body."""
    return {
        "id": found.body.id,
        "unit": found.body.unit,
        "cycles": [cycle(book, one) for one in found.cycles],
    }


def cycle(book: Book, one: Cycle) -> Json:
    """One cycle."""
    return {
        "label": one.label,
        "start": one.span.start.isoformat(),
        "end": one.span.end.isoformat(),
        "state": "closed" if one.closed else "open",
        "entries": len(one.shares),
        "claimed": plain(total(one.shares)),
        "credited": plain(total(one.shares)),
        "carried_in": 0,
        "carried_out": 0,
        "by_term": {name: sums(book, terms) for name, terms in one.terms.items()},
        "requirements": [requirement(book, one, asked) for asked in one.asked],
    }


def requirement(book: Book, one: Cycle, asked: Asked) -> Json:
    """One demand with its result."""
    demand = asked.demand
    found: dict[str, Json] = {
        "id": demand.id,
        "level": demand.level,
        "measure": demand.measure,
        "status": asked.status if book.judged or asked.status == "met" else None,
        "value": value(book, one, asked),
        "shortfall": up(asked.missing) if book.judged else None,
        "entries": [share[0].id for share in book.seen(asked.shares)],
    }
    if book.judged or asked.status != "not-applicable":
        for name, bound in (("min", asked.least), ("max", asked.most)):
            if bound is not None:
                found[name] = plain(bound)
    if demand.guide:
        found["target"] = dict(demand.guide)
        found["tolerance"] = 10
    hidden = len(book.unseen(asked.shares))
    return found | ({HIDDEN: hidden} if hidden else {})


def value(book: Book, one: Cycle, asked: Asked) -> Json:
    """What was measured."""
    if not isinstance(asked.value, dict):
        return None if asked.value is None else plain(asked.value)
    kept = {
        term: share
        for term, share in asked.value.items()
        if not share or book.seen(one.terms["category"][term])
    }
    rest = sum((share for term, share in asked.value.items() if term not in kept), Fraction())
    if rest:  # then the empty ones are not told either: the one left out would be named by them
        kept = {
            term: share for term, share in kept.items() if share or term in one.terms["category"]
        }
        kept[HIDDEN] = rest
    return {term: plain(share) for term, share in kept.items()}


def year(book: Book, one: Year) -> Json:
    """One year."""
    return {
        "label": one.label,
        "start": one.span.start.isoformat(),
        "end": one.span.end.isoformat(),
        "entries": len(one.hours),
        "hours": plain(total(one.hours)),
        "credited": {name: plain(total(shares)) for name, shares in one.credited.items()},
        "by_type": sums(book, one.by_type),
        "by_month": {name: plain(total(shares)) for name, shares in one.by_month.items()},
    }


def sums(book: Book, shares: Mapping[str, Iterable[Share]]) -> Json:
    """Totals by name."""
    return {name: plain(total(some)) for name, some in book.named(shares).items()}


def plain(amount: Fraction) -> int | float:
    """An amount as JSON has it: half-even to six places."""
    millionths, rest = divmod(abs(amount) * 1_000_000, 1)
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and millionths % 2):
        millionths += 1
    rounded = Fraction(millionths, 1_000_000)
    return int(rounded) if rounded.denominator == 1 else float(rounded)


def up(amount: Fraction) -> int | float:
    """What is missing as JSON has it: never nothing while anything is."""
    return plain(max(amount, Fraction(1, 1_000_000)) if amount else amount)


def without_texts(given: Json) -> Json:
    """The product's JSON without the texts of the rules, which are no numbers."""
    if isinstance(given, list):
        return [without_texts(one) for one in given]
    if isinstance(given, dict):
        return {
            name: without_texts(one)
            for name, one in given.items()
            if name not in {"title", "edition", "text"}
        }
    return given


def differences(found: Json, wanted: Json, at: str = "") -> list[str]:
    """Where the product's JSON differs from what was counted."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        here = f"{at}{wanted.get('label') or wanted.get('id') or ''}"
        names = list(dict.fromkeys([*wanted, *found]))
        return [
            line
            for name in names
            for line in differences(
                found.get(name, "absent"), wanted.get(name, "absent"), f"{here}/{name}"
            )
        ]
    if isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        pairs = zip(found, wanted, strict=True)
        return [line for pair in pairs for line in differences(*pair, f"{at}/")]
    return [] if found == wanted else [f"{at}: {found}, counted {wanted}"]

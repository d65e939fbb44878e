"""What the sentences on what is missing should show."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil

from tests.numbers.bodies import TOLERANCE
from tests.numbers.held import Asked, Span
from tests.numbers.markup import Element, figures, shown
from tests.numbers.reading import REFLECTION, Record
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import Count, Cycle

LEVELS = ("must", "should", "info")
URGENCY = ("at-risk", "short", "open")
MONTH = Fraction(146097, 4800)
"""The mean length of a month: the calendar repeats after 400 years."""
FEW = 6
"""So many entries are named behind a sentence."""


def lacks(
    page: Reckoning, place: Element, held: tuple[Count, Cycle], *, others: bool = False
) -> None:
    """What a cycle lacks, the most urgent first; then, where asked for, what no rule tells of."""
    count, cycle = held
    expected = unmet(cycle) if page.book.judged else []
    lines = [line for one in place.all("ul", "lacks") for line in one.all("li", "lack")]
    if others:
        unruled(page, place, lines[len(expected) :], [held], [cycle.span])
        lines = lines[: len(expected)]
    page.check(
        place,
        holds=len(lines) == len(expected),
        otherwise=f"{len(lines)} are missing, counted {[one.demand.id for one in expected]}",
    )
    for line, one in zip(lines, expected, strict=False):
        style = "guide" if one.status == "short" and one.demand.level != "must" else one.status
        sentence, rule = line.all("p")[:2]
        page.words(rule, [page.site.rule(count.body.id, one.demand.id)])
        page.figures(sentence, said(page, one, cycle, count))
        page.check(line, holds=f"lack-{style}" in line.classes, otherwise=f"is not told as {style}")
        behind(page, line, [record for record, amount in one.shares if not amount], one.measure)


def unruled(
    page: Reckoning,
    place: Element,
    lines: list[Element],
    held: Sequence[tuple[Count, Cycle]],
    spans: Sequence[Span],
) -> None:
    """What any reviewer would miss in the entries of some days, though no rule of cycles asks it."""
    expected = unproven(page, held, spans)
    page.check(place, holds=len(lines) == len(expected), otherwise="tells of more, or of less")
    for line, lacking in zip(lines, expected, strict=False):
        page.figures(line.all("p")[0], [str(len(lacking))])
        behind(page, line, lacking, "complete")


def unmet(cycle: Cycle) -> list[Asked]:
    """What is not met: first what must be, then the most urgent."""
    found = [one for one in cycle.asked if one.status in URGENCY]
    return sorted(
        found, key=lambda one: (LEVELS.index(one.demand.level), URGENCY.index(one.status))
    )


def behind(page: Reckoning, line: Element, lacking: list[Record], measure: str) -> None:
    """The entries that something is missing from; of many, how many they are."""
    named = [one.page for one in lacking if page.book.sees(one)] if measure == "complete" else []
    rest = len(named) - FEW
    found = line.all("p", "those")
    links = [page.target(link) for one in found for link in one.all("a")]
    page.check(line, holds=links == named[:FEW], otherwise=f"names {links}, counted {named}")
    for one in found:
        own = "".join(text for text in one.below if isinstance(text, str))
        wanted = [str(rest)] if rest > 0 else []
        page.words(one, [one.text])
        page.check(one, holds=figures(own) == wanted, otherwise=f"should tell of {wanted} more")


def said(page: Reckoning, asked: Asked, cycle: Cycle, count: Count) -> list[str]:
    """The figures in a sentence."""
    value = asked.value
    left = [str(number)] if (number := days_left(page, cycle)) else []
    if isinstance(value, dict):
        return list(mixed(page, asked, cycle, count))
    if asked.measure == "complete":
        return [str(sum(not amount for _, amount in asked.shares))]
    if asked.measure == "gap":
        start, end = asked.stretches[0]
        ends = [str(start), str(end)] if page.book.whole else []
        return [str((end - start).days), *ends, "3"]
    if asked.most is not None and isinstance(value, Fraction) and value > asked.most:
        return [shown(value), shown(asked.most)]
    if asked.measure == "count" and asked.least == 1:
        return left
    return [at_least(asked.missing), *left, *pace(page, asked, cycle)]


def at_least(amount: Fraction) -> str:
    """What is missing, never nothing."""
    return shown(max(amount, Fraction(1, 100)))


def days_left(page: Reckoning, cycle: Cycle) -> int:
    """How many days are left in a cycle; 0 when it is over."""
    return 0 if cycle.closed else (cycle.span.last - page.book.recount.today).days


def pace(page: Reckoning, asked: Asked, cycle: Cycle) -> list[str]:
    """How much a month is needed, and how much it was where that is too little."""
    left = days_left(page, cycle)
    if asked.measure != "sum" or left <= MONTH or not asked.missing or not page.book.judged:
        return []
    needed = shown(Fraction(ceil(asked.missing * MONTH / left * 10), 10))
    assert isinstance(asked.value, Fraction)
    past = (page.book.recount.today - cycle.span.start).days + 1
    so_far = Fraction(int(asked.value * MONTH / past * 10), 10)
    told = asked.status == "at-risk" and asked.value
    return [needed, *([shown(so_far)] if told else [])]


def mixed(page: Reckoning, asked: Asked, cycle: Cycle, count: Count) -> Iterator[str]:
    """The terms that are too few, or where none is, those that are too many."""
    assert isinstance(asked.value, dict)
    guide = {term: Fraction(share) for term, share in (asked.demand.guide or {}).items()}
    seen = {t: bool(page.book.seen(cycle.terms["category"].get(t, ()))) for t in asked.value}
    # Where a term is hidden, those that nobody has are not told of: it would be the one left over.
    hidden = any(value and not seen[term] for term, value in asked.value.items())
    off = {
        term: value - guide[term]
        for term, value in asked.value.items()
        if abs(value - guide[term]) > TOLERANCE and (seen[term] or not (value or hidden))
    }
    for term in [term for term in off if off[term] < 0] or off:
        value = asked.value[term]
        if value:
            yield from (f"{int(value + Fraction(1, 2))}%", f"{guide[term]}%")
        elif not cycle.closed:
            yield from since(page, term, count)


def since(page: Reckoning, term: str, count: Count) -> list[str]:
    """The month of the last entry under a term, where all its entries may be seen."""
    shares = [share for cycle in count.cycles for share in cycle.terms["category"].get(term, ())]
    if not shares or page.book.unseen(shares):
        return []
    return [f"{max(one.counted_on for one, _ in shares):%Y-%m}"]


def unproven(
    page: Reckoning, held: Sequence[tuple[Count, Cycle]], spans: Sequence[Span]
) -> list[list[Record]]:
    """What highlighted entries lack that no rule tells of: evidence, or any reflection."""
    if not page.book.whole:
        return []
    told = {
        (one.id, what)
        for _, cycle in held
        for asked in unmet(cycle)
        for one, amount in asked.shares
        for what in asked.demand.fields
        if not amount
    }
    chosen = [
        one
        for one in page.book.recount.activities
        if one.highlight and any(one.day in span for span in spans)
    ]
    bare = [one for one in chosen if not one.evidence and (one.id, "evidence") not in told]
    mute = [
        one
        for one in chosen
        if not one.says and told.isdisjoint((one.id, name) for name in REFLECTION)
    ]
    return [some for some in (bare, mute) if some]

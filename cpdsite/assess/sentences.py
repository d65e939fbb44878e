"""What one requirement lacks, in a sentence: by measure, level, and whether the cycle is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType

from cpdsite.assess import portions
from cpdsite.assess.phrases import (
    Moment,
    capital,
    counted,
    days,
    is_exceeded,
    is_soft,
    left,
    names,
    too_much,
)
from cpdsite.assess.words import listed, many, shown
from cpdsite.model.assessment import HIDDEN, Outcome, OutcomePart, Status
from cpdsite.model.entry import Kind
from cpdsite.model.period import Period
from cpdsite.model.scheme import Measure

MONTH = Fraction(146097, 4800)
"""The mean length of a month, in days."""
WANTING = (Status.SHORT, Status.AT_RISK, Status.OPEN, Status.CHECK)
"""Statuses of what is still to be done, or cannot be done any more."""
SEVERAL = 4
"""So many terms or windows may be told of one by one."""
FEW = 5
"""So many terms may be named one by one."""


def sentence(outcome: Outcome, moment: Moment) -> str:
    """What a requirement lacks that is neither met nor explained."""
    if outcome.status is Status.CHECK:
        return capital(outcome.note or "Check this one: a machine cannot decide it")
    say = _SENTENCES.get(outcome.requirement.measure)
    if outcome.parts:
        return capital(_by_part(outcome, moment))
    said = say(outcome, moment) if say is not None else ""
    return capital(said or _plainly(outcome, moment))


def _by_part(outcome: Outcome, moment: Moment) -> str:
    """What the terms or windows lack of which each must hold; of many, the first few."""
    lacking = [part for part in outcome.parts if part.status in WANTING]
    begun = [part for part in lacking if not part.period or part.period.start <= moment.today]
    groups: dict[tuple[str, str, Period | None], list[str]] = {}
    for part in begun or lacking:
        key = (*_lack_of(outcome, part, moment), part.period)
        groups.setdefault(key, []).append(_label(outcome, part, moment))
    said = [
        f"{before}{_where(labels, period)}{after}".strip()
        for (before, after, period), labels in groups.items()
    ]
    if not said:
        return _plainly(outcome, moment)
    rest = len(said) - SEVERAL
    more = f" and {rest} more" if rest > 0 else ""
    dated = any(after or period for _, after, period in groups)
    ends = "" if moment.cycle.closed or dated else left(moment)
    return f"{'; '.join(said[:SEVERAL])}{more}{ends}"


def _lack_of(outcome: Outcome, part: OutcomePart, moment: Moment) -> tuple[str, str]:
    """What one term or window lacks: the words before and after those that say which it is."""
    one, several = names(outcome, moment)
    if not part.shortfall:
        say = _SENTENCES[outcome.requirement.measure]
        said = say(outcome.alone(part), moment.within(part.period))
        return ("", f": {said}") if said else ("something is missing", "")
    if not part.value and outcome.requirement.measure is not Measure.SUM:
        return "nothing", ""
    amount = counted(outcome.in_wholes(part.shortfall), one, several)
    if is_soft(outcome):
        return f"{amount} below the guide", ""
    return f"{amount} {'short' if part.status is Status.SHORT else 'to go'}", ""


def _where(labels: list[str], period: Period | None) -> str:
    """Under which terms, and from when to when."""
    terms = [label for label in labels if label]
    each = "each of " if len(terms) > 1 else ""
    under = f" under {each}{listed(terms)}" if terms else ""
    return f"{under} from {days(period)}" if period else under


def _label(outcome: Outcome, part: OutcomePart, moment: Moment) -> str:
    """A term that is asked for among others; "" where none is."""
    if part.term == HIDDEN:
        return "what is not shown"
    each = outcome.requirement.each
    taxonomy = moment.scheme.scheme.taxonomy(each.taxonomy) if each else None
    return taxonomy.terms.get(part.term, part.term) if taxonomy else part.term


def _plainly(outcome: Outcome, moment: Moment) -> str:
    """What is said where no figure tells more."""
    if is_soft(outcome):
        return "below the guide" if moment.cycle.closed else "below the guide so far"
    return "not met" if moment.cycle.closed else f"not yet met{left(moment)}"


# --- Amounts --------------------------------------------------------------------------------------


def _amount(outcome: Outcome, moment: Moment) -> str:
    """A sum or a count: how much is to go, how long, and how fast that is."""
    one, several = names(outcome, moment)
    if is_exceeded(outcome):
        return too_much(outcome, one, several)
    if not outcome.shortfall:
        return ""
    is_count = outcome.requirement.measure is Measure.COUNT
    if is_count and outcome.least == 1:
        return f"no {one} recorded" if moment.cycle.closed else f"no {one} yet{left(moment)}"
    to_go = counted(outcome.in_wholes(outcome.shortfall), one, several)
    if moment.cycle.closed:
        return f"{to_go} below the guide" if is_soft(outcome) else f"short by {to_go}"
    rest = f"{to_go} below the guide{left(moment)}" if is_soft(outcome) else _to_go(to_go, moment)
    return f"{rest}{_pace(outcome, moment)}"


def _to_go(amount: str, moment: Moment) -> str:
    """What is still to be done, and in which time."""
    if moment.rolling:
        return f"{amount} to go"
    if not moment.left:
        return f"{amount} to go on the last day"
    return f"{amount} to go in {many(moment.left, 'day', 'days')}"


def _pace(outcome: Outcome, moment: Moment) -> str:
    """How much a month is needed, behind what is to go."""
    needed = a_month(outcome, moment)
    return f": {needed}" if needed else ""


def a_month(outcome: Outcome, moment: Moment) -> str:
    """How much a month is needed, where more than a month is left; how much it was, where too slow.

    `about 2.6 a month, against 1.2 so far`; "" where nothing is to go, or it is not known.
    """
    value = outcome.value
    growing = outcome.status in {Status.OPEN, Status.AT_RISK} and not moment.cycle.closed
    if not (growing and outcome.shortfall and isinstance(value, Fraction)):
        return ""
    if moment.left <= MONTH or outcome.requirement.measure is not Measure.SUM:
        return ""
    needed = Fraction(ceil(outcome.shortfall * MONTH / moment.left * 10), 10)
    said = f"about {shown(needed)} a month"
    if outcome.status is not Status.AT_RISK:
        return said
    earned = value - outcome.carried_in
    so_far = Fraction(floor(earned * MONTH / moment.elapsed * 10), 10)
    return f"{said}, against {shown(so_far)} so far" if earned else f"{said}; none is recorded yet"


def _distinct(outcome: Outcome, moment: Moment) -> str:
    """How many terms are wanting, and which there are to choose from."""
    if is_exceeded(outcome):
        return too_much(outcome, *names(outcome, moment))
    if not outcome.shortfall:
        return ""
    to_go = counted(outcome.in_wholes(outcome.shortfall), *names(outcome, moment))
    bare = list(_bare(outcome, moment))
    named = f": nothing under {listed(bare)}" if 0 < len(bare) <= FEW else ""
    if moment.cycle.closed:
        short = f"{to_go} below the guide" if is_soft(outcome) else f"short by {to_go}"
        return f"{short}{named}"
    named = named.replace("nothing", "nothing yet", 1)
    rest = f"{to_go} below the guide{left(moment)}" if is_soft(outcome) else _to_go(to_go, moment)
    return f"{rest}{named}"


def _bare(outcome: Outcome, moment: Moment) -> Iterator[str]:
    """The terms under which nothing is recorded; none where hidden entries may have one."""
    taxonomy = moment.scheme.scheme.taxonomy(outcome.requirement.taxonomy)
    if taxonomy is None:
        return
    tallies = moment.cycle.by_term.get(taxonomy.id, {})
    taken = {term for term, tally in tallies.items() if tally.count}
    hidden = HIDDEN in tallies
    if outcome.requirement.kind != Kind.ACTIVITY:
        # The cycle's figures by term are those of activities.
        granted = (moment.scheme.credits.get(part.entry) for part in outcome.tally.parts)
        taken = {t for found in granted if found for t in found.terms.get(taxonomy.id, ())}
        hidden = bool(outcome.tally.hidden)
    yield from (label for term, label in taxonomy.terms.items() if term not in taken and not hidden)


_SENTENCES: Mapping[str, Callable[[Outcome, Moment], str]] = MappingProxyType(
    {
        "sum": _amount,
        "count": _amount,
        "distinct": _distinct,
        "mix": portions.mix,
        "complete": portions.complete,
        "share": portions.share,
        "gap": portions.gap,
    }
)
"""By measure; what there is no sentence for is said plainly."""

"""Sentences on what lacks in shares and stretches: mixes, completeness, parts of a whole, gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from cpdsite.assess.phrases import KINDS, MONTHS, Moment, duration, is_soft
from cpdsite.assess.words import many, shown, uncapital
from cpdsite.model.assessment import Outcome, Tally
from cpdsite.model.entry import REFLECTION
from cpdsite.model.period import Duration


def mix(outcome: Outcome, moment: Moment) -> str:
    """The terms that are too few, or where none is, too many; a term without entries since when."""
    value = outcome.value
    if not isinstance(value, Mapping):
        return ""
    asked = outcome.requirement
    off = {
        term: value[term] - guide
        for term, guide in asked.target.items()
        if term in value and abs(value[term] - guide) > asked.tolerance
    }
    few = [term for term in off if off[term] < 0]
    said = [_term(outcome, moment, term, value[term]) for term in few or off]
    return "; ".join(said)


def _term(outcome: Outcome, moment: Moment, term: str, share: Fraction) -> str:
    """One term of a mix that is far from its guide."""
    asked = outcome.requirement
    taxonomy = moment.scheme.scheme.taxonomy(asked.taxonomy)
    label = taxonomy.terms.get(term, term) if taxonomy else term
    if not share:
        return f"nothing under {label}{_since(asked.taxonomy, term, moment)}"
    whole = floor(share + Fraction(1, 2))
    what = "the guide is" if is_soft(outcome) else "asked is"
    so_far = "" if moment.cycle.closed else " so far"
    return f"{label} is at {whole}%{so_far}, {what} {shown(asked.target[term])}%"


def _since(taxonomy: str, term: str, moment: Moment) -> str:
    """Since when nothing is recorded under a term, as far as everybody may know."""
    if moment.cycle.closed:
        return " in the cycle"
    tally = moment.scheme.by_term.get(taxonomy, {}).get(term, Tally())
    credits_ = moment.scheme.credits
    days = [credits_[part.entry].day for part in tally.parts if part.entry in credits_]
    if tally.hidden or not days:
        return " yet"
    return f" since {MONTHS[max(days).month - 1]} {max(days).year}"


def complete(outcome: Outcome, moment: Moment) -> str:
    """How many entries lack something; how many of them are enough, where not all are needed."""
    tally, least = outcome.tally, outcome.minimum
    lacking = tally.count - tally.total
    if not lacking:
        return ""
    one, several = KINDS.get(outcome.requirement.kind, ("entry", "entries"))
    have = many(int(lacking), f"{one} lacks", f"{several} lack")
    said = f"{have} {_what(outcome.requirement.fields, moment)}"
    needed = ceil((least or 0) * tally.count / 100 - tally.total)
    if moment.cycle.closed or not 0 < needed < lacking:
        return said
    return f"{said}: {needed} more of them would do"


def _what(fields: tuple[str, ...], moment: Moment) -> str:
    """What an entry lacks that does not say something in every one of some fields."""
    reflected = [name for name in fields if name in REFLECTION]
    labels = {
        taxonomy.id: uncapital(taxonomy.label) for taxonomy in moment.scheme.scheme.taxonomies
    }
    others = [name for name in fields if name not in REFLECTION]
    found = [labels.get(name, name.replace("_", " ")) for name in others]
    said = [f"a reflection ({_any_of(reflected)})"] if reflected else []
    return _any_of([*said, *found])


def _any_of(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def share(outcome: Outcome, moment: Moment) -> str:
    """A part of the whole that is too small or too large."""
    value = outcome.value
    if not isinstance(value, Fraction):
        return ""
    so_far = "" if moment.cycle.closed else " so far"
    for limit, word in ((outcome.minimum, "least"), (outcome.maximum, "most")):
        short = limit is not None and (value < limit if word == "least" else value > limit)
        if limit is not None and short:
            what = "the guide is" if is_soft(outcome) else "asked is"
            return f"{_below(value, limit)}%{so_far}, {what} at {word} {shown(limit)}%"
    return ""


def _below(value: Fraction, limit: Fraction) -> str:
    """A share that is never rounded to the limit it misses."""
    text = shown(value)
    return (
        text if text != shown(limit) else shown(value + Fraction(1 if value > limit else -1, 100))
    )


def gap(outcome: Outcome, _moment: Moment) -> str:
    """The stretch without activity that is longer than allowed."""
    value, longest = outcome.value, outcome.requirement.max
    if not isinstance(value, Fraction) or not isinstance(longest, Duration):
        return ""
    # The note names the days; others are not told them, as hidden entries may lie at its ends.
    days = outcome.note or many(int(value), "day", "days")
    excuse = outcome.requirement.excused_by
    explain = f": an entry of kind {excuse} would explain it" if excuse else ""
    what = "the guide is" if is_soft(outcome) else "allowed are"
    return f"nothing on {days}, {what} less than {duration(longest)}{explain}"

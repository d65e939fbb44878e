"""A scheme's rules in plain words: filters, units, periods, caps, requirements, what is carried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from cpdsite.assess.phrases import MONTHS, duration, spelt
from cpdsite.assess.words import exact, listed, uncapital
from cpdsite.model.period import Duration
from cpdsite.model.scheme import (
    Cap,
    Carry,
    CreditRule,
    CycleRule,
    Each,
    Filter,
    MemberFact,
    Over,
    Per,
    Requirement,
    Rhythm,
    Scheme,
    Unit,
    Yardstick,
)
from cpdsite.render import words

_PER: Mapping[Per, str] = MappingProxyType(
    {Per.PERIOD: "in a cycle", Per.YEAR: "in a year of the cycle", Per.ENTRY: "for an entry"}
)
_OF: Mapping[Yardstick, str] = MappingProxyType(
    {Yardstick.REQUIRED: "what the total asks", Yardstick.CLAIMED: "what is claimed"}
)


def filtered(scheme: Scheme, given: Filter) -> str:
    """What a filter lets through: `type course or workshop, verifiable`; "" for everything."""
    said = [_wanted(scheme, name, values) for name, values in given.wants.items()]
    if given.any_of:
        said.append(" or ".join(f"({filtered(scheme, one)})" for one in given.any_of))
    said += [f"not ({filtered(scheme, one)})" for one in given.none_of]
    return ", ".join(said)


def _wanted(scheme: Scheme, name: str, values: frozenset[str]) -> str:
    """One attribute of a filter, its terms by their labels."""
    label = "highlighted" if name == "highlight" else words.field_label(name).lower()
    if values == {"true"}:
        return label
    if values == {"false"}:
        return f"not {label}"
    taxonomy = scheme.taxonomy(name)
    if taxonomy is None:
        return f"{label} {_or(sorted(values))}"
    terms = _or(f"“{taxonomy.terms.get(one, one)}”" for one in sorted(values))
    return f"{uncapital(taxonomy.label)} {terms}"


def _or(texts: Iterable[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = texts
    return f"{', '.join(first)} or {last}" if first else last


def period(rule: CycleRule) -> str:
    """How long a cycle lasts and when it begins."""
    length = duration(rule.length)
    if rule.rolling:
        return f"the last {length}, up to today"
    if rule.start.startswith("member."):
        return f"{length}, from the day that you give as `{rule.start[7:]}`"
    if rule.start == "settings.year_start":
        return f"{length}, from the `year_start` of the settings (1 January where it has none)"
    return f"{length}, from {_start(rule.start)}"


def _start(text: str) -> str:
    """`04-01` as `1 April`; a whole date as `1 Jan 2022`."""
    if text.count("-") > 1:
        return spelt(date.fromisoformat(text))
    month, day = text.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]}"


def unit(scheme: Scheme, one: Unit) -> str:
    """What a unit is and how it is reckoned."""
    said = [one.labels if one.id == one.labels else f"{one.labels} (`{one.id}`)"]
    if one.part_of:
        which = filtered(scheme, one.when)
        whole = words.unit_named(scheme, one.part_of).labels if one.part_of != "hours" else "hours"
        said.append(f"the part of the {whole} that is {which}" if which else f"part of the {whole}")
    if one.per_hour is not None:
        said.append(f"{exact(one.per_hour)} an hour")
    derived = one.per_hour is not None or one.part_of or (one is scheme.unit and scheme.credit)
    if one.kind == "claim" or not derived:
        said.append("only what an entry claims")
    elif one.kind:
        said.append(f"of entries of kind {one.kind}")
    if one.round is not None:
        said.append(f"rounded down to steps of {exact(one.round)}")
    if one.minimum is not None:
        said.append(f"nothing below {exact(one.minimum * 60)} minutes")
    if one.informative:
        said.append("for information, never asked")
    return f"{said[0]}: {', '.join(said[1:])}" if said[1:] else said[0]


def credit(scheme: Scheme, rule: CreditRule) -> str:
    """What some entries are worth."""
    who = filtered(scheme, rule.when) or "every other entry"
    if rule.give is not None:
        return f"{who}: {_counted(rule.give, scheme.unit)}"
    return f"{who}: {_counted(rule.per_hour or Fraction(), scheme.unit)} an hour"


def _counted(amount: Fraction, one: Unit) -> str:
    """A figure of the rules with its unit, exactly."""
    return f"{exact(amount)} {one.label if amount == 1 else one.labels}"


def ceilings(scheme: Scheme) -> Iterator[str]:
    """What is clipped, and what may be carried, in sentences."""
    for cap in scheme.caps:
        yield f"{_cap(scheme, cap)}."
    if scheme.carry:
        yield f"{_carry(scheme, scheme.carry)}."


def _cap(scheme: Scheme, cap: Cap) -> str:
    """A ceiling on what counts."""
    which = filtered(scheme, cap.where) or "everything"
    if cap.max is not None:
        most = _counted(cap.max, words.unit_named(scheme, cap.unit))
    else:
        most = f"{exact(cap.max_share or Fraction())}% of {_OF[cap.of]}"
    return f"At most {most} {_PER[cap.per]} count of: {which}"


def _carry(scheme: Scheme, carry: Carry) -> str:
    """What may be taken into the next cycle."""
    unit_ = words.unit_named(scheme, carry.unit)
    most = _counted(carry.max, unit_)
    said = [f"Up to {most} beyond {_named(scheme, carry.over)} go on to the next cycle"]
    which = filtered(scheme, carry.where)
    if which:
        said.append(f"only of {which}")
    said += [f"not of {filtered(scheme, one)}" for one in carry.none_of]
    if carry.earned_in_last:
        said.append(f"earned in the last {_span(carry.earned_in_last)}")
    if carry.condition:
        said.append(f"if met: {_named(scheme, carry.condition)}")
    if carry.not_in_first_period:
        said.append("not from the first cycle of a membership")
    return ", ".join(said)


def _named(scheme: Scheme, id_: str) -> str:
    """A requirement by its text."""
    texts = {rule.id: rule.text for rule in scheme.requirements}
    return f"“{texts[id_]}”" if id_ in texts else id_


def requirement(scheme: Scheme, rule: Requirement) -> str:
    """How a requirement is counted, beside the text that says what it asks."""
    if rule.any_of:
        return f"met when one of these is: {'; '.join(_named(scheme, one) for one in rule.any_of)}"
    said = [_MEASURES[rule.measure](scheme, rule)]
    which = filtered(scheme, rule.where)
    if which:
        said.append(f"only {which}")
    said += _bounds(rule)
    if rule.each:
        said.append(f"for each {_each(scheme, rule.each)}")
    if rule.over:
        said.append(_over(rule.over))
    said += [f"when `{fact}` is {' or '.join(sorted(w))}" for fact, w in rule.when.items()]
    if rule.excused_by:
        said.append(f"days of an entry of kind {rule.excused_by} do not count as a gap")
    return ", ".join(said)


def _each(scheme: Scheme, each: Each) -> str:
    """The terms that must each fulfil a requirement."""
    if each.fact:
        return f"of your own `{each.fact}` ({_label(scheme, each.taxonomy)})"
    taxonomy = scheme.taxonomy(each.taxonomy)
    labels = taxonomy.terms if taxonomy else {}
    terms = f" of {', '.join(labels.get(t, t) for t in each.terms)}" if each.terms else ""
    return f"{_label(scheme, each.taxonomy)}{terms}"


def _bounds(rule: Requirement) -> Iterator[str]:
    """The least and the most that is asked."""
    percent = "%" if rule.measure in {"share", "complete"} else ""
    for word, bound in (("at least", rule.min), ("at most", rule.max)):
        if isinstance(bound, MemberFact):
            yield f"{word} your own `{bound.name}`"
        elif isinstance(bound, Fraction):
            yield f"{word} {exact(bound)}{percent}"
        elif bound is not None:
            yield f"less than {duration(bound)}"


def _over(over: Over) -> str:
    """In which windows a requirement must hold."""
    length = _span(over.length)
    if over.rhythm is Rhythm.EACH:
        return f"in each {length} of the cycle"
    if over.rhythm is Rhythm.ROLLING:
        return f"in the last {length} of the cycle"
    crossing = ", also those that begin in an earlier cycle" if over.cross_cycle else ""
    return f"in every {length}, {duration(over.step)} apart{crossing}"


def _span(length: Duration) -> str:
    """`year`, `2 years`."""
    return duration(length).removeprefix("1 ")


def _label(scheme: Scheme, taxonomy: str) -> str:
    """A taxonomy by its label inside a sentence."""
    found = scheme.taxonomy(taxonomy)
    return uncapital(found.label) if found else taxonomy


def _entries(rule: Requirement) -> str:
    """What entries a requirement looks at."""
    return "entries" if rule.kind == "activity" else f"entries of kind {rule.kind}"


def _sum(scheme: Scheme, rule: Requirement) -> str:
    of = "" if rule.kind == "activity" else f" of {_entries(rule)}"
    return f"the sum of {words.unit_named(scheme, rule.unit).labels}{of}"


def _complete(scheme: Scheme, rule: Requirement) -> str:
    fields = listed(_label(scheme, one).replace("_", " ") for one in rule.fields)
    return f"{'how many' if rule.min else 'all'} {_entries(rule)} say something in {fields}"


def _mix(scheme: Scheme, rule: Requirement) -> str:
    taxonomy = scheme.taxonomy(rule.taxonomy)
    labels = taxonomy.terms if taxonomy else {}
    shares = (f"{exact(s)}% {labels.get(t, t)}" for t, s in rule.target.items())
    tolerance = f", give or take {exact(rule.tolerance)}" if rule.tolerance else ""
    return f"the mix of {', '.join(shares)}{tolerance}"


_MEASURES: Mapping[str, Callable[[Scheme, Requirement], str]] = MappingProxyType(
    {
        "sum": _sum,
        "count": lambda _scheme, rule: f"how many {_entries(rule)}",
        "distinct": lambda scheme, rule: f"how many terms of {_label(scheme, rule.taxonomy)}",
        "share": lambda scheme, rule: (
            f"the part of all {words.unit_named(scheme, rule.unit).labels}, in per cent"
        ),
        "mix": _mix,
        "complete": _complete,
        "gap": lambda _scheme, _rule: "the longest stretch without an activity",
    }
)

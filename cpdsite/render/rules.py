"""A scheme's rules in plain words: filters, units, periods, caps, requirements, what is carried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from cpdsite.assess.phrases import MONTHS, duration
from cpdsite.assess.words import exact
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
    known = taxonomy.terms if taxonomy else {}
    *first, last = (known.get(one, one) for one in sorted(values))
    return f"{label} {', '.join(first)} or {last}" if first else f"{label} {last}"


def period(rule: CycleRule) -> str:
    """How long a cycle lasts and when it begins."""
    length = duration(rule.length)
    if rule.rolling:
        return f"the last {length}, up to today"
    if rule.start.startswith("member."):
        return f"{length}, from the day of your own that `{rule.start[7:]}` gives"
    if rule.start == "settings.year_start":
        return f"{length}, from the `year_start` of the settings (1 January where it has none)"
    return f"{length}, from {_start(rule.start)}"


def _start(text: str) -> str:
    """`04-01` as `1 April of each year`; a whole date as it is."""
    if text.count("-") > 1:
        return text
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
    if one.kind == "claim":
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
        said.append(f"earned in the last {duration(carry.earned_in_last)}")
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
    if rule.kind != "activity":
        said.append(f"entries of kind {rule.kind}")
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
        return f"of your own `{each.fact}` ({each.taxonomy})"
    taxonomy = scheme.taxonomy(each.taxonomy)
    labels = taxonomy.terms if taxonomy else {}
    terms = f" of {', '.join(labels.get(t, t) for t in each.terms)}" if each.terms else ""
    return f"{each.taxonomy}{terms}"


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
    length = duration(over.length)
    if over.rhythm is Rhythm.EACH:
        return f"in each {length} of the cycle"
    if over.rhythm is Rhythm.ROLLING:
        return f"in the last {length} of the cycle"
    crossing = ", also those that begin in an earlier cycle" if over.cross_cycle else ""
    return f"in every {length}, {duration(over.step)} apart{crossing}"


def _mix(scheme: Scheme, rule: Requirement) -> str:
    taxonomy = scheme.taxonomy(rule.taxonomy)
    labels = taxonomy.terms if taxonomy else {}
    shares = (f"{exact(s)}% {labels.get(t, t)}" for t, s in rule.target.items())
    tolerance = f", give or take {exact(rule.tolerance)}" if rule.tolerance else ""
    return f"the mix of {', '.join(shares)}{tolerance}"


_MEASURES: Mapping[str, Callable[[Scheme, Requirement], str]] = MappingProxyType(
    {
        "sum": lambda scheme, rule: f"the sum of {words.unit_named(scheme, rule.unit).labels}",
        "count": lambda _scheme, _rule: "how many entries",
        "distinct": lambda _scheme, rule: f"how many different terms of {rule.taxonomy}",
        "share": lambda scheme, rule: (
            f"the part of all {words.unit_named(scheme, rule.unit).labels}, in per cent"
        ),
        "mix": _mix,
        "complete": lambda _scheme, rule: (
            f"{'how many' if rule.min else 'all'} entries say something in {', '.join(rule.fields)}"
        ),
        "gap": lambda _scheme, _rule: "the longest stretch without an entry",
    }
)

"""What a scheme counts in, what it gives for an entry, and over which periods."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from cpdsite.model.entry import Kind
from cpdsite.model.period import Duration
from cpdsite.model.scheme import CreditRule, CycleRule, Filter, Unit
from cpdsite.parse.filters import read_filter
from cpdsite.parse.front_matter import Node, Table, Text
from cpdsite.parse.keys import Key, Rules, Values, choice_of, read_keys, span_of_time, table_of
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.scalars import day

YEAR = Duration(months=12)
HOURS = "hours"
"""What a unit may be a part of without its being a unit itself."""
CLAIMED = "claim"
"""Says of a unit that only what an entry claims is counted."""
MAIN_WORD = "points"
"""What a claim calls the first unit, whatever its id."""
CLAIM_WORDS = frozenset(("exclude",))
"""What a claim may say beside units and taxonomies."""

_START = re.compile(r"\d{2}-\d{2}|settings\.year_start|member\.[a-z][a-z_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRule:
    """One way in which a scheme's cycles may lie, with its deadlines."""

    cycle: CycleRule
    record_by: Duration | None
    keep: Duration | None


def read_units(rules: Rules, node: Node, name: str) -> tuple[Unit, ...]:
    """Return the units in their order."""
    return tuple(table_of(_unit, "units: {points: {label: point}}")(rules, node, name).values())


def _unit(rules: Rules, node: Node, name: str) -> Unit | None:
    identity = name.rpartition(".")[2]
    values = read_keys(rules, node, name, _UNIT_KEYS)
    if identity in CLAIM_WORDS or identity in rules.terms:
        message = f"`{identity}` already means something else in a claim"
        rules.refuse(node, name, message, "choose another name for the unit")
    if identity == MAIN_WORD and identity != next(iter(rules.units), ""):
        message = f"`{identity}` in a claim means the first unit, and this is another one"
        rules.refuse(node, name, message, "choose another name for the unit, or put it first")
    if "part_of" in values and "per_hour" in values:
        message = "`part_of` and `per_hour` cannot both stand"
        rules.refuse(values.nodes["per_hour"], f"{name}.per_hour", message, "keep one of the two")
    if "when" in values and "part_of" not in values:
        message = "`when` says which entries have a part, and `part_of` is missing"
        rules.refuse(values.nodes["when"], f"{name}.when", message, "add `part_of: hours`")
    return Unit(
        id=identity,
        label=values[_LABEL],
        labels=values[_LABELS] or values[_LABEL],
        per_hour=values[_PER_HOUR],
        round=values[_ROUND],
        minimum=values[_MINIMUM],
        part_of=values[_PART_OF],
        when=values[_PART_WHEN],
        kind=values[_FROM],
        informative=bool(values[_INFORMATIVE]),
    )


def _whole(rules: Rules, node: Node, name: str) -> str:
    """Read the unit of which another is a part: one that stands before it, so that none is its own."""
    text = rules.text(node, name)
    units = list(rules.units)
    before = units[: units.index(name.split(".")[1])]
    if text and text not in {*before, HOURS}:
        message = f'no unit "{text}" stands before this one'
        remedy = f"write one of {listed(dict.fromkeys([*before, HOURS]))}"
        rules.refuse(node, name, message, did_you_mean(text, [*before, HOURS], remedy))
    return text


def _step(rules: Rules, node: Node, name: str) -> Fraction | None:
    found = rules.figure(node, name)
    if found == 0:
        rules.refuse(node, name, "a step of 0 cannot be rounded to", "write a step such as 0.25")
        return None
    return found


_LABEL = Key(name="label", read=Rules.text, default="", needed=True)
_LABELS = Key(name="labels", read=Rules.text, default="")
_PER_HOUR = Key(name="per_hour", read=Rules.figure, default=None)
_ROUND = Key(name="round", read=_step, default=None)
_MINIMUM = Key(name="minimum", read=Rules.amount, default=None)
_INFORMATIVE: Key[bool | None] = Key(name="informative", read=Rules.flag, default=False)
_PART_OF = Key(name="part_of", read=_whole, default="")
_PART_WHEN = Key(name="when", read=read_filter, default=Filter())
_FROM = Key(name="from", read=choice_of(*Kind, CLAIMED), default="")
_UNIT_KEYS = (
    *(_LABEL, _LABELS, _PER_HOUR, _ROUND, _MINIMUM, _INFORMATIVE),
    *(_PART_OF, _PART_WHEN, _FROM),
)


# --- Credit ---------------------------------------------------------------------------------------


def read_credit(rules: Rules, node: Node, name: str) -> CreditRule | None:
    """Return what the entries that a filter lets through are worth."""
    values = read_keys(rules, node, name, (_WHEN, _GIVE))
    given = values.nodes.get("give")
    if isinstance(given, Table):
        rate = read_keys(rules, given, f"{name}.give", (_RATE,))
        return CreditRule(when=values[_WHEN], per_hour=rate[_RATE])
    amount = rules.figure(given, f"{name}.give") if given is not None else None
    return CreditRule(when=values[_WHEN], give=amount)


_WHEN = Key(name="when", read=read_filter, default=Filter())
_GIVE: Key[None] = Key(name="give", read=lambda *_: None, default=None, needed=True)
_RATE = Key(name="per_hour", read=Rules.figure, default=None, needed=True)


# --- Periods --------------------------------------------------------------------------------------


def read_period(rules: Rules, node: Node, name: str) -> PeriodRule | None:
    """Return one way in which the cycles may lie."""
    values = read_keys(rules, node, name, _PERIOD_KEYS)
    length, start, rolling = values[_LENGTH], values[_FIRST_DAY], bool(values[_ROLLING])
    if rolling == ("start" in values) and isinstance(node, Table):
        _refuse_start(rules, node, name, rolling=rolling)
    if length is None or not (start or rolling):
        return None
    if start and not start.startswith("member.") and day(start) is None and length != YEAR:
        _refuse_length(rules, values, name, start)
    return PeriodRule(
        cycle=CycleRule(length=length, start=start, rolling=rolling),
        record_by=values[_RECORD_BY],
        keep=values[_KEEP],
    )


def _refuse_start(rules: Rules, node: Node, name: str, *, rolling: bool) -> None:
    """Report a period that begins on a day and rolls too, or neither."""
    if rolling:
        message = "a period that is rolling has no `start`: it ends on the day that is counted"
        rules.refuse(node, name, message, "delete `start`, or `rolling`")
    else:
        rules.refuse(node, name, "`start` is missing", "add `start: ...`")


def _refuse_length(rules: Rules, values: Values, name: str, start: str) -> None:
    """Report a length that a day of the year cannot begin without saying of which year."""
    message = f"cycles that begin on `{start}` last one year"
    remedy = "write `length: P1Y`, or give `start` a year"
    rules.refuse(values.nodes["length"], f"{name}.length", message, remedy)


def _start(rules: Rules, node: Node, name: str) -> str:
    text = rules.text(node, name)
    known = day(text) is not None or _START.fullmatch(text) is not None
    if known and text[:1].isdigit() and day(text) is None and day(f"2000-{text}") is None:
        known = False
    if not known and isinstance(node, Text):
        remedy = 'write "04-01", 2022-01-01, member.renewal or settings.year_start'
        rules.refuse(node, name, f'"{text}" is not a day on which cycles begin', remedy)
    return text if known else ""


_LENGTH = Key(name="length", read=span_of_time, default=None, needed=True)
_FIRST_DAY = Key(name="start", read=_start, default="")
_ROLLING: Key[bool | None] = Key(name="rolling", read=Rules.flag, default=False)
_RECORD_BY = Key(name="record_by", read=span_of_time, default=None)
_KEEP = Key(name="keep", read=span_of_time, default=None)
_PERIOD_KEYS = (_LENGTH, _FIRST_DAY, _ROLLING, _RECORD_BY, _KEEP)

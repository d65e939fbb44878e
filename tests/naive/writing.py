"""A generated journal as the text its author would have written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from random import Random

from tests.naive.entries import Data

TIMES = ("hours", "participatory_hours")
HEADINGS = {
    "need": "Why",
    "learned": "What I learned",
    "applied": "How I applied it",
    "benefit": "Who benefits",
    "next": "Next steps",
}


def settings_text(journal: Data) -> str:
    """The settings file of a journal."""
    lines = [f'year_start: "{journal["year_start"]}"', "schemes:"]
    for name, facts in journal["members"].items():
        lines.append(f"  - {_flow({'id': name} | facts)}")
    lines.append("types: {ward-round: {label: Ward round, like: work-based}}")
    return "\n".join(lines) + "\n"


def entry_texts(journal: Data, random: Random) -> dict[str, str]:
    """The files of the entries by path, spelled in one of the ways that mean the same."""
    return {
        f"journal/{random.choice(['', '2024/', 'old/x/'])}{entry['id']}.md": _entry(entry, random)
        for entry in journal["entries"]
    }


def _entry(entry: Data, random: Random) -> str:
    """One entry: fields in any order, a reflection in the front matter or under its heading."""
    fields, body = [], ["", "Something happened."]
    for name, value in entry.items():
        if name in {"id", "like", "spelled"} or (name, value) == ("kind", "activity"):
            continue
        if name in HEADINGS and random.random() < 0.5:
            body += ["", f"## {HEADINGS[name]}", "", str(value)]
        elif name in TIMES:
            fields.append(f"{name}: {spelled(value, random)}")
        else:
            fields.append(f"{name}: {_flow(value)}")
    if "learned" not in entry and random.random() < 0.2:
        body += ["", "## What I learned"]
    random.shuffle(fields)
    return "\n".join(["---", *fields, "---", *body]) + "\n"


def spelled(time: Fraction, random: Random) -> str:
    """A time in one of its spellings."""
    return random.choice(list(_spellings(time)))


def _spellings(time: Fraction) -> Iterator[str]:
    """Every way to write a time."""
    if 10**6 % time.denominator == 0:
        yield _number(time)
        yield f"'{_number(time)}'"
    minutes = time * 60
    if minutes.denominator == 1:
        yield f"{minutes}m"
        yield f"{minutes} min"
        hours, rest = divmod(int(minutes), 60)
        if rest:
            yield f"{hours}h{rest:02d}"
            yield f"{hours}h {rest}m"


def _number(number: Fraction) -> str:
    """A number whose decimals end."""
    whole, rest = divmod(number, 1)
    millionths = f"{int(rest * 10**6):06d}".rstrip("0")
    return f"{whole}.{millionths}" if millionths else f"{whole}"


def _flow(value: object) -> str:
    """A value as YAML on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Fraction):
        return _number(Fraction(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return json.dumps(value)


def _key(key: object) -> str:
    """A key as YAML."""
    return key.isoformat() if isinstance(key, date) else json.dumps(str(key))

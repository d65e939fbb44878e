"""An option for every field of an entry, made from the table of the fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from cpdsite.cli import completing
from cpdsite.exchange.yaml_text import Value
from cpdsite.parse.fields import FIELD_BY_NAME, FIELDS, Field, Shape

F = TypeVar("F", bound=Callable[..., Any])

_SHOWN = (
    *("type", "date", "end", "hours", "kind", "status", "claims", "points", "category", "provider"),
    *(
        "url",
        "location",
        "tags",
        "goals",
        "competencies",
        "evidence",
        "visibility",
        "draft",
        "highlight",
    ),
)
"""What `--help` lists; the others are there all the same."""
_ONE_OF = {"tags": "tag", "goals": "goal", "competencies": "competency", "claims": "claim"}
_COMPLETED: Mapping[str, Callable[..., Any]] = {
    "type": completing.types,
    "category": completing.categories,
    "claims": completing.claims,
    "tags": completing.tags,
    "provider": completing.providers,
    "goals": completing.goals,
    "competencies": completing.competencies,
    "scheme": completing.schemes,
}
_MANY = (Shape.TEXTS, Shape.EVIDENCE, Shape.CLAIMS)
_METAVARS = {
    Shape.DAY: "DATE",
    Shape.AMOUNT: "TIME",
    Shape.NUMBER: "NUMBER",
    Shape.CLAIMS: "SCHEME/CLAIM",
    Shape.EVIDENCE: "FILE|URL",
    Shape.SPAN: "FROM TO",
}


def field_options(command: F) -> F:
    """Add an option for each field but the title; those that `--help` shows come in its order."""
    hidden = [field.name for field in FIELDS if field.name not in {*_SHOWN, "title"}]
    for name in reversed((*_SHOWN, *hidden)):
        command = _option(FIELD_BY_NAME[name])(command)
    return command


def said(options: Mapping[str, Any]) -> dict[str, Value]:
    """Return the fields that were given by their options."""
    given = {name: value for name, value in options.items() if value not in (None, (), "")}
    return {name: _as_value(FIELD_BY_NAME[name], value) for name, value in given.items()}


def flag_of(name: str) -> str:
    """Return the option that gives a field, such as `--from-whom`."""
    return f"--{_ONE_OF.get(name, name).replace('_', '-')}"


def _as_value(field: Field, value: Any) -> Value:  # noqa: ANN401 (what click makes of an option)
    if field.shape is Shape.SPAN:
        return {"from": value[0], "to": value[1]}
    return list(value) if isinstance(value, tuple) else value


def _option(field: Field) -> Callable[[F], F]:
    """Return the option of one field."""
    flag = flag_of(field.name)
    several = field.shape in _MANY
    words = _COMPLETED.get(field.name)
    choices = click.Choice([*map(str, field.choices)]) if field.choices else None
    return click.option(
        f"{flag}/--no-{flag[2:]}" if field.shape is Shape.FLAG else flag,
        field.name,
        type=bool if field.shape is Shape.FLAG else choices or str,
        default=None,
        multiple=several,
        nargs=2 if field.shape is Shape.SPAN else 1,
        metavar="KIND"
        if field.name == "kind"
        else None
        if choices
        else _METAVARS.get(field.shape, "TEXT"),
        hidden=field.name not in _SHOWN,
        shell_complete=completing.completes(words) if words else None,
        help=_help(field, several=several),
    )


def _help(field: Field, *, several: bool) -> str:
    """Return what a field says, as a sentence."""
    about = f"{field.about[:1].upper()}{field.about[1:]}".replace("`", "")
    return f"{about}; may be given again." if several else f"{about}."

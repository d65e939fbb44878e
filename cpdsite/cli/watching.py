"""A command that is done again whenever a file of the folder changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import click

from cpdsite.cli.shell import Exit
from cpdsite.files.faults import Fault, UsageFault
from cpdsite.render import words

_NAMED = 3
"""Changed files that are named; of more, their number."""
_TICK = 1.0
"""Seconds between two chances for Ctrl-C on systems that give it none while we wait."""


def repeat(once: Callable[[], Exit], root: Path, *, poll: bool) -> Exit:
    """Do something now and at each change until Ctrl-C; return how it ended the last time."""
    # Only who watches pays for it.
    from cpdsite.serve.changes import Changes

    code = Exit.WELL
    with suppress(KeyboardInterrupt), Changes(root.resolve(), poll=poll) as changes:
        code = once()
        while True:
            click.echo("Waiting for changes; Ctrl-C ends it.", err=True)
            while not ((burst := changes.wait(_TICK)) and burst.paths):
                pass
            click.echo(f"changed: {named(burst.paths)}", err=True)
            code = _unless_faulty(once)
    click.echo(err=True)  # the terminal shows ^C on the line above
    return code


def named(paths: Iterable[str]) -> str:
    """Return changed files by name; of many the first, and how many more there are."""
    every = sorted(paths)
    more = words.count(len(every) - _NAMED, "more file")
    return ", ".join(every[:_NAMED]) + (f" and {more}" if len(every) > _NAMED else "")


def _unless_faulty(once: Callable[[], Exit]) -> Exit:
    """Do something; what would end the command is said, and may be mended."""
    try:
        return once()
    except Fault as fault:
        click.echo(fault.text, err=True, nl=False)
        return Exit.USAGE if isinstance(fault, UsageFault) else Exit.SURROUNDINGS

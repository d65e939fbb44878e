"""The same glance on a terminal: colours where it has them and nobody minds, and a bar a target."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from fractions import Fraction

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cpdsite.assess.missing import Lack
from cpdsite.cli.glance import Glance, Result, asked, head, sentence, years
from cpdsite.model.assessment import Portfolio, Status
from cpdsite.model.scheme import Level

WIDEST = 110
"""Columns beyond which lines are hard to follow."""
NARROWEST = 40
"""Columns below which words would be cut; such a terminal breaks the lines itself."""
BAR = 40
"""Columns of a bar, where there is room for them."""
SIGNS = {"full": "█", "rest": "░", "pace": "┃", "+": "✓", "next": "→", "": "·", "!": "!"}
"""What not every terminal can show."""
PLAIN = {"full": "#", "rest": "-", "pace": "|", "+": "+", "next": ">", "": ".", "!": "!"}
"""The same for one that cannot."""
STYLES = {"+": "green", "!": "bold yellow", "": "dim"}


def paint(shown: Portfolio, glances: Sequence[Glance], others: Sequence[Lack]) -> None:
    """Print the glance; NO_COLOR leaves colours out, and whatever else is no text."""
    plain = "NO_COLOR" in os.environ
    console = Console(highlight=False, color_system=None if plain else "auto")
    console.width = max(NARROWEST, min(console.width, WIDEST))
    first, *rest = head(shown)
    console.print(Text(first, style="bold"))
    for line in rest:
        console.print(Text(line, style="bold yellow"))
    for one in glances:
        console.print()
        _cycle(console, one)
    if others:
        console.print()
        _lacks(console, others, indent=0)
    console.print()
    console.print(_years(shown))


def _cycle(console: Console, one: Glance) -> None:
    """Print one cycle: its name, the bar, the requirements, and what is missing next."""
    name = Table.grid(expand=True, padding=(0, 1))
    name.add_column(ratio=1)
    name.add_column(justify="right", no_wrap=True)
    title = Text.assemble((one.title, "bold"), " ", (one.cycle, "bold cyan"))
    name.add_row(title, Text(one.state, style="dim" if one.state == "closed" else "cyan"))
    console.print(name)
    for line in (f"{one.recorded}; {one.dates}", *one.rules):
        console.print(Padding(Text(line), (0, 0, 0, 2)))
    if one.part is not None:
        console.print(_bar(console, one.part, one.pace))
    if one.results:
        console.print(_results(console, one.results))
    _lacks(console, one.lacks, indent=2)
    if one.closed:
        console.print(Text(f"  {_signs(console)['next']} {one.closed}", style="yellow"))


def _bar(console: Console, part: Fraction, pace: Fraction | None) -> Text:
    """Return a bar with the place where a steady pace would be today."""
    signs = _signs(console)
    width = min(BAR, console.width - len("  100%  | steady pace"))
    done, due = int(part * width), -1
    if pace is not None and part < 1:
        due = min(int(pace * width), width - 1)
    colour = "yellow" if pace is not None and part < pace else "green"
    bar = Text("  ")
    for full, until in ((True, done), (False, width)):
        start = len(bar) - 2
        sign, style = (signs["full"], colour) if full else (signs["rest"], "dim")
        if start <= due < until:
            bar.append(sign * (due - start), style=style).append(signs["pace"], style="bold")
            start = due + 1
        bar.append(sign * (until - start), style=style)
    bar.append(f" {int(part * 100)}%", style="bold")
    return bar.append(f"  {signs['pace']} steady pace", style="dim") if due >= 0 else bar


def _results(console: Console, results: Sequence[Result]) -> Padding:
    """Return the requirements in columns: a sign, what is recorded, what is asked."""
    signs = _signs(console)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    for one in results:
        style = STYLES[one.mark]
        asked = Text(one.asked, style="dim" if one.mark == "+" else "")
        value = Text(one.value, style="" if one.mark == "+" else style)
        grid.add_row(Text(signs[one.mark], style=style), value, asked)
    return Padding(grid, (0, 0, 0, 2))


def _lacks(console: Console, lacks: Sequence[Lack], *, indent: int) -> None:
    """Print what is missing next, and below it what is asked."""
    arrow = _signs(console)["next"]
    for lack in lacks:
        urgent = lack.level is Level.MUST and lack.status in {Status.AT_RISK, Status.SHORT}
        style = "bold yellow" if urgent else "yellow" if lack.level is Level.MUST else ""
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_row(Text(arrow, style=style), Text(sentence(lack), style=style))
        if lack.asked:
            grid.add_row("", Text(asked(lack), style="dim"))
        console.print(Padding(grid, (0, 0, 0, indent)))


def _years(shown: Portfolio) -> Table:
    """Return the years with their entries and hours."""
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("year")
    for name in ("entries", "hours"):
        grid.add_column(name, justify="right")
    for row in years(shown):
        grid.add_row(*(Text(text) for text in row))
    return grid


def _signs(console: Console) -> Mapping[str, str]:
    """Return the signs that the terminal can show."""
    try:
        "".join(SIGNS.values()).encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    return SIGNS

"""What was measured, as rows of a table, and the table's place in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAD = """\
| question | entries | cpdsite | beside it | ratio (from to) | target | met |
|---|---:|---:|---:|---:|---:|---|
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The figures of one question at one size."""

    question: str
    entries: int
    unit: str
    """`s`, `ms` or `MB`."""
    ours: Sequence[float]
    """A figure for each run."""
    beside: str = ""
    """What it is held against; "" for nothing."""
    theirs: Sequence[float] = ()
    """The figures of the same runs."""
    target: float | None = None
    """What the ratio, or without one our median, is not to exceed."""

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours to theirs, run by run."""
        return tuple(a / b for a, b in zip(self.ours, self.theirs, strict=bool(self.theirs)))

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        found = median(self.ratios or self.ours)
        return None if self.target is None else found <= self.target


def table(answers: Iterable[Answer]) -> str:
    """Return a Markdown table."""
    return HEAD + "".join(row(answer) for answer in answers)


def row(answer: Answer) -> str:
    """Return one line of the table; figures are medians."""
    beside = f"{answer.beside} {_shown(answer.theirs, answer.unit)}" if answer.beside else ""
    ratios = answer.ratios
    ratio = f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})" if ratios else ""
    target = "" if answer.target is None else f"≤ {answer.target:g}"
    if target and not ratios:
        target += f" {answer.unit}"
    met = {True: "yes", False: "**no**", None: ""}[answer.met]
    cells = (
        answer.question,
        f"{answer.entries:,}",
        _shown(answer.ours, answer.unit),
        beside,
        ratio,
        target,
        met,
    )
    return f"| {' | '.join(cells)} |\n"


def between(text: str) -> str:
    """Return what stands between the two marks."""
    return text.partition(BEGIN)[2].partition(END)[0].strip("\n")


def put(text: str, measured: str) -> str:
    """Return the text with something else between the two marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        message = f"there is no place for the table: {BEGIN} … {END}"
        raise ValueError(message)
    return f"{before}{begin}\n\n{measured.strip()}\n\n{end}{after}"


def _shown(figures: Sequence[float], unit: str) -> str:
    """Return the median with its unit."""
    digits = 2 if unit == "s" else 0
    return f"{median(figures):,.{digits}f} {unit}"

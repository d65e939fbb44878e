"""One attempt at the site: either it is made, or it is known what stands in the way."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path

from cpdsite.build import begin
from cpdsite.counting import check, count
from cpdsite.files.faults import Fault, UsageFault
from cpdsite.files.names import JOURNAL
from cpdsite.keeping import Decodings
from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.model.theme import Theme
from cpdsite.render.reporters import full
from cpdsite.render.reporters.printable import counted
from cpdsite.stages import Begun, Request

SHOWN_AT_MOST = 20
"""Faults on a page; the terminal shows them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of reading the folder once."""

    made: Begun | None = None
    """None when something stands in the way."""
    findings: tuple[Finding, ...] = ()
    message: str = ""
    """What stands in the way and is no finding in a file, as the terminal shows it."""
    seconds: float = 0.0
    """How long it took."""

    @property
    def warnings(self) -> int:
        """How many findings are worth a look although the site was made."""
        return sum(finding.severity is Severity.WARNING for finding in self.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stand in the way."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def faults(self) -> str:
        """What stands in the way, as the terminal shows it in colours; "" when the site was made."""
        if self.made or self.message:
            return self.message
        blocks = [full.block(finding, color=True) for finding in self.errors[:SHOWN_AT_MOST]]
        rest = counted(self.errors[SHOWN_AT_MOST:])
        return "\n".join([*blocks, *([f"{rest} more: see the terminal\n"] if rest else [])])


@dataclass(slots=True, kw_only=True)
class Memory:
    """What the last attempt found out, for the next one: it holds private entries, so no disk has it."""

    decodings: Decodings = field(default_factory=Decodings)
    codes: dict[str, bytes] = field(default_factory=dict)
    """Templates, compiled."""
    theme: Theme | None = None
    """One with which every page could be made; None while there was none."""


def attempt(root: Path, request: Request, memory: Memory) -> Attempt:
    """Begin the site of a folder as it is now; nothing is raised and nothing is written.

    A page is made when it is asked for; with another theme all are made at once, to know its faults.
    """
    start = time.perf_counter()
    try:
        if not (root / JOURNAL).is_dir():
            # It was there when we began: without it every entry would seem to be deleted.
            message = f"the folder {JOURNAL} is gone"
            raise UsageFault(message, "put it back")  # noqa: TRY301 (shown like those from below)
        checked = check(root, request.today, memory.decodings)
        whole = count(checked, request)
        made = begin(root, whole, memory.codes) if whole else None
        if made and (theme := replace(made.theme, assets={})) != memory.theme:
            for path in made.files:
                made.files[path]
            memory.theme = theme
    except Exception as raised:  # noqa: BLE001 (whatever it is: it is shown, and we go on)
        return Attempt(message=in_the_way(raised))
    seconds = time.perf_counter() - start
    return Attempt(made=made, findings=checked.findings, seconds=seconds)


def in_the_way(raised: Exception) -> str:
    """Say what stands in the way of a page, as the terminal shows it: a fault, or our own mistake."""
    if isinstance(raised, Fault):
        return raised.text
    return (
        f"{''.join(traceback.format_exception(raised))}cpdsite itself failed: {raised}\n"
        "  help: please report this, with the lines above\n"
    )

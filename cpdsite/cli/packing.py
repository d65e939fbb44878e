"""`cpdsite pack`: one cycle of one body as one file, for a reviewer or an audit."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

import click

from cpdsite.assess.documents import listed_in
from cpdsite.assess.words import listed as in_words
from cpdsite.build import selected
from cpdsite.cli.choosing import refuse_unknown
from cpdsite.cli.completing import completes, schemes
from cpdsite.cli.counted import counted
from cpdsite.cli.documenting import unwritten
from cpdsite.cli.shell import (
    STDOUT,
    Shell,
    audience_option,
    keep_going_option,
    require_journal,
    today_option,
    warn_of_errors,
)
from cpdsite.cli.unlisted import refuse_unlisted
from cpdsite.counting import check
from cpdsite.exchange.pdf import is_possible
from cpdsite.files.exporting import refuse_unsafe_target, write_export
from cpdsite.files.faults import SurroundingsFault, UsageFault
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.share import Selection
from cpdsite.model.slug import slug
from cpdsite.packing import done, pack
from cpdsite.parse.reading import listed
from cpdsite.render import words
from cpdsite.render.pack_page import Carrier
from cpdsite.render.reporters.printable import printable
from cpdsite.stages import Checked, Request

HELP = """Make one file of a cycle, for a reviewer or an audit.

It holds the cover, what is asked and what was done, every entry in full, and the evidence with the
SHA-256 of each file. html opens in any browser, also as an attachment of a mail; pdf has the evidence
attached; zip has it in a folder. Without --scheme it is the first body of the settings, without --cycle
the current cycle. docs/packing.md says more.

\b
Examples:
  cpdsite pack
  cpdsite pack --scheme hcpc --cycle 2023-2025 --format pdf --output hcpc.pdf
"""
_FEW = 5
"""So many titles are listed in a line."""
_WHOM = {
    Audience.PUBLIC: "for everybody",
    Audience.REVIEWER: "for a reviewer",
    Audience.OWNER: "for you alone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is packed."""

    selection: Selection
    notes: tuple[str, ...]
    """What was chosen for want of a word, and what else there is."""

    @property
    def title(self) -> str:
        """In a few words, such as `gcs 2025-26`."""
        return f"{self.selection.scheme} {self.selection.cycle}"


@click.command("pack", help=HELP)
@click.option(
    "--scheme",
    metavar="ID",
    shell_complete=completes(schemes),
    help="Which body; else the first of the settings.",
)
@click.option("--cycle", metavar="LABEL", help="Which of its cycles; else the current one.")
@click.option(
    "--format",
    "form",
    type=click.Choice([one.value for one in Carrier]),
    default=Carrier.PAGE.value,
    show_default=True,
    help="What sort of file.",
)
@click.option(
    "--output", metavar="FILE", help="Where to; - prints it. Else a name from what is in it."
)
@click.option("--replace", "over", is_flag=True, help="Write over the file if it is there.")
@today_option
@audience_option("reviewer")
@keep_going_option
@click.pass_obj
def pack_command(
    shell: Shell,
    scheme: str | None,
    cycle: str | None,
    form: str,
    output: str | None,
    today: date,
    audience: str,
    *,
    over: bool,
    keep_going: bool,
) -> None:
    """Count, choose, make, prove, and write."""
    require_journal(shell.root)
    carrier = Carrier(form)
    _refuse(carrier, output)
    checked = check(shell.root, today)
    request = Request(today=today, audience=Audience.OWNER, keep_going=keep_going)
    whole = counted(checked, request)
    refuse_unlisted(checked, scheme)
    choice = _chosen(whole, scheme, cycle)
    warn_of_errors(checked)
    part = done(selected(checked, whole, choice.selection, Audience(audience)))
    name = f"cpd-{slug(choice.title)}"
    target = shell.start / output if output else shell.root / f"{name}.{carrier}"
    if output != STDOUT:
        refuse_unsafe_target(shell.root, target, replace=over)
    made = pack(shell.root, checked, part, carrier, name)
    for note in _notes(checked, whole, choice, part):
        click.echo(printable(note), err=True)
    if output == STDOUT:
        sys.stdout.buffer.write(made.data)
        return
    write_export(shell.root, target, made.data, replace=over)
    inside = words.entries(len(part.entries))
    files = words.count(made.files, "file of evidence", "files of evidence")
    told = f"{choice.title}, {inside}, {files}, {_WHOM[part.audience]}"
    click.echo(f"{told}: {target} ({len(made.data) / 1000:,.0f} KB)")


def _refuse(carrier: Carrier, output: str | None) -> None:
    """End the command where no pack can be made, before anything is counted."""
    if carrier is Carrier.ATTACHMENTS and not is_possible():
        message = "a PDF needs WeasyPrint, which is not installed"
        remedy = (
            'run `python3 -m pip install "cpdsite[pdf]"` in the environment of cpdsite,'
            " or choose --format html and print it"
        )
        raise SurroundingsFault(message, remedy)
    ending = PurePath(output or "").suffix.lower().removeprefix(".")
    if ending in [*Carrier] and ending != carrier:
        message = f"{output} would be no {ending} file: --format is {carrier}"
        raise UsageFault(message, f"add --format {ending}, or choose another name")
    if output == STDOUT and sys.stdout.isatty():
        message = "a pack is not for a terminal"
        raise UsageFault(message, "name a file, or lead the output into one")


def _chosen(whole: Portfolio, scheme: str | None, cycle: str | None) -> Choice:
    """Return what is asked for; end the command for a scheme or cycle that there is not."""
    found = {one.scheme.id: [c.label for c in one.cycles] for one in whole.assessment.schemes}
    refuse_unknown("scheme", scheme, found)
    first, *others = found
    body = scheme or first
    refuse_unknown(f"cycle of {body}", cycle, found[body])
    *earlier, current = found[body]
    notes = []
    if others and scheme is None:
        notes += [f"The body is {body}; --scheme takes another: {listed(others)}."]
    if earlier and cycle is None:
        notes += [f"The cycle is {current}; --cycle takes another: {listed(earlier)}."]
    selection = Selection(scheme=body, cycle=cycle or current)
    return Choice(selection=selection, notes=tuple(notes))


def _notes(checked: Checked, whole: Portfolio, choice: Choice, part: Portfolio) -> Iterator[str]:
    """Yield what to know of a pack before it is handed over."""
    yield from choice.notes
    yield from _left_out(checked, whole, choice, part)
    yield from _not_asked(part)
    yield from unwritten(part.entries)


def _left_out(checked: Checked, whole: Portfolio, choice: Choice, part: Portfolio) -> Iterator[str]:
    """Yield which entries belong to the cycle and are not in the pack, and why."""
    if not part.entries:
        yield "No entry is in it."
    every = done(selected(checked, whole, choice.selection, Audience.OWNER))
    inside = {entry.id for entry in part.entries}
    left = [entry for entry in every.entries if entry.id not in inside]
    if left:
        what = words.count(len(left), "entry of the cycle is", "entries of the cycle are")
        they = "it is" if len(left) == 1 else "they are"
        yield f"{what} left out, as {they} not {_WHOM[part.audience]}: {_titles(left)}."


def _not_asked(part: Portfolio) -> Iterator[str]:
    """Yield which activities are in the pack, although the body's papers on activities leave them out."""
    for found in part.assessment.schemes:
        for cycle in found.cycles:
            papers = [d for d in found.in_force(cycle).handover if d.kind == Kind.ACTIVITY]
            asked = {one.entry.id for d in papers for one in listed_in(part, found, cycle, d)}
            own = [e for e in part.entries if e.kind is Kind.ACTIVITY and e.id not in asked]
            if papers and own:
                what = words.count(len(own), "activity that is", "activities that are")
                names = f": {_titles(own)}" if len(own) <= _FEW else ""
                papers_of = f"The papers of {found.scheme.id}, which `cpdsite export` makes,"
                yield f"{papers_of} leave out {what} in it{names}."


def _titles(entries: Sequence[Entry]) -> str:
    return in_words(f'"{entry.title}"' for entry in entries)

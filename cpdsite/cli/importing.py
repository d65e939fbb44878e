"""`cpdsite import`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from cpdsite import checks
from cpdsite.cli.asking import on_terminal
from cpdsite.cli.import_log import doubtful_dates, log_lines
from cpdsite.cli.import_report import in_one_line, report_lines
from cpdsite.cli.shell import Exit, Shell, day_option, refuse_errors, refuse_inside_journal, report
from cpdsite.counting import check
from cpdsite.exchange.importing.columns import Mapped, map_columns
from cpdsite.exchange.importing.logs import find_log
from cpdsite.exchange.importing.own import is_own, own_drafts, own_log
from cpdsite.exchange.importing.plan import Plan, drafts_of, known, plan
from cpdsite.exchange.importing.records import join
from cpdsite.exchange.importing.words import Words
from cpdsite.files.creating import create_file
from cpdsite.files.faults import Fault, SurroundingsFault, UsageFault
from cpdsite.files.profiles import read_profile
from cpdsite.files.tables import read_tables
from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.model.journal import Folder, Source
from cpdsite.model.profile import Order, Profile
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.journal import decode, read_vocabulary
from cpdsite.parse.places import locate
from cpdsite.parse.profiles import decode_profile
from cpdsite.render import words
from cpdsite.stages import Checked

HELP = """Make entries of a log in CSV or XLSX.

The log may come from a portal or a spreadsheet. Shows what each column becomes and the first rows,
and lists every row that becomes no entry. Nothing is overwritten, and a second run imports nothing
twice. Several FILEs that describe the same activities are put together.

\b
Examples:
  cpdsite import cpd-log.csv --dry-run
  cpdsite import activities.xlsx reflections.csv --profile portal
"""


@click.command("import", help=HELP)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--profile", "name", metavar="P", help="How to read it: profiles/P.yaml, or a file's path."
)
@click.option(
    "--dates",
    type=click.Choice([str(order) for order in Order]),
    help="What stands first where every date of a column could be read both ways.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; only show.")
@day_option("Judge dates as of this day instead of today.")
@click.pass_obj
def import_command(
    shell: Shell,
    files: Sequence[Path],
    name: str | None,
    dates: str | None,
    today: date,
    *,
    dry_run: bool,
) -> None:
    """Read, map, plan, show; write only then."""
    refuse_inside_journal(shell.root)
    checked = check(shell.root, today, inside=False)
    if checked.beyond_the_journal:
        refuse_errors(checked)
    profile = _profile(shell.root, name)
    if dates:
        profile = replace(profile, dates=Order(dates))
    logs = _logs(checked, files, profile)
    planned = _planned(checked, logs, profile)
    sources = [_source(new.file.path, new.file.text) for new in planned.new]
    found = _findings(checked, sources, today)
    for line in report_lines(planned, found, verbose=shell.verbose, dry_run=dry_run):
        click.echo(line)
    if not dry_run and _is_wanted(len(sources)):
        _write(shell.root, sources)
        click.echo(in_one_line(planned, "written"))
    else:
        click.echo(in_one_line(planned, "would be written"))
    wrong = any(finding.severity is Severity.ERROR for finding in found)
    raise click.exceptions.Exit(Exit.ERRORS if wrong else Exit.WELL)


def _is_wanted(number: int) -> bool:
    """Ask a person, where one sits there, whether so many entries are to be written."""
    if not number or not on_terminal():
        return True
    return click.confirm(f"Write {words.entries(number)}?", default=True)


def _write(root: Path, sources: Sequence[Source]) -> None:
    """Write new files, none of them over another; what was written stays when the disk refuses one."""
    for number, source in enumerate(sources):
        try:
            create_file(root, source.path, source.data)
        except (FileExistsError, Fault) as fault:
            what = f"{fault}" if isinstance(fault, Fault) else f"{source.path} is there already"
            message = f"{what}; {words.entries(number)} of {len(sources)} written before that"
            remedy = "mend that and import again: nothing is imported twice"
            raise SurroundingsFault(message, remedy) from fault


def _profile(root: Path, name: str | None) -> Profile:
    """Return a saved profile, or one that says nothing."""
    if name is None:
        return Profile()
    source = read_profile(root, name)
    profile, found = decode_profile(source)
    if profile is None:
        # Its lines are looked up as those of any file are: settings stand for it.
        findings = locate(found, Folder(settings=source), {})
        click.echo(report(findings, None, sys.stderr), err=True, nl=False)
        message = f"{source.path} cannot be used"
        raise UsageFault(message)
    return profile


def _logs(checked: Checked, files: Sequence[Path], profile: Profile) -> list[Mapped]:
    """Return the logs of all files with what their columns become, and show that."""
    known_words = _words(checked, profile)
    logs: list[Mapped] = []
    for file in files:
        for table in read_tables(file, profile.encoding, profile.delimiter):
            again = any(table.name == log.log.name for log in logs)
            named = replace(table, name=str(file.parent / table.name)) if again else table
            log = find_log(named, profile)
            own = is_own(log)
            mapped = own_log(log) if own else map_columns(log, profile, known_words)
            for line in log_lines(mapped):
                click.echo(line)
            logs.append(mapped if own else _decided(mapped, profile, known_words))
    if not any(log.column("date") or log.column("due") for log in logs):
        message = "no column was found that holds the days"
        raise UsageFault(message, "name it in a profile: `columns: {When: date}`")
    return logs


def _decided(mapped: Mapped, profile: Profile, known_words: Words) -> Mapped:
    """Return a log none of whose dates could all be read both ways: a person says which."""
    if not mapped.doubtful:
        return mapped
    doubt = doubtful_dates(mapped.doubtful[0], mapped)
    if not on_terminal():
        raise UsageFault(doubt, "say which stands first: --dates day-first, or month-first")
    click.echo(doubt)
    said = click.prompt("Which stands first", type=click.Choice([str(order) for order in Order]))
    return map_columns(mapped.log, replace(profile, dates=Order(said)), known_words)


def _words(checked: Checked, profile: Profile) -> Words:
    """Return the words of settings, schemes, frameworks and the profile."""
    return Words(
        vocabulary=_vocabulary(checked),
        own_types=profile.types,
        frameworks=checked.journal.frameworks,
    )


def _vocabulary(checked: Checked) -> Vocabulary:
    """Return the words that entries may use."""
    vocabulary, _ = read_vocabulary(checked.folder)
    return vocabulary


def _planned(checked: Checked, logs: Sequence[Mapped], profile: Profile) -> Plan:
    """Return what is to be written."""
    own = [one.log for one in logs if is_own(one.log)]
    joined = join([one for one in logs if one.log not in own])
    drafts = drafts_of(joined, _words(checked, profile), profile.type)
    drafts += [found for log in own for found in own_drafts(log)]
    there = known(checked.folder, checked.journal)
    return plan(logs, joined, drafts, there, _vocabulary(checked))


def _source(path: str, text: str) -> Source:
    """Return a file that is not on the disk yet."""
    return Source(path=path, data=text.encode())


def _findings(checked: Checked, sources: Sequence[Source], today: date) -> list[Finding]:
    """Return what the checks will say of new files, beside those that are there."""
    entries = sorted([*checked.folder.entries, *sources], key=lambda source: source.path)
    folder = replace(checked.folder, entries=tuple(entries))
    journal, found = decode(folder)
    new = {source.path for source in sources}
    findings = locate(checks.run(journal, today, found), folder, journal.settings.field_names)
    return [finding for finding in findings if finding.path in new]

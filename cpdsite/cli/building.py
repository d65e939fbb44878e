"""`cpdsite build`."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from cpdsite.build import Built, Checked, Request, build, check, count
from cpdsite.cli.shell import (
    Shell,
    audience_option,
    keep_going_option,
    refuse_errors,
    require_journal,
    seconds_since,
    today_option,
    warn_of_errors,
)
from cpdsite.files.faults import UsageFault
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.diagnostic import Severity
from cpdsite.model.entry import Entry, Kind
from cpdsite.parse.links import is_web

HELP = """Build the site.

A fault in the journal writes nothing and leaves the former site standing.

\b
Example:
  cpdsite build --audience reviewer --output ~/for-my-appraiser
"""


@click.command("build", help=HELP)
@click.option("--output", metavar="DIR", help="Where to; `output` of the settings, else _site.")
@click.option("--drafts", is_flag=True, help="Build and count drafts too.")
@today_option
@audience_option("public")
@click.option("--base-url", metavar="URL", help="Where the site will be published.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to use.")
@click.option("--no-cache", is_flag=True, help="Take nothing from earlier builds.")
@keep_going_option
@click.option("--explain", is_flag=True, help="Say why each page was built.")
@click.pass_obj
def build_command(
    shell: Shell,
    output: str | None,
    today: date,
    audience: str,
    base_url: str | None,
    jobs: int | None,  # noqa: ARG001 (accepted; one process builds all, and the bytes are the same)
    *,
    drafts: bool,
    no_cache: bool,  # noqa: ARG001 (accepted; nothing is cached)
    keep_going: bool,
    explain: bool,
) -> None:
    """Check, count, build, and say in one line what there is."""
    require_journal(shell.root)
    start = time.monotonic()
    checked = check(shell.root, today)
    files = _many(len(checked.folder.entries), "file", "files")
    shell.say(f"read and checked {files}: {seconds_since(start)}")
    request = Request(
        today=today, audience=Audience(audience), drafts=drafts, keep_going=keep_going
    )
    shown = count(checked, request)
    if shown is None:
        refuse_errors(checked)
        return
    shell.say(f"counted: {seconds_since(start)}")
    warn_of_errors(checked)
    shown = _at(shown, base_url)
    target = output or checked.journal.settings.output
    built = build(shell.root, shown, target)
    shell.say(f"written: {seconds_since(start)}")
    if explain:
        click.echo("every page was built: nothing is kept from earlier builds")
    click.echo(_in_one_line(built, checked))


def _at(shown: Portfolio, base_url: str | None) -> Portfolio:
    """Return a portfolio to be published at another address than the settings say."""
    if base_url is None:
        return shown
    if not is_web(base_url):
        message = f'"{base_url}" is not a web address'
        raise UsageFault(message, "write it in full, such as https://example.github.io/cpd/")
    settings = replace(shown.settings, base_url=base_url.rstrip("/") + "/")
    return replace(shown, settings=settings)


def _in_one_line(built: Built, checked: Checked) -> str:
    """Say what was built, where, and what was left out."""
    shown = built.portfolio
    entries = _many(len(shown.entries), "entry", "entries")
    pages = _many(built.pages, "page", "pages")
    counted = f"counted as of {shown.assessment.as_of} for the {shown.audience}"
    parts = [f"{entries} on {pages} in {_shortest(built.folder)}, {counted}"]
    left_out, uncounted = _left_out(shown, checked), _uncounted(shown)
    if left_out or uncounted:
        said = [f"left out: {', '.join(left_out)}"] if left_out else []
        said += [f"not counted: {', '.join(uncounted)}"] if uncounted else []
        parts.append(f"{'; '.join(said)} (see `cpdsite list --excluded`)")
    warnings = sum(finding.severity is Severity.WARNING for finding in checked.findings)
    if warnings:
        parts.append(f"{_many(warnings, 'warning', 'warnings')} (see `cpdsite check`)")
    return "; ".join(parts)


def _left_out(shown: Portfolio, checked: Checked) -> list[str]:
    """Return what is not in the site, with how many of each."""
    entries = checked.journal.entries
    drafts = 0 if shown.drafts else sum(entry.draft for entry in entries)
    hidden = shown.hidden
    return [
        text
        for number, text in (
            (shown.incomplete, f"{_many(shown.incomplete, 'file', 'files')} with errors"),
            (drafts, _many(drafts, "draft", "drafts")),
            (hidden, f"{hidden} not for the {shown.audience}"),
        )
        if number
    ]


def _uncounted(shown: Portfolio) -> list[str]:
    """Return what is in the site and in no total, with how many of each."""
    planned = sum(entry.planned for entry in shown.entries)
    today = shown.assessment.as_of
    future = sum(entry.day > today and not entry.planned for entry in _activities(shown))
    return [
        f"{number} {what}"
        for number, what in ((planned, "planned"), (future, "dated later"))
        if number
    ]


def _activities(shown: Portfolio) -> list[Entry]:
    return [entry for entry in shown.entries if entry.kind is Kind.ACTIVITY]


def _shortest(folder: Path) -> str:
    """Return a folder relative to the current one where that is shorter."""
    relative = os.path.relpath(folder)
    return relative if not relative.startswith("..") else str(folder)


def _many(number: int, one: str, several: str) -> str:
    """Return a number with its word."""
    return f"{number} {one if number == 1 else several}"

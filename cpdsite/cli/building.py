"""`cpdsite build`."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from cpdsite.build import build, check, count, narrowed, shared
from cpdsite.cli.excluding import in_short, losses
from cpdsite.cli.share_report import open_shares
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
from cpdsite.parse.links import is_web
from cpdsite.render import words
from cpdsite.render.reporters.printable import printable
from cpdsite.stages import Built, Checked, Request

HELP = """Build the site.

A fault in the journal writes nothing and leaves the former site standing.

\b
Example:
  cpdsite build --audience reviewer --output ~/for-my-appraiser
"""


_NAMED = 3
"""So many files are named in the line that says what was built."""
NO_EFFECT = "Accepted for later; changes nothing yet."


@click.command("build", help=HELP)
@click.option("--output", metavar="DIR", help="Where to; `output` of the settings, else _site.")
@click.option("--drafts", is_flag=True, help="Build and count drafts too.")
@today_option
@audience_option("public")
@click.option(
    "--base-url", metavar="URL", help="Where the site will be published: feed and sitemap need it."
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help=NO_EFFECT)
@click.option("--no-cache", is_flag=True, help=NO_EFFECT)
@keep_going_option
@click.option(
    "--explain", is_flag=True, help="Say why pages were built; for now all are, each time."
)
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
    files = words.count(len(checked.folder.entries), "file")
    shell.say(f"read and checked {files}: {seconds_since(start)}")
    request = Request(today=today, audience=Audience.OWNER, drafts=drafts, keep_going=keep_going)
    whole = count(checked, request)
    if whole is None:
        refuse_errors(checked)
    shell.say(f"counted: {seconds_since(start)}")
    warn_of_errors(checked)
    shown = _at(narrowed(checked, whole, Audience(audience)), base_url)
    target = output or checked.journal.settings.output
    shares = open_shares(shell, today) if shown.audience is Audience.PUBLIC else []
    more = shared(shell.root, checked, whole, shares)
    built = build(shell.root, checked, shown, target, more)
    if not shown.settings.base_url:
        shell.say("no feed.xml and no sitemap.xml: they need `base_url` or --base-url")
    shell.say(f"written: {seconds_since(start)}")
    if explain:
        click.echo("every page was built: nothing is kept from earlier builds")
    click.echo(_in_one_line(built, checked, whole, len(shares)))


def _at(shown: Portfolio, base_url: str | None) -> Portfolio:
    """Return a portfolio to be published at another address than the settings say."""
    if base_url is None:
        return shown
    if not is_web(base_url):
        message = f'"{base_url}" is not a web address'
        raise UsageFault(message, "write it in full, such as https://example.github.io/cpd/")
    settings = replace(shown.settings, base_url=base_url.rstrip("/") + "/")
    return replace(shown, settings=settings)


def _in_one_line(built: Built, checked: Checked, whole: Portfolio, shares: int) -> str:
    """Say what was built, where, and what was left out of the owner's whole portfolio."""
    shown = built.portfolio
    entries, pages = words.entries(len(shown.entries)), words.count(built.pages, "page")
    counted = f"counted as of {shown.assessment.as_of} for the {shown.audience}"
    parts = [f"{entries} on {pages} in {_shortest(built.folder)}, {counted}"]
    if shares:
        parts.append(f"with {words.count(shares, 'private link')} (see `cpdsite share list`)")
    missed = in_short(checked, losses(whole, shown.audience), shown.audience)
    if missed:
        parts.append(f"{missed} (see `cpdsite list --excluded`)")
    if built.changed:
        parts.append(_changed(built.changed))
    warnings = sum(finding.severity is Severity.WARNING for finding in checked.findings)
    if warnings:
        parts.append(f"{words.count(warnings, 'warning')} (see `cpdsite check`)")
    return "; ".join(parts)


def _changed(paths: Sequence[str]) -> str:
    """Say which evidence is another than it was, as somebody may have been shown the former one."""
    more = f" and {len(paths) - _NAMED} more" if paths[_NAMED:] else ""
    named = ", ".join(map(printable, paths[:_NAMED]))
    return f"evidence changed since the last build: {named}{more}"


def _shortest(folder: Path) -> str:
    """Return a folder relative to the current one where that is shorter."""
    relative = os.path.relpath(folder)
    return relative if not relative.startswith("..") else str(folder)

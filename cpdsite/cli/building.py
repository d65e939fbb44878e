"""`cpdsite build`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from cpdsite.cli.asked import Asked, Said
from cpdsite.cli.shell import (
    Shell,
    audience_option,
    keep_going_option,
    require_journal,
    today_option,
)
from cpdsite.files.receipts import Placed, look, read_receipt, write_receipt
from cpdsite.spreading import PROCESSES

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
@click.option(
    "--base-url", metavar="URL", help="Where the site will be published: feed and sitemap need it."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Over how many processes to spread the work; as many as there are processors.",
)
@click.option(
    "--no-cache", is_flag=True, help="Make every page anew, and leave nothing for the next build."
)
@keep_going_option
@click.option("--explain", is_flag=True, help="Say which pages were made, and why.")
@click.pass_obj
def build_command(
    shell: Shell,
    output: str | None,
    today: date,
    audience: str,
    base_url: str | None,
    jobs: int | None,
    *,
    drafts: bool,
    no_cache: bool,
    keep_going: bool,
    explain: bool,
) -> None:
    """Check, count, build, and say in one line what there is."""
    require_journal(shell.root)
    PROCESSES.set(jobs or 0)
    asked = Asked(
        today=today,
        audience=audience,
        drafts=drafts,
        keep_going=keep_going,
        output=output and shell.from_root(output),
        base_url=base_url,
    )
    said = _made(shell, asked, cached=False) if no_cache else _kept_or_made(shell, asked)
    if explain:
        click.echo(said.reasons)
    click.echo(_shortest(said.placed.folder).join(said.line))


def _kept_or_made(shell: Shell, asked: Asked) -> Said:
    """Leave the site as it is where a build would only make it again; else build it."""
    root, key = shell.root, repr(asked)
    found = read_receipt(root, key)
    if found:
        before, _, after = found.said.partition("\0")
        same = "nothing changed since the last build"
        shell.say(same)
        placed = Placed(folder=Path(found.folder), mark=())
        every = f"{same}: every page was kept"
        return Said(placed=placed, line=(before, after), reasons=every)
    now = look(root)
    said = _made(shell, asked, cached=True)
    if said.lasting:
        write_receipt(root, key, now, said.placed, "\0".join(said.line))
    return said


def _made(shell: Shell, asked: Asked, *, cached: bool) -> Said:
    """Build the site."""
    from cpdsite.cli.making import made  # half a second that a site as it was can do without

    return made(shell, asked, cached=cached)


def _shortest(folder: Path) -> str:
    """Return a folder relative to the current one where that is shorter."""
    relative = os.path.relpath(folder)
    return relative if not relative.startswith("..") else str(folder)

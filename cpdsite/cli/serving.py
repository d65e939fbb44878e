"""`cpdsite serve`."""

from __future__ import annotations

import sys
import webbrowser
from contextlib import suppress
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING

import click

from cpdsite.cli.shell import Shell, days, report, require_journal, today_option
from cpdsite.cli.watching import named
from cpdsite.render import words

if TYPE_CHECKING:
    from cpdsite.serve.attempts import Attempt
    from cpdsite.serve.requests import Names
    from cpdsite.stages import Begun

HELP = """Show the site in the browser while you write.

Made for you alone, private entries too; made anew when a file changes, and then the browser loads
the page again. Faults are shown over the page until they are mended. Nothing is written to the
disk; Ctrl-C ends it.

\b
Example:
  cpdsite serve --open
"""
PORT = 8000


@click.command("serve", help=HELP)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="0 takes one that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="An address of this machine. Beyond 127.0.0.1 others can read your private entries.",
)
@click.option("--open", "opening", is_flag=True, help="Open the browser too.")
@click.option("--poll", is_flag=True, help="For disks that do not tell of changes (network, WSL).")
@click.option("--drafts", is_flag=True, help="Build and count drafts too.")
@today_option
@click.pass_context
def serve_command(
    context: click.Context,
    port: int,
    host: str,
    today: date,
    *,
    opening: bool,
    poll: bool,
    drafts: bool,
) -> None:
    """Serve until Ctrl-C."""
    # Only this command pays for a server.
    from cpdsite.serve.listening import listening
    from cpdsite.serve.requests import Names
    from cpdsite.serve.session import Wishes, run

    shell: Shell = context.obj
    require_journal(shell.root)
    wishes = Wishes(
        root=shell.root.resolve(),
        clock=days(context, today),
        drafts=drafts,
        poll=poll,
    )
    names = Names(given=host)
    with listening(host, port) as sockets, suppress(KeyboardInterrupt):
        address = _address(names, sockets[0].getsockname()[1])
        _greet(address, names)
        told = _Teller(address if opening else "")
        run(wishes, names, sockets, told)
    click.echo("\nEnded.")  # below the ^C that the terminal shows


class _Teller:
    """Says in the terminal what became of each attempt, and opens the browser after the first."""

    def __init__(self, opens: str) -> None:
        self._opens = opens

    def __call__(self, found: Attempt, paths: frozenset[str]) -> None:
        """Report one attempt."""
        if paths:
            click.echo(f"changed: {named(paths)}")
        if found.made:
            click.echo(_in_one_line(found.made, found))
        else:
            text = found.message or report(found.errors, None, sys.stderr)
            click.echo(text, err=True, nl=False)
            click.echo("The site was not made anew: mend this first.", err=True)
        if self._opens:
            # Where the only browser is one of the terminal, it does not come back before its end.
            Thread(target=webbrowser.open, args=(self._opens,), daemon=True).start()
            self._opens = ""


def _address(names: Names, port: int) -> str:
    """Return where the site is to be found."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(names.given, names.given)  # noqa: S104 (shown)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _greet(address: str, names: Names) -> None:
    """Say where the site is, and who can read it."""
    click.echo(f"Your site, private entries too, is at {address} (Ctrl-C ends it)")
    if not names.loopback:
        click.echo(
            "Everyone who can reach this machine over the network can read it, without a password.",
            err=True,
        )


def _in_one_line(made: Begun, found: Attempt) -> str:
    """Say what was made."""
    shown = made.portfolio
    entries, pages = words.entries(len(shown.entries)), words.count(made.pages, "page")
    parts = [f"{entries} on {pages}, counted as of {shown.assessment.as_of}: {found.seconds:.1f} s"]
    if found.warnings:
        parts.append(f"{words.count(found.warnings, 'warning')} (see `cpdsite check`)")
    return "; ".join(parts)

"""`cpdsite`: the group of commands, and what happens when one cannot go on."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from cpdsite import __version__
from cpdsite.cli.building import build_command
from cpdsite.cli.checking import check_command
from cpdsite.cli.exporting import export_command
from cpdsite.cli.fixing import fix_command
from cpdsite.cli.importing import import_command
from cpdsite.cli.listing import list_command
from cpdsite.cli.publishing import publish_command
from cpdsite.cli.schema import schema_command
from cpdsite.cli.schemes import schemes_command
from cpdsite.cli.serving import serve_command
from cpdsite.cli.sharing import share_command
from cpdsite.cli.shell import Exit, Shell
from cpdsite.cli.standing import status_command
from cpdsite.cli.starting import init_command
from cpdsite.cli.theme import theme_command
from cpdsite.cli.writing import new_command
from cpdsite.files.faults import Fault, UsageFault

HELP = """Keep a record of continuing professional development as plain text; check it, count it
under the rules of several professional bodies, and build a portfolio from it.

\b
Example:
  cpdsite check
  cpdsite -C ~/cpd build --audience reviewer
"""


@click.group(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Run in another folder.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
@click.version_option(__version__, "-V", "--version", message="cpdsite %(version)s")
@click.pass_context
def cli(context: click.Context, folder: Path, *, verbose: bool) -> None:
    """Remember what all commands share."""
    context.obj = Shell(root=folder, verbose=verbose)


COMMANDS = (
    init_command,
    new_command,
    check_command,
    fix_command,
    import_command,
    build_command,
    serve_command,
    share_command,
    publish_command,
    status_command,
    list_command,
    export_command,
    schemes_command,
    schema_command,
    theme_command,
)
for command in COMMANDS:
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end; the exit code is 0, 1, 2 or 3 as the documentation says."""
    # A command makes values and ends: looking for garbage among them takes a third of its time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal of few letters is no reason to stop
    try:
        # Without standalone mode click hands back the code with which a command ended itself.
        ended = cli.main(arguments, prog_name="cpdsite", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(ended or Exit.WELL)
    except click.Abort:
        sys.exit(Exit.SURROUNDINGS)
    except click.ClickException as fault:
        fault.show()
        sys.exit(Exit.USAGE)
    except Fault as fault:
        code = Exit.USAGE if isinstance(fault, UsageFault) else Exit.SURROUNDINGS
        _stop(fault.message, fault.help, code)
    except BrokenPipeError:
        _hush()  # who reads us has heard enough
        sys.exit(Exit.SURROUNDINGS)
    except OSError as trouble:
        _hush()
        _stop(f"{trouble.strerror or trouble}", "look at the disk and try again", Exit.SURROUNDINGS)
    except Exception as mistake:  # noqa: BLE001 (whatever it is, it is ours, and is shown whole)
        traceback.print_exc()
        _stop(f"cpdsite itself failed: {mistake}", "please report this, with the lines above", 3)


def _hush() -> None:
    """Let what is still to be printed go nowhere, as printing it would fail once more."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stop(message: str, remedy: str, code: int) -> None:
    """Say why there is nothing to show, and end."""
    click.echo(f"cpdsite: {message}", err=True)
    if remedy:
        click.echo(f"  help: {remedy}", err=True)
    sys.exit(code)

"""`cpdsite`: the group of commands, and what happens when one cannot go on."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
import traceback
from collections import UserDict
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import click

from cpdsite import __version__
from cpdsite.cli.shell import Exit, Shell
from cpdsite.files.faults import Fault, LeakFault, SurroundingsFault, UsageFault

HELP = """Keep a record of continuing professional development as plain text; check it, count it
under the rules of several professional bodies, and build a portfolio from it.

\b
Examples:
  cpdsite check
  cpdsite -C ~/cpd build --audience reviewer
"""

MODULES = {
    "init": "starting",
    "new": "writing",
    "check": "checking",
    "fix": "fixing",
    "import": "importing",
    "build": "building",
    "serve": "serving",
    "publish": "publishing",
    "share": "sharing",
    "status": "standing",
    "list": "listing",
    "export": "exporting",
    "pack": "packing",
    "schemes": "schemes",
    "schema": "schema",
    "theme": "theme",
}
"""By command: the module that holds it, as `new_command` and so on."""


class Commands(UserDict[str, click.Command]):
    """The commands by name, each imported when it is asked for: none waits for the others' needs."""

    def __missing__(self, name: str) -> click.Command:
        """Import a command; raises KeyError for an unknown one."""
        module = import_module(f"cpdsite.cli.{MODULES[name]}")
        command: click.Command = getattr(module, f"{name}_command")
        self.data[name] = command
        return command

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a command."""
        return name in MODULES

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(MODULES)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(MODULES)


class Group(click.Group):
    """The group of commands."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; where who reads us hangs up, click would say 1, which means a fault here."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _hush()
            ctx.exit(Exit.SURROUNDINGS)


@click.group(
    cls=Group,
    help=HELP,
    commands=Commands(),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Run in another folder; without settings in it, in the nearest above that has them.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
@click.version_option(__version__, "-V", "--version", message="cpdsite %(version)s")
@click.pass_context
def cli(context: click.Context, folder: Path, *, verbose: bool) -> None:
    """Remember what all commands share."""
    _require_names()
    begins = context.invoked_subcommand == "init"
    shell = Shell(root=folder, start=folder, verbose=verbose)
    context.obj = shell if begins else shell.with_journal()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end; the exit code is 0, 1, 2 or 3 as the documentation says."""
    # A command makes values and ends: looking for garbage among them takes a third of its time.
    gc.disable()
    # Nor is it worth a search at the end, for which Python would stop as long as for some commands.
    atexit.register(gc.freeze)
    _open_closed()
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
        code = Exit.ERRORS if isinstance(fault, LeakFault) else code
        _stop(fault.message, fault.help, code)
    except BrokenPipeError:
        _hush()  # who reads us has heard enough
        sys.exit(Exit.SURROUNDINGS)
    except OSError as trouble:
        _hush()
        _stop(*_last_resort(trouble), Exit.SURROUNDINGS)
    except Exception as mistake:  # noqa: BLE001 (whatever it is, it is ours, and is shown whole)
        traceback.print_exc()
        _stop(f"cpdsite itself failed: {mistake}", "please report this, with the lines above", 3)


def _open_closed() -> None:
    """Give streams that whoever started us has closed somewhere to lead to: nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 (to the end)


def _require_names() -> None:
    """End where Python would read and write the names of files as something other than UTF-8.

    It does so on Linux under a locale such as ISO-8859-1: names with accents would be misread.
    """
    coding = sys.getfilesystemencoding()
    if coding != "utf-8":
        message = f"the language settings of this terminal ({coding}) lack letters that names have"
        raise SurroundingsFault(message, "set PYTHONUTF8=1, or LC_ALL to one that ends in UTF-8")


def _last_resort(trouble: OSError) -> tuple[str, str]:
    """Return what to say, and the remedy, for what was refused where nobody had thought of it."""
    try:
        Path.cwd()
    except OSError:
        message = "the folder that this terminal is in is no longer there"
        return message, "go to another one, such as with `cd ~`, and try again"
    return trouble.strerror or str(trouble), "look at the disk and try again"


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

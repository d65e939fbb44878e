"""`cpdsite schema`."""

from __future__ import annotations

import sys

import click

from cpdsite.cli.shell import Exit, Shell, report
from cpdsite.exchange.schema import front_matter_schema
from cpdsite.files.sources import read_folder
from cpdsite.model.diagnostic import Severity
from cpdsite.parse.journal import read_vocabulary
from cpdsite.parse.places import locate

HELP = """Print the JSON Schema of an entry's front matter, for editors.

It knows the types, field names and schemes of your settings. Run it again when they change.

\b
Example:
  cpdsite schema > .vscode/cpd-entry.schema.json
"""


@click.command("schema", help=HELP)
@click.pass_obj
def schema_command(shell: Shell) -> None:
    """Print the schema, unless the settings or schemes behind it are at fault."""
    folder = read_folder(shell.root)
    vocabulary, found = read_vocabulary(folder)
    errors = [fault for fault in found if fault.severity is Severity.ERROR]
    if errors:
        findings = locate(errors, folder, vocabulary.field_names)
        click.echo(report(findings, None, sys.stderr), err=True, nl=False)
        raise click.exceptions.Exit(Exit.USAGE)
    click.echo(front_matter_schema(vocabulary), nl=False)

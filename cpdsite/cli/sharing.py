"""`cpdsite share`: private links into the next build."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import click

from cpdsite.build import selected
from cpdsite.cli.completing import completes, schemes
from cpdsite.cli.counted import counted
from cpdsite.cli.share_report import in_words, link, needs_secret, opens, require_cryptography, told
from cpdsite.cli.shell import Day, Shell, require_journal, today_option
from cpdsite.cli.tables import table
from cpdsite.cli.unlisted import refuse_unlisted
from cpdsite.counting import check
from cpdsite.exchange.shares_yaml import shares_yaml
from cpdsite.files.faults import UsageFault
from cpdsite.files.own_folder import SHARES, VARIABLE
from cpdsite.files.shares import read_shares, write_shares
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.share import Selection, Share
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.sharing import making, sealing
from cpdsite.stages import Checked, Request

HELP = """Show a part of the record to one person, by a private link.

What is behind the link is locked before it leaves this computer. docs/sharing.md says what that
protects against, and what not.

\b
Examples:
  cpdsite share add "Jo, line manager" --scheme gcs --cycle 2025-26
  cpdsite share list
  cpdsite share revoke "Jo, line manager"
"""
ADD_HELP = """Make a private link and print it.

The next build puts what it opens into the public site: the chosen entries that a reviewer may see,
their evidence, the numbers of the chosen bodies, and the search. An entry is chosen when each option
takes it; without any option, all are.

\b
Examples:
  cpdsite share add "Jo, line manager" --scheme gcs --cycle 2025-26 --expires 2026-05-01
  cpdsite share add Panel --tag leadership --tag teaching --passphrase
"""
LIST_HELP = """List the private links.

\b
Examples:
  cpdsite share list
  cpdsite share list --links
"""
REVOKE_HELP = """Take a private link back.

The next build leaves its files out. Copies that were already made stay readable.

\b
Example:
  cpdsite share revoke "Jo, line manager"
"""
_NOTHING = "no entry that a reviewer may see"


@click.group("share", help=HELP)
def share_command() -> None:
    """Name a command."""


@share_command.command("add", help=ADD_HELP)
@click.argument("name")
@click.option("--scheme", metavar="ID", shell_complete=completes(schemes), help="One body only.")
@click.option("--cycle", metavar="LABEL", help="One cycle of it only.")
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", help="Entries with a tag; may be given again."
)
@click.option("--highlights", is_flag=True, help="Highlighted entries only.")
@click.option(
    "--entry", "entries", multiple=True, metavar="ID", help="One entry; may be given again."
)
@click.option("--expires", type=Day(), metavar="DATE", help="The last day on which it opens.")
@click.option("--passphrase", is_flag=True, help="Open it by a passphrase instead of the link.")
@today_option
@click.pass_obj
def add_command(
    shell: Shell,
    name: str,
    scheme: str | None,
    cycle: str | None,
    tags: tuple[str, ...],
    entries: tuple[str, ...],
    expires: date | None,
    today: date,
    *,
    highlights: bool,
    passphrase: bool,
) -> None:
    """Choose, keep the key, and print what to send."""
    require_journal(shell.root)
    require_cryptography()
    kept = _kept(shell)
    selection = Selection(
        scheme=scheme or "", cycle=cycle or "", tags=tags, highlights=highlights, entries=entries
    )
    _refuse_name(name, kept)
    _refuse_empty([scheme, cycle, *tags, *entries])
    _refuse_past(expires, today)
    part, home = _part(shell, selection, today)
    spoken = making.new_passphrase() if passphrase else ""
    salt = making.new_salt() if passphrase else b""
    share = Share(
        name=name.strip(),
        address=making.new_address(),
        key=sealing.key_of(spoken, salt) if passphrase else making.new_key(),
        salt=salt,
        added=today,
        expires=expires,
        selection=selection,
    )
    write_shares(shell.root, shares_yaml([*kept, share]))
    click.echo(told(share, part, home, spoken) + needs_secret(shell.root))


@share_command.command("list", help=LIST_HELP)
@click.option("--links", is_flag=True, help="Show the links themselves, with their keys.")
@today_option
@click.pass_obj
def list_command(shell: Shell, today: date, *, links: bool) -> None:
    """List, in a table."""
    shares = read_shares(shell.root, os.environ.get(VARIABLE, ""))
    if not shares:
        click.echo("There are no private links.")
        return
    home = check(shell.root, today, inside=False).journal.settings.base_url if links else ""
    for share in shares if links else ():
        click.echo(f"{share.name}\n  {link(share, home)}")
    rows = [
        [share.name, in_words(share.selection), opens(share, today), f"{share.added}"]
        for share in ([] if links else shares)
    ]
    if rows:
        click.echo("\n".join(table(["for", "shows", "opens", "added"], rows, long=1)))


@share_command.command("revoke", help=REVOKE_HELP)
@click.argument("name")
@click.pass_obj
def revoke_command(shell: Shell, name: str) -> None:
    """Forget the key."""
    kept = _kept(shell)
    left = [share for share in kept if share.name != name.strip()]
    if len(left) == len(kept):
        names = [share.name for share in kept]
        otherwise = f"write one of {listed(names)}" if names else "there are no private links"
        message = f'there is no private link for "{name}"'
        raise UsageFault(message, did_you_mean(name, names, otherwise))
    write_shares(shell.root, shares_yaml(left))
    click.echo(
        f'Revoked: "{name.strip()}". The next build leaves its files out; publish that, and the link'
        " opens nothing.\nWhoever opened it before may have kept a copy, and so may the host's history."
        f"{needs_secret(shell.root)}"
    )


# --- What is added -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Journal:
    """A journal that was counted for its owner."""

    checked: Checked
    whole: Portfolio


def _kept(shell: Shell) -> Sequence[Share]:
    """Return the shares of the file; end the command where they are kept elsewhere."""
    if os.environ.get(VARIABLE, "").strip():
        message = f"{VARIABLE} is set, so {SHARES} is not in use"
        raise UsageFault(
            message, f"unset {VARIABLE}, run the command again, and copy the file anew"
        )
    return read_shares(shell.root)


def _refuse_name(name: str, kept: Iterable[Share]) -> None:
    """End the command for a name that could not be told from another."""
    if not name.strip() or not name.isprintable():
        message = "a private link needs a name of its own"
        raise UsageFault(message, "say for whom it is; nobody else sees the name")
    if name.strip() in {share.name for share in kept}:
        message = f'there is a private link for "{name.strip()}" already'
        raise UsageFault(message, "revoke it first, or choose another name")


def _refuse_empty(words: Iterable[str | None]) -> None:
    """End the command for a choice without a word, such as the variable of a script that is not set."""
    if any(word is not None and not word.strip() for word in words):
        message = "an option is empty, so it would narrow nothing"
        raise UsageFault(message, "say what it takes, or leave the option out")


def _refuse_past(expires: date | None, today: date) -> None:
    """End the command for a link that nobody could open."""
    if expires is not None and expires < today:
        message = f"{expires} is over, so nobody could open the link"
        raise UsageFault(message, "give a day to come")


def _part(shell: Shell, selection: Selection, today: date) -> tuple[Portfolio, str]:
    """Return what the link will open, and the address of the site."""
    checked = check(shell.root, today)
    whole = counted(checked, Request(today=today, audience=Audience.OWNER))
    _refuse_unknown(_Journal(checked=checked, whole=whole), selection)
    part = selected(checked, whole, selection)
    if not part.entries:
        message = f"{_NOTHING} is chosen by {in_words(selection)}"
        raise UsageFault(message, "choose otherwise, or change the entries' `visibility`")
    return part, checked.journal.settings.base_url


def _refuse_unknown(journal: _Journal, selection: Selection) -> None:
    """End the command for a scheme, cycle or entry that there is not."""
    found = {one.scheme.id: one for one in journal.whole.assessment.schemes}
    if selection.cycle and not selection.scheme:
        message = "--cycle needs --scheme"
        raise UsageFault(message, "say of which body, such as --scheme gcs")
    if selection.scheme:
        refuse_unlisted(journal.checked, selection.scheme)
        _refuse_strange("scheme", selection.scheme, list(found))
    if selection.cycle:
        labels = [cycle.label for cycle in found[selection.scheme].cycles]
        _refuse_strange("cycle", selection.cycle, labels)
    ids = [entry.id for entry in journal.checked.journal.entries]
    for entry in selection.entries:
        near = did_you_mean(entry, ids, "`cpdsite list --format csv` shows the ids")
        if entry not in ids:
            message = f'there is no entry "{entry}"'
            raise UsageFault(message, near)


def _refuse_strange(what: str, given: str, known: Sequence[str]) -> None:
    """End the command for a name that is none of the known ones."""
    if given not in known:
        message = f'your record has no {what} "{given}"'
        raise UsageFault(message, did_you_mean(given, known, f"write one of {listed(known)}"))

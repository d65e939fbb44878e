"""`cpdsite publish`."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date

import click

from cpdsite.cli.share_report import links_told, open_shares
from cpdsite.cli.shell import Shell, day_option, refuse_errors, require_journal
from cpdsite.counting import check, count
from cpdsite.files.pages_branch import PagesBranch, pages_branch
from cpdsite.model.assessment import Audience
from cpdsite.model.entry import Visibility
from cpdsite.publish import Change, prepare, standing
from cpdsite.render import words
from cpdsite.render.reporters.printable import printable
from cpdsite.stages import Checked, Request

HELP = """Put the built site where everyone can read it.

Only a site for the public is published, built today from the journal as it is now. It goes to the
Pages branch of a repository, which is replaced by one commit without a history, so that an entry you
withdraw is no longer in it; your own files, branches and index are not touched. Where to is said in
cpdsite.yaml; without that it is the branch gh-pages of `origin`:

\b
  publish: {remote: "https://github.com/example/cpd.git", branch: gh-pages}

A repository in which entries can be read that are not for everyone is refused: keep the journal in a
private repository, and the site in a second, public one.

\b
Examples:
  cpdsite publish --dry-run
  cpdsite build && cpdsite publish
"""
_SIGNS = {"new": ("+", "green"), "changed": ("~", "yellow"), "gone": ("-", "red"), "": (" ", "")}


@click.command("publish", help=HELP)
@click.option("--dry-run", is_flag=True, help="List every file that would be public; push nothing.")
@day_option("The day for which the site must have been built, instead of today.")
@click.pass_obj
def publish_command(shell: Shell, today: date, *, dry_run: bool) -> None:
    """Check, hold the site against the journal, and say what becomes public."""
    require_journal(shell.root)
    checked = check(shell.root, today)
    whole = count(checked, Request(today=today, audience=Audience.OWNER))
    if whole is None:
        refuse_errors(checked)
    shares = open_shares(shell, today)
    made = standing(shell.root, checked, whole, shares)
    shell.say("the site is what the journal gives now")
    with pages_branch(shell.root, checked.journal.settings.publish) as branch:
        shell.say(f"asked {branch.address} for what stands there")
        change = prepare(shell.root, branch, made, checked.folder)
        if dry_run:
            _list(change)
        elif change:
            branch.push()
        _tell(change, branch, dry_run=dry_run)
    click.echo(_by_visibility(checked))
    for line in links_told(shares, change.gone):
        click.echo(f"  {line}")


def _list(change: Change) -> None:
    """Print every file, marked where it is new, changed or gone."""
    sorts = {path: sort for sort, paths in change.parts.items() for path in paths}
    color = False if "NO_COLOR" in os.environ else None
    for path in sorted(change.before.keys() | change.after.keys()):
        sign, colour = _SIGNS[sorts.get(path, "")]
        line = f"{sign} {printable(path)}"
        click.echo(click.style(line, fg=colour) if colour else line, color=color)


def _tell(change: Change, branch: PagesBranch, *, dry_run: bool) -> None:
    """Say what happens to the branch, or would."""
    where = f"the branch {branch.name} of {branch.address}"
    if not change:
        click.echo(f"Nothing to publish: {where} holds this site already.")
        return
    files = words.count(len(change.after), "file")
    said = "would be public" if dry_run else "published"
    click.echo(f"{files} {said} on {where}:")
    marks = {sort: f" ({sign})" if dry_run else "" for sort, (sign, _) in _SIGNS.items()}
    parts = [f"{len(paths):,} {sort}{marks[sort]}" for sort, paths in change.parts.items() if paths]
    former = "no file differs; former commits leave the branch"
    click.echo(f"  {', '.join(parts) or former}")


def _by_visibility(checked: Checked) -> str:
    """Say how many entries there are of each visibility; drafts, which no site has, apart."""
    entries = checked.journal.entries
    number = Counter(entry.visibility for entry in entries if not entry.draft)
    kept = [f"{number[one]:,} {one}" for one in (Visibility.REVIEWER, Visibility.PRIVATE)]
    drafts = sum(entry.draft for entry in entries)
    kept += [words.count(drafts, "draft")] if drafts else []
    shown = words.count(number[Visibility.PUBLIC], "public entry", "public entries")
    return f"  {shown}; left out: {', '.join(kept)}"

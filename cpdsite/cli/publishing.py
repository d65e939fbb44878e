"""`cpdsite publish`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date

import click

from cpdsite.cli.asking import on_terminal
from cpdsite.cli.counted import counted
from cpdsite.cli.share_report import links_told, open_shares
from cpdsite.cli.shell import Shell, day_option, require_journal
from cpdsite.counting import check
from cpdsite.files.pages_branch import PagesBranch, pages_branch
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.entry import Visibility
from cpdsite.publish import Change, prepare, standing
from cpdsite.render import words
from cpdsite.render.reporters.printable import concise_line, printable
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

What a public entry tells that may say who somebody is stands below the summary. On a terminal you are
then asked, and nothing is pushed before you say yes.

\b
Examples:
  cpdsite publish --dry-run
  cpdsite build && cpdsite publish
"""
_PERSONAL = "personal-data"
"""The code of the warnings that are repeated, as nobody can take back what was public."""
_SIGNS = {"new": ("+", "green"), "changed": ("~", "yellow"), "gone": ("-", "red"), "": (" ", "")}


@click.command("publish", help=HELP)
@click.option("--dry-run", is_flag=True, help="List every file that would be public; push nothing.")
@day_option("The day for which the site must have been built, instead of today.")
@click.pass_obj
def publish_command(shell: Shell, today: date, *, dry_run: bool) -> None:
    """Check, hold the site against the journal, and say what becomes public."""
    require_journal(shell.root)
    checked = check(shell.root, today)
    whole = counted(checked, Request(today=today, audience=Audience.OWNER))
    shares = open_shares(shell, today)
    made = standing(shell.root, checked, whole, shares)
    shell.say("the site is what the journal gives now")
    with pages_branch(shell.root, checked.journal.settings.publish) as branch:
        shell.say(f"asked {branch.address} for what stands there")
        change = prepare(shell.root, branch, made, checked.folder)
        asks = bool(change) and not dry_run and on_terminal()
        if dry_run:
            _list(change)
        elif change and not asks:
            branch.push()
        _tell(change, branch, would=dry_run or asks, signs=dry_run)
        click.echo(_by_visibility(checked))
        for line in [*links_told(shares, change.gone), *_personal(checked, made.portfolio)]:
            click.echo(f"  {line}")
        if asks:
            _push_if_wanted(branch)


def _push_if_wanted(branch: PagesBranch) -> None:
    """Ask the person who sits there; without a yes nothing is pushed."""
    if click.confirm("Publish this?", default=False):
        branch.push()
        click.echo("Published.")
    else:
        click.echo("Nothing was published.")


def _list(change: Change) -> None:
    """Print every file, marked where it is new, changed or gone."""
    sorts = {path: sort for sort, paths in change.parts.items() for path in paths}
    color = False if "NO_COLOR" in os.environ else None
    for path in sorted(change.before.keys() | change.after.keys()):
        sign, colour = _SIGNS[sorts.get(path, "")]
        line = f"{sign} {printable(path)}"
        click.echo(click.style(line, fg=colour) if colour else line, color=color)


def _tell(change: Change, branch: PagesBranch, *, would: bool, signs: bool) -> None:
    """Say what happens to the branch, or would."""
    where = f"the branch {branch.name} of {branch.address}"
    if not change:
        click.echo(f"Nothing to publish: {where} holds this site already.")
        return
    files = words.count(len(change.after), "file")
    said = "would be public" if would else "published"
    click.echo(f"{files} {said} on {where}:")
    marks = {sort: f" ({sign})" if signs else "" for sort, (sign, _) in _SIGNS.items()}
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


def _personal(checked: Checked, shown: Portfolio) -> Iterator[str]:
    """Yield what public entries and their files tell that may say who somebody is; what was accepted not."""
    public = {entry.path for entry in shown.entries}
    told = [one for one in checked.findings if one.code == _PERSONAL and one.path in public]
    if told:
        what = words.count(len(told), "thing", "things")
        yield f"{what} on public entries may tell who somebody is (`cpdsite check` says what to do):"
        yield from (f"  {concise_line(finding)}" for finding in told)

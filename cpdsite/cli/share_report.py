"""The private links that a site carries, and what is said of one."""

from __future__ import annotations

import os
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from cpdsite.build import SHARED
from cpdsite.cli.shell import Shell
from cpdsite.files.faults import SurroundingsFault
from cpdsite.files.own_folder import SHARES, VARIABLE
from cpdsite.files.shares import read_shares
from cpdsite.model.assessment import Portfolio
from cpdsite.model.share import Selection, Share
from cpdsite.render import words
from cpdsite.sharing import sealing

_WORKFLOWS = ".github/workflows"


def open_shares(shell: Shell, today: date) -> list[Share]:
    """Return the private links that go into the public site; say which have expired."""
    shares = read_shares(shell.root, os.environ.get(VARIABLE, ""))
    for share in shares:
        if not share.is_open(today):
            whose = "" if _is_overheard() else f' for "{share.name}"'
            left = f"the private link{whose} expired on {share.expires}: it is left out"
            click.echo(left, err=True)
    opening = [share for share in shares if share.is_open(today)]
    if opening:
        require_cryptography()
    return opening


def links_told(shares: Sequence[Share], gone: Iterable[str]) -> Iterator[str]:
    """Say which private links a site carries, for its owner alone, and how many its `gone` files end."""
    if shares:
        named = [f'"{one.name}" ({_until(one)})' for one in shares]
        names = "" if _is_overheard() else f": {', '.join(named)}"
        yield f"{words.count(len(shares), 'private link')} in it{names}"
    ended = sum(path.startswith(f"{SHARED}/") and path.endswith("/index.html") for path in gone)
    if ended:
        yield f"withdrawn: {words.count(ended, 'private link')}"


def _is_overheard() -> bool:
    """Tell whether a workflow runs us, whose log others may read: it has the keys by a variable."""
    return bool(os.environ.get(VARIABLE, "").strip())


def require_cryptography() -> None:
    """End a command that cannot lock what it should."""
    if not sealing.is_possible():
        message = "private links need the library cryptography, which is not installed"
        remedy = 'run `python3 -m pip install "cpdsite[share]"` in the environment of cpdsite'
        raise SurroundingsFault(message, remedy)


def told(share: Share, part: Portfolio, home: str, spoken: str) -> str:
    """Say what was made, and what to send."""
    proven = sum(bool(entry.evidence) for entry in part.entries)
    shown = words.entries(len(part.entries))
    lines = [f'For "{share.name}": {shown}, {proven} with evidence ({in_words(share.selection)}).']
    lines += ["", f"  {link(share, home)}", *([f"  passphrase: {spoken}"] if spoken else []), ""]
    until = f" until {share.expires}" if share.expires else ""
    if spoken:
        lines += [
            f"Whoever has both can open it{until}: send them by different ways.",
            "The passphrase is kept nowhere and cannot be shown again.",
        ]
    else:
        lines += [f"Whoever has the link can open it{until}: it holds the key, after the sign #."]
    if not home:
        lines += ["Put the address of your site in front: settings have no `base_url`."]
    return "\n".join([*lines, "It opens once the site is built and published anew."])


def needs_secret(root: Path) -> str:
    """Say that a workflow must learn of a change; "" where there is none."""
    if not (root / _WORKFLOWS).is_dir():
        return ""
    told = (
        f"If a workflow builds your site, renew its secret {VARIABLE}: it is the text of {SHARES}."
    )
    return f"\n{told}"


def link(share: Share, home: str) -> str:
    """Return the link; without a base_url it begins below the site."""
    start = f"{home.rstrip('/')}/" if home else ""
    key = urlsafe_b64encode(share.key).decode().rstrip("=")
    return f"{start}{SHARED}/{share.address}/" + ("" if share.salt else f"#k={key}")


def opens(share: Share, today: date) -> str:
    """Say how and until when."""
    how = "by passphrase" if share.salt else "by link"
    return f"{how}, {_until(share)}" if share.is_open(today) else f"expired on {share.expires}"


def _until(share: Share) -> str:
    return f"until {share.expires}" if share.expires else "no expiry date"


def in_words(selection: Selection) -> str:
    """Say what is chosen, in a few words."""
    parts = [
        " ".join(filter(None, (selection.scheme, selection.cycle))),
        "highlights" if selection.highlights else "",
        f"tagged {' or '.join(selection.tags)}" if selection.tags else "",
        f"of {words.count(len(selection.entries), 'named entry', 'named entries')}"
        if selection.entries
        else "",
    ]
    return ", ".join(filter(None, parts)) or "everything for a reviewer"

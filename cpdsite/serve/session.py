"""From a change on the disk to the page in the browser, until somebody ends it."""

from __future__ import annotations

import gc
import secrets
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cpdsite.model.assessment import Audience
from cpdsite.serve.answers import Shown, showing
from cpdsite.serve.attempts import Attempt, Memory, attempt
from cpdsite.serve.changes import Burst, Changes
from cpdsite.serve.live import Moment
from cpdsite.serve.requests import Names
from cpdsite.serve.server import Server
from cpdsite.stages import Request

_TICK = 1.0
"""Seconds between two looks at the calendar, where nothing changes."""
_HELD_BACK = 3
"""So many times a site is not announced because the next changes are already there."""

Tell = Callable[[Attempt, frozenset[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is served, and how changes are found."""

    root: Path
    clock: Callable[[], date]
    """Which day it is: the pages change with it."""
    drafts: bool = False
    poll: bool = False


def run(wishes: Wishes, names: Names, sockets: Iterable[socket.socket], tell: Tell) -> None:
    """Build, serve, and build anew at each change, until an exception such as Ctrl-C ends it.

    `tell` is called after each attempt, with the files that had changed. Raises SurroundingsFault
    when the folder cannot be watched.
    """
    shown = Shown(moment=Moment(run=secrets.token_hex(4), nonce=secrets.token_urlsafe(16)))
    with Changes(wishes.root, poll=wishes.poll) as changes:
        server = Server(wishes.root, names, lambda: changes.number, shown)
        with server.serving(sockets):
            _go_on(wishes, changes, server, tell)


def _go_on(wishes: Wishes, changes: Changes, server: Server, tell: Tell) -> None:
    """Make and show one site after another."""
    shown, day, held = server.shown, None, 0
    burst = Burst(number=changes.number, paths=frozenset())
    memory = Memory()
    while True:
        today = wishes.clock()
        if burst.paths or today != day:
            found = _attempt(wishes, today, memory)
            shown, day = _after(shown, found), today
            tell(found, burst.paths)
        # While a checkout goes on, the pages are not loaded anew for each part of it.
        held = held + 1 if changes.number > burst.number and held < _HELD_BACK else 0
        server.show(shown, burst.number, tell=not held)
        burst = changes.wait(_TICK) or Burst(number=burst.number, paths=frozenset())


def _attempt(wishes: Wishes, today: date, memory: Memory) -> Attempt:
    """Make the site as of a day, without looking for garbage meanwhile: it takes a third longer.

    What was made then counts as old at once, or the first request would pay for a look at all of it.
    """
    gc.disable()
    try:
        request = Request(today=today, audience=Audience.OWNER, drafts=wishes.drafts)
        return attempt(wishes.root, request, memory)
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.enable()


def _after(shown: Shown, found: Attempt) -> Shown:
    """What is shown after an attempt: its site, else the last good one and what is in the way."""
    if found.made:
        return showing(found.made, replace(shown.moment, version=shown.moment.version + 1))
    return replace(shown, faults=found.faults)

"""The changes of a member's folder, one burst at a time: the only module that knows watchdog."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from types import TracebackType
from typing import Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from cpdsite.files.faults import SurroundingsFault
from cpdsite.serve.places import Place, places
from cpdsite.serve.prints import Print, differing, take_prints

QUIET = 0.08
"""Seconds without an event after which a burst is over: an editor has saved, git has checked out."""
LONGEST = 2.0
"""Seconds after which a burst is looked at although it goes on."""
POLLED_EACH = 1.0
"""Seconds between two looks at the disk where it cannot tell of changes itself."""
_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
"""Not the opening and closing of a file that is read: a build reads them all."""

_Watched = tuple[str, bool]
"""A folder, and whether those below it are watched too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """What happened until it was quiet again."""

    number: int
    """Of the last event that it holds."""
    paths: frozenset[str]
    """The files that came, went or have other bytes; none when all is as it was."""


class Changes:
    """A watch over a member's folder; its threads end with the `with` block that it is for."""

    def __init__(self, root: Path, *, poll: bool = False) -> None:
        """Take the folder, and whether to ask the disk now and again instead of being told."""
        self._root = root
        self._bell = _Bell()
        self._observer: BaseObserver = PollingObserver(timeout=POLLED_EACH) if poll else Observer()
        self._watches: dict[_Watched, ObservedWatch] = {}
        self._prints: Mapping[str, Print] = {}

    def __enter__(self) -> Self:
        """Begin to watch; raises SurroundingsFault when the system does not let us."""
        # watchdog says so where folders come and go fast; it changes nothing, and is no news to users.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, r"watchdog\.")
        self._bell.places = places(self._root)
        try:
            self._observer.start()
            self._watch()
        except BaseException:
            self._stop()
            raise
        self._prints = take_prints(self._bell.places, {})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the threads."""
        self._stop()

    @property
    def number(self) -> int:
        """How many events there were so far."""
        return self._bell.number

    def wait(self, seconds: float) -> Burst | None:
        """Return the next burst once it is over; None when nothing happens for so long."""
        if not self._bell.rung.wait(seconds):
            return None
        end = time.monotonic() + LONGEST
        while self._bell.rung.is_set() and time.monotonic() < end:
            self._bell.rung.clear()
            self._bell.rung.wait(QUIET)
        number, former = self.number, self._prints
        self._bell.places = places(self._root)
        self._watch()
        self._prints = take_prints(self._bell.places, former)
        return Burst(number=number, paths=differing(former, self._prints))

    def _watch(self) -> None:
        """Watch what is to be watched now, and nothing else."""
        wanted = {(place.folder, place.deep) for place in self._bell.places}
        lost = self._bell.take_lost()
        for watched in tuple(self._watches):
            if watched not in wanted or watched[0] in lost:
                self._observer.unschedule(self._watches.pop(watched))
        for folder, deep in wanted - self._watches.keys():
            try:
                self._watches[folder, deep] = self._observer.schedule(
                    self._bell, folder, recursive=deep, event_filter=_EVENTS
                )
            except (FileNotFoundError, NotADirectoryError):
                continue  # Deleted just now: of that the folder above will tell.
            except OSError as trouble:
                message = f"{folder} cannot be watched: {trouble.strerror or trouble}"
                raise SurroundingsFault(message, "start with --poll") from trouble

    def _stop(self) -> None:
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()


class _Bell(FileSystemEventHandler):
    """Rings for each event that concerns the member's folder."""

    def __init__(self) -> None:
        self.rung = Event()
        self.number = 0
        self.places: frozenset[Place] = frozenset()
        self._lost: set[str] = set()
        self._lock = Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Count an event, then ring: who is waked by it finds it counted."""
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        folders = {place.folder for place in self.places}.intersection(paths)
        if folders or any(place.name_of(path) for place in self.places for path in paths):
            with self._lock:
                self._lost |= folders
                self.number += 1
            self.rung.set()

    def take_lost(self) -> frozenset[str]:
        """Return the folders that came or went since last asked: their watches may be dead."""
        with self._lock:
            lost = frozenset(self._lost)
            self._lost.clear()
            return lost

"""What stops a command although the journal is well: raised anywhere in the shell, shown by cli."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager


class Fault(Exception):  # noqa: N818 (mostly no error of ours: a full disk, a mistyped name)
    """Ends the command with a sentence; `help` says what to do, "" when there is nothing to add."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Take both as one or more lines without a full stop."""
        super().__init__(message)
        self.message = message
        self.help = remedy

    @property
    def text(self) -> str:
        """What a terminal shows."""
        return f"cpdsite: {self.message}\n" + (f"  help: {self.help}\n" if self.help else "")


class UsageFault(Fault):
    """A wrong command, setting, scheme or theme: exit code 2."""


class SettingFault(UsageFault):
    """A setting that asks for what there is not, or must not be; `field` is its path."""

    def __init__(self, field: str, message: str, remedy: str, *, on_key: bool = False) -> None:
        """Take the field, whether its name is at fault and not its value, and the texts."""
        super().__init__(message, remedy)
        self.field = field
        self.on_key = on_key


class LeakFault(Fault):
    """A site would hold what its audience may not see, and was not written: exit code 1."""


class SurroundingsFault(Fault):
    """Trouble with the disk, a port, the network, git or a missing extra: exit code 3."""


_REMEDIES = {
    errno.ENOSPC: "free some space and try again",
    errno.EDQUOT: "free some space and try again",
    errno.EACCES: "change its permissions, or run as a user who may",
    errno.EPERM: "change its permissions, or run as a user who may",
    errno.EROFS: "choose a place that can be written to",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EXDEV: "delete the folder that is there, or choose another one",
    errno.EBUSY: "close what uses it and try again",
    errno.EMFILE: "close other programs and try again",
    errno.ENFILE: "close other programs and try again",
}


@contextmanager
def disk_faults(what: str) -> Iterator[None]:
    """Raise what the disk refuses inside as the fault that `disk_fault` makes of it."""
    try:
        yield
    except OSError as trouble:
        raise disk_fault(what, trouble) from trouble


def disk_fault(what: str, trouble: OSError) -> SurroundingsFault:
    """Return the fault for what the disk refused, such as `journal/x.md cannot be read`."""
    reason = trouble.strerror or str(trouble)
    remedy = _REMEDIES.get(trouble.errno or 0, "look at the disk and try again")
    return SurroundingsFault(f"{what}: {reason[:1].lower()}{reason[1:]}", remedy)

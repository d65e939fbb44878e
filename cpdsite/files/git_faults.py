"""What git prints when it cannot go on, told in a sentence with a remedy."""

from __future__ import annotations

import re
from typing import NamedTuple

from cpdsite.files.faults import SurroundingsFault

_CREDENTIALS = re.compile(r"(?<=http://)[^/@\s]*@|(?<=https://)[^/@\s]*@|(?<=\w):[^/@\s:]*(?=@)")
"""A token may stand in the place of a user's name, but ssh needs that name."""
_NOISE = re.compile(
    r"^(?:(?:remote|fatal|error|warning): |!\t\S+\t|hint:.*|To .*|Done$|=\t.*|failed to push .*)+\s*",
    re.IGNORECASE,
)
"""What git puts before what it has to say, and whole lines that say nothing."""
_LINES = 3


class _Cause(NamedTuple):
    """A sort of trouble: by what words it is known, and what is to be said of it."""

    words: str
    """A regular expression, whatever the case."""
    message: str
    help: str


_CAUSES = (
    _Cause(
        r"stale info|fetch first|non-fast-forward|but expected|cannot lock ref",
        "somebody else changed {where} in the meantime",
        "look at what stands there; to replace it, publish once more",
    ),
    _Cause(
        r"remote rejected",
        "the host does not take what is published to {where}",
        "allow it in the settings of that repository, or choose another branch",
    ),
    _Cause(
        r"host key verification failed",
        "ssh does not know the host of {address}",
        "run `git ls-remote {address}` once and compare the key it shows",
    ),
    _Cause(
        r"authentication failed|could not read (?:username|password)|prompts disabled"
        r"|permission denied|error: 40[13]|invalid username|denied to",
        "git could not sign in to {address}",
        "set up how git signs in until `git ls-remote {address}` works, then publish again",
    ),
    _Cause(
        r"not found|not appear to be a git repository|does not exist|no such file",
        "there is no repository at {address}, or you may not see it",
        "make an empty one there, or mend `publish: {{remote: ...}}` in cpdsite.yaml",
    ),
    _Cause(
        r"could not resolve|connection (?:refused|timed out|reset|closed)|unable to access"
        r"|unreachable|timed out|failed to connect",
        "{address} cannot be reached",
        "look at the network and try again",
    ),
    _Cause(
        r"no space left|disk quota",
        "there is no room on the disk",
        "free some space and try again",
    ),
)
_OTHER = _Cause("", "git could not publish to {where}", "mend what it says, then publish again")


def git_fault(said: str, address: str, branch: str, *, pushed: bool) -> SurroundingsFault:
    """Return what is told of a trouble of git with the branch of a repository.

    `pushed` says that the site was on its way: without an answer nobody knows whether it arrived.
    """
    found = next((one for one in _CAUSES if re.search(one.words, said, re.IGNORECASE)), _OTHER)
    shown = without_credentials(address)
    where = f"the branch {branch} of {shown}"
    message, remedy = (
        text.format(where=where, address=shown) for text in (found.message, found.help)
    )
    unsure = pushed and "\t[" not in said and found not in _CAUSES[2:4]
    end = "whether it arrived is not known" if unsure else "nothing was published"
    return SurroundingsFault("\n".join((f"{message}; {end}", *_quoted(said))), remedy)


def without_credentials(text: str) -> str:
    """Return a text with passwords taken out of its addresses."""
    return _CREDENTIALS.sub("", text)


def _quoted(said: str) -> list[str]:
    """Return the first lines of what git said, set in."""
    told = (_NOISE.sub("", without_credentials(line)).strip() for line in said.splitlines())
    return [f"  git: {line}" for line in dict.fromkeys(filter(None, told))][:_LINES]

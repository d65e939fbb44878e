"""Schemes that there are and that the settings do not count under, some of them waiting in a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cpdsite.checks.asking import joined
from cpdsite.files.faults import UsageFault
from cpdsite.files.names import SETTINGS
from cpdsite.parse.facts import facts_needed
from cpdsite.parse.journal import read_vocabulary
from cpdsite.stages import Checked

_WAITING = re.compile(r"\s*#\s*-\s*\{\s*id:\s*([\w-]+)\s*[,}]")
"""A scheme in a note, as `cpdsite init` leaves one whose facts were not given."""
_LIST = re.compile(r"^schemes[ \t]*:[ \t]*(\S?)", re.MULTILINE)
"""Where the list of schemes begins, and what it begins with on that line."""


def refuse_unlisted(checked: Checked, scheme: str | None) -> None:
    """End the command for a scheme that there is, but that the settings do not list; None is no scheme."""
    journal = checked.journal
    if scheme in journal.schemes or scheme not in journal.known_schemes:
        return
    needed = _needed(checked, scheme)
    line = dict(_waiting(checked)).get(scheme, 0)
    if line:
        message = f"{scheme} waits in {SETTINGS}, line {line}, for {words_of(needed)}"
        raise UsageFault(message, 'write yours there, and take the "# " in front of the line away')
    facts = ", ".join(f"{fact}: {example}" for fact, example in needed.items())
    form = f"{{id: {scheme}, {facts}}}" if facts else scheme
    own = f", with your own {words_of(needed)}" if needed else ""
    remedy = f"write `schemes: [{form}]` in {SETTINGS}{own}"
    found = _LIST.search(_text(checked))
    if found:
        way = f"`{form}` to" if found[1] not in {"", "#"} else f"`- {form}` below"
        remedy = f"add {way} `schemes` in {SETTINGS}{own}"
    message = f'{SETTINGS} does not list the scheme "{scheme}"'
    raise UsageFault(message, remedy)


def waiting(checked: Checked) -> Iterator[str]:
    """Yield each scheme that waits in a note of the settings, and does not count."""
    for scheme, line in _waiting(checked):
        needed = _needed(checked, scheme)
        yield f"{scheme} does not count yet: it waits in {SETTINGS}, line {line}, for {words_of(needed)}."


def words_of(names: Iterable[str]) -> str:
    """Return names as `a`, `b` and `c`."""
    return joined(f"`{name}`" for name in names)


def _waiting(checked: Checked) -> Iterator[tuple[str, int]]:
    """Yield the schemes that stand in a note and lack a fact, each with its line."""
    for number, line in enumerate(_text(checked).split("\n"), start=1):
        match = _WAITING.match(line)
        unlisted = match and match[1] not in checked.journal.schemes
        if match and unlisted and _needed(checked, match[1]):
            yield match[1], number


def _needed(checked: Checked, name: str) -> dict[str, str]:
    """Return the facts without which a scheme cannot count, each with an example; none of no scheme."""
    if name not in checked.journal.known_schemes:
        return {}
    scheme = read_vocabulary(checked.folder)[0].other_scheme(name)
    return facts_needed(scheme) if scheme else {}


def _text(checked: Checked) -> str:
    source = checked.folder.settings
    return source.data.decode(errors="replace") if source else ""

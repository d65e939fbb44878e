"""One build: checked, counted, made, and what is said of it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cpdsite.build import build, build_again, shared
from cpdsite.cli.asked import Asked, Said
from cpdsite.cli.counted import counted
from cpdsite.cli.excluding import in_short, losses
from cpdsite.cli.share_report import open_shares
from cpdsite.cli.shell import Shell, seconds_since, warn_of_errors
from cpdsite.counting import check, narrowed, recalled, retain
from cpdsite.files.faults import UsageFault
from cpdsite.keeping import Decodings
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.diagnostic import Severity
from cpdsite.parse.links import is_web
from cpdsite.render import words
from cpdsite.render.reporters.printable import printable
from cpdsite.stages import Built, Checked, Request

_NAMED_AT_MOST = 20
"""Pages for each reason."""
_NAMED = 3
"""So many files are named in the line that says what was built."""


def made(shell: Shell, asked: Asked, *, cached: bool) -> Said:
    """Check, count and build; `cached`: with what earlier builds left."""
    start = time.monotonic()
    decodings = recalled(shell.root) if cached else Decodings()
    checked = check(shell.root, asked.today, decodings)
    files = words.count(len(checked.folder.entries), "file")
    shell.say(f"read and checked {files}: {seconds_since(start)}")
    request = Request(
        today=asked.today,
        audience=Audience.OWNER,
        drafts=asked.drafts,
        keep_going=asked.keep_going,
    )
    whole = counted(checked, request)
    shell.say(f"counted: {seconds_since(start)}")
    warn_of_errors(checked)
    shown = _at(narrowed(checked, whole, Audience(asked.audience)), asked.base_url)
    target = asked.output or checked.journal.settings.output
    shares = open_shares(shell, asked.today) if shown.audience is Audience.PUBLIC else []
    more = shared(shell.root, checked, whole, shares)
    built = (build_again if cached else build)(shell.root, checked, shown, target, more)
    if not shown.settings.base_url:
        shell.say("no feed.xml and no sitemap.xml: they need `base_url` or --base-url")
    shell.say(f"written: {seconds_since(start)}")
    if cached:
        retain(shell.root, decodings, begin=True)
    return Said(
        placed=built.placed,
        line=_in_one_line(built, checked, whole, len(shares)),
        reasons="\n".join(_explained(built.reasons)),
        lasting=not (checked.errors or built.changed),
    )


def _at(shown: Portfolio, base_url: str | None) -> Portfolio:
    """Return a portfolio to be published at another address than the settings say."""
    if base_url is None:
        return shown
    if not is_web(base_url):
        message = f'"{base_url}" is not a web address'
        raise UsageFault(message, "write it in full, such as https://example.github.io/cpd/")
    settings = replace(shown.settings, base_url=base_url.rstrip("/") + "/")
    return replace(shown, settings=settings)


def _in_one_line(built: Built, checked: Checked, whole: Portfolio, shares: int) -> tuple[str, str]:
    """Say what was built, and what was left out of the owner's whole portfolio, around the folder."""
    shown = built.portfolio
    entries, pages = words.entries(len(shown.entries)), words.count(built.pages, "page")
    parts = [f", counted as of {shown.assessment.as_of} for the {shown.audience}"]
    if shares:
        parts.append(f"with {words.count(shares, 'private link')} (see `cpdsite share list`)")
    missed = in_short(checked, losses(whole, shown.audience), shown.audience)
    if missed:
        parts.append(f"{missed} (see `cpdsite list --excluded`)")
    if built.changed:
        parts.append(_changed(built.changed))
    warnings = sum(finding.severity is Severity.WARNING for finding in checked.findings)
    if warnings:
        parts.append(f"{words.count(warnings, 'warning')} (see `cpdsite check`)")
    return f"{entries} on {pages} in ", "; ".join(parts)


def _changed(paths: Sequence[str]) -> str:
    """Say which evidence is another than it was, as somebody may have been shown the former one."""
    more = f" and {len(paths) - _NAMED} more" if paths[_NAMED:] else ""
    named = ", ".join(map(printable, paths[:_NAMED]))
    return f"evidence changed since the last build: {named}{more}"


def _explained(reasons: Mapping[str, str]) -> Iterator[str]:
    """Yield lines that say which pages were made, and why."""
    if not reasons:
        yield "every page was made: nothing is kept from earlier builds"
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, reason in sorted(reasons.items()):
        found[reason].append(path)
    for reason, paths in sorted(found.items()):
        yield f"{reason}: {words.count(len(paths), 'page')}"
        if reason != "kept":
            yield from (f"  {path}" for path in paths[:_NAMED_AT_MOST])
            if paths[_NAMED_AT_MOST:]:
                yield f"  and {len(paths) - _NAMED_AT_MOST} more"

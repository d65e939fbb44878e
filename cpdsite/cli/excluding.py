"""What is left out, why, and the line that causes it: nothing disappears silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from cpdsite.assess.audience import may_open
from cpdsite.checks.attachments import unused
from cpdsite.cli.tables import Row
from cpdsite.model.assessment import Audience, Exclusion, Portfolio
from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.model.entry import Entry, Kind
from cpdsite.render import words
from cpdsite.stages import Checked

COLUMNS = ("place", "title", "reason")
Lines = Mapping[tuple[str, str], int]
"""By file and field."""


class Sort(Enum):
    """What sort of reason it is."""

    DRAFT = auto()
    PLANNED = auto()
    LATER = auto()
    SCHEME = auto()
    """Some scheme leaves it out."""
    HIDDEN = auto()
    HOURS = auto()
    """It gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One reason why an entry is not counted, or not on the site."""

    entry: Entry
    sort: Sort
    reason: str
    field: str
    """The field that causes it; the entry need not have it."""
    schemes: tuple[str, ...] = ()
    """Those that leave it out; empty: all of them, or it is no matter of schemes."""


def losses(whole: Portfolio, audience: Audience) -> Iterator[Loss]:
    """Yield what the owner's portfolio does not count, and what an audience does not see of it."""
    yield from _uncounted(whole.assessment.excluded)
    for entry in whole.entries:
        if not may_open(entry, audience):
            reason = f"not on a {audience} site: its visibility is {entry.visibility}"
            yield Loss(entry=entry, sort=Sort.HIDDEN, reason=reason, field="visibility")
        if entry.kind is Kind.ACTIVITY and entry.hours is None and not entry.planned:
            reason = "adds no hours to its year: it gives none"
            yield Loss(entry=entry, sort=Sort.HOURS, reason=reason, field="hours")


def as_rows(checked: Checked, found: Sequence[Loss]) -> Iterator[Row]:
    """Yield a row for each file with errors or passed over, then one for each loss."""
    for finding in _files(checked):
        what = "" if _is_passed_over(finding) else "not counted, not on the site: "
        place = f"{finding.path}:{finding.line}"
        reason = f"{what}{finding.message} ({finding.code})"
        yield {"place": place, "title": "", "reason": reason}
    lines = checked.lines(
        (loss.entry.path, field) for loss in found for field in ("", "title", "kind", loss.field)
    )
    for loss in found:
        yield _row(loss, lines)


def unused_rows(checked: Checked) -> Iterator[Row]:
    """Yield a row for each file that could be evidence and that no entry names."""
    for path in _unused(checked):
        name = path.rpartition("/")[2]
        reason = f"not on the site: no entry names it; for evidence write `evidence: [{name}]`"
        yield {"place": path, "title": "", "reason": f"{reason} into the entry beside it"}


def in_short(checked: Checked, found: Iterable[Loss], audience: Audience) -> str:
    """Say how much is left out and how much not counted; "" when nothing is."""
    every = list(found)
    number = Counter(loss.sort for loss in every)
    under = Counter(scheme for loss in every for scheme in loss.schemes)
    passed_over = [_is_passed_over(finding) for finding in _files(checked)]
    left_out = [
        (passed_over.count(False), "file with errors", "files with errors"),
        (passed_over.count(True), "file passed over", "files passed over"),
        (number[Sort.DRAFT], "draft", "drafts"),
        (number[Sort.HIDDEN], f"not for the {audience}", f"not for the {audience}"),
        (len(_unused(checked)), "unused file", "unused files"),
    ]
    not_counted = [
        (number[Sort.PLANNED], "planned", "planned"),
        (number[Sort.LATER], "dated later", "dated later"),
        *((many, f"under {scheme}", f"under {scheme}") for scheme, many in under.items()),
        (number[Sort.HOURS], "without hours", "without hours"),
    ]
    return "; ".join([*_told("left out", left_out), *_told("not counted", not_counted)])


def _told(what: str, parts: Iterable[tuple[int, str, str]]) -> Iterator[str]:
    """Yield how many there are of each part of something, unless there is none of any."""
    said = [words.count(number, one, many) for number, one, many in parts if number]
    if said:
        yield f"{what}: {', '.join(said)}"


def _uncounted(exclusions: Iterable[Exclusion]) -> Iterator[Loss]:
    """Yield each reason of each entry once, with the schemes it holds for."""
    found: dict[tuple[str, str], tuple[Exclusion, list[str]]] = {}
    for one in exclusions:
        _, schemes = found.setdefault((one.entry.path, one.reason), (one, []))
        schemes += [one.scheme] if one.scheme else []
    for one, schemes in found.values():
        where = f" under {', '.join(schemes)}" if schemes else ""
        gone = ", not on the site" if one.entry.draft else ""
        yield Loss(
            entry=one.entry,
            sort=Sort.SCHEME if schemes else _SORTS.get(one.field, Sort.LATER),
            reason=f"not counted{where}{gone}: {one.reason}",
            field=one.field,
            schemes=tuple(schemes),
        )


_SORTS = {"draft": Sort.DRAFT, "status": Sort.PLANNED}
"""By the field that causes it; any other is a day."""


def _files(checked: Checked) -> Iterator[Finding]:
    """Yield the first error of each file that has one, and each file that was passed over."""
    seen: set[str] = set()
    for finding in checked.findings:
        is_gone = _is_passed_over(finding) or finding.severity is Severity.ERROR
        if is_gone and finding.path not in seen:
            seen.add(finding.path)
            yield finding


def _unused(checked: Checked) -> list[str]:
    """Return the files that no entry names, less those of which something is said anyway."""
    told = {finding.path for finding in checked.findings}
    return [path for path in unused(checked.journal) if path not in told]


def _is_passed_over(finding: Finding) -> bool:
    return finding.code == "not-a-file"


def _row(loss: Loss, lines: Lines) -> Row:
    """Return a row at the field that is the cause; where it is absent, at the title."""
    entry, reason, causes = loss.entry, loss.reason, [loss.field, "title"]
    if loss.sort is Sort.HIDDEN and not _says(lines, entry, loss.field):
        causes = ["kind", "title"]
        reason += f", the default for entries of kind `{entry.kind}`"
    cause = next((field for field in causes if _says(lines, entry, field)), "")
    place = f"{entry.path}:{lines[entry.path, cause]}"
    return {"place": place, "title": entry.title, "reason": reason}


def _says(lines: Lines, entry: Entry, field: str) -> bool:
    """Tell whether an entry has a field, or what holds it: else the opening stands for it."""
    return lines[entry.path, field] != lines[entry.path, ""]

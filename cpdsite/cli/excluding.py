"""What is left out, and the line that causes it: nothing disappears silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cpdsite.assess.audience import may_open
from cpdsite.build import Checked
from cpdsite.cli.tables import Row
from cpdsite.model.assessment import Audience, Exclusion, Portfolio
from cpdsite.model.diagnostic import Severity
from cpdsite.model.entry import Entry, Kind

Wanted = Callable[[Entry], bool]


def excluded(
    checked: Checked, shown: Portfolio, audience: Audience, scheme: str | None, wanted: Wanted
) -> Iterator[Row]:
    """Yield what is not counted, or not on the site for an audience; every file with errors."""
    yield from _faulty(checked)
    for exclusion, schemes in _merged(shown.assessment.excluded):
        entry = exclusion.entry
        if wanted(entry) and (not schemes or scheme is None or scheme in schemes):
            where = f" under {', '.join(schemes)}" if schemes else ""
            gone = ", not on the site" if entry.draft else ""
            reason = f"not counted{where}{gone}: {exclusion.reason}"
            yield _row(checked, entry, exclusion.field, reason)
    for entry in filter(wanted, shown.entries):
        if not may_open(entry, audience):
            reason = f"not on a {audience} site: its visibility is {entry.visibility}"
            said = _says(checked, entry, "visibility")
            how = "" if said else f", the default for entries of kind `{entry.kind}`"
            yield _row(checked, entry, "visibility" if said else "kind", f"{reason}{how}")
        if entry.kind is Kind.ACTIVITY and entry.hours is None and not entry.planned:
            yield _row(checked, entry, "hours", "adds no hours to its year: it gives none")


def _faulty(checked: Checked) -> Iterator[Row]:
    """Yield each file with errors, at the first of them, and each that was passed over."""
    seen: set[str] = set()
    for finding in checked.findings:
        passed_over = finding.code == "not-a-file"
        if finding.path not in seen and (passed_over or finding.severity is Severity.ERROR):
            seen.add(finding.path)
            what = "" if passed_over else "not counted, not on the site: "
            place = f"{finding.path}:{finding.line}"
            reason = f"{what}{finding.message} ({finding.code})"
            yield {"place": place, "title": "", "reason": reason}


def _merged(exclusions: tuple[Exclusion, ...]) -> Iterator[tuple[Exclusion, list[str]]]:
    """Yield each reason of each entry once, with the schemes it holds for; none: for all."""
    found: dict[tuple[str, str], tuple[Exclusion, list[str]]] = {}
    for one in exclusions:
        _, schemes = found.setdefault((one.entry.path, one.reason), (one, []))
        schemes += [one.scheme] if one.scheme else []
    yield from found.values()


def _row(checked: Checked, entry: Entry, field: str, reason: str) -> Row:
    """Return a row at the field that is the cause; where it is absent, at the title."""
    cause = field if _says(checked, entry, field) else "title"
    line = checked.place(entry.path, cause).line
    return {"place": f"{entry.path}:{line}", "title": entry.title, "reason": reason}


def _says(checked: Checked, entry: Entry, field: str) -> bool:
    """Tell whether an entry has a field, or what holds it: else the opening stands for it."""
    opening = checked.place(entry.path, "").line
    return checked.place(entry.path, field).line != opening

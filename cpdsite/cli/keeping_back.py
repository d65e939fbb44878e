"""What is kept back of entries that are shown, or would be if they were no drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cpdsite.assess.audience import may_open, may_see
from cpdsite.cli.tables import Row
from cpdsite.files.names import SETTINGS
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.entry import REFLECTION, Entry
from cpdsite.render import words
from cpdsite.stages import Checked


def parts_kept_back(checked: Checked, whole: Portfolio, audience: Audience) -> Iterator[Row]:
    """Yield a row for each draft, evidence and kind of text that a site for an audience leaves out."""
    found = [*_found(checked.journal.entries, whole, audience)]
    lines = checked.lines((entry.path, field) for entry, field, _ in found)
    for entry, field, reason in found:
        place = f"{entry.path}:{lines[entry.path, field]}"
        yield {"place": place, "title": entry.title, "reason": reason}
    kept = whole.settings.reflection_visibility
    telling = [entry for entry in whole.entries if any(map(entry.reflects, REFLECTION))]
    if telling and not may_see(kept, audience):
        which = words.count(len(telling), "entry", "entries")
        setting = f"`reflection` under `privacy` is {kept}"
        reason = f"the reflections in {which} are not on a {audience} site: {setting}"
        yield {"place": SETTINGS, "title": "", "reason": reason}


def _found(
    entries: Iterable[Entry], whole: Portfolio, audience: Audience
) -> Iterator[tuple[Entry, str, str]]:
    """Yield entry, field and reason of each draft and each piece of evidence."""
    for entry in entries:
        if entry.draft and not may_open(entry, audience):
            reason = f"not on a {audience} site, draft or not: its visibility is {entry.visibility}"
            yield entry, "visibility", reason
    for entry in whole.entries:
        for evidence in entry.evidence if may_open(entry, audience) else ():
            own = evidence.visibility
            if own is not None and not may_see(own, audience):
                name = evidence.file or evidence.url
                field = evidence.field.removesuffix(".file").removesuffix(".url")
                reason = f'"{name}" is not on a {audience} site: its visibility is {own}'
                yield entry, f"{field}.visibility", reason

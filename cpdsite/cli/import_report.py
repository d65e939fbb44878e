"""What came of an import, for a person: each log at a glance, then what needs a look, then the sum."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from cpdsite.cli.import_log import wrapped
from cpdsite.exchange.importing.drafts import UNTYPED, Draft
from cpdsite.exchange.importing.plan import Plan
from cpdsite.exchange.importing.records import Spot
from cpdsite.exchange.yaml_text import yaml_text
from cpdsite.model.diagnostic import Finding, Severity
from cpdsite.model.table import Unread
from cpdsite.render import words
from cpdsite.render.reporters.printable import printable

_SHOWN = 3
"""So many files are named; -v names all."""
_PLACEHOLDER = "placeholder-text"
"""The code of the one warning that is told with its row."""
_ELSEWHERE = frozenset(("unknown-type", "possible-duplicate"))
"""Codes of findings that the report tells in its own words."""


def report_lines(
    plan: Plan, findings: Sequence[Finding], *, verbose: bool, dry_run: bool
) -> Iterator[str]:
    """Yield what is new, what is not imported and why, and what should be looked at."""
    yield from _new(plan, verbose=verbose, dry_run=dry_run)
    yield from _not_imported(plan)
    yield from _to_look_at(plan, findings, verbose=verbose)


def in_one_line(plan: Plan, done: str) -> str:
    """Say in one line what came of it; `done` says what happened to the entries."""
    missed = [
        (len(plan.unread), "not imported"),
        (len(plan.held), "held back"),
        (len(plan.repeated), "repeated"),
        (len(plan.again), "imported before"),
    ]
    rest = ", ".join(f"{words.count(number, 'row')} {what}" for number, what in missed if number)
    return f"{words.entries(len(plan.new))} {done}{'; ' if rest else ''}{rest}"


# --- What is written, and what is not ------------------------------------------------------------


def _new(plan: Plan, *, verbose: bool, dry_run: bool) -> Iterator[str]:
    """Yield the files that are written, or some of them."""
    if not plan.new:
        return
    yield f"{'Would be written' if dry_run else 'New'}: {words.entries(len(plan.new))}"
    shown = plan.new if verbose or len(plan.new) <= _SHOWN + 1 else plan.new[:_SHOWN]
    for new in shown:
        yield f"  {new.file.path}"
        if verbose:
            yield f"    {', '.join(map(str, new.draft.record.spots))}"
    if len(shown) < len(plan.new):
        folders = Counter("/".join(new.file.path.split("/")[:2]) for new in plan.new)
        inside = ", ".join(f"{folder} {n}" for folder, n in sorted(folders.items()))
        rest = len(plan.new) - len(shown)
        yield from wrapped(
            f"... and {rest} more (all: {inside}; `cpdsite -v import` names each)", "  "
        )
    yield ""


def _not_imported(plan: Plan) -> Iterator[str]:
    """Yield the rows that become no entry, each with the reason and what it says."""
    if plan.unread:
        yield f"Not imported: {words.count(len(plan.unread), 'row')}"
        for unread in plan.unread:
            yield from wrapped(f"{_place(plan, unread.table, unread.row)}: {unread.reason}", "  ")
            yield from _cells(unread)
        yield ""
    if plan.held:
        yield f"Held back, as the journal seems to have them: {len(plan.held)}"
        for held in plan.held:
            yield from wrapped(f"{_rows(plan, held.draft)} is like {held.path}", "  ")
            for name, text in held.lacking:
                yield from wrapped(f"only in the log: {name}: {text}", "    ")
        yield ""
    if plan.repeated:
        yield f"Left out, as an earlier row says all of it: {len(plan.repeated)}"
        for one, earlier in plan.repeated:
            yield from wrapped(f"{_rows(plan, one)} says what {_rows(plan, earlier)} says", "  ")
        yield ""
    if plan.again:
        they = "it is" if len(plan.again) == 1 else "they are"
        yield f"Imported before: {words.count(len(plan.again), 'row')}, left as {they}"
        yield ""


def _cells(unread: Unread) -> Iterator[str]:
    """Yield what a row says."""
    texts = [text for text in unread.cells if text.strip()]
    yield from wrapped(" | ".join(texts), "    ")


# --- What should be looked at --------------------------------------------------------------------


def _to_look_at(plan: Plan, findings: Sequence[Finding], *, verbose: bool) -> Iterator[str]:
    """Yield what was imported and needs a person."""
    lines = [
        *_doubts(plan),
        *_joining(plan),
        *_types(plan),
        *_alike(plan),
        *_left_out(plan, verbose=verbose),
        *_found(plan, findings),
    ]
    if lines:
        yield "Worth a look"
        for line in lines:
            sentence, *block = line.rstrip("\n").split("\n")
            yield from wrapped(sentence, "  - ", "    ")
            yield from (f"      {printable(text)}" for text in block)
        yield ""


def _joining(plan: Plan) -> Iterator[str]:
    """Yield which tables were put together, and where that was not certain."""
    for name, base, shared in plan.joined.keys:
        yield f"{name} was put together with {base} by their {shared}"
    for spots in plan.joined.paired:
        yield f"{' and '.join(map(str, spots))} were paired by their order: their title is repeated"
    for spot, name in plan.joined.differing:
        yield f"{spot} says something else under {name}: kept as text"


def _types(plan: Plan) -> Iterator[str]:
    """Yield the types that are not known, those that go by another name here, and those not given."""
    unknown = _by(plan, lambda draft: draft.unknown_type)
    for word, drafts in unknown.items():
        yield f'"{word}" is no type of activity here ({_count(plan, drafts)}); it was left as it is'
    if unknown:
        settings = yaml_text({"types": {_as_key(word): {"like": "course"} for word in unknown}})
        yield f"to keep such a type, say in cpdsite.yaml what it is like:\n{settings}"
    for word, drafts in _by(plan, lambda draft: draft.taken_as).items():
        yield f'"{word}" was taken for {drafts[0].fields["type"]} ({_count(plan, drafts)})'
    untyped = [new.draft for new in plan.new if new.draft.untyped]
    if untyped:
        yield f"{_count(plan, untyped)} without a type: `type: {UNTYPED}` was written"


def _as_key(word: str) -> str:
    """Return a type on one line without what no name of a setting can hold; its slug is the same."""
    return re.sub(r'[\s"\\]+', " ", word).strip()


def _doubts(plan: Plan) -> Iterator[str]:
    """Yield what could not be taken as what its column promises."""
    found: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for new in plan.new:
        for named in new.draft.doubts:
            found[named].append(new.draft)
    for (name, doubt), drafts in found.items():
        yield f"{name}: {doubt} ({_count(plan, drafts)}); kept as text"


def _alike(plan: Plan) -> Iterator[str]:
    """Yield the entries of one title and day."""
    for one, first in plan.alike:
        rows = f"{_rows(plan, one.draft)} and {_rows(plan, first.draft)}"
        yield f'{rows} have one title and day ("{one.draft.title}"): both were imported'


def _left_out(plan: Plan, *, verbose: bool) -> Iterator[str]:
    """Yield what is not wanted: how much, or each text."""
    found = list(plan.left_out)
    columns = Counter(name for _, name, _ in found)
    if columns and not verbose:
        what = ", ".join(f"{name} {number}" for name, number in columns.items())
        yield f"left out on purpose (`cpdsite -v import` shows each): {what}"
    elif columns:
        yield from (f"left out on purpose: {spot}, {name}: {text}" for spot, name, text in found)


def _found(plan: Plan, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what `cpdsite check` finds in the new entries: placeholders and errors one by one, if few."""
    rows = {new.file.path: _rows(plan, new.draft) for new in plan.new}
    by_code: dict[str, list[Finding]] = defaultdict(list)
    later: Counter[str] = Counter()
    for finding in findings:
        if finding.code == _PLACEHOLDER or finding.severity is Severity.ERROR:
            by_code[finding.code].append(finding)
        else:
            later[finding.code] += 1
    for code, found in by_code.items():
        if code not in _ELSEWHERE:
            shown = found if code == _PLACEHOLDER else found[:_SHOWN]
            yield from (f"{rows[one.path]}: {one.message} ({code})" for one in shown)
            if len(shown) < len(found):
                yield f"... and {len(found) - len(shown)} more like it ({code}): see `cpdsite check`"
    told = [f"{code} {n}" for code, n in later.most_common() if code not in _ELSEWHERE]
    if told:
        yield f"`cpdsite check` will also say: {', '.join(told)}"


# --- Words ---------------------------------------------------------------------------------------


def _by(plan: Plan, word: Callable[[Draft], str]) -> dict[str, list[Draft]]:
    """Return the drafts of new entries by a word of theirs; those without it are left out."""
    found: dict[str, list[Draft]] = defaultdict(list)
    for new in plan.new:
        told = word(new.draft)
        if told:
            found[told].append(new.draft)
    return dict(found)


def _count(plan: Plan, drafts: Sequence[Draft]) -> str:
    """Return how many rows, or which one."""
    return _rows(plan, drafts[0]) if len(drafts) == 1 else words.count(len(drafts), "row")


def _rows(plan: Plan, draft: Draft) -> str:
    """Return where a record stands: its row, or its rows."""
    return " + ".join(_place(plan, spot.table, spot.row) for spot in draft.record.spots)


def _place(plan: Plan, name: str, row: int) -> str:
    """Return a row as people call it; its table is named where there are several."""
    return f"row {row}" if len(plan.logs) == 1 else str(Spot(name, row))

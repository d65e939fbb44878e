"""The recipe of publishing: the site that stands, held against the journal; the branch it replaces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cpdsite.assess.audience import not_for_all
from cpdsite.build import make, shared
from cpdsite.counting import narrowed
from cpdsite.files.commit_stream import commit_stream
from cpdsite.files.faults import UsageFault
from cpdsite.files.names import SETTINGS
from cpdsite.files.pages_branch import Files, PagesBranch
from cpdsite.files.standing import domain_name, label_of, refuse_stale
from cpdsite.files.targets import CNAME
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.journal import Folder, Source
from cpdsite.model.share import Share
from cpdsite.parse.journal import decode
from cpdsite.stages import Checked, Made

_ENTRY = re.compile(
    r"(?P<above>(?:.*/)?)(?P<path>journal/(?:[^._/][^/]*/)*[^._/][^/]*\.md)", re.IGNORECASE
)
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*---")
_NAMED_AT_MOST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What publishing changes on the branch, each list sorted."""

    before: Files
    after: Files
    history: bool
    """Whether the branch holds more than the one commit of its last publishing."""

    def __bool__(self) -> bool:
        """Tell whether anything is to be done."""
        return self.history or self.before != self.after

    @property
    def parts(self) -> dict[str, list[str]]:
        """All that changes, by how."""
        return {"new": self.new, "changed": self.changed, "gone": self.gone}

    @property
    def new(self) -> list[str]:
        """Files that are not there yet."""
        return sorted(self.after.keys() - self.before.keys())

    @property
    def gone(self) -> list[str]:
        """Files that will no longer be there."""
        return sorted(self.before.keys() - self.after.keys())

    @property
    def changed(self) -> list[str]:
        """Files whose bytes differ."""
        return sorted(
            path
            for path in self.after.keys() & self.before.keys()
            if self.after[path] != self.before[path]
        )


def standing(root: Path, checked: Checked, whole: Portfolio, shares: Iterable[Share]) -> Made:
    """Return the public site of a portfolio with its shares, which stands in the output folder to the byte.

    Raises UsageFault when another one does, or none.
    """
    output = checked.journal.settings.output
    label = label_of(root, output)
    why = _unfit(label.audience, whole.assessment.as_of, label.as_of, drafts=label.drafts)
    if why:
        message = f"the site in {output} {why}"
        raise UsageFault(message, "run `cpdsite build`, look at the site, and publish again")
    shown = narrowed(checked, whole, Audience.PUBLIC)
    made = make(root, replace(shown, settings=replace(shown.settings, base_url=label.base_url)))
    made = replace(made, files=(*made.files, *shared(root, checked, whole, shares)))
    refuse_stale(root, output, made.files, made.copies)
    own = domain_name(root, output)
    return replace(made, files=(*made.files, *own))


def prepare(root: Path, branch: PagesBranch, made: Made, folder: Folder) -> Change:
    """Make the commit that is to be pushed; raises UsageFault where it must not be."""
    _refuse_foreign(branch)
    _refuse_journal(branch, folder)
    before = branch.files
    carries_name = any(page.path == CNAME for page in made.files)
    kept = {} if carries_name else {path: before[path] for path in before.keys() & {CNAME}}
    day = made.portfolio.assessment.as_of
    after = branch.make(commit_stream(root, made.files, made.copies, kept, day))
    return Change(before=before, after=after, history=branch.has_history())


def _unfit(audience: Audience, today: date, as_of: date, *, drafts: bool) -> str:
    """Say why a site is not to be published, "" for no reason."""
    if audience is not Audience.PUBLIC:
        return f"was built for the {audience}, not for the public"
    if drafts:
        return "was built with drafts"
    return "" if as_of == today else f"counts as of {as_of}, not as of {today}"


# --- What else the repository holds ---------------------------------------------------------------


def _refuse_foreign(branch: PagesBranch) -> None:
    """Raise UsageFault for a branch that holds what publishing would destroy."""
    foreign = [path for path in branch.foreign() if path != CNAME]
    if foreign:
        message = (
            f"the branch {branch.name} of {branch.address} holds files that cpdsite did not put there:"
            f" {_some(foreign)}"
        )
        remedy = (
            "publishing replaces a branch, with its history: name another one in"
            " `publish: {branch: ...}`, or delete that one first"
        )
        raise UsageFault(message, remedy)


def _refuse_journal(branch: PagesBranch, folder: Folder) -> None:
    """Raise UsageFault for a repository in which entries can be read that are not for everyone."""
    journals = {one: name for name, files in branch.others() for one in _journals(files)}
    wanted = sorted({name for one in journals for name in one.names if name})
    texts = dict(zip(wanted, branch.texts(wanted), strict=True))
    for one, where in journals.items():
        found = sorted(not_for_all(decode(_folder(one, texts, folder))[0]))
        if found:
            message = (
                f"{branch.address} also holds a journal, with entries that are not for everyone:"
                f" {_some(found)} on {where}"
            )
            remedy = (
                "publish to a second repository that holds nothing but the site:"
                " `publish: {remote: ...}` in cpdsite.yaml"
            )
            raise UsageFault(message, remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Journal:
    """A journal in a repository: the same on two branches is one."""

    entries: tuple[tuple[str, str], ...]
    """The path of each, and git's name of its text."""
    settings: str
    """git's name of their text; "" for none."""

    @property
    def names(self) -> list[str]:
        """Names of all texts, as git has them."""
        return [*(name for _, name in self.entries), self.settings]


def _journals(files: Files) -> Iterator[_Journal]:
    """Yield the journals among some files."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path, name in files.items():
        match = _ENTRY.fullmatch(path)
        if match:
            found[match["above"]][match["path"]] = name
    for above, entries in found.items():
        settings = files.get(above + SETTINGS, "")
        yield _Journal(entries=tuple(sorted(entries.items())), settings=settings)


def _folder(journal: _Journal, texts: Mapping[str, bytes], like: Folder) -> Folder:
    """Return a journal as if it stood in a folder with our schemes; only what looks like entries."""
    settings = journal.settings
    return replace(
        like,
        settings=Source(path=SETTINGS, data=texts[settings]) if settings else None,
        entries=tuple(
            Source(path=path, data=texts[name])
            for path, name in journal.entries
            if _BEGINS.match(texts[name])
        ),
        files={},
        unsafe={},
        misnamed={},
    )


def _some(paths: Iterable[str]) -> str:
    """Return the first of some paths."""
    named = [*paths]
    others = f" and {len(named) - _NAMED_AT_MOST} more" if named[_NAMED_AT_MOST:] else ""
    return f"{', '.join(named[:_NAMED_AT_MOST])}{others}"

"""The recipe, its second half: what was counted in, a site out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cpdsite.assess import narrowing
from cpdsite.counting import broken
from cpdsite.exchange.entries_csv import entries_csv
from cpdsite.exchange.portfolio_json import entries_json, portfolio_json
from cpdsite.files.compiled import read_compiled, write_compiled
from cpdsite.files.evidence import digests, read_evidence
from cpdsite.files.faults import UsageFault
from cpdsite.files.kept import Kept, note_of, read_kept, write_kept
from cpdsite.files.layers import BUNDLED, DECLARATION
from cpdsite.files.output import Staging, staging
from cpdsite.files.site_folder import SiteFolder
from cpdsite.files.standing import changed_copies
from cpdsite.files.themes import read_theme
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.page import Label, Note, Page, Remembered
from cpdsite.model.share import Selection, Share
from cpdsite.proving import proof_of, prove, refuse
from cpdsite.render import permalinks
from cpdsite.render.faults import ThemeFault
from cpdsite.sharing import sealing
from cpdsite.sharing.proof import Leak, Proof
from cpdsite.spreading import spread
from cpdsite.stages import Begun, Built, Checked, Made, OnDemand

if TYPE_CHECKING:
    from cpdsite.render.pages import Plan

_DATA: Mapping[str, Callable[[Portfolio], bytes]] = {
    "data/portfolio.json": portfolio_json,
    "data/entries.json": entries_json,
    "data/entries.csv": entries_csv,
    ".nojekyll": lambda _: b"",
}
"""By path: files that are no pages for people."""
_PAGES = 75
"""So many to be made are worth a process: it takes about 30 ms."""
_AT_ONCE = 1_000_000
"""So many bytes are made before they are proved and written: what all pages have is read once in them."""
SHARED = "shared"
"""The folder of the site in which private links lead to folders of their own."""


_Maker = tuple[str, Callable[[], Page]]
"""The path of a file, and what makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """A site that is to be built."""

    plan: Plan
    proof: Proof
    former: Kept | None = None
    """What is known of the one that stands; None when nothing is to be kept of it."""

    @property
    def shown(self) -> Portfolio:
        """What it shows."""
        return self.plan.site.portfolio


def make(root: Path, shown: Portfolio) -> Made:
    """Make the site of a portfolio in memory; raises Fault."""
    plan = _planned(root, shown)
    with _faults():
        files = spread(lambda some: [one() for _, one in some], _makers(plan), _PAGES)
    return Made(portfolio=shown, files=tuple(files), copies=plan.copies, theme=plan.theme)


def begin(root: Path, shown: Portfolio, codes: dict[str, bytes]) -> Begun:
    """Begin the same site: each of its files is made when it is asked for; raises Fault, then too."""

    def content_of(one: Callable[[], Page]) -> bytes:
        with _faults():
            return one().content

    plan = _planned(root, shown, codes)
    makers = {path: partial(content_of, one) for path, one in _makers(plan)}
    return Begun(portfolio=shown, files=OnDemand(makers), copies=plan.copies, theme=plan.theme)


def _makers(plan: Plan, remembered: Remembered | None = None) -> list[_Maker]:
    """Return what makes each file of a site that is made, with its path."""
    from cpdsite.render import pages  # all views; only a site needs them

    page = pages.maker(plan, remembered)
    shown = plan.site.portfolio
    return [
        *((leaf.path, partial(page, leaf)) for leaf in plan.leaves),
        *((o.path, partial(Page, path=o.path, content=o.content)) for o in plan.others),
        (permalinks.SEARCH_INDEX, partial(pages.index, plan)),
        *((path, partial(_data, shown, path)) for path in _DATA),
    ]


def _planned(root: Path, shown: Portfolio, codes: dict[str, bytes] | None = None) -> Plan:
    """Return what the site of a portfolio consists of."""
    from cpdsite.render import pages  # as in `_makers`

    settings = shown.settings
    theme = read_theme(root, settings.theme, settings.theme_options)
    with _faults():
        return replace(pages.planned(shown, theme, digests(root, _proofs(shown))), codes=codes)


@contextmanager
def _faults() -> Iterator[None]:
    """Raise a theme's faults as the user's, or as ours."""
    try:
        yield
    except ThemeFault as fault:
        message = f"{fault}"
        raise UsageFault(message, theme_remedy(fault)) from fault


def selected(
    checked: Checked,
    whole: Portfolio,
    selection: Selection,
    audience: Audience = Audience.REVIEWER,
) -> Portfolio:
    """Return what an audience may see of the part of the owner's portfolio that was chosen for it."""
    unfit = broken(checked)
    return narrowing.narrowed(checked.journal, whole, selection, audience=audience, broken=unfit)


def shared(
    root: Path, checked: Checked, whole: Portfolio, shares: Iterable[Share]
) -> Iterator[Page]:
    """Yield the files of shares, the same bytes each time, all but a page around each locked."""
    for share in shares:
        part = selected(checked, whole, share.selection)
        yield from _locked(root, checked, share, replace(part, until=share.expires))


def _locked(root: Path, checked: Checked, share: Share, part: Portfolio) -> Iterator[Page]:
    """Yield the files of one share; raises Fault."""
    from cpdsite.render.shell_page import is_secret, shell_page  # Jinja, as in `_makers`

    made = make(root, part)
    prove(root, checked, made)
    clear = [file for file in made.files if is_secret(file.path)]
    clear += [Page(path=c.path, content=read_evidence(root, c.source)) for c in made.copies]
    folder = f"{SHARED}/{share.address}"
    with _faults():
        shell = shell_page(made.theme, part.settings.language, share.expires, "../../")
    yield Page(path=f"{folder}/index.html", content=shell)
    for page in sealing.sealed(share, clear, permalinks.REVIEW):
        yield Page(path=f"{folder}/{page.path}", content=page.content)


def build(
    root: Path,
    checked: Checked,
    shown: Portfolio,
    target: str,
    more: Iterable[Page] = (),
) -> Built:
    """Make the site of a portfolio, prove that it leaks nothing, and put it in its place; raises Fault.

    `more` files, locked ones, stand beside it.
    """
    plan = _planned(root, shown)
    site = _Site(plan=plan, proof=proof_of(root, checked, shown, plan.theme))
    with staging(root, target) as stage:
        return _built(site, stage, more)[0]


def build_again(
    root: Path,
    checked: Checked,
    shown: Portfolio,
    target: str,
    more: Iterable[Page] = (),
) -> Built:
    """Do the same with the pages of the site that stands, where they are what they would be."""
    codes = read_compiled()
    known = len(codes)
    plan = _planned(root, shown, codes)
    proof = proof_of(root, checked, shown, plan.theme)
    with staging(root, target, again=True) as stage:
        former = read_kept(root, stage.target)
        built, notes = _built(_Site(plan=plan, proof=proof, former=former), stage, more)
    if len(codes) > known:
        write_compiled(codes)
    write_kept(root, built.placed.folder, notes, proof.secrets.digest)
    return replace(built, reasons=former.reasons(notes))


def _built(site: _Site, stage: Staging, more: Iterable[Page]) -> tuple[Built, list[Note]]:
    """Build a site, put it where the former one stands, and tell what its files are."""
    plan, shown = site.plan, site.shown
    label = Label(
        audience=shown.audience,
        as_of=shown.assessment.as_of,
        drafts=shown.drafts,
        base_url=shown.settings.base_url,
    )
    refuse(site.proof.copied(plan.copies), shown.audience)
    changed = tuple(changed_copies(stage.root, stage.target, plan.copies))
    notes = _put(site, stage.files)
    for page in more:
        stage.files.add(page.path, page.content)
    stage.copy(plan.copies)
    placed = stage.place(label)
    pages = sum(note.path.endswith(".html") for note in notes)
    return Built(placed=placed, pages=pages, portfolio=shown, changed=changed), notes


def _put(site: _Site, folder: SiteFolder) -> list[Note]:
    """Make every file, prove it, and only then put it into a folder; raises LeakFault."""
    proof, former = site.proof, site.former
    searched = former is not None and former.proved == proof.secrets.digest
    remembered = former.finder(folder) if former else None
    plan = replace(site.plan, known=former.key_of) if former else site.plan

    def put_some(makers: Sequence[_Maker]) -> Iterator[Note | Leak]:
        for pages in _in_pieces(one() for _, one in makers):
            clean = {page.path for page in pages if page.kept and searched}
            leaks = {leak.path: leak for leak in reversed([*proof.leaks(pages, clean)])}
            for page in pages:
                if page.path in leaks:
                    yield leaks[page.path]
                else:
                    if not page.kept:
                        folder.put(page.path, page.content)
                    yield note_of(page)

    with _faults():
        makers = _makers(plan, remembered)
        folder.reserve(path for path, _ in makers)
        told = spread(put_some, makers, _PAGES)
    refuse((one for one in told if isinstance(one, Leak)), site.shown.audience)
    return [one for one in told if isinstance(one, Note)]


def _in_pieces(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Yield pages, some at a time."""
    piece: list[Page] = []
    size = 0
    for page in pages:
        piece.append(page)
        size += len(page.content)
        if size >= _AT_ONCE:
            yield piece
            piece, size = [], 0
    yield piece


def data(shown: Portfolio) -> list[Page]:
    """Return the files that are no pages for people."""
    return [_data(shown, path) for path in _DATA]


def _data(shown: Portfolio, path: str) -> Page:
    """Return one of them."""
    return Page(path=path, content=_DATA[path](shown))


def _proofs(shown: Portfolio) -> Iterator[str]:
    """Yield the files that visible entries name as evidence and that the audience may have."""
    for entry in shown.entries:
        for evidence in entry.evidence:
            if evidence.path and evidence.path not in shown.withheld:
                yield evidence.path


def theme_remedy(fault: ThemeFault) -> str:
    """Return who is to mend a theme: we a bundled template, the user one of their own."""
    if fault.template.startswith(f"{BUNDLED}/"):
        return "this is a fault of cpdsite; please report it"
    if fault.template == DECLARATION:
        return f"mend {DECLARATION} of the theme, or choose another colour in cpdsite.yaml"
    return "mend the template, or delete it to use the theme's own"

"""The recipe, its second half: what was counted in, a site out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from cpdsite.assess import narrowing
from cpdsite.counting import broken
from cpdsite.exchange.entries_csv import entries_csv
from cpdsite.exchange.portfolio_json import entries_json, portfolio_json
from cpdsite.files import output
from cpdsite.files.compiled import read_compiled, write_compiled
from cpdsite.files.evidence import digests, read_evidence
from cpdsite.files.faults import LeakFault, UsageFault
from cpdsite.files.kept import Kept, read_kept, write_kept
from cpdsite.files.layers import BUNDLED, DECLARATION
from cpdsite.files.receipts import Placed
from cpdsite.files.standing import changed_copies
from cpdsite.files.targets import refuse_unsafe_output
from cpdsite.files.themes import read_theme
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.page import Label, Page
from cpdsite.model.share import Selection, Share
from cpdsite.render import permalinks
from cpdsite.render.faults import ThemeFault
from cpdsite.sharing import sealing
from cpdsite.sharing.common import common_texts
from cpdsite.sharing.hidden import secrets_of
from cpdsite.sharing.proof import leaks, suspects
from cpdsite.sharing.telling import Onlooker
from cpdsite.spreading import spread
from cpdsite.stages import Begun, Built, Checked, Made, OnDemand

if TYPE_CHECKING:
    from cpdsite.render.pages import Plan

LEAK_REMEDY = (
    "this is a fault of cpdsite, please report it; if the text is no secret, list it in cpdsite.yaml"
    " under `privacy: {allow: [{text: ..., reason: ...}]}`"
)

_DATA: Mapping[str, Callable[[Portfolio], bytes]] = {
    "data/portfolio.json": portfolio_json,
    "data/entries.json": entries_json,
    "data/entries.csv": entries_csv,
    ".nojekyll": lambda _: b"",
}
"""By path: files that are no pages for people."""
_PAGES = 75
"""So many to be made are worth a process: it takes about 30 ms."""
SHARED = "shared"
"""The folder of the site in which private links lead to folders of their own."""


def make(
    root: Path,
    shown: Portfolio,
    remembered: Kept | None = None,
    codes: dict[str, bytes] | None = None,
) -> Made:
    """Make the site of a portfolio with what is known of former ones; raises Fault."""
    from cpdsite.render import pages  # noqa: PLC0415 (all views; only a site needs them)

    with _faults():
        plan = _planned(root, shown, codes)
        if remembered:
            plan = replace(plan, known=remembered.key_of)

        # What takes longest comes first, so that every process has some of it.
        alone = [partial(pages.index, plan), *(partial(_data, shown, path) for path in _DATA)]

        def make_some(some: Sequence[pages.Leaf | Callable[[], Page]]) -> Iterator[Page]:
            yield from (one() for one in some if callable(one))
            leaves = tuple(one for one in some if not callable(one))
            yield from pages.pages(replace(plan, leaves=leaves), remembered)

        tasks: list[pages.Leaf | Callable[[], Page]] = [*alone, *plan.leaves]
        made = spread(make_some, tasks, _PAGES)
    files = (*made[len(alone) :], *plan.others, *made[: len(alone)])
    return Made(portfolio=shown, files=files, copies=plan.copies, theme=plan.theme)


def begin(root: Path, shown: Portfolio, codes: dict[str, bytes]) -> Begun:
    """Begin the same site: each of its files is made when it is asked for; raises Fault, then too."""
    from cpdsite.render import pages  # noqa: PLC0415 (as in `make`)

    with _faults():
        plan = _planned(root, shown, codes)
        others = {page.path: page.content for page in plan.others}
    fill = pages.filler(plan)

    def make_leaf(leaf: pages.Leaf) -> bytes:
        with _faults():
            return fill(pages.sheet(plan, leaf))

    makers: dict[str, Callable[[], bytes]] = {
        **{leaf.path: partial(make_leaf, leaf) for leaf in plan.leaves},
        **{path: partial(others.__getitem__, path) for path in others},
        **{path: partial(one, shown) for path, one in _DATA.items()},
        permalinks.SEARCH_INDEX: lambda: pages.index(plan).content,
    }
    return Begun(portfolio=shown, files=OnDemand(makers), copies=plan.copies, theme=plan.theme)


def _planned(root: Path, shown: Portfolio, codes: dict[str, bytes] | None) -> Plan:
    """Return what the site of a portfolio consists of."""
    from cpdsite.render import pages  # noqa: PLC0415 (as in `make`)

    settings = shown.settings
    theme = read_theme(root, settings.theme, settings.theme_options)
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
        yield from _locked(root, checked, share, selected(checked, whole, share.selection))


def _locked(root: Path, checked: Checked, share: Share, part: Portfolio) -> Iterator[Page]:
    """Yield the files of one share; raises Fault."""
    from cpdsite.render.shell_page import is_secret, shell_page  # noqa: PLC0415 (Jinja, as in `make`)

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
    made = make(root, shown)
    prove(root, checked, made)
    return _put_in_place(root, made, target, more, output.write)


def build_again(
    root: Path,
    checked: Checked,
    shown: Portfolio,
    target: str,
    more: Iterable[Page] = (),
) -> Built:
    """Do the same with the pages of the site that stands, where they are what they would be."""
    former = read_kept(root, refuse_unsafe_output(root, target))
    codes = read_compiled()
    known = len(codes)
    made = make(root, shown, former, codes)
    if len(codes) > known:
        write_compiled(codes)
    proved = prove(root, checked, made, former.proved)
    built = _put_in_place(root, made, target, more, output.write_again)
    write_kept(root, built.placed.folder, made.files, proved)
    return replace(built, reasons=former.reasons(made.files))


def _put_in_place(
    root: Path, made: Made, target: str, more: Iterable[Page], write: Callable[..., Placed]
) -> Built:
    """Put a site where the former one stands."""
    shown = made.portfolio
    label = Label(
        audience=shown.audience,
        as_of=shown.assessment.as_of,
        drafts=shown.drafts,
        base_url=shown.settings.base_url,
    )
    changed = tuple(changed_copies(root, target, made.copies))
    placed = write(root, target, chain(made.files, more), made.copies, label)
    return Built(placed=placed, pages=made.pages, portfolio=shown, changed=changed)


def prove(root: Path, checked: Checked, made: Made, proved: str = "") -> str:
    """Search a site made for others for what they may not see; raises LeakFault with the place.

    Returns what to give as `proved` for the next site: then pages that are kept from this one are not
    searched again, unless there are other secrets.
    """
    whom = Onlooker(checked.journal, made.portfolio.audience, drafts=made.portfolio.drafts)
    if whom.audience is Audience.OWNER:
        return ""
    unfit = broken(checked) | (checked.journal.paths - {e.path for e in checked.journal.entries})
    unread = [source for source in checked.folder.entries if source.path in unfit]
    common = common_texts(checked.folder, checked.journal.settings, made.theme)
    secrets = secrets_of(whom, unread, common)
    wanted = suspects(secrets, made.files, made.copies, checked.folder.files)
    kept = {page.path for page in made.files if page.kept} if secrets.digest == proved else ()
    for leak in leaks(secrets, made.files, made.copies, digests(root, wanted), kept):
        field = f" ({leak.place.field})" if leak.place.field else ""
        place = f"{leak.place.path}{field}"
        message = f"{leak.path} would hold what {place} keeps from the {whom.audience}: not written"
        raise LeakFault(message, LEAK_REMEDY)
    return secrets.digest


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

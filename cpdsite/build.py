"""The recipe: a folder in, findings out; a folder in, a site out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from cpdsite import checks
from cpdsite.assess import narrowing
from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.checks.quiet import decode_and_listen
from cpdsite.exchange.entries_csv import entries_csv
from cpdsite.exchange.portfolio_json import entries_json, portfolio_json
from cpdsite.files import output
from cpdsite.files.cache import read_cache, write_cache
from cpdsite.files.compiled import read_compiled, write_compiled
from cpdsite.files.evidence import digests, read_evidence
from cpdsite.files.faults import LeakFault, SettingFault, UsageFault
from cpdsite.files.kept import read_kept, write_kept
from cpdsite.files.layers import BUNDLED, DECLARATION
from cpdsite.files.sources import SETTINGS, read_folder
from cpdsite.files.targets import output_fault, refuse_unsafe_output
from cpdsite.files.themes import read_theme, theme_faults
from cpdsite.keeping import Decodings
from cpdsite.model.assessment import Assessment, Audience, Portfolio
from cpdsite.model.diagnostic import Diagnostic, Place, Severity
from cpdsite.model.journal import Source
from cpdsite.model.page import Label, Page, Remembered
from cpdsite.model.settings import Settings
from cpdsite.model.share import Selection, Share
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.journal import Decoded, decode
from cpdsite.parse.places import locate
from cpdsite.render import accent, permalinks
from cpdsite.render.faults import ThemeFault
from cpdsite.sharing import sealing
from cpdsite.sharing.common import common_texts
from cpdsite.sharing.proof import leaks, secrets_of, suspects
from cpdsite.sharing.telling import Onlooker
from cpdsite.spreading import spread
from cpdsite.stages import Built, Checked, Made, Request

LEAK_REMEDY = (
    "this is a fault of cpdsite, please report it; if the text is no secret, list it in cpdsite.yaml"
    " under `privacy: {allow: [{text: ..., reason: ...}]}`"
)

_DECODED = "decoded"
"""The name of the entries in the cache."""
_DATA: Mapping[str, Callable[[Portfolio], bytes]] = {
    "data/portfolio.json": portfolio_json,
    "data/entries.json": entries_json,
    "data/entries.csv": entries_csv,
    ".nojekyll": lambda _: b"",
}
"""By path: files that are no pages for people."""
_FILES, _PAGES = 100, 75
"""So many files to be decoded, or pages to be made, are worth a process: it takes about 30 ms."""
SHARED = "shared"
"""The folder of the site in which private links lead to folders of their own."""


def check(root: Path, today: date, former: Decodings | None = None) -> Checked:
    """Read a folder and find every fault in it; what is formerly decoded is not decoded again."""
    folder = read_folder(root)
    journal, found = decode(folder, (former or Decodings()).decoder(folder, _decoded))
    if not any(one.place.path == SETTINGS and not one.place.field for one in found):
        # What was made of a file that is no YAML is not worth a second fault.
        found += [_in_settings(fault) for fault in _setting_faults(root, journal.settings)]
    found = checks.run(journal, today, found)
    findings = locate(found, folder, journal.settings.field_names)
    return Checked(folder=folder, journal=journal, findings=tuple(findings))


def recalled(root: Path) -> Decodings:
    """Return what earlier runs decoded, as far as it was kept."""
    return Decodings(read_cache(root, _DECODED))


def retain(root: Path, decodings: Decodings, *, begin: bool = False) -> None:
    """Keep what was decoded for the next run, where there is a cache or one is to `begin`."""
    if decodings.changed:
        write_cache(root, _DECODED, decodings.data, begin=begin)


def check_again(root: Path, today: date) -> Checked:
    """Check a folder in which a site was built with what that left in its cache."""
    decodings = recalled(root)
    checked = check(root, today, decodings)
    retain(root, decodings)
    return checked


def count(checked: Checked, request: Request) -> Portfolio | None:
    """Return what the audience may see; None when errors stand in the way of counting."""
    if checked.beyond_the_journal or (checked.errors and not request.keep_going):
        return None
    broken = _broken(checked)
    entries = tuple(entry for entry in checked.journal.entries if entry.path not in broken)
    whole = replace(checked.journal, entries=entries)
    assessment = assess(whole, request.today, drafts=request.drafts)
    return _portfolio(checked, assessment, request.audience, drafts=request.drafts)


def narrowed(checked: Checked, whole: Portfolio, audience: Audience) -> Portfolio:
    """Return what an audience may see of a portfolio that was counted for the owner."""
    if audience is Audience.OWNER:
        return whole
    return _portfolio(checked, whole.assessment, audience, drafts=whole.drafts)


def make(
    root: Path,
    shown: Portfolio,
    remembered: Remembered | None = None,
    codes: dict[str, bytes] | None = None,
) -> Made:
    """Make the site of a portfolio with what is known of former ones; raises Fault."""
    from cpdsite.render import pages  # noqa: PLC0415 (all views; only a site needs them)

    settings = shown.settings
    theme = read_theme(root, settings.theme, settings.theme_options)
    try:
        plan = pages.planned(shown, theme, digests(root, _proofs(shown)))
        plan = replace(plan, codes=codes)

        # What takes longest comes first, so that every process has some of it.
        alone = [partial(pages.index, plan), *(partial(_data, shown, path) for path in _DATA)]

        def make_some(some: Sequence[pages.Leaf | Callable[[], Page]]) -> Iterator[Page]:
            yield from (one() for one in some if callable(one))
            leaves = tuple(one for one in some if not callable(one))
            yield from pages.pages(replace(plan, leaves=leaves), remembered)

        tasks: list[pages.Leaf | Callable[[], Page]] = [*alone, *plan.leaves]
        made = spread(make_some, tasks, _PAGES)
    except ThemeFault as fault:
        message = f"{fault}"
        raise UsageFault(message, _theme_remedy(fault)) from fault
    files = (*made[len(alone) :], *plan.others, *made[: len(alone)])
    return Made(portfolio=shown, files=files, copies=plan.copies, theme=theme)


def selected(checked: Checked, whole: Portfolio, selection: Selection) -> Portfolio:
    """Return what a reviewer may see of the part of the owner's portfolio that was chosen for them."""
    return narrowing.narrowed(
        checked.journal,
        whole.assessment,
        selection,
        drafts=whole.drafts,
        broken=_broken(checked),
    )


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
    try:
        shell = shell_page(made.theme, part.settings.language, share.expires, "../../")
        yield Page(path=f"{folder}/index.html", content=shell)
        for page in sealing.sealed(share, clear, permalinks.REVIEW):
            yield Page(path=f"{folder}/{page.path}", content=page.content)
    except ThemeFault as fault:
        message = f"{fault}"
        raise UsageFault(message, _theme_remedy(fault)) from fault


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
    return _build(root, checked, make(root, shown), target, more)


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
    built = _build(root, checked, made, target, more)
    write_kept(root, built.folder, made.files)
    return replace(built, reasons=former.reasons(made.files))


def _build(root: Path, checked: Checked, made: Made, target: str, more: Iterable[Page]) -> Built:
    """Prove that a site leaks nothing, and put it in its place."""
    prove(root, checked, made)
    shown = made.portfolio
    label = Label(
        audience=shown.audience,
        as_of=shown.assessment.as_of,
        drafts=shown.drafts,
        base_url=shown.settings.base_url,
    )
    folder = output.write(root, target, chain(made.files, more), made.copies, label)
    return Built(folder=folder, pages=made.pages, portfolio=shown)


def prove(root: Path, checked: Checked, made: Made) -> None:
    """Search a site made for others for what they may not see; raises LeakFault with the place."""
    whom = Onlooker(checked.journal, made.portfolio.audience, drafts=made.portfolio.drafts)
    if whom.audience is Audience.OWNER:
        return
    broken = _broken(checked) | (checked.journal.paths - {e.path for e in checked.journal.entries})
    unread = [source for source in checked.folder.entries if source.path in broken]
    common = common_texts(checked.folder, checked.journal.settings, made.theme)
    secrets = secrets_of(whom, unread, common)
    wanted = suspects(secrets, made.files, made.copies, checked.folder.files)
    for leak in leaks(secrets, made.files, made.copies, digests(root, wanted)):
        field = f" ({leak.place.field})" if leak.place.field else ""
        place = f"{leak.place.path}{field}"
        message = f"{leak.path} would hold what {place} keeps from the {whom.audience}: not written"
        raise LeakFault(message, LEAK_REMEDY)


def data(shown: Portfolio) -> list[Page]:
    """Return the files that are no pages for people."""
    return [_data(shown, path) for path in _DATA]


def _data(shown: Portfolio, path: str) -> Page:
    """Return one of them."""
    return Page(path=path, content=_DATA[path](shown))


def _decoded(sources: Sequence[Source], vocabulary: Vocabulary) -> list[Decoded]:
    """Return what comes of files, with all processes that there may be."""
    if sources:
        from cpdsite.parse import body_html  # noqa: F401, PLC0415 (Markdown: for all processes at once)
    return spread(lambda some: decode_and_listen(some, vocabulary), sources, _FILES)


def _proofs(shown: Portfolio) -> Iterator[str]:
    """Yield the files that visible entries name as evidence and that the audience may have."""
    for entry in shown.entries:
        for evidence in entry.evidence:
            if evidence.path and evidence.path not in shown.withheld:
                yield evidence.path


def _setting_faults(root: Path, settings: Settings) -> Iterator[SettingFault]:
    """Yield what settings ask for and cannot have: a theme, its options, a colour, a folder."""
    yield from theme_faults(root, settings.theme, settings.theme_options)
    colour = settings.theme_options.get("accent", "")
    message, remedy = accent.fault(colour) if colour else ("", "")
    if message:
        yield SettingFault("theme.options.accent", message, remedy)
    if settings.output != Settings().output and (wrong := output_fault(root, settings.output)):
        yield wrong


def _theme_remedy(fault: ThemeFault) -> str:
    """Return who is to mend a theme: we a bundled template, the user one of their own."""
    if fault.template.startswith(f"{BUNDLED}/"):
        return "this is a fault of cpdsite; please report it"
    if fault.template == DECLARATION:
        return f"mend {DECLARATION} of the theme, or choose another colour in cpdsite.yaml"
    return "mend the template, or delete it to use the theme's own"


def _in_settings(fault: SettingFault) -> Diagnostic:
    """Return a fault of a setting with its place."""
    return Diagnostic(
        code="settings-invalid",
        severity=Severity.ERROR,
        place=Place(path=SETTINGS, field=fault.field, on_key=fault.on_key),
        message=fault.message,
        help=fault.help,
    )


def _broken(checked: Checked) -> frozenset[str]:
    """Return the paths of the files with errors."""
    return frozenset(finding.path for finding in checked.errors)


def _portfolio(
    checked: Checked, assessment: Assessment, audience: Audience, *, drafts: bool
) -> Portfolio:
    """Return what an audience may see of an assessment."""
    return portfolio(
        checked.journal, assessment, audience=audience, drafts=drafts, broken=_broken(checked)
    )

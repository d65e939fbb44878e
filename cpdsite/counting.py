"""The recipe, its first half: a folder in, findings and numbers out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cpdsite import checks
from cpdsite.assess.assessment import assess
from cpdsite.assess.audience import portfolio
from cpdsite.checks.attachments import attached
from cpdsite.files.cache import read_cache, write_cache
from cpdsite.files.faults import SettingFault
from cpdsite.files.names import SETTINGS
from cpdsite.files.sources import read_folder
from cpdsite.files.targets import output_fault
from cpdsite.files.themes import theme_faults
from cpdsite.keeping import Decodings
from cpdsite.model.assessment import Assessment, Audience, Portfolio
from cpdsite.model.diagnostic import Diagnostic, Place, Severity
from cpdsite.model.journal import Source
from cpdsite.model.settings import Settings
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.journal import Decoded, decode
from cpdsite.parse.places import locate
from cpdsite.render import accent
from cpdsite.spreading import spread
from cpdsite.stages import Checked, Request

_DECODED = "decoded"
"""The name of the entries in the cache."""
_FILES = 100
"""So many to be decoded are worth a process: it takes about 30 ms."""


def check(
    root: Path,
    today: date,
    former: Decodings | None = None,
    *,
    inside: bool = True,
    whole: bool = True,
) -> Checked:
    """Read a folder and find every fault in it; `inside` the files that entries name too.

    Not `whole`: what the checks know to be no error is not looked for. What was decoded formerly is
    not decoded again.
    """
    folder = read_folder(root)
    decodings = former or Decodings()
    journal, found = decode(folder, decodings.decoder(folder, _decoded))
    if inside:
        from cpdsite.files.contents import read_contents  # for each kind of file a module

        journal = replace(journal, contents=read_contents(root, attached(journal)))
    if not any(one.place.path == SETTINGS and not one.place.field for one in found):
        # What was made of a file that is no YAML is not worth a second fault.
        found += [_in_settings(fault) for fault in _setting_faults(root, journal.settings)]
    found = checks.run(journal, today, found, whole=whole)
    findings = locate(found, folder, journal.settings.field_names)
    return Checked(
        folder=folder, journal=journal, findings=tuple(findings), origin=decodings.origin
    )


def check_again(root: Path, today: date, *, whole: bool = True) -> Checked:
    """Check a folder in which a site was built with what that left in its cache.

    Not `whole`: only as far as a count needs, so without warnings and without a look into evidence.
    """
    decodings = recalled(root)
    checked = check(root, today, decodings, inside=whole, whole=whole)
    retain(root, decodings)
    return checked


def recalled(root: Path) -> Decodings:
    """Return what earlier runs decoded, as far as it was kept."""
    return Decodings(read_cache(root, _DECODED))


def retain(root: Path, decodings: Decodings, *, begin: bool = False) -> None:
    """Keep what was decoded for the next run, where there is a cache or one is to `begin`."""
    if decodings.changed:
        write_cache(root, _DECODED, decodings.data, begin=begin)


def count(checked: Checked, request: Request) -> Portfolio | None:
    """Return what the audience may see; None when errors stand in the way of counting."""
    if checked.beyond_the_journal or (checked.errors and not request.keep_going):
        return None
    whole = checked.journal
    if unfit := broken(checked):
        fit = tuple(entry for entry in whole.entries if entry.path not in unfit)
        whole = replace(whole, entries=fit)
    assessment = assess(whole, request.today, drafts=request.drafts)
    return _portfolio(checked, assessment, request.audience, drafts=request.drafts)


def narrowed(checked: Checked, whole: Portfolio, audience: Audience) -> Portfolio:
    """Return what an audience may see of a portfolio that was counted for the owner."""
    if audience is Audience.OWNER:
        return whole
    return _portfolio(checked, whole.assessment, audience, drafts=whole.drafts)


def broken(checked: Checked) -> frozenset[str]:
    """Return the paths of the files with errors."""
    return frozenset(finding.path for finding in checked.errors)


def _portfolio(
    checked: Checked, assessment: Assessment, audience: Audience, *, drafts: bool
) -> Portfolio:
    """Return what an audience may see of an assessment."""
    unfit, origin = broken(checked), checked.origin
    found = portfolio(checked.journal, assessment, audience=audience, drafts=drafts, broken=unfit)
    if origin is None:
        return found
    left_out = repr(sorted(unfit)).encode("utf-8", "surrogatepass")
    return replace(found, origin=replace(origin, rest=origin.rest + left_out))


def _decoded(sources: Sequence[Source], vocabulary: Vocabulary) -> list[Decoded]:
    """Return what comes of files, with all processes that there may be."""
    if not sources:
        return []
    from cpdsite.checks.quiet import decode_and_listen  # only what changed needs it
    from cpdsite.parse import body_html  # noqa: F401 (Markdown: for all processes at once)

    return spread(lambda some: decode_and_listen(some, vocabulary), sources, _FILES)


def _setting_faults(root: Path, settings: Settings) -> Iterator[SettingFault]:
    """Yield what settings ask for and cannot have: a theme, its options, a colour, a folder."""
    yield from theme_faults(root, settings.theme, settings.theme_options)
    colour = settings.theme_options.get("accent", "")
    message, remedy = accent.fault(colour) if colour else ("", "")
    if message:
        yield SettingFault("theme.options.accent", message, remedy)
    if settings.output != Settings().output and (wrong := output_fault(root, settings.output)):
        yield wrong


def _in_settings(fault: SettingFault) -> Diagnostic:
    """Return a fault of a setting with its place."""
    return Diagnostic(
        code="settings-invalid",
        severity=Severity.ERROR,
        place=Place(path=SETTINGS, field=fault.field, on_key=fault.on_key),
        message=fault.message,
        help=fault.help,
    )

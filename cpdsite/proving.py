"""No site for others leaves the machine with what they may not see: the proof, set up and asked."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from cpdsite.counting import broken
from cpdsite.files.evidence import digests
from cpdsite.files.faults import LeakFault
from cpdsite.model.assessment import Audience, Portfolio
from cpdsite.model.theme import Theme
from cpdsite.sharing.common import common_texts
from cpdsite.sharing.hidden import Secrets, secrets_of
from cpdsite.sharing.proof import Leak, Proof
from cpdsite.sharing.telling import Onlooker
from cpdsite.stages import Checked, Made

LEAK_REMEDY = (
    "this is a fault of cpdsite, please report it; if the text is no secret, list it in cpdsite.yaml"
    " under `privacy: {allow: [{text: ..., reason: ...}]}`"
)


def prove(root: Path, checked: Checked, made: Made) -> None:
    """Search a site made for others for what they may not see; raises LeakFault with the place."""
    proof = proof_of(root, checked, made.portfolio, made.theme)
    found = chain(proof.copied(made.copies), proof.leaks(made.files))
    refuse(found, made.portfolio.audience)


def proof_of(root: Path, checked: Checked, shown: Portfolio, theme: Theme) -> Proof:
    """Return what searches a site for what its audience may not see; its owner may see all."""

    def hash_of(path: str) -> str:
        return digests(root, [path])[path].sha256

    secrets = Secrets()
    whom = Onlooker(checked.journal, shown.audience, drafts=shown.drafts)
    if whom.audience is not Audience.OWNER:
        journal = checked.journal
        unfit = broken(checked) | (journal.paths - {e.path for e in journal.entries})
        unread = [source for source in checked.folder.entries if source.path in unfit]
        common = common_texts(checked.folder, journal.settings, theme)
        secrets = secrets_of(whom, unread, common)
    return Proof(secrets, checked.folder.files, hash_of)


def refuse(leaks: Iterable[Leak], audience: Audience) -> None:
    """Raise LeakFault for the first leak."""
    for leak in leaks:
        field = f" ({leak.place.field})" if leak.place.field else ""
        place = f"{leak.place.path}{field}"
        message = f"{leak.path} would hold what {place} keeps from the {audience}: not written"
        raise LeakFault(message, LEAK_REMEDY)

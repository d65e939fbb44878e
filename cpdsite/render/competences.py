"""Which competences the entries of a portfolio show, by framework and code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cpdsite.assess.competences import shown_by
from cpdsite.model.assessment import Portfolio
from cpdsite.model.entry import Entry
from cpdsite.model.framework import Framework
from cpdsite.model.slug import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One competency with the entries that show it."""

    code: str
    label: str
    parent: str
    """The code above it; "" at the top."""
    entries: tuple[Entry, ...]
    """Those that name it or a part of it, by day and id."""

    @property
    def name(self) -> str:
        """The code with its words: `A: Knowledge and understanding`; alike, they are said once."""
        return self.label if slug(self.label) == slug(self.code) else f"{self.code}: {self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One framework with its competences, in its order; those without entries are there too."""

    framework: Framework
    competences: Mapping[str, Shown]
    """By code."""


def held(portfolio: Portfolio, *, assessed: bool) -> dict[str, Held]:
    """Return the frameworks that an entry names; for those who may see gaps, the schemes' too."""
    named = {name.partition("/")[0] for entry in portfolio.entries for name in entry.competencies}
    if assessed:
        schemes = portfolio.assessment.schemes
        named |= {id_ for found in schemes for id_ in found.scheme.frameworks}
    showing: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in portfolio.entries:
        for name in {*shown_by(entry, portfolio.frameworks)}:
            showing[name].append(entry)
    return {
        id_: Held(framework=framework, competences=dict(_shown(framework, showing)))
        for id_, framework in sorted(portfolio.frameworks.items())
        if id_ in named
    }


def _shown(
    framework: Framework, showing: Mapping[str, Sequence[Entry]]
) -> Iterator[tuple[str, Shown]]:
    """Yield each code with its entries."""
    for code, known in framework.competencies.items():
        entries = tuple(showing.get(f"{framework.id}/{code}", ()))
        yield code, Shown(code=code, label=known.label, parent=known.parent, entries=entries)

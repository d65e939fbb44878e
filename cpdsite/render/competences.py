"""Which competences the entries of a portfolio show, by framework and code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cpdsite.model.assessment import Portfolio
from cpdsite.model.entry import Entry
from cpdsite.model.framework import Framework
from cpdsite.parse.slug import slug


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
    return {
        id_: Held(framework=framework, competences=dict(_shown(portfolio, framework)))
        for id_, framework in sorted(portfolio.frameworks.items())
        if id_ in named
    }


def _shown(portfolio: Portfolio, framework: Framework) -> Iterator[tuple[str, Shown]]:
    """Yield each code with its entries."""
    for code, known in framework.competencies.items():
        below = {one.code for one in framework.competencies.values() if one.parent == code}
        names = {f"{framework.id}/{one}" for one in (code, *below)}
        entries = tuple(
            entry for entry in portfolio.entries if not names.isdisjoint(entry.competencies)
        )
        yield code, Shown(code=code, label=known.label, parent=known.parent, entries=entries)

"""The words of settings, schemes and frameworks, as logs write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cpdsite.exchange.importing.meanings import TERMS, TYPES
from cpdsite.model.framework import Framework
from cpdsite.model.scheme import Many, Scheme, Taxonomy
from cpdsite.model.settings import ActivityType
from cpdsite.model.slug import slug
from cpdsite.parse.body import plain
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.scalars import flag

_BETWEEN = re.compile(r"\s*[;\n]\s*")
_BETWEEN_CODES = re.compile(r"\s*(?:[,;/\n&]|\band\b)\s*")
_YES = frozenset(("y", "yes", "true", "x", "\u2713", "\u2714", "1"))
_NO = frozenset(("n", "no", "false", "0", "\u2717", "\u2718"))
_STATUS = {
    **dict.fromkeys(("done", "completed", "complete", "finished", "attended", "closed"), "done"),
    **dict.fromkeys(("planned", "booked", "to do", "upcoming", "not started", "open"), "planned"),
}
_NOT_DONE = re.compile(
    r"(?:did ?n[o ]?t (?:attend|complete|take place)|dn[ac]|failed to attend|non ?attend\w*|no shows?"
    r"|not (?:attended|completed?|done|taken|finished)|absent|missed|incomplete|abandoned"
    r"|cancel\w*|withdr[ae]w\w*|declined|rejected|refused|postponed|waiting list|waitlist\w*)\b"
)
"""How logs say, in plain words and before any reason, that something was not done."""
_CODE = re.compile(r"([A-Za-z]|[0-9]+)(?:\s*[.):\u2013-].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the folder into which a log is read knows by name."""

    vocabulary: Vocabulary
    own_types: Mapping[str, str] = field(default_factory=dict)
    """Those of the profile, by slug of the log's word."""
    frameworks: Mapping[str, Framework] = field(default_factory=dict)

    @property
    def types(self) -> Mapping[str, ActivityType]:
        """By id."""
        return self.vocabulary.types

    @property
    def schemes(self) -> Mapping[str, Scheme]:
        """By id, in the order of the settings."""
        return self.vocabulary.schemes

    @property
    def first(self) -> Scheme | None:
        """The scheme of `points` and `category`; None when it could not be read."""
        return self.vocabulary.first

    @property
    def first_id(self) -> str:
        """The id of that scheme."""
        return self.vocabulary.default_scheme

    def type(self, text: str) -> str:
        """Return the id of the type of activity that a text names; "" for none."""
        word = slug(text)
        if word in self.own_types:
            return self.own_types[word]
        if word in self.types:
            return word
        labels = {slug(one.label): name for name, one in self.types.items()}
        return labels.get(word, "") or TYPES.get(plain(text), "")

    def is_type(self, text: str) -> bool:
        """Tell whether a text names a type of activity."""
        return bool(self.type(text))

    def flag(self, text: str) -> bool | None:
        """Return what a yes or no says; None for anything else."""
        word = text.strip().casefold()
        if word in _YES:
            return True
        return False if word in _NO else flag(word)

    def status(self, text: str) -> str:
        """Return `done` or `planned`; "" for anything else."""
        return _STATUS.get(plain(text), "")

    def is_not_done(self, text: str, *, alone: bool = False) -> bool:
        """Tell whether a text begins by saying that something was not done, or says that alone."""
        match = _NOT_DONE.match(plain(text))
        return match is not None and (not alone or match[0] == plain(text))

    def fits(self, target: str, text: str) -> bool:
        """Tell whether a text is a term where the target has terms; any text fits other targets."""
        return target.rpartition(".")[2] != "category" or self.knows(target, text)

    def knows(self, target: str, text: str) -> bool:
        """Tell whether a text is a term, a code or a status of the target."""
        if target == "status":
            return bool(self.status(text)) or self.is_not_done(text)
        if target.startswith("competencies."):
            return bool(self.codes(target.partition(".")[2], text))
        return bool(self.terms(target, text))

    def terms(self, target: str, text: str) -> tuple[str, ...]:
        """Return the ids of the terms that a text names; none when one of them is not known."""
        known = self._terms(target)
        whole = known.get(slug(text))
        if whole or not known:
            return (whole,) if whole else ()
        found = [known.get(slug(part), "") for part in _parts(text, _BETWEEN_CODES)]
        found = found if all(found) else [_leading(part, known) for part in _parts(text, _BETWEEN)]
        return tuple(dict.fromkeys(found)) if found and all(found) else ()

    def codes(self, framework: str, text: str) -> tuple[str, ...]:
        """Return the competences that a text names, as `framework/code`; none when one is not known."""
        if framework not in self.frameworks:
            return ()
        codes = {slug(code): code for code in self.frameworks[framework].competencies}
        found = [codes.get(slug(part), "") for part in _parts(text, _BETWEEN_CODES)]
        found = found if all(found) else [_leading(part, codes) for part in _parts(text, _BETWEEN)]
        return tuple(f"{framework}/{code}" for code in found) if found and all(found) else ()

    def claim_of_points(self, heading: str) -> str:
        """Return the scheme of the settings whose points a column counts, "" when more or none may be."""
        told = set(plain(heading).split())
        named = [name for name in self.schemes if name in told]
        units = {name: scheme.unit for name, scheme in self.schemes.items()}
        meant = named or [
            name
            for name, unit in units.items()
            if told & set(plain(f"{unit.id} {unit.label} {unit.labels}").split()) - {"cpd"}
        ]
        return meant[0] if len(meant) == 1 else ""

    def is_taxonomy(self, target: str) -> bool:
        """Tell whether a target such as `claims.gcs.category` names a taxonomy that there is."""
        return self._taxonomy(target) is not None

    def is_many(self, target: str) -> bool:
        """Tell whether an entry may have several terms of a target's taxonomy."""
        found = self._taxonomy(target)
        return found is not None and found.many is not Many.ONE

    def _terms(self, target: str) -> Mapping[str, str]:
        """Return the terms that a target may have, by slug of what they are called."""
        taxonomy = self._taxonomy(target)
        if taxonomy is None:
            return {}
        scheme = self.first_id if target == "category" else target.split(".")[1]
        labels = {slug(label): term for term, label in taxonomy.terms.items()}
        ids = {slug(term): term for term in taxonomy.terms}
        aliases = TERMS.get((scheme, taxonomy.id), {})
        return {n: term for n, term in aliases.items() if term in taxonomy.terms} | labels | ids

    def _taxonomy(self, target: str) -> Taxonomy | None:
        """Return the taxonomy that a target names; None when there is none."""
        if target == "category":
            return self.first.taxonomy("category") if self.first else None
        _, scheme, name = target.split(".")
        found = self.schemes.get(scheme)
        if found is None and scheme in self.vocabulary.known_schemes:
            found = self.vocabulary.other_scheme(scheme)
        return found.taxonomy(name) if found else None


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a list in one cell: between semicolons or lines, else between commas."""
    parts = _parts(text, _BETWEEN)
    return tuple(dict.fromkeys(parts if len(parts) > 1 else _parts(text, re.compile(r"\s*,\s*"))))


def _parts(text: str, between: re.Pattern[str]) -> list[str]:
    """Return the parts of a text that are not empty."""
    return [part for part in between.split(text.strip()) if part]


def _leading(text: str, known: Mapping[str, str]) -> str:
    """Return the term of the letter or number that a text begins with, as in `A - Communication`."""
    match = _CODE.fullmatch(text)
    return known.get(slug(match[1]), "") if match else ""

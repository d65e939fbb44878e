"""A scheme file to a scheme: a body's rules, with every fault that the file has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cpdsite.model.diagnostic import Diagnostic, Place, Severity
from cpdsite.model.entry import Kind
from cpdsite.model.journal import Source as File
from cpdsite.model.scheme import (
    CreditRule,
    CycleRule,
    Default,
    MemberFact,
    Requirement,
    Scheme,
    Source,
    Taxonomy,
    Unit,
)
from cpdsite.model.settings import Membership
from cpdsite.parse.documents import check_stem, has_errors, open_document, read_source
from cpdsite.parse.fields import (
    FIELDS,
    Shape,
    day,
    day_remedy,
    did_you_mean,
    flag,
    number,
    number_remedy,
)
from cpdsite.parse.front_matter import Items, Node, Table, Text
from cpdsite.parse.keys import Key, Rules, Values, choice_of, list_of, read_keys
from cpdsite.parse.reading import listed
from cpdsite.parse.requirements import read_id, read_requirement
from cpdsite.parse.settings import REFLECTION_MODELS
from cpdsite.parse.taxonomies import read_default, read_taxonomies, terms_of
from cpdsite.parse.units import PeriodRule, read_credit, read_period, read_units

LATER = frozenset(("applies", "caps", "carry", "variants", "handover"))
"""Words of the vocabulary that this version does not know how to count."""

_STRIPPABLE = {
    field.name: field
    for field in FIELDS
    if field.shape is Shape.TEXT and field.name not in {"title", "type", "category", "continues"}
}
"""The fields that an entry can be shown without."""


def decode_scheme(source: File) -> tuple[Scheme | None, list[Diagnostic]]:
    """Return a scheme; None, and every fault, when it cannot be counted by as it stands."""
    rules, table = open_document(source)
    if table is None:
        return None, rules.found
    given = {key.text: value for key, value in table.pairs}
    rules.terms = terms_of(given.get("taxonomies"))
    rules.units = _units_of(given.get("units"))
    values = read_keys(rules, table, "", _KEYS, LATER)
    if _SCHEME.name in values:
        check_stem(rules, values.nodes[_SCHEME.name], _SCHEME.name, values[_SCHEME])
    if has_errors(rules):
        return None, rules.found
    return _scheme(values, "" if source.bundled else source.path), rules.found


def _scheme(values: Values, path: str) -> Scheme:
    """Put a scheme together from values that have no fault."""
    periods = values[_PERIOD]
    return Scheme(
        id=values[_SCHEME],
        title=values[_TITLE],
        body=values[_BODY],
        edition=values[_EDITION],
        path=path,
        sources=values[_SOURCES],
        units=values[_UNITS],
        cycles=tuple(period.cycle for period in periods),
        record_by=next((p.record_by for p in periods if p.record_by), None),
        keep=next((p.keep for p in periods if p.keep), None),
        taxonomies=values[_TAXONOMIES],
        credit=values[_CREDIT],
        defaults=values[_DEFAULTS],
        requirements=values[_REQUIREMENTS],
        frameworks=values[_FRAMEWORKS],
        reflection=values[_REFLECTION],
        never_publish=values[_PRIVACY],
        outside=values[_OUTSIDE],
    )


def _units_of(node: Node | None) -> dict[str, bool]:
    """Return each unit with whether it is informative, whatever else is wrong with it."""
    found: dict[str, bool] = {}
    for key, unit in node.pairs if isinstance(node, Table) else ():
        parts = {part.text: value for part, value in unit.pairs} if isinstance(unit, Table) else {}
        said = parts.get("informative")
        found[key.text] = isinstance(said, Text) and bool(flag(said.text))
    return found


# --- Values of single keys ------------------------------------------------------------------------


def _requirements(rules: Rules, node: Node, name: str) -> tuple[Requirement, ...]:
    """Read the requirements; no two have one id."""
    found: dict[str, Requirement] = {}
    for index, item in enumerate(node.items if isinstance(node, Items) else (node,)):
        requirement = read_requirement(rules, item, f"{name}.{index}")
        if requirement is None:
            continue
        if requirement.id in found:
            message = f"two requirements have the id `{requirement.id}`"
            rules.refuse(item, f"{name}.{index}", message, "give each an id of its own")
        found.setdefault(requirement.id, requirement)
    return tuple(found.values())


def _privacy(rules: Rules, node: Node, name: str) -> tuple[str, ...]:
    """Read what never goes into an output for others, as `kind.field`."""
    return read_keys(rules, node, name, (_NEVER_PUBLISH,))[_NEVER_PUBLISH]


def _kind_and_field(rules: Rules, node: Node, name: str) -> str:
    """Read a field of one kind of entry."""
    text = rules.text(node, name)
    kind, _, field = text.partition(".")
    known = _STRIPPABLE.get(field)
    if text and (kind not in set(Kind) or known is None or Kind(kind) not in known.kinds):
        message = f'"{text}" is not a field of text of a kind of entry'
        rules.refuse(node, name, message, "write kind and field, such as `discussion.partner`")
    return text


_SCHEME = Key(name="scheme", read=read_id, default="", needed=True)
_TITLE = Key(name="title", read=Rules.text, default="", needed=True)
_BODY = Key(name="body", read=Rules.text, default="")
_EDITION = Key(name="edition", read=Rules.text, default="")
_SOURCES: Key[tuple[Source, ...]] = Key(name="sources", read=list_of(read_source), default=())
_UNITS: Key[tuple[Unit, ...]] = Key(name="units", read=read_units, default=(), needed=True)
_PERIOD: Key[tuple[PeriodRule, ...]] = Key(
    name="period", read=list_of(read_period), default=(), needed=True
)
_TAXONOMIES: Key[tuple[Taxonomy, ...]] = Key(name="taxonomies", read=read_taxonomies, default=())
_CREDIT: Key[tuple[CreditRule, ...]] = Key(name="credit", read=list_of(read_credit), default=())
_DEFAULTS: Key[tuple[Default, ...]] = Key(name="defaults", read=list_of(read_default), default=())
_REQUIREMENTS: Key[tuple[Requirement, ...]] = Key(
    name="requirements", read=_requirements, default=()
)
_FRAMEWORKS: Key[tuple[str, ...]] = Key(name="frameworks", read=Rules.texts, default=())
_REFLECTION = Key(name="reflection", read=choice_of(*REFLECTION_MODELS), default="simple")
_NEVER_PUBLISH: Key[tuple[str, ...]] = Key(
    name="never_publish", read=list_of(_kind_and_field), default=()
)
_PRIVACY: Key[tuple[str, ...]] = Key(name="privacy", read=_privacy, default=())
_OUTSIDE: Key[tuple[str, ...]] = Key(name="outside", read=Rules.texts, default=())

_KEYS: tuple[Key[Any], ...] = (
    *(_SCHEME, _TITLE, _BODY, _EDITION, _SOURCES, _UNITS, _PERIOD, _TAXONOMIES, _CREDIT),
    *(_DEFAULTS, _REQUIREMENTS, _FRAMEWORKS, _REFLECTION, _PRIVACY, _OUTSIDE),
)


# --- The member's own facts -----------------------------------------------------------------------


def fact_faults(scheme: Scheme, membership: Membership, path: str) -> list[Diagnostic]:
    """Return what is missing or wrong among the facts that settings state for a scheme."""
    facts = _Facts(scheme=scheme, membership=membership, path=path)
    return [*facts.missing(), *facts.wrong()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What a scheme asks of the member, and what the member says."""

    scheme: Scheme
    membership: Membership
    path: str

    def missing(self) -> Iterator[Diagnostic]:
        """Yield a fault for each fact that the scheme cannot do without."""
        given = self.membership.facts
        starts = [_fact_of(rule) for rule in self.scheme.cycles]
        if not any(not fact or fact in given for fact in starts):
            message = (
                f"{self.scheme.id} counts from a day of your own, and `{starts[0]}` is missing"
            )
            yield self.fault("", message, self.example(starts[0], "2025-10-01"))
        for requirement in self.scheme.requirements:
            for fact in requirement.when.keys() - given.keys():
                words = sorted(requirement.when[fact])
                message = f"{self.scheme.id} asks by `{fact}`, which is missing"
                yield self.fault("", message, self.example(fact, words[0]))

    def wrong(self) -> Iterator[Diagnostic]:
        """Yield a fault for each fact that says nothing here, or not what it should."""
        days = _DAYS | set(map(_fact_of, self.scheme.cycles))
        figures = _FIGURES | _figures_of(self.scheme)
        words = _WORDS | {fact for r in self.scheme.requirements for fact in r.when}
        for fact, text in self.membership.facts.items():
            if fact in _LATER_FACTS:
                message = f"`{fact}` is not supported by this version of cpdsite"
                yield self.fault(fact, message, "delete it: the figures would not respect it")
            elif fact in days and day(text) is None:
                yield self.fault(fact, f'"{text}" is not a date', day_remedy(text))
            elif fact in figures and number(text) is None:
                yield self.fault(fact, f'"{text}" is not a number', number_remedy(text))
            elif text.casefold() in (right := self.spellings(fact)) and text not in right.values():
                message = f'"{text}" is not how {self.scheme.id} writes this `{fact}`'
                yield self.fault(fact, message, f"write `{right[text.casefold()]}`")
            elif fact not in days | figures | words:
                known = sorted({*days, *figures, *words})
                remedy = did_you_mean(fact, known, f"the facts are {listed(known)}")
                yield self.fault(fact, f"{self.scheme.id} knows no fact `{fact}`", remedy)

    def spellings(self, fact: str) -> dict[str, str]:
        """Return the words that a scheme asks for, by their small letters."""
        asked = [r.when[fact] for r in self.scheme.requirements if fact in r.when]
        return {word.casefold(): word for words in asked for word in words}

    def example(self, fact: str, value: str) -> str:
        """Return the line that states a fact."""
        return f"write `{{id: {self.scheme.id}, {fact}: {value}}}` under `schemes`"

    def fault(self, fact: str, message: str, remedy: str) -> Diagnostic:
        """Return a fault at a fact, or at the scheme's own line."""
        field = f"{self.membership.key}.{fact}" if fact else self.membership.key
        return Diagnostic(
            code="settings-invalid",
            severity=Severity.ERROR,
            place=Place(path=self.path, field=field),
            message=message,
            help=remedy,
        )


_DAYS = frozenset(("joined", "renewal", "certified"))
_FIGURES = frozenset(("target",))
_WORDS = frozenset(("grade", "areas"))
_LATER_FACTS = frozenset(("variant", "adjust", "carry_in"))
"""Facts that would change figures, and cannot do so yet."""


def _fact_of(rule: CycleRule) -> str:
    """Return the member's fact on which a rule hangs; "" for none."""
    return rule.start.removeprefix("member.") if rule.start.startswith("member.") else ""


def _figures_of(scheme: Scheme) -> frozenset[str]:
    bounds = (bound for r in scheme.requirements for bound in (r.min, r.max))
    return frozenset(bound.name for bound in bounds if isinstance(bound, MemberFact))

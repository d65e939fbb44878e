"""The member's own facts: what is missing or wrong among those that settings state for a scheme."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain

from cpdsite.model.diagnostic import Diagnostic, Place, Severity
from cpdsite.model.scheme import CycleRule, MemberFact, Requirement, Scheme
from cpdsite.model.settings import Membership
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.scalars import day, day_fault, day_remedy, number, number_fault, number_remedy

_DAY, _LIST = "2025-10-01", "[one, two]"
"""Examples of facts."""
_SLIP = 0.85
"""So alike are a word and the one that was meant; other words of a member's are left alone."""


def fact_faults(scheme: Scheme, membership: Membership, path: str) -> list[Diagnostic]:
    """Return what is missing or wrong among the facts that settings state for a scheme."""
    facts = _Facts(scheme=scheme, membership=membership, path=path)
    return [*facts.missing(), *facts.wrong()]


def facts_needed(scheme: Scheme) -> dict[str, str]:
    """Return the facts that a scheme cannot do without, each with an example of its value."""
    found = dict.fromkeys(_starts_needed(scheme, ()), _DAY)
    found |= {fact: min(words) for fact, words in _asked_by(scheme).items()}
    return found | dict.fromkeys(sorted(_listed_in(scheme)), _LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What a scheme asks of the member, and what the member says."""

    scheme: Scheme
    membership: Membership
    path: str

    def missing(self) -> Iterator[Diagnostic]:
        """Yield a fault for each fact that the scheme cannot do without."""
        name, given = self.scheme.id, {*self.membership.facts, *self.membership.lists}
        for fact in _starts_needed(self.scheme, given):
            message = f"{name} counts from a day of your own, and `{fact}` is missing"
            yield self.fault("", message, self.example(fact, _DAY))
        for fact, words in _asked_by(self.scheme).items():
            if fact not in given:
                message = f"{name} asks by `{fact}`, which is missing"
                yield self.fault("", message, self.example(fact, min(words)))
        for fact in sorted(_listed_in(self.scheme) - given):
            message = f"{name} asks for each of your `{fact}`, which are missing"
            yield self.fault("", message, self.example(fact, _LIST))

    def wrong(self) -> Iterator[Diagnostic]:
        """Yield a fault for each fact that says nothing here, or not what it should."""
        scheme, member = self.scheme, self.membership
        days = _days_of(scheme)
        figures = _figures_of(scheme)
        words = {*_asked_by(scheme), *_listed_in(scheme)}
        for fact, text in member.facts.items():
            if fact in days and day(text) is None:
                yield self.fault(fact, f'"{text}" {day_fault(text)}', day_remedy(text))
            elif fact in figures and number(text) is None:
                yield self.fault(fact, f'"{text}" {number_fault(text)}', number_remedy(text))
            else:
                yield from self.words(fact, (text,))
        for fact, texts in member.lists.items():
            if fact in days | figures:
                message = f"`{fact}` takes one value, and here are {len(texts)}"
                yield self.fault(fact, message, "keep one of them")
            yield from self.words(fact, texts)
        known = sorted({*days, *figures, *words, *_TYPED})
        for fact in (*member.facts, *member.lists):
            if fact not in known:
                useful = [name for name in known if name not in self.idle()]
                remedy = did_you_mean(fact, useful, f"the facts are {listed(useful)}")
                yield self.fault(fact, f"{scheme.id} knows no fact `{fact}`", remedy)
        if member.carried_in and "carry_in" in self.idle():
            message = f"{scheme.id} carries nothing from one cycle into the next"
            yield self.fault("carry_in", message, "delete it")

    def idle(self) -> Iterator[str]:
        """Yield the facts of which this scheme makes nothing."""
        if not any(edition.carry for edition in self.scheme.editions):
            yield "carry_in"
        if not any(edition.variants for edition in self.scheme.editions):
            yield "variant"

    def words(self, fact: str, texts: Iterable[str]) -> Iterator[Diagnostic]:
        """Yield a fault for each word that the scheme does not know, or writes in another way."""
        right = {word.casefold(): word for word in _asked_by(self.scheme).get(fact, ())}
        closed = _terms_of(self.scheme).get(fact, {})
        if fact == "variant":
            closed = dict.fromkeys(self.scheme.variants)
        for text in texts:
            proper = right.get(text.casefold(), text)
            if proper != text:
                message = f'"{text}" is not how {self.scheme.id} writes this `{fact}`'
                yield self.fault(fact, message, f"write `{proper}`")
            elif text not in right.values() and (
                slip := get_close_matches(text, right.values(), 1, _SLIP)
            ):
                message = f'{self.scheme.id} asks nothing of the {fact} "{text}"'
                yield self.fault(fact, message, f"did you mean `{slip[0]}`?")
            elif (closed or fact == "variant") and text not in closed and text not in right:
                remedy = f"write one of {listed(closed)}" if closed else "delete it: there are none"
                remedy = did_you_mean(text, closed, remedy)
                yield self.fault(fact, f'{self.scheme.id} knows no {fact} "{text}"', remedy)

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


_TYPED = frozenset(("adjust", "carry_in", "variant"))
"""Facts that any scheme may be given, beside `joined`."""


def _fact_of(rule: CycleRule) -> str:
    """Return the member's fact on which a rule hangs; "" for none."""
    return rule.start.removeprefix("member.") if rule.start.startswith("member.") else ""


def _starts_needed(scheme: Scheme, given: Collection[str]) -> Iterator[str]:
    """Yield the day that each edition's cycles hang on, where none of those it takes is given."""
    for rules in {edition.cycles: None for edition in scheme.editions}:
        starts = [_fact_of(rule) for rule in rules]
        if not any(not fact or fact in given for fact in starts):
            yield starts[0]


def _days_of(scheme: Scheme) -> frozenset[str]:
    """Return the facts that are days: those on which cycles hang, and when the member joined."""
    starts = (_fact_of(rule) for edition in scheme.editions for rule in edition.cycles)
    return frozenset(("joined", *filter(None, starts)))


def _requirements(scheme: Scheme) -> Iterator[Requirement]:
    """Yield the requirements of all editions, for the member's variant."""
    for edition in scheme.editions:
        yield from edition.requirements


def _asked_by(scheme: Scheme) -> dict[str, frozenset[str]]:
    """Return the facts under which requirements apply, each with the words they look for."""
    found: dict[str, frozenset[str]] = {}
    for requirement in _requirements(scheme):
        for fact, words in requirement.when.items():
            found[fact] = found.get(fact, frozenset()) | words
    return found


def _listed_in(scheme: Scheme) -> frozenset[str]:
    """Return the facts that list terms."""
    facts = {r.each.fact for r in _requirements(scheme) if r.each is not None}
    facts |= {taxonomy.fact for edition in scheme.editions for taxonomy in edition.taxonomies}
    return frozenset(filter(None, facts))


def _terms_of(scheme: Scheme) -> dict[str, dict[str, None]]:
    """Return the terms of which a fact may list some, where the body names them."""
    found: dict[str, dict[str, None]] = {}
    for edition in scheme.editions:
        for requirement in edition.requirements:
            each = requirement.each
            taxonomy = edition.taxonomy(each.taxonomy) if each is not None and each.fact else None
            if each is not None and taxonomy is not None and not taxonomy.fact:
                found.setdefault(each.fact, {}).update(dict.fromkeys(taxonomy.terms))
    return found


def _figures_of(scheme: Scheme) -> frozenset[str]:
    """Return the facts that are figures, those of other variants too: a variant may be tried out."""
    variants = (asked for one in scheme.editions for asked in one.variants.values())
    every = (*_requirements(scheme), *chain.from_iterable(variants))
    bounds = (bound for r in every for bound in (r.min, r.max))
    return frozenset(bound.name for bound in bounds if isinstance(bound, MemberFact))

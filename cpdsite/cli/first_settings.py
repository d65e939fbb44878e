"""The settings of a new folder: right as they stand, and explained by notes for whoever edits them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cpdsite.cli.describing import facts
from cpdsite.cli.unlisted import words_of
from cpdsite.exchange.yaml_text import Value, one_line, yaml_text
from cpdsite.model.scheme import Scheme
from cpdsite.parse.facts import facts_needed
from cpdsite.parse.scalars import day

_HEAD = """\
# Settings of this CPD record. Every one of them has a default. Lines that begin with "#" are notes:
# they have no effect until the "#" is taken away.
"""
_COVER = """\
# Your role and your registrations stand on the cover of a pack, where you name them as here:
# author: {name: Sam Example, role: Clinical scientist, registrations: {HCPC: CS00000}}
"""
_BODIES = """
# The bodies this record is kept for. One entry may count for several of them; `points` and `category`
# in an entry are meant for the first one. `cpdsite schemes` lists all there are, `cpdsite schemes show ID`
# tells their rules.
"""
_TAIL = """
# The day on which the years of your own dashboards begin, as month-day. Schemes keep their own.
# year_start: "04-01"

# Who may see what: public, reviewer (only in what you share or pack) or private. This is the default;
# an entry can say otherwise with `visibility: private`.
# visibility: {activity: public, goal: public, review: reviewer, feedback: reviewer}

# Types of activity of your own; `like` names the one that each scheme's categories are taken from.
# types: {ward-round: {label: Ward round, like: work-based}}

# Where the site will stand; needed by its feed and its site map only.
# base_url: https://example.github.io/cpd/

# Where `cpdsite publish` puts the site: a second, public repository, while this folder stays in a
# private one (or in none).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A scheme that was chosen, and the facts that were given for it."""

    scheme: Scheme
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def lacking(self) -> dict[str, str]:
        """The facts without which it cannot count, each with an example."""
        needed = facts_needed(self.scheme)
        return {fact: example for fact, example in needed.items() if not self.given.get(fact)}


def settings_text(name: str, chosen: Sequence[Chosen], remote: str = "") -> str:
    """Return `cpdsite.yaml`: a scheme that lacks a fact stands in a note that names the fact."""
    schemes = "".join(_schemes(chosen))
    return f"{_HEAD}{_person(name)}{schemes}{_reflection(chosen)}{_TAIL}{_publishing(remote)}"


def _publishing(remote: str) -> str:
    """Return where the site goes."""
    if remote:
        return yaml_text({"publish": {"remote": remote}})
    return '# publish: {remote: "https://github.com/example/cpd.git"}\n'


def _person(name: str) -> str:
    """Return whose record it is."""
    if name:
        said = yaml_text({"title": f"CPD record of {name}", "author": {"name": name}})
        return f"\n{said}{_COVER}"
    return f"\ntitle: CPD record\n{_COVER}"


def _schemes(chosen: Sequence[Chosen]) -> Iterator[str]:
    """Yield the schemes, or what stands in for them."""
    yield _BODIES
    if all(one.lacking for one in chosen):
        yield "# Until one is named here, every hour is a point and nothing is asked (scheme `points`).\n"
    yield "schemes:\n" if chosen else "# schemes: [gcs]\n"
    for number, one in enumerate(chosen):
        yield "\n" if number else ""
        yield from _scheme(one)


def _scheme(one: Chosen) -> Iterator[str]:
    """Yield one scheme, with the facts it takes."""
    yield f"  # {one.scheme.title}, counted in {one.scheme.unit.labels}.\n"
    needed = facts_needed(one.scheme)
    for told in facts(one.scheme):
        if told.partition(":")[0] not in one.given:
            yield f"  #   {told}\n"
    values: dict[str, Value] = {"id": one.scheme.id}
    values |= {fact: _fact(text, needed.get(fact, "")) for fact, text in one.given.items() if text}
    if one.lacking:
        lacking = words_of(one.lacking)
        yield f'  # It cannot count without {lacking}: write yours here, and take the "# " away.\n'
        example = ", ".join(f"{fact}: {example}" for fact, example in one.lacking.items())
        known = (one_line(values) or "")[1:-1]
        yield f"  # - {{{known}, {example}}}\n"
    elif len(values) > 1:
        line = one_line(values)
        # A fact that no line can hold, such as one with both sorts of quotation marks.
        block = yaml_text({"schemes": [values]}).partition("\n")[2]
        yield block if line is None else f"  - {line}\n"
    else:
        yield f"  - {one.scheme.id}\n"


def _fact(text: str, example: str) -> Value:
    """Return a fact as the settings take it: a date, a list of texts, or a text."""
    if example.startswith("["):
        return [part.strip() for part in text.split(",") if part.strip()]
    return day(text) or text


def _reflection(chosen: Sequence[Chosen]) -> str:
    """Return the model of reflection that suits the first scheme."""
    model = chosen[0].scheme.reflection if chosen else "simple"
    return (
        "\n# The headings that `cpdsite new` writes: simple, borton, gibbs, nmc, hcpc or acca.\n"
        f"reflection: {{model: {model}}}\n"
    )

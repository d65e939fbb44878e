"""A visible entry without the fields that its audience may not see."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpdsite.model.entry import REFLECTION, Body, Entry, Kind, Link, Visibility

PARTNER = frozenset(("partner", "partner_role", "partner_registration", "partner_contact"))
"""Who took part in a discussion or confirmed: for the owner alone."""
FOOTNOTES = "footnotes"
"""The field of the footnotes of a body that reflects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What an audience may see of the entries that it may open."""

    owner: bool
    reflections: bool
    strictest: Visibility
    """The strictest visibility that it may see."""
    ids: frozenset[str]
    """The entries that it may open."""
    goals: frozenset[str]
    """The names of the goals among them."""
    secrets: frozenset[str]
    """Fields that a scheme asks never to publish, as `kind.field`."""


def stripped(entry: Entry, sight: Sight) -> Entry:
    """Return the entry with what the audience may see, and no name of a hidden entry."""
    about_hidden = entry.kind is Kind.REFLECTION and entry.about not in sight.ids
    seen = replace(
        entry,
        goals=tuple(goal for goal in entry.goals if goal in sight.goals),
        continues=entry.continues if entry.continues in sight.goals else "",
        about="" if about_hidden else entry.about,
    )
    if sight.owner:
        return seen
    seen = replace(
        seen,
        source="",
        details={name: text for name, text in entry.details.items() if name not in _own(entry)},
        evidence=tuple(
            evidence
            for evidence in entry.evidence
            if evidence.visibility is None or evidence.visibility.rank <= sight.strictest.rank
        ),
        body=replace(entry.body, comments=()),
    )
    if not sight.reflections:
        seen = replace(seen, reflection={}, body=_without_reflection(seen.body))
    return _without_secrets(seen, sight)


def _own(entry: Entry) -> frozenset[str]:
    """Return the details that are for the owner alone; why an absence was is one."""
    return PARTNER | {"reason"} if entry.kind is Kind.ABSENCE else PARTNER


def _without_reflection(body: Body, fields: frozenset[str] = frozenset()) -> Body:
    """Return a body without the sections that reflect, or only without those of some fields.

    Its text goes too, because it holds them; and footnotes, because they may belong to them.
    """
    hidden = fields | {FOOTNOTES} if fields else {section.field for section in body.sections} - {""}
    sections = tuple(section for section in body.sections if section.field not in hidden)
    links = tuple(p for section in sections for p in section.html if isinstance(p, Link))
    return replace(body, text="", sections=sections, links=links)


def _without_secrets(entry: Entry, sight: Sight) -> Entry:
    """Return an entry without the fields that a scheme asks never to publish."""
    prefix = f"{entry.kind}."
    names = frozenset(n.removeprefix(prefix) for n in sight.secrets if n.startswith(prefix))
    if not names:
        return entry
    reflective = names.intersection(REFLECTION)
    return replace(
        entry,
        details={name: text for name, text in entry.details.items() if name not in names},
        reflection={name: text for name, text in entry.reflection.items() if name not in names},
        body=_without_reflection(entry.body, reflective) if reflective else entry.body,
        provider="" if "provider" in names else entry.provider,
        url="" if "url" in names else entry.url,
        location="" if "location" in names else entry.location,
        about="" if "about" in names else entry.about,
    )

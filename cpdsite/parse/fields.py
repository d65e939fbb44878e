"""The fields of an entry: one table.

It makes the readers and their messages, the schema for editors and the reference page; nothing else
knows which fields there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cpdsite.model.entry import Kind


class Shape(StrEnum):
    """The form that a field's value has."""

    TEXT = "text"
    TEXTS = "list of text"
    DAY = "date"
    AMOUNT = "amount of time"
    NUMBER = "number"
    FLAG = "true or false"
    CHOICE = "one word of a list"
    CLAIMS = "claims"
    EVIDENCE = "list of evidence"
    SPAN = "dates from and to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the front matter."""

    name: str
    shape: Shape = Shape.TEXT
    kinds: frozenset[Kind] = frozenset(Kind)
    """The kinds of entry that have it."""
    choices: tuple[str, ...] = ()
    about: str
    """What it says, for reference pages and editors."""


def _only(*kinds: Kind) -> frozenset[Kind]:
    return frozenset(kinds)


_ACTIVITY = _only(Kind.ACTIVITY)
_PARTNERED = _only(Kind.DISCUSSION, Kind.CONFIRMATION)

FIELDS: tuple[Field, ...] = (
    Field(name="title", about="what it was, in a few words"),
    Field(name="date", shape=Shape.DAY, about="the day completed; with `end`, the first day"),
    Field(
        name="end",
        shape=Shape.DAY,
        kinds=_ACTIVITY,
        about="the last of several days; the entry counts on it",
    ),
    Field(
        name="kind",
        shape=Shape.CHOICE,
        choices=tuple(Kind),
        about="the sort of entry; `activity` when left out",
    ),
    Field(
        name="type", kinds=_ACTIVITY, about="what sort of activity, such as `course` or `reading`"
    ),
    Field(
        name="status",
        shape=Shape.CHOICE,
        kinds=_ACTIVITY,
        choices=("done", "planned"),
        about="`planned` is shown and never counted",
    ),
    Field(name="draft", shape=Shape.FLAG, about="a draft is neither built nor counted"),
    Field(
        name="visibility",
        shape=Shape.CHOICE,
        choices=("public", "reviewer", "private"),
        about="who may see the entry",
    ),
    Field(name="highlight", shape=Shape.FLAG, kinds=_ACTIVITY, about="chosen for the reviewer"),
    Field(
        name="hours",
        shape=Shape.AMOUNT,
        kinds=_only(Kind.ACTIVITY, Kind.PRACTICE),
        about="time spent, such as `2.5`, `2h30` or `150m`",
    ),
    Field(
        name="points",
        shape=Shape.NUMBER,
        kinds=_ACTIVITY,
        about="what is claimed under the first scheme",
    ),
    Field(name="category", kinds=_ACTIVITY, about="the category claimed under the first scheme"),
    Field(name="claims", shape=Shape.CLAIMS, about="what is claimed under each scheme"),
    Field(name="provider", kinds=_ACTIVITY, about="who gave it"),
    Field(name="url", kinds=_ACTIVITY, about="its address on the web"),
    Field(name="location", kinds=_ACTIVITY, about="where it took place"),
    Field(name="tags", shape=Shape.TEXTS, about="words to find it by"),
    Field(name="need", about="why it was needed"),
    Field(name="learned", about="what was learned"),
    Field(name="applied", about="how it was applied"),
    Field(name="benefit", about="who benefits, and how"),
    Field(name="next", about="what comes next"),
    Field(
        name="structured",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="it had set outcomes and a teacher or text",
    ),
    Field(name="verifiable", shape=Shape.FLAG, kinds=_ACTIVITY, about="a third party can prove it"),
    Field(
        name="participatory",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="it was done together with other people",
    ),
    Field(
        name="interactive",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="it was done in exchange with other people",
    ),
    Field(
        name="external",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="it took place outside one's own workplace",
    ),
    Field(
        name="accredited",
        shape=Shape.FLAG,
        kinds=_ACTIVITY,
        about="the body or its providers approved it",
    ),
    Field(
        name="participatory_hours",
        shape=Shape.AMOUNT,
        kinds=_ACTIVITY,
        about="the part of the time that was participatory",
    ),
    Field(
        name="topic",
        shape=Shape.TEXTS,
        kinds=_only(Kind.ACTIVITY, Kind.DECLARATION),
        about="a topic that a scheme asks for by name",
    ),
    Field(
        name="count_in",
        shape=Shape.DAY,
        kinds=_ACTIVITY,
        about="counts in the cycle that holds this day instead",
    ),
    Field(name="source", about="where an imported entry came from"),
    Field(name="goals", shape=Shape.TEXTS, about="the goals it serves, by name"),
    Field(
        name="competencies", shape=Shape.TEXTS, about="`framework/code` of each competency it shows"
    ),
    Field(name="evidence", shape=Shape.EVIDENCE, about="files or addresses that prove it"),
    Field(name="objective", kinds=_only(Kind.GOAL), about="what is to be reached"),
    Field(name="measure", kinds=_only(Kind.GOAL), about="how one will know"),
    Field(name="due", shape=Shape.DAY, kinds=_only(Kind.GOAL), about="the day by which"),
    Field(name="done", shape=Shape.DAY, kinds=_only(Kind.GOAL), about="the day it was reached"),
    Field(name="support", kinds=_only(Kind.GOAL), about="help that is needed"),
    Field(name="continues", kinds=_only(Kind.GOAL), about="the earlier goal it carries forward"),
    Field(name="with", kinds=_only(Kind.REVIEW), about="the role of the person it was held with"),
    Field(
        name="period",
        shape=Shape.SPAN,
        kinds=_only(Kind.REVIEW),
        about="the dates it looks back on",
    ),
    Field(name="agreed", kinds=_only(Kind.REVIEW), about="what was agreed"),
    Field(
        name="from_whom", kinds=_only(Kind.FEEDBACK), about="the role, not the name, of who gave it"
    ),
    Field(name="form", kinds=_only(Kind.FEEDBACK), about="spoken, letter, survey ..."),
    Field(
        name="about",
        kinds=_only(Kind.FEEDBACK, Kind.REFLECTION),
        about="what it is about; for a reflection an entry's id",
    ),
    Field(name="used", kinds=_only(Kind.FEEDBACK), about="how it was used"),
    Field(
        name="partner",
        kinds=_PARTNERED,
        about="who the other person is; never in any output for others",
    ),
    Field(
        name="partner_role", kinds=_PARTNERED, about="their role; never in any output for others"
    ),
    Field(
        name="partner_registration",
        kinds=_PARTNERED,
        about="their registration; never in any output for others",
    ),
    Field(
        name="partner_contact",
        kinds=_PARTNERED,
        about="how to reach them; never in any output for others",
    ),
    Field(
        name="until",
        shape=Shape.DAY,
        kinds=_only(Kind.PRACTICE, Kind.ABSENCE),
        about="the last day of several",
    ),
    Field(name="organisation", kinds=_only(Kind.PRACTICE), about="where the practice took place"),
    Field(name="setting", kinds=_only(Kind.PRACTICE), about="the sort of place"),
    Field(name="scope", kinds=_only(Kind.PRACTICE), about="what the work was"),
    Field(
        name="registration", kinds=_only(Kind.PRACTICE), about="the registration it was done under"
    ),
    Field(name="reason", kinds=_only(Kind.ABSENCE), about="why; never in any output for others"),
    Field(name="scheme", kinds=_only(Kind.STATEMENT), about="the scheme that asks for the text"),
    Field(name="document", kinds=_only(Kind.STATEMENT), about="the document it belongs to"),
    Field(name="cycle", kinds=_only(Kind.STATEMENT), about="the label of the cycle it covers"),
)

KINDS: Mapping[Kind, str] = {
    Kind.ACTIVITY: "something you did to learn; what most schemes count",
    Kind.GOAL: "what you want to reach; activities name it under `goals`",
    Kind.REVIEW: "a talk that looks back on a period, such as an appraisal",
    Kind.FEEDBACK: "what somebody said about your work",
    Kind.REFLECTION: "what you think about your practice, apart from any activity",
    Kind.DISCUSSION: "a reflective discussion with a partner",
    Kind.PRACTICE: "hours of practice under a registration",
    Kind.CONFIRMATION: "somebody confirms that your record was looked at",
    Kind.DECLARATION: "something you declare, such as indemnity or good health",
    Kind.ABSENCE: "time away from practice; schemes may excuse gaps by it",
    Kind.STATEMENT: "a text that a body asks for in its own words",
}
"""What each kind of entry is, for reference pages and editors."""

FIELD_BY_NAME = {field.name: field for field in FIELDS}

"""What the columns of logs are called, in the words of the bodies' own forms and of common spreadsheets.

Each field's names stand in the order in which they are preferred: where a log has both a title and
a topic, the title is the title. A name with `=` in front must be the whole heading; any other may
stand among more words, as in "Number of participatory hours", and the longest such name wins. A name
of two fields goes to the one that has it nearer to the beginning of its list.
"""

from __future__ import annotations

from collections.abc import Mapping

from cpdsite.model.entry import Kind
from cpdsite.model.profile import BODY

Names = Mapping[str, tuple[str, ...]]

_DATES: Names = {
    "date": (
        *(
            "=date",
            "=dates",
            "date completed",
            "completion date",
            "completed on",
            "date of activity",
        ),
        *(
            "activity date",
            "start date",
            "date started",
            "date from",
            "=from",
            "=start",
            "date attended",
        ),
        *("=day", "=when", "date and time", "=date time", "=completed", "=date s", "date"),
    ),
    "end": (
        "end date",
        "date to",
        "=to",
        "=end",
        "finish date",
        "date finished",
        "date ended",
        "=until",
    ),
}
_REFLECTION: Names = {
    "need": (
        *("=why", "=need", "=objective", "learning objective", "learning need", "development need"),
        *("relation to practice", "relation to your practice", "relevance to role", "=relevance"),
        *(
            "relevance to practice",
            "how is it relevant",
            "relevant to your",
            "link to pdp",
            "why chosen",
        ),
        *(
            "why did you",
            "why i",
            "reason for",
            "=reason",
            "=purpose",
            "=aim",
            "=aims",
            "dap objective",
        ),
        *("development objective", "=objectives", "identified need", "competence statement"),
    ),
    "learned": (
        *(
            "what i learned",
            "what i learnt",
            "what you learned",
            "what you learnt",
            "did you learn",
        ),
        *(
            "what was learned",
            "what was learnt",
            "what learned",
            "what learnt",
            "=learning",
            "=learned",
        ),
        *("=learnt", "lessons learned", "lessons learnt", "key learning", "learning outcome"),
        *(
            "learning outcomes",
            "learning points",
            "key messages",
            "=outcome",
            "=outcomes",
            "=reflection",
        ),
        *(
            "=reflections",
            "reflective note",
            "reflective notes",
            "reflective statement",
            "=so what",
        ),
    ),
    "applied": (
        *(
            "how applied",
            "how i applied",
            "how have you applied",
            "how you applied",
            "how it was applied",
        ),
        *("=application", "=applied", "benefits gained", "improved quality", "quality of practice"),
        *(
            "how practice changed",
            "change or improve your practice",
            "changed or improved",
            "=now what",
        ),
        *(
            "applied to practice",
            "application to practice",
            "impact on practice",
            "changes to practice",
        ),
        *("=evaluation", "=reflection", "=reflections", "how will you apply", "use in practice"),
    ),
    "benefit": (
        *("who benefits", "who benefited", "who gained", "benefit to service users", "=benefit"),
        *("=benefits", "example of benefit", "benefit to patients", "benefit to users", "=impact"),
        *(
            "impact on service users",
            "impact on patients",
            "benefit service users",
            "effect on users",
        ),
    ),
    "next": (
        *(
            "next steps",
            "next step",
            "what next",
            "=next",
            "further action",
            "follow up",
            "=review",
        ),
        *("remaining need", "further learning", "further needs", "action plan", "=actions"),
    ),
}
_COMMON: Names = {
    **_REFLECTION,
    "tags": ("=tags", "=tag", "=keywords", "=keyword"),
    "evidence": (
        *("=evidence", "=certificate", "=certificates", "=attachment", "=attachments", "=proof"),
        *("supporting evidence", "evidence of", "certificate", "=file", "=files", "=documents"),
    ),
    "competencies.uk-spec": ("uk spec", "=ukspec"),
    "competencies.hcpc-cpd-standards": ("hcpc standards", "standards 1 5", "hcpc cpd standards"),
    "competencies.nhs-ksf": ("=ksf", "ksf dimension", "ksf dimensions", "nhs ksf"),
    BODY: (
        *(
            "=description",
            "=details",
            "=notes",
            "=note",
            "=comments",
            "=comment",
            "=summary",
            "=content",
        ),
        *("brief description", "what did you do", "what i did", "description of activity"),
        *("activity description", "further details", "additional information"),
    ),
}
_ACTIVITY: Names = {
    "title": (
        *("=title", "activity title", "title of activity", "course title", "event title"),
        *(
            "name of activity",
            "activity name",
            "course name",
            "event name",
            "name of course",
        ),
        *("title and description", "title description", "=activity", "cpd activity"),
        *("learning activity", "development activity", "=course", "=event", "=topic", "=topics"),
        *("cpd topic", "=topic s", "subject area", "=subject", "=what", "description of activity"),
        *("activity description", "=description", "title"),
        *("name of the course", "name of event", "name of the event", "name of the activity"),
    ),
    **_DATES,
    "type": (
        *("=type", "activity type", "type of activity", "=method", "type of cpd", "cpd type"),
        *("learning method", "method of learning", "type of learning", "learning type", "=format"),
        *("kind of activity", "activity category", "delivery method", "=mode", "=activity"),
        *("=category", "=delivery", "formal informal", "event type", "course type"),
    ),
    "hours": (
        *("=hours", "cpd hours", "=duration", "number of hours", "hours claimed", "learning hours"),
        *("time spent", "time taken", "total hours", "hours spent", "=minutes", "=length", "=hrs"),
        *("hours on certificate", "duration", "=time", "hours", "minutes"),
    ),
    "participatory_hours": ("participatory hours", "=participatory", "of which participatory"),
    "points": (
        *(
            "=points",
            "cpd points",
            "=credits",
            "cpd credits",
            "=units",
            "cpd units",
            "=pdu",
            "=pdus",
        ),
        *("=cpe", "=cpes", "cpe credits", "=ceu", "=ceus", "points claimed", "pdus claimed"),
    ),
    "category": (
        *("=category", "cpd category", "learning category", "type of learning", "70 20 10"),
        *("learning type", "category of cpd", "formal informal", "=area", "cpd area"),
    ),
    "provider": (
        *(
            "=provider",
            "training provider",
            "course provider",
            "=organiser",
            "=organizer",
            "=sponsor",
        ),
        *(
            "=organisation",
            "=organization",
            "delivered by",
            "provided by",
            "who provided",
            "who ran",
            "run by",
            "=institution",
        ),
        *("awarding body", "=host", "=supplier", "provider on certificate", "provider"),
    ),
    "url": ("=url", "=link", "web address", "=website", "web link", "=web"),
    "location": ("=location", "=venue", "=place", "=where"),
    "topic": ("mandatory topic", "mandatory topics"),
    "status": (
        *("=status", "=attendance", "=attendance status", "=booking status", "=completion status"),
        *("=delegate status", "=enrolment status"),
    ),
    "structured": ("=structured", "structured unstructured"),
    "verifiable": ("=verifiable", "verifiable cpd"),
    "external": ("=external",),
    "interactive": ("=interactive",),
    "accredited": ("=accredited",),
    "claims.nmc.code": ("part of the code", "link to code", "link to the code", "code theme"),
    "claims.gdc.outcome": (
        "development outcome",
        "development outcomes",
        "gdc outcome",
        "gdc outcomes",
    ),
    "claims.gphc.planning": ("planned unplanned", "planned or unplanned"),
    "claims.gcs.category": ("70 20 10",),
    **_COMMON,
}
_GOAL: Names = {
    "title": (
        "development need",
        "=title",
        "=goal",
        "=objective",
        "development objective",
        "=need",
        "learning need",
        "=what",
    ),
    "due": ("by when", "target date", "=due", "due date", "=deadline", "date due"),
    "date": ("=date", "date set", "date agreed", "date added"),
    "done": ("date achieved", "date completed", "=achieved", "=done"),
    "objective": (
        "=objective",
        "development objective",
        "how will i",
        "how will you",
        "=action",
        "=actions",
    ),
    "measure": (
        "success criteria",
        "=measure",
        "how will you know",
        "how will i know",
        "measure of success",
    ),
    "support": ("=support", "resources needed", "=resources", "support needed"),
    **_COMMON,
}
_PRACTICE: Names = {
    "title": (),
    "date": _DATES["date"],
    "until": _DATES["end"],
    "organisation": (
        "=organisation",
        "=organization",
        "=employer",
        "name of organisation",
        "organisation",
    ),
    "setting": ("=setting", "work setting", "your work setting"),
    "scope": ("=scope", "scope of practice", "your scope"),
    "hours": _ACTIVITY["hours"],
    "registration": ("=registration", "your registration"),
    **_COMMON,
}
_FEEDBACK: Names = {
    "title": (),
    "date": _DATES["date"],
    "from_whom": (
        "source of feedback",
        "=source",
        "from whom",
        "feedback from",
        "where did it come from",
    ),
    "form": ("type of feedback", "=form", "=type", "form of feedback"),
    "about": ("=about", "=subject"),
    "used": ("how used", "how you used", "how did you use", "=used", "influenced your practice"),
    **_COMMON,
    BODY: ("=content", "content of feedback", *_COMMON[BODY]),
}
NAMES: Mapping[Kind, Names] = {
    Kind.ACTIVITY: _ACTIVITY,
    Kind.GOAL: _GOAL,
    Kind.PRACTICE: _PRACTICE,
    Kind.FEEDBACK: _FEEDBACK,
}
"""By the kind of entry that the rows of a log make; other kinds have the names of an activity."""

SIGNS: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.PRACTICE: (("organisation", "hours"), ("setting", "scope", "registration")),
    Kind.FEEDBACK: (("from_whom", "form"), ("used",)),
    Kind.GOAL: (("due",), ("title", "objective", "need")),
}
"""By kind: one column of each of these groups tells a log of it."""

"""Words of logs for types of activity and terms of schemes, where they plainly mean one."""

from __future__ import annotations

from collections.abc import Mapping

TYPES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("training", "training course", "study day", "short course", "taught course", "class"),
            *(
                "formal course",
                "face to face course",
                "training day",
                "seminar",
                "lecture",
                "masterclass",
            ),
        ),
        "course",
    ),
    **dict.fromkeys(
        (
            *("elearning", "online course", "online learning", "online training", "online module"),
            *("e learning module", "module", "mooc", "online"),
        ),
        "e-learning",
    ),
    **dict.fromkeys(("live call", "online seminar", "virtual seminar", "web seminar"), "webinar"),
    **dict.fromkeys(
        (
            *(
                "book",
                "article",
                "journal article",
                "reading an article",
                "read a book",
                "self study",
            ),
            *("reading journals", "reading articles", "private study", "reading and research"),
        ),
        "reading",
    ),
    **dict.fromkeys(("conferences", "symposium", "congress", "annual meeting"), "conference"),
    **dict.fromkeys(("job shadowing", "work shadowing", "observation"), "shadowing"),
    **dict.fromkeys(("mentor", "mentoring others", "being mentored"), "mentoring"),
    **dict.fromkeys(("work based learning", "on the job", "on the job learning"), "work-based"),
    **dict.fromkeys(("team meeting", "meetings", "peer discussion"), "meeting"),
    **dict.fromkeys(("talk", "giving a presentation", "presenting"), "presentation"),
    **dict.fromkeys(
        ("teaching others", "lecturing", "training others", "delivering training"), "teaching"
    ),
    **dict.fromkeys(("article writing", "publication", "writing an article", "blog"), "writing"),
    **dict.fromkeys(("clinical audit", "audits"), "audit"),
    **dict.fromkeys(("volunteer", "voluntary work", "volunteer work"), "volunteering"),
    **dict.fromkeys(("podcasts", "listening to a podcast"), "podcast"),
    **dict.fromkeys(("network", "networking event"), "networking"),
    **dict.fromkeys(("degree", "diploma", "certification", "exam"), "qualification"),
    **dict.fromkeys(("committee work", "working group"), "committee"),
    **dict.fromkeys(("peer reviewing", "case review"), "peer-review"),
}
"""By plain words: the type of activity that they name beyond doubt."""

TERMS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("gcs", "category"): {"70": "job", "20": "others", "10": "formal"},
    ("nmc", "code"): {
        "prioritise-people": "people",
        "practise-effectively": "effectively",
        "preserve-safety": "safety",
        "promote-professionalism-and-trust": "trust",
    },
}
"""By scheme and taxonomy: what a body's own form calls its terms, as slugs."""

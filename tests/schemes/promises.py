"""The tables that bundled schemes and frameworks are held against, typed in by hand."""

from __future__ import annotations

from cpdsite.model.settings import COMMON_TYPES

PROMISES = {
    "points": f"""
        every 12 months from settings.year_start
        points
        category: {" ".join(COMMON_TYPES)}
        total
    """,
    "gcs": """
        every 12 months from 04-01
        points
        category: job others formal
        tier: 2 4 7 14 30
        total mix reflection plan
    """,
    "hcpc": """
        every 24 months from member.renewal
        hours
        category: work professional formal self other
        record mixture list-size quality benefit selection proof
    """,
    "ipem": """
        every 24 months from member.renewal
        every 12 months from 01-01
        hours
        category: work professional formal self other
        record mixture list-size quality benefit selection proof outcome declaration
    """,
    "icpem": """
        every 12 months from 01-01
        hours
        category: work self formal voluntary teaching
        total
    """,
    "science-council": """
        every 12 months from 01-01
        hours
        category: work professional formal self other
        three-categories two-categories reflection declaration
    """,
    "engineering-council": """
        every 12 months from 01-01
        hours
        category: formal informal
        record reflection
    """,
    "nmc": """
        every 36 months from member.renewal
        hours participatory practice
        code (shared): people effectively safety trust
        declared (shared): health-and-character indemnity
        practice cpd participatory record feedback reflections reflection-form discussion
        confirmation declarations
        nurse-and-midwife: practice 900
    """,
    "gdc": """
        every 60 months from member.renewal
        hours
        outcome (shared): a b c d
        cycle spread records plan
        dentist: cycle 100
        therapist: cycle 75
        nurse: cycle 50
    """,
    "goc": """
        every 36 months from 2022-01-01
        points
        domain (shared): professionalism communication clinical leadership
        total interactive accredited yearly domains peer-review
    """,
    "gphc": """
        every 12 months from member.renewal
        hours
        planning: planned unplanned
        records planned discussion reflection
    """,
    "rics": """
        every 12 months from 01-01
        hours
        mandatory (shared): ethics sustainability data
        total structured mandatory outcomes reflection declaration
    """,
    "acca": """
        every 12 months from 01-01
        units
        total verifiable
    """,
    "cii": """
        the last 12 months
        hours
        total structured
    """,
    "iet": """
        every 12 months from 01-01
        hours
        category: training work academic volunteering events self
        total
        partly-active: total 10
    """,
    "pmi-pmp": """
        every 36 months from member.certified
        pdu
        category: education giving
        giving: practitioner content presentation share volunteer
        triangle (split): ways power business
        total education triangle
    """,
    "cissp": """
        every 36 months from member.certified
        cpe
        group: a b
        total group-a yearly
    """,
    "engineers-australia": """
        the last 36 months
        hours
        sort: I II III IV V VI
        area (shared): those of member.areas
        topic (shared): risk business
        total area risk business
    """,
}
"""By scheme: periods, units, taxonomies with terms, requirements, variants with what they change."""

CATEGORIES = """
                gcs     hcpc          icpem      iet           pmi-pmp    engineering-council
course          formal  formal        formal     training      education  formal
workshop        formal  formal        self       training      education  formal
e-learning      formal  formal        self       training      education  formal
webinar         formal  formal        self       training      education  formal
conference      formal  formal        self       events        education  formal
qualification   formal  formal        formal     academic      education  formal
reading         formal  self          self       self          education  informal
podcast         formal  self          self       self          education  informal
project         job     work          work       work          giving     informal
work-based      job     work          work       work          giving     informal
shadowing       job     work          work       work          education  informal
secondment      job     work          work       work          education  informal
audit           job     work          work       work          education  informal
research        job     formal        work       academic      education  informal
meeting         job     work          work       events        education  informal
committee       job     professional  voluntary  volunteering  giving     informal
coaching        others  work          work       volunteering  giving     informal
mentoring       others  professional  voluntary  volunteering  giving     informal
networking      others  professional  self       events        education  informal
peer-review     others  work          voluntary  volunteering  giving     informal
volunteering    others  other         voluntary  volunteering  giving     informal
teaching        formal  professional  teaching   events        giving     informal
presentation    formal  professional  teaching   events        giving     informal
writing         formal  formal        self       academic      giving     informal
award           job     other         formal     academic      education  informal
other           job     other         self       self          education  informal
"""
"""Category by type of activity; hcpc stands for ipem and science-council too."""

GIVING = {
    "practitioner": "project work-based",
    "content": "writing",
    "presentation": "teaching presentation",
    "share": "coaching mentoring peer-review",
    "volunteer": "committee volunteering",
}
"""PMI's sorts of giving back, by type of activity."""

SORTS = {
    "I": "qualification",
    "II": "course workshop webinar conference e-learning",
    "III": "project work-based shadowing secondment audit research meeting networking",
    "IV": "reading podcast award other",
    "V": "mentoring coaching committee peer-review volunteering",
    "VI": "teaching presentation writing",
}
"""The types of Engineers Australia, by type of activity."""

TOGETHER = (
    "workshop conference shadowing mentoring coaching networking meeting committee teaching"
    " peer-review"
)
STRUCTURED = (
    "course workshop e-learning webinar conference qualification teaching presentation writing"
)
BOOLEANS = {
    "cii": f"structured: {STRUCTURED}",
    "rics": f"structured: {STRUCTURED}",
    "nmc": f"participatory: {TOGETHER}",
    "goc": f"interactive: {TOGETHER}",
}
"""The booleans that types of activity have until an entry says otherwise; no other scheme has any."""

CODES = {
    "nhs-ksf": (
        "communication people-development health-safety-security service-improvement"
        " quality equality-diversity"
    ),
    "uk-spec": "A B C D E",
    "hcpc-cpd-standards": "1 2 3 4 5",
    "nmc-code": "people effectively safety trust",
    "gdc-outcomes": "A B C D",
}

ASSUMED = {
    "points": ("cpdsite",),
    "gcs": ("The five tiers of points", "Columns of the development plan"),
    "hcpc": ("The type of learning called other",),
    "ipem": (
        "Gaps, size of the list, number of highlights",
        "The two years of the HCPC, else the calendar year",
    ),
    "icpem": ("Calendar year",),
    "science-council": ("Calendar year",),
    "engineering-council": ("Calendar year", "At least one activity"),
    "nmc": ("Headings of the logs, and the first question of the reflective form",),
    "goc": ("Later cycles",),
    "rics": ("Topics before 2026", "What is structured, what is a substantial programme"),
    "acca": ("What carried units are added to",),
    "iet": ("Calendar year",),
    "cissp": ("A credit for an hour",),
    "engineers-australia": ("Which papers, and the names of types I and II",),
}
"""Sources that must stay marked as assumed, until someone has read the body's own page."""

HANDOVER = {
    "points": "activity-list",
    "gcs": "activity-list plan",
    "hcpc": "practice-summary activity-list statement evidence",
    "ipem": "activity-list",
    "engineering-council": "activity-list",
    "nmc": "practice-log cpd-log feedback-log reflective-accounts discussion",
    "gdc": "plan activity-log",
    "gphc": "planned unplanned",
    "rics": "activity-list",
    "acca": "activity-list",
    "pmi-pmp": "activity-list",
}

DEADLINES = {
    "gdc": "record P28D keep P60M",
    "cissp": "record P90D keep P12M",
    "acca": "record - keep P36M",
}
"""When a record is due after a cycle, and how long evidence is kept; the others say nothing."""

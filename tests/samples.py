"""A small portfolio made by hand: two schemes, two years, several kinds, something hidden."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from cpdsite.model.assessment import (
    HIDDEN,
    Assessment,
    Audience,
    Credit,
    CycleAssessment,
    Outcome,
    Part,
    Portfolio,
    SchemeAssessment,
    Status,
    Tally,
    YearSummary,
)
from cpdsite.model.diagnostic import Span
from cpdsite.model.entry import Body, Entry, Evidence, Kind, Link, Section
from cpdsite.model.framework import Competency, Framework
from cpdsite.model.journal import Source as File
from cpdsite.model.period import Duration, Period
from cpdsite.model.scheme import (
    CycleRule,
    Level,
    Measure,
    Requirement,
    Scheme,
    Source,
    Taxonomy,
    Unit,
)
from cpdsite.model.settings import ActivityType, Author, Settings
from cpdsite.model.theme import Theme
from cpdsite.parse.words import decode_words
from cpdsite.render.saying import Say

THEME = Path(__file__).resolve().parent.parent / "themes/default"
WORDS, _ = decode_words(File(path="words.yaml", data=(THEME / "words.yaml").read_bytes()), known={})
SAY = Say(WORDS, "en-GB")
TODAY = date(2026, 11, 30)
YEARS = tuple(Period(date(year, 1, 1), date(year + 1, 1, 1)) for year in (2025, 2026))

CATEGORY = Taxonomy(
    id="category",
    label="Learning",
    terms={"job": "On-the-job learning", "others": "Learning from others", "formal": "Courses"},
)
POINTS = Scheme(
    id="gcs",
    title="Communication service CPD",
    body="Communication Service",
    edition="2026",
    sources=(
        Source(title="CPD guidance", url="https://example.org/cpd", read=TODAY, status="own"),
        Source(title="A talk", status="assumed", note="Nobody wrote it down."),
    ),
    units=(Unit(id="points", label="CPD point", labels="CPD points", per_hour=Fraction(1)),),
    cycles=(CycleRule(length=Duration(months=12), start="01-01"),),
    taxonomies=(CATEGORY,),
    requirements=(
        Requirement(
            id="total",
            level=Level.MUST,
            text="At least 30 CPD points in the year",
            measure=Measure.SUM,
            unit="points",
            min=Fraction(30),
        ),
        Requirement(
            id="mix",
            level=Level.SHOULD,
            text="About 70 : 20 : 10 of the three sorts of learning",
            measure=Measure.MIX,
            taxonomy="category",
            target={"job": Fraction(70), "others": Fraction(20), "formal": Fraction(10)},
            tolerance=Fraction(10),
        ),
    ),
    outside=("Whether the learning was relevant to the role.",),
)
GAPS = Scheme(
    id="hcpc",
    title="Health professions CPD",
    body="Health Professions Council",
    edition="2025",
    path="schemes/hcpc.yaml",
    units=(Unit(id="hours", label="hour", labels="hours", informative=True),),
    cycles=(CycleRule(length=Duration(months=24), start="member.renewal"),),
    taxonomies=(replace(CATEGORY, label="Sort"),),
    requirements=(
        Requirement(
            id="record",
            level=Level.MUST,
            text="A continuous record, without a gap of more than three months",
            measure=Measure.GAP,
            max=Duration(months=3),
        ),
    ),
)
FRAMEWORK = Framework(
    id="nhs-ksf",
    title="Knowledge and skills",
    body="A health service",
    competencies={"communication": Competency(code="communication", label="Communication")},
)

COURSE = Entry(
    path="journal/2026/2026-06-12-crisis-course/index.md",
    id="2026-06-12-crisis-course",
    title='Crisis <b>course</b> & "practice"',
    date=date(2026, 6, 11),
    end=date(2026, 6, 12),
    type="course",
    hours=Fraction(13, 2),
    highlight=True,
    provider="Academy of Communication",
    url="https://example.org/course",
    location="Leeds",
    tags=("crisis", "Media"),
    goals=("lead-a-crisis-cell",),
    competencies=("nhs-ksf/communication", "own/unknown"),
    reflection={"learned": "To say less.\n\nAnd to say it sooner."},
    evidence=(
        Evidence(
            field="evidence.0",
            file="certificate.pdf",
            path="journal/2026/2026-06-12-crisis-course/certificate.pdf",
            title="Certificate",
        ),
        Evidence(field="evidence.1", url="https://example.org/badge", title="Digital badge"),
    ),
    body=Body(
        text="...",
        sections=(
            Section(
                span=Span(9, 1),
                html=(
                    '<p>See <a href="',
                    Link(href="../../2025-03-04-reading.md#notes", span=Span(9, 1)),
                    '">the notes</a>, <a href="',
                    Link(href="../../2026-01-02-hidden-talk.md", span=Span(9, 9)),
                    '">a talk</a>, <a href="',
                    Link(href="plan%20a.pdf", span=Span(10, 1)),
                    '">the plan</a> and <img src="',
                    Link(href="room.png", span=Span(11, 1), image=True),
                    '" alt="The room"></p>\n<table>\n<tr><td style="text-align:right">1</td>',
                    "</tr>\n</table>\n",
                ),
            ),
        ),
        links=(
            Link(href="../../2025-03-04-reading.md#notes", span=Span(9, 1)),
            Link(href="../../2026-01-02-hidden-talk.md", span=Span(9, 9)),
            Link(href="plan%20a.pdf", span=Span(10, 1)),
            Link(href="room.png", span=Span(11, 1), image=True),
        ),
    ),
)
READING = Entry(
    path="journal/2025-03-04-reading.md",
    id="2025-03-04-reading",
    title="Read on risk",
    date=date(2025, 3, 4),
    type="reading",
    hours=Fraction(5, 3),
    tags=("media",),
    provider="academy of communication",
    body=Body(
        text="...",
        sections=(
            Section(span=Span(7, 1), html=('<h2 id="notes">Notes</h2>\n<p>A graph.</p>\n',)),
        ),
        anchors=frozenset({"notes"}),
    ),
)
MENTORING = Entry(
    path="journal/2026-02-01-mentoring.md",
    id="2026-02-01-mentoring",
    title="Mentoring",
    date=date(2026, 2, 1),
    type="mentoring",
    type_written="Mentoring",
    evidence=(Evidence(field="evidence.0", file="notes.txt", path="journal/notes.txt"),),
)
PLANNED = Entry(
    path="journal/2027-01-15-conference.md",
    id="2027-01-15-conference",
    title="Winter conference",
    date=date(2027, 1, 15),
    type="conference",
    planned=True,
)
FEEDBACK = Entry(
    path="journal/2026-07-01-feedback.md",
    id="2026-07-01-feedback",
    kind=Kind.FEEDBACK,
    title="Word from the ward",
    date=date(2026, 7, 1),
    about="The leaflet",
    details={"from_whom": "Ward sister", "form": "spoken"},
)
GOAL = Entry(
    path="journal/plan/lead-a-crisis-cell.md",
    id="2026-01-01-lead-a-crisis-cell",
    kind=Kind.GOAL,
    title="Lead a crisis cell",
    date=date(2026, 1, 1),
    due=date(2026, 12, 31),
    details={"objective": "Lead the cell for four hours.", "measure": "One exercise."},
)
ENTRIES = (READING, GOAL, MENTORING, COURSE, FEEDBACK, PLANNED)

SETTINGS = Settings(
    title="Sam Example's portfolio",
    author=Author(name="Sam Example", role="Scientist", registrations={"HCPC": "CS00000"}),
    types={
        name: ActivityType(id=name, label=name.capitalize())
        for name in ("course", "reading", "mentoring", "conference")
    },
)


def tally(*parts: tuple[str, Fraction | int], hidden: int = 0, more: int = 0) -> Tally:
    """A number from its parts, and from so many hidden entries."""
    shares = tuple(Part(entry=entry, amount=Fraction(amount)) for entry, amount in parts)
    return Tally(parts=shares, hidden=hidden, hidden_amount=Fraction(more))


def portfolio(
    *, audience: Audience = Audience.OWNER, incomplete: int = 0, hidden: int = 1
) -> Portfolio:
    """The portfolio for an audience; one more talk of 4 hours is hidden from all."""
    told = audience is not Audience.PUBLIC
    return Portfolio(
        audience=audience,
        settings=SETTINGS,
        entries=ENTRIES,
        hidden=hidden,
        assessment=Assessment(
            as_of=TODAY,
            schemes=(points_assessment(told=told), gaps_assessment(told=told)),
            years=(year_2025(), year_2026()),
            excluded=(),
        ),
        frameworks={FRAMEWORK.id: FRAMEWORK},
        withheld=frozenset({"journal/2026/2026-06-12-crisis-course/room.png"}),
        incomplete=incomplete,
    )


def empty() -> Portfolio:
    """A portfolio without an entry, a scheme or an author."""
    return Portfolio(
        audience=Audience.PUBLIC,
        settings=Settings(),
        entries=(),
        hidden=0,
        assessment=Assessment(as_of=TODAY, schemes=(), years=(), excluded=()),
        frameworks={},
    )


def theme() -> Theme:
    """The bundled theme, from this repository."""
    templates = sorted((THEME / "templates").rglob("*.html"))
    assets = sorted(path for path in (THEME / "assets").rglob("*") if path.is_file())
    return Theme(
        name="default",
        version="1",
        options={"accent": "#1f5fa8"},
        templates={
            path.relative_to(THEME / "templates").as_posix(): path.read_text(encoding="utf-8")
            for path in templates
        },
        assets={
            path.relative_to(THEME / "assets").as_posix(): path.read_bytes() for path in assets
        },
        words=WORDS,
    )


def points_assessment(*, told: bool) -> SchemeAssessment:
    """Thirty points a year: short in 2025, under way in 2026."""
    credited = {"2025": tally((READING.id, 2)), "2026": _points_2026()}
    cycles = tuple(
        CycleAssessment(
            label=str(period.start.year),
            period=period,
            closed=period.end <= TODAY,
            claimed=credited[str(period.start.year)].total,
            credited=credited[str(period.start.year)],
            by_term={"category": by_term},
            by_unit={},
            outcomes=(_total(credited[str(period.start.year)], period, told=told), mix),
        )
        for period, by_term, mix in (
            (YEARS[0], {"job": tally((READING.id, 2))}, _mix({"job": 100}, told=told)),
            (YEARS[1], _terms_2026(), _mix({"job": 38, "formal": 62, HIDDEN: 0}, told=told)),
        )
    )
    granted = (
        _credit(READING, "points", Fraction(2), "job"),
        _credit(MENTORING, "points", Fraction(0), "others"),
        _credit(COURSE, "points", Fraction(13, 2), "formal"),
    )
    return SchemeAssessment(scheme=POINTS, cycles=cycles, credits={c.entry: c for c in granted})


def gaps_assessment(*, told: bool) -> SchemeAssessment:
    """A record without long gaps, in cycles of two years from October."""
    period = Period(date(2025, 10, 1), date(2027, 10, 1))
    counted = tally((MENTORING.id, 0), (COURSE.id, Fraction(13, 2)), hidden=1, more=4)
    gap = Outcome(
        requirement=GAPS.requirements[0],
        status=Status.SHORT if told else None,
        value=Fraction(171),
        maximum=Fraction(92),
        shortfall=None,
        tally=counted,
        note="The longest gap is from 12 Jun 2026 to 30 Nov 2026.",
    )
    cycle = CycleAssessment(
        label="2025-2027",
        period=period,
        closed=False,
        claimed=counted.total,
        credited=counted,
        by_term={"category": {"others": tally((MENTORING.id, 0)), "": tally((COURSE.id, 6))}},
        by_unit={},
        outcomes=(gap,),
    )
    granted = (_credit(MENTORING, "hours", Fraction(0), "others"),)
    return SchemeAssessment(scheme=GAPS, cycles=(cycle,), credits={c.entry: c for c in granted})


def year_2025() -> YearSummary:
    """One entry of a third and more."""
    hours = tally((READING.id, Fraction(5, 3)))
    return YearSummary(
        label="2025",
        period=YEARS[0],
        hours=hours,
        by_type={"reading": hours},
        by_month={m: hours if m == "2025-03" else tally() for m in YEARS[0].months()},
        credited={"gcs": tally((READING.id, 2)), "hcpc": tally()},
    )


def year_2026() -> YearSummary:
    """Two entries, and the hidden one."""
    course = tally((COURSE.id, Fraction(13, 2)))
    return YearSummary(
        label="2026",
        period=YEARS[1],
        hours=tally((MENTORING.id, 0), (COURSE.id, Fraction(13, 2)), hidden=1, more=4),
        by_type={
            "mentoring": tally((MENTORING.id, 0)),
            "course": course,
            HIDDEN: tally(hidden=1, more=4),
        },
        by_month={
            month: {"2026-06": course, "2026-01": tally(hidden=1, more=4)}.get(month, tally())
            for month in YEARS[1].months()
        },
        credited={"gcs": _points_2026(), "hcpc": course},
    )


def _points_2026() -> Tally:
    return tally((MENTORING.id, 0), (COURSE.id, Fraction(13, 2)), hidden=1, more=4)


def _terms_2026() -> dict[str, Tally]:
    return {
        "others": tally((MENTORING.id, 0)),
        "formal": tally((COURSE.id, Fraction(13, 2))),
        HIDDEN: tally(hidden=1, more=4),
    }


def _total(counted: Tally, period: Period, *, told: bool) -> Outcome:
    status = Status.SHORT if period.end <= TODAY else Status.AT_RISK
    return Outcome(
        requirement=POINTS.requirements[0],
        status=status if told else None,
        value=counted.total,
        minimum=Fraction(30),
        shortfall=30 - counted.total if told else None,
        tally=counted,
    )


def _mix(value: dict[str, int], *, told: bool) -> Outcome:
    return Outcome(
        requirement=POINTS.requirements[1],
        status=Status.SHORT if told else None,
        value={term: Fraction(share) for term, share in value.items()},
        shortfall=Fraction(0) if told else None,
        tally=tally(),
    )


def _credit(entry: Entry, unit: str, amount: Fraction, term: str) -> Credit:
    return Credit(
        entry=entry.id,
        day=entry.day,
        amounts={unit: amount},
        terms={"category": (term,)},
        because=f"{amount} for {entry.type}",
    )

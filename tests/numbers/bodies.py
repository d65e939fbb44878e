"""What the three bodies of the example ask, written down once more by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that a body asks of a cycle."""

    id: str
    level: str
    measure: str
    kind: str = "activity"
    highlighted: bool = False
    """Whether it looks at highlighted entries alone."""
    least: int | None = None
    most: int | None = None
    fields: tuple[str, ...] = ()
    guide: Mapping[str, int] | None = None
    grades: tuple[str, ...] = ()
    """It applies to these alone; empty: to everyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body's way of counting."""

    id: str
    unit: str
    one: str
    many: str
    years: int
    start: tuple[int, int] | None
    """Month and day on which a cycle begins; None: on the member's renewal."""
    categories: Mapping[str, str]
    """Labels, in the body's order."""
    types: Mapping[str, str]
    """The types of each category, as words."""
    tiers: tuple[int, ...] = ()
    demands: tuple[Demand, ...]
    informative: bool = False
    """Whether its unit is shown and never asked for."""

    def category_of(self, type_: str) -> str:
        """The category that a type belongs to."""
        return next((name for name, types in self.types.items() if type_ in types.split()), "")


GCS = Body(
    id="gcs",
    unit="points",
    one="CPD point",
    many="CPD points",
    years=1,
    start=(4, 1),
    categories={
        "job": "On the job",
        "others": "Through other people",
        "formal": "Formal learning",
    },
    types={
        "formal": "course workshop e-learning webinar conference qualification reading podcast "
        "teaching presentation writing",
        "job": "project work-based shadowing secondment audit research meeting committee award "
        "other",
        "others": "coaching mentoring networking peer-review volunteering",
    },
    tiers=(2, 4, 7, 14, 30),
    demands=(
        Demand(id="total", level="must", measure="sum", least=30),
        Demand(
            id="mix", level="info", measure="mix", guide={"job": 70, "others": 20, "formal": 10}
        ),
        Demand(id="reflection", level="should", measure="complete", fields=("learned", "applied")),
        Demand(id="plan", level="info", measure="count", kind="goal", least=1),
    ),
)
HCPC = Body(
    id="hcpc",
    unit="hours",
    one="hour",
    many="hours",
    years=2,
    start=None,
    categories={
        "work": "Work-based learning",
        "professional": "Professional activity",
        "formal": "Formal and educational",
        "self": "Self-directed learning",
        "other": "Other",
    },
    types={
        "formal": "course workshop e-learning webinar conference qualification research writing",
        "self": "reading podcast",
        "work": "project work-based shadowing secondment audit meeting coaching peer-review",
        "professional": "committee mentoring networking teaching presentation",
        "other": "volunteering award other",
    },
    demands=(
        Demand(id="record", level="must", measure="gap"),
        Demand(id="mixture", level="must", measure="distinct", least=2),
        Demand(id="list-size", level="info", measure="count", least=12, most=50),
        Demand(
            id="quality",
            level="should",
            measure="complete",
            fields=("learned", "applied"),
            highlighted=True,
        ),
        Demand(
            id="benefit", level="should", measure="complete", fields=("benefit",), highlighted=True
        ),
        Demand(id="selection", level="info", measure="count", least=4, most=6, highlighted=True),
        Demand(
            id="proof", level="should", measure="complete", fields=("evidence",), highlighted=True
        ),
    ),
    informative=True,
)
ICPEM = Body(
    id="icpem",
    unit="hours",
    one="hour",
    many="hours",
    years=1,
    start=(1, 1),
    categories={
        "work": "Work-based learning",
        "self": "Self-directed learning",
        "formal": "Formal education",
        "voluntary": "Voluntary work",
        "teaching": "Teaching",
    },
    types={
        "formal": "course qualification award",
        "self": "workshop e-learning webinar conference reading podcast networking writing other",
        "work": "project work-based shadowing secondment audit research meeting coaching",
        "voluntary": "committee mentoring peer-review volunteering",
        "teaching": "teaching presentation",
    },
    demands=(
        Demand(
            id="total",
            level="should",
            measure="sum",
            least=25,
            grades=("Member", "Fellow", "Senior Fellow"),
        ),
    ),
)
BODIES: Mapping[str, Body] = {body.id: body for body in (GCS, HCPC, ICPEM)}
TOLERANCE = Fraction(10)
"""Percentage points by which a mix may miss its guide."""

"""Entries and journals of every sort, for property tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from cpdsite.model.entry import Claim, Entry, Evidence, Kind, Visibility
from cpdsite.model.journal import Journal
from cpdsite.model.scheme import Scheme
from cpdsite.model.settings import COMMON_TYPES, ActivityType, Membership, Settings
from cpdsite.parse.members import for_member
from cpdsite.parse.schemes import decode_scheme
from tests.assess.journals import bundled

FIRST, LAST = date(2019, 1, 1), date(2027, 12, 31)
TODAY = date(2026, 11, 30)
TYPES = {name: ActivityType(id=name, label=label) for name, label in COMMON_TYPES.items()} | {
    "ward-round": ActivityType(id="ward-round", label="Ward round", like="work-based")
}
MEMBERSHIPS = (
    Membership(scheme="gcs", key="schemes.0"),
    Membership(scheme="hcpc", key="schemes.1", facts={"renewal": "2023-10-01"}),
    Membership(scheme="icpem", key="schemes.2", facts={"grade": "Fellow"}),
    Membership(scheme="points", key="schemes.3", facts={"target": "40"}),
)

BRIEFLY = settings(max_examples=60, deadline=None)
"""Enough to find what is wrong in the long run; no deadline, because machines may be busy."""


RULED = (
    Membership(scheme="pmi-pmp", key="schemes.0", facts={"certified": "2020-06-01"}),
    Membership(scheme="acca", key="schemes.1", facts={"joined": "2019-05-01"}),
    Membership(scheme="gdc", key="schemes.2", facts={"renewal": "2022-01-01", "variant": "nurse"}),
    Membership(scheme="rics", key="schemes.3"),
    Membership(
        scheme="engineers-australia", key="schemes.4", lists={"areas": ("Structural", "Civil")}
    ),
    Membership(scheme="cissp", key="schemes.5", facts={"certified": "2021-03-31"}),
    Membership(scheme="goc", key="schemes.6"),
    Membership(scheme="nmc", key="schemes.7", facts={"renewal": "2024-02-29"}),
)
"""Members of bodies with caps, windows, terms that share and split, editions, and what is carried."""


def _scheme(member: Membership) -> Scheme:
    found, faults = decode_scheme(bundled("schemes")[member.scheme])
    assert found is not None, faults
    return for_member(found, member)


SCHEMES = {member.scheme: _scheme(member) for member in (*MEMBERSHIPS, *RULED)}

days = st.dates(min_value=FIRST, max_value=LAST)
amounts = st.fractions(min_value=0, max_value=40, max_denominator=60)
claims = st.builds(
    lambda points, category, tier, exclude: Claim(
        exclude=exclude,
        amounts={"points": points} if points is not None else {},
        terms={name: (term,) for name, term in (("category", category), ("tier", tier)) if term},
    ),
    st.none() | amounts,
    st.sampled_from(["", "job", "others", "formal"]),
    st.sampled_from(["", "2", "14", "30"]),
    st.booleans(),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry of a common kind; its id is set when it joins a journal."""
    kind = draw(st.sampled_from([Kind.ACTIVITY] * 4 + [Kind.GOAL, Kind.ABSENCE]))
    day = draw(days)
    activity = kind is Kind.ACTIVITY
    lasts = timedelta(days=draw(st.integers(min_value=0, max_value=120)))
    return Entry(
        path="",
        id="",
        kind=kind,
        title=draw(st.sampled_from(["A course", "A talk"])),
        date=day,
        end=day + lasts if activity and draw(st.booleans()) else None,
        until=day + lasts if kind is Kind.ABSENCE else None,
        type=draw(st.sampled_from(sorted(TYPES))) if activity else "",
        planned=activity and draw(st.integers(min_value=0, max_value=9)) == 0,
        draft=draw(st.integers(min_value=0, max_value=9)) == 0,
        visibility=draw(st.sampled_from(Visibility)),
        highlight=activity and draw(st.booleans()),
        hours=draw(st.none() | amounts) if activity else None,
        count_in=draw(st.none() | days) if activity and draw(st.booleans()) else None,
        claims={"gcs": draw(claims)} if activity and draw(st.booleans()) else {},
        provider=draw(st.sampled_from(["", "The college", "A friend"])) if activity else "",
        tags=tuple(draw(st.lists(st.sampled_from(["media", "safety", "data"]), unique=True))),
        reflection=dict.fromkeys(draw(st.sets(st.sampled_from(["learned", "applied"]))), "Much."),
        evidence=(Evidence(field="evidence.0", url="https://example.org"),)
        if draw(st.booleans())
        else (),
    )


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    """A journal that counts under four schemes."""
    return journal_of(*named(draw(st.lists(entries(), max_size=8))))


@st.composite
def ruled_claims(draw: st.DrawFn) -> dict[str, Claim]:
    """What an entry claims under bodies that share, split and clip."""
    weights = draw(
        st.dictionaries(
            st.sampled_from(["ways", "power", "business"]),
            st.integers(min_value=1, max_value=6).map(Fraction),
            max_size=3,
        )
    )
    areas = draw(st.lists(st.sampled_from(["Structural", "Civil"]), unique=True))
    sorts = draw(st.sampled_from(["", "II", "III", "IV", "VI"]))
    topics = draw(st.sampled_from(["", "risk", "business"]))
    return {
        "pmi-pmp": Claim(terms={"triangle": tuple(weights)}, weights={"triangle": weights}),
        "engineers-australia": Claim(
            terms={
                "area": tuple(areas),
                "sort": tuple(filter(None, (sorts,))),
                "topic": tuple(filter(None, (topics,))),
            }
        ),
        "rics": Claim(terms={"mandatory": tuple(draw(st.sets(st.sampled_from(["ethics"]))))}),
        "goc": Claim(amounts={"points": draw(amounts)}),
    }


@st.composite
def ruled_entries(draw: st.DrawFn) -> Entry:
    """An entry with claims under those bodies."""
    found = draw(entries())
    if found.kind is not Kind.ACTIVITY:
        return found
    flags = draw(st.dictionaries(st.sampled_from(["verifiable", "participatory"]), st.booleans()))
    return replace(found, draft=False, planned=False, claims=draw(ruled_claims()), flags=flags)


@st.composite
def ruled_journals(draw: st.DrawFn) -> Journal:
    """A journal that counts under bodies with rules of every sort."""
    return journal_of(*named(draw(st.lists(ruled_entries(), max_size=10))), memberships=RULED)


def named(found: Sequence[Entry]) -> list[Entry]:
    """The entries with an id each."""
    return [
        replace(entry, id=f"{entry.date}-{number}", path=f"journal/{entry.date}-{number}.md")
        for number, entry in enumerate(found)
    ]


def journal_of(*found: Entry, memberships: tuple[Membership, ...] = MEMBERSHIPS) -> Journal:
    """A journal of these entries."""
    return Journal(
        settings=Settings(memberships=memberships, types=TYPES),
        schemes={member.scheme: SCHEMES[member.scheme] for member in memberships},
        entries=tuple(sorted(found, key=lambda entry: (entry.day, entry.id))),
    )

"""The bundled schemes and frameworks: what they promise to entries and scripts."""

from __future__ import annotations

import pytest

from cpdsite.model.scheme import Framework, Scheme
from cpdsite.model.settings import COMMON_TYPES
from cpdsite.parse.frameworks import decode_framework
from cpdsite.parse.schemes import decode_scheme
from tests.assess.journals import bundled

SCHEMES = bundled("schemes")
FRAMEWORKS = bundled("frameworks")

NAMES = {
    "points": "total",
    "gcs": "total mix reflection plan",
    "hcpc": "record mixture list-size quality benefit selection proof",
    "icpem": "total",
}
TERMS = {
    "points category": " ".join(COMMON_TYPES),
    "gcs category": "job others formal",
    "gcs tier": "2 4 7 14 30",
    "hcpc category": "work professional formal self other",
    "icpem category": "work self formal voluntary teaching",
}
DEFAULTS = """
course              formal  formal        formal
workshop            formal  formal        self
e-learning          formal  formal        self
webinar             formal  formal        self
conference          formal  formal        self
qualification       formal  formal        formal
reading             formal  self          self
podcast             formal  self          self
project             job     work          work
work-based          job     work          work
shadowing           job     work          work
secondment          job     work          work
audit               job     work          work
research            job     formal        work
meeting             job     work          work
committee           job     professional  voluntary
coaching            others  work          work
mentoring           others  professional  voluntary
networking          others  professional  self
peer-review         others  work          voluntary
volunteering        others  other         voluntary
teaching            formal  professional  teaching
presentation        formal  professional  teaching
writing             formal  formal        self
award               job     other         formal
other               job     other         self
"""
"""Category by type of activity: gcs, hcpc, icpem."""
CODES = {
    "nhs-ksf": (
        "communication people-development health-safety-security service-improvement"
        " quality equality-diversity"
    ),
    "uk-spec": "A B C D E",
}


def scheme(name: str) -> Scheme:
    """A bundled scheme, which has no fault."""
    found, faults = decode_scheme(SCHEMES[name])
    assert faults == []
    assert found is not None
    return found


def framework(name: str) -> Framework:
    """A bundled framework, which has no fault."""
    found, faults = decode_framework(FRAMEWORKS[name])
    assert faults == []
    assert found is not None
    return found


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_says_where_it_was_read(name: str) -> None:
    found = scheme(name)
    assert found.path == ""
    assert found.sources
    assert all(source.read is not None and source.note for source in found.sources)
    assert all(requirement.text for requirement in found.requirements)


@pytest.mark.parametrize("name", NAMES)
def test_requirements_keep_their_ids(name: str) -> None:
    assert " ".join(requirement.id for requirement in scheme(name).requirements) == NAMES[name]


@pytest.mark.parametrize("name", TERMS)
def test_terms_keep_their_ids(name: str) -> None:
    identity, taxonomy = name.split()
    found = scheme(identity).taxonomy(taxonomy)
    assert found is not None
    assert " ".join(found.terms) == TERMS[name]


@pytest.mark.parametrize("row", DEFAULTS.split("\n")[1:-1])
def test_category_by_type(row: str) -> None:
    kind, *terms = row.split()
    for name, term in zip(("gcs", "hcpc", "icpem"), terms, strict=True):
        found = scheme(name).taxonomy("category")
        assert found is not None
        assert found.from_type[kind] == term


@pytest.mark.parametrize("name", SCHEMES)
def test_every_common_type_has_a_category_where_there_are_any(name: str) -> None:
    found = scheme(name).taxonomy("category")
    assert found is None or set(found.from_type) == set(COMMON_TYPES)


@pytest.mark.parametrize("name", CODES)
def test_codes_stay(name: str) -> None:
    assert " ".join(framework(name).competencies) == CODES[name]

"""What bundled schemes and frameworks promise to entries and scripts, and how sure they are of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cpdsite.model.entry import Kind
from cpdsite.model.framework import Framework
from cpdsite.model.period import Duration
from cpdsite.model.scheme import CycleRule, Many, Requirement, Scheme, Source, Taxonomy
from cpdsite.model.settings import COMMON_TYPES
from cpdsite.parse.frameworks import decode_framework
from cpdsite.parse.schemes import decode_scheme
from tests.assess.journals import PACKAGE, bundled
from tests.schemes.promises import (
    ASSUMED,
    BOOLEANS,
    CATEGORIES,
    CODES,
    DEADLINES,
    GIVING,
    HANDOVER,
    PROMISES,
    SORTS,
)

SCHEMES = bundled("schemes")
FRAMEWORKS = bundled("frameworks")


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


# --- What entries and scripts rely on -------------------------------------------------------------


def test_nothing_is_missing_and_nothing_unknown() -> None:
    assert set(SCHEMES) == set(PROMISES)
    assert set(FRAMEWORKS) == set(CODES)


@pytest.mark.parametrize("name", PROMISES)
def test_names_stay(name: str) -> None:
    found = scheme(name)
    said = " ".join(word for line in promised(found) for word in line.split())
    assert said == " ".join(PROMISES[name].split())


def test_the_surveyors_former_rules_ask_for_less() -> None:
    (former,) = scheme("rics").former
    assert [requirement.id for requirement in former.requirements] == [
        "total",
        "structured",
        "mandatory",
        "outcomes",
    ]


def promised(found: Scheme) -> Iterator[str]:
    """What a scheme promises, line by line."""
    yield from map(period, found.cycles)
    yield " ".join(unit.id for unit in found.units)
    yield from map(taxonomy, found.taxonomies)
    yield " ".join(requirement.id for requirement in found.requirements)
    for variant, requirements in found.variants.items():
        base = {requirement.id: requirement for requirement in found.requirements}
        yield f"{variant}: {' '.join(changed(base, requirements))}"


def period(rule: CycleRule) -> str:
    assert rule.length == Duration(months=rule.length.months)
    if rule.rolling:
        return f"the last {rule.length.months} months"
    return f"every {rule.length.months} months from {rule.start}"


def taxonomy(found: Taxonomy) -> str:
    many = "" if found.many is Many.ONE else f" ({found.many})"
    terms = f"those of member.{found.fact}" if found.fact else " ".join(found.terms)
    return f"{found.id}{many}: {terms}"


def changed(base: dict[str, Requirement], requirements: tuple[Requirement, ...]) -> Iterator[str]:
    """The minima of a variant; where it is the same as without one, the first is named."""
    other = [r for r in requirements if r != base[r.id]] or requirements[:1]
    for requirement in other:
        yield f"{requirement.id} {requirement.min}"


# --- By type of activity --------------------------------------------------------------------------


@pytest.mark.parametrize("row", CATEGORIES.strip("\n").split("\n")[1:])
def test_category_by_type(row: str) -> None:
    head, *_ = CATEGORIES.strip("\n").split("\n")
    sort, *terms = row.split()
    for name, term in zip(head.split(), terms, strict=True):
        for identity in ("hcpc", "ipem", "science-council") if name == "hcpc" else (name,):
            assert by_type(identity, "category")[sort] == term, identity


@pytest.mark.parametrize(
    ("name", "identity", "table"),
    [("pmi-pmp", "giving", GIVING), ("engineers-australia", "sort", SORTS)],
)
def test_other_terms_by_type(name: str, identity: str, table: dict[str, str]) -> None:
    terms = {sort: term for term, sorts in table.items() for sort in sorts.split()}
    assert by_type(name, identity) == terms


@pytest.mark.parametrize("name", SCHEMES)
def test_defaults_cover_every_type(name: str) -> None:
    """Only PMI's sorts of giving back leave types out; most other taxonomies follow from no type."""
    for found in scheme(name).taxonomies:
        if found.id in {"category", "sort"}:
            assert set(found.from_type) == set(COMMON_TYPES)
        elif found.id != "giving":
            assert not found.from_type


@pytest.mark.parametrize("name", SCHEMES)
def test_booleans_by_type(name: str) -> None:
    for edition in scheme(name).editions:
        said = [
            f"{', '.join(default.set)}: {sort}"
            for default in edition.defaults
            for sort in sorted(default.when.wants["type"])
        ]
        flag, _, sorts = BOOLEANS.get(name, "").partition(": ")
        assert said == [f"{flag}: {sort}" for sort in sorted(sorts.split())]
        assert all(all(default.set.values()) for default in edition.defaults)


def by_type(name: str, identity: str) -> dict[str, str]:
    found = scheme(name).taxonomy(identity)
    assert found is not None
    return dict(found.from_type)


# --- How sure it is -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*SCHEMES, *FRAMEWORKS])
def test_it_says_where_it_was_read(name: str) -> None:
    found = sources(name)
    assert found
    assert all(source.read is not None and source.note for source in found)


@pytest.mark.parametrize("name", SCHEMES)
def test_what_follows_from_the_type_is_assumed(name: str) -> None:
    for edition in scheme(name).editions:
        derived = edition.defaults or any(found.from_type for found in edition.taxonomies)
        notes = [s.note for s in edition.sources if s.status == "assumed"]
        if derived and name != "points":
            assert any("choice of cpdsite" in note for note in notes)


@pytest.mark.parametrize("name", ASSUMED)
def test_what_is_assumed_stays_marked(name: str) -> None:
    marked = {source.title for source in sources(name) if source.status == "assumed"}
    assert set(ASSUMED[name]) <= marked


def test_a_framework_from_memory_is_assumed() -> None:
    assert {source.status for source in framework("nhs-ksf").sources} == {"assumed"}


def sources(name: str) -> tuple[Source, ...]:
    """The sources of every edition of a scheme, or of a framework."""
    if name in FRAMEWORKS:
        return framework(name).sources
    return tuple(source for edition in scheme(name).editions for source in edition.sources)


# --- What else stands in them ---------------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMES)
def test_texts_are_whole_and_plain(name: str) -> None:
    for edition in scheme(name).editions:
        texts = [requirement.text for requirement in edition.requirements]
        assert all(text and not text.endswith(".") for text in texts)
        assert all(sentence.endswith(".") for sentence in edition.outside)
        assert edition.outside or name == "points"
    text = SCHEMES[name].data.decode()
    assert "compliant" not in text.casefold()
    assert max(map(len, text.splitlines())) <= 200


@pytest.mark.parametrize("name", SCHEMES)
def test_its_frameworks_are_there(name: str) -> None:
    assert set(scheme(name).frameworks) <= set(FRAMEWORKS)


@pytest.mark.parametrize("name", SCHEMES)
def test_documents_keep_their_names(name: str) -> None:
    for edition in scheme(name).editions:
        assert " ".join(document.id for document in edition.handover) == HANDOVER.get(name, "")


@pytest.mark.parametrize("name", SCHEMES)
def test_deadlines_stay(name: str) -> None:
    found = scheme(name)
    said = f"record {length(found.record_by)} keep {length(found.keep)}"
    assert said == DEADLINES.get(name, "record - keep -")


def test_surveyors_recorded_a_year_by_the_end_of_january() -> None:
    (former,) = scheme("rics").former
    assert length(former.record_by) == "P31D"


def length(found: Duration | None) -> str:
    if found is None:
        return "-"
    return f"P{found.months}M" if found.months else f"P{found.days}D"


def test_the_partner_of_a_discussion_is_never_published() -> None:
    for name in ("nmc", "gphc"):
        hidden = set(scheme(name).never_publish)
        for field in ("partner", "partner_role", "partner_registration", "partner_contact"):
            assert f"{Kind.DISCUSSION}.{field}" in hidden


@pytest.mark.parametrize("name", CODES)
def test_codes_stay(name: str) -> None:
    assert " ".join(framework(name).competencies) == CODES[name]


def test_each_file_says_what_it_is() -> None:
    """A comment stands on top, and nothing else lies beside the data."""
    for kind in ("schemes", "frameworks"):
        for path in Path(PACKAGE / kind).iterdir():
            assert path.suffix == ".yaml"
            assert path.read_text(encoding="utf-8").startswith("# ")

"""What an entry claims under a scheme: terms that stand alone, are shared or split, and the short forms."""

from dataclasses import replace
from fractions import Fraction

import pytest

from cpdsite.model.entry import Claim
from cpdsite.model.scheme import Many, Scheme, Taxonomy, Unit
from cpdsite.parse.claims import unknown_scheme
from tests.reading import GCS, HCPC, PATH, VOCABULARY, Read, read

LABELS = {"a": "Art", "b": "Biology", "c": "Chemistry"}
OWN = replace(
    GCS,
    id="own",
    units=(Unit(id="points", label="point", labels="points"),),
    taxonomies=(
        Taxonomy(id="one", label="One", terms=LABELS),
        Taxonomy(id="shared", label="Shared", terms=LABELS, many=Many.SHARED),
        Taxonomy(id="split", label="Split", terms=LABELS, many=Many.SPLIT),
        Taxonomy(id="ward", label="Ward", terms={}, fact="wards"),
        Taxonomy(id="bare", label="Bare", terms={}),
        Taxonomy(id="place", label="Place", terms={"north": "North"}, fact="places"),
    ),
)
SPLIT_CATEGORY = replace(
    OWN, taxonomies=(Taxonomy(id="category", label="C", terms=LABELS, many=Many.SPLIT),)
)
HEAD = ("---", "title: Talk", "date: 2025-06-12", "type: course")


def under(scheme: Scheme, *fields: str) -> Read:
    """An activity with some more fields, which begin on line 5, in a journal counted under a scheme."""
    vocabulary = replace(
        VOCABULARY,
        schemes={scheme.id: scheme, "gcs": GCS},
        default_scheme=scheme.id,
        known_schemes=frozenset({scheme.id, "gcs", "nmc"}),
    )
    return read("\n".join([*HEAD, *fields, "---", ""]), PATH, vocabulary)


@pytest.mark.parametrize(
    ("written", "terms", "weights"),
    [
        ("one: a", {"one": ("a",)}, {}),
        ("one: A", {"one": ("a",)}, {}),
        ("one: ~", {}, {}),
        ("shared: b", {"shared": ("b",)}, {}),
        ("shared: [b, a, b]", {"shared": ("b", "a")}, {}),
        ("shared: [b, '', a]", {"shared": ("b", "a")}, {}),
        ("split: a", {"split": ("a",)}, {"split": {"a": 1}}),
        ("split: [a, c]", {"split": ("a", "c")}, {"split": {"a": 1, "c": 1}}),
        ("split: {a: 2, c: 0.5}", {"split": ("a", "c")}, {"split": {"a": 2, "c": "1/2"}}),
        ("split: {a: 2, b: 0}", {"split": ("a",)}, {"split": {"a": 2}}),
        ("split: {a: 2, A: 1}", {"split": ("a",)}, {"split": {"a": 3}}),
        ("ward: Cedar ward", {"ward": ("Cedar ward",)}, {}),
    ],
)
def test_terms(
    written: str, terms: dict[str, tuple[str, ...]], weights: dict[str, dict[str, str]]
) -> None:
    claim = under(OWN, f"claims: {{own: {{{written}}}}}").sure.claims["own"]
    assert claim.terms == terms
    assert claim.weights == {
        name: {term: Fraction(weight) for term, weight in parts.items()}
        for name, parts in weights.items()
    }


@pytest.mark.parametrize(
    ("written", "said", "remedy"),
    [
        (
            "{own: {one: [a]}}",
            "5:21 wrong-type a list stands where text is expected",
            "write one text; quote it if it begins with [ or {",
        ),
        (
            "{own: {shared: {a: 1}}}",
            "5:24 wrong-type names with values stand where text is expected",
            "quote the text: a colon and a space begin a new field",
        ),
        (
            "{own: {shared: [[a], b]}}",
            "5:25 wrong-type a list stands where text is expected",
            "write one text; quote it if it begins with [ or {",
        ),
        (
            "{own: {shared: [a, d]}}",
            '5:28 unknown-term "d" is not a shared of own',
            "write one of `a`, `b`, `c`",
        ),
        (
            "{own: {split: {d: 1}}}",
            '5:24 unknown-term "d" is not a split of own',
            "write one of `a`, `b`, `c`",
        ),
        (
            "{own: {split: {a: x}}}",
            '5:27 bad-amount "x" is not a number',
            "write a number such as 7 or 2.5",
        ),
        (
            "{own: {split: {a: 1, a: 2}}}",
            "5:30 duplicate-field `a` stands twice: on line 5 and on line 5",
            "keep one of the two",
        ),
        (
            "{own: {bare: x}}",
            '5:22 unknown-term "x" is not a bare of own',
            "own has none: delete it",
        ),
        (
            "{own: {place: hill}}",
            '5:23 unknown-term "hill" is not a place of own',
            "write one of `north`",
        ),
        ("{own: {one: biology}}", '5:21 unknown-term "biology" is not', "did you mean `b`?"),
        (
            "{ward: 1}",
            '5:10 unknown-scheme there is no scheme "ward"',
            "the schemes are `gcs`, `nmc`, `own`",
        ),
        ("{own: 1, own: 2}", "5:18 duplicate-field `own` stands twice: ", "keep one of the two"),
    ],
)
def test_what_is_said_of_a_claim_that_is_none(written: str, said: str, remedy: str) -> None:
    result = under(OWN, f"claims: {written}")
    assert [line[: len(said)] for line in result.report] == [said]
    assert result.findings[0].help.startswith(remedy)


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("{own: 1, own: 2}", "claims.own"),
        ("{own: {points: 1, points: 2}}", "claims.own.points"),
        ("{own: {split: {a: 1, a: 2}}}", "claims.own.split.a"),
        ("{own: {one: d}}", "claims.own.one"),
    ],
)
def test_a_fault_names_its_field(written: str, field: str) -> None:
    assert [found.field for found in under(OWN, f"claims: {written}").findings] == [field]


def test_a_scheme_of_ones_own_is_meant_sooner() -> None:
    known = ["hcpa", "hcpb", "hcpc"]
    assert unknown_scheme("hcp", known, ["hcpb"])[1] == "did you mean `hcpb`?"
    assert unknown_scheme("hcpcc", known, ["gcs"])[1] == "did you mean `hcpc`?"
    own = {"hcpb": replace(OWN, id="hcpb")}
    vocabulary = replace(
        VOCABULARY, schemes=own, default_scheme="hcpb", known_schemes=frozenset(known)
    )
    (found,) = read("\n".join([*HEAD, "claims: {hcp: 1}", "---", ""]), PATH, vocabulary).findings
    assert found.help == "did you mean `hcpb`?"


@pytest.mark.parametrize(
    ("fields", "claims"),
    [
        ("claims: {own: {one: d, points: x}}", {"own": Claim()}),
        ("claims: {own: x}", {"own": Claim()}),
        ("claims: {own: {shared: [a, d]}}", {"own": Claim(terms={"shared": ("a",)})}),
        ("points: x", {}),
        ("category: d", {}),
    ],
)
def test_what_cannot_be_read_is_not_claimed(fields: str, claims: dict[str, Claim]) -> None:
    result = under(OWN, fields)
    assert result.report
    assert result.entry is not None
    assert result.entry.claims == claims


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        (["points: 3"], Claim(amounts={"hours": Fraction(3)})),
        (["points: 0"], Claim(amounts={"hours": Fraction(0)})),
        (
            ["points: 3", "claims: {hcpc: {hours: 2}}"],
            Claim(hours=Fraction(2), amounts={"hours": Fraction(2)}),
        ),
        (["claims: {hcpc: {hours: 2}}"], Claim(hours=Fraction(2))),
        (
            ["points: 3", "claims: {hcpc: {exclude: yes}}"],
            Claim(exclude=True, amounts={"hours": Fraction(3)}),
        ),
        (
            ["category: job", "claims: {hcpc: {hours: 2}}"],
            Claim(hours=Fraction(2), terms={"category": ("job",)}),
        ),
        (
            ["category: job", "claims: {hcpc: {category: formal}}"],
            Claim(terms={"category": ("formal",)}),
        ),
    ],
)
def test_points_and_category_beside_a_claim(fields: list[str], claim: Claim) -> None:
    assert under(HCPC, *fields).sure.claims == {"hcpc": claim}


@pytest.mark.parametrize(
    ("fields", "weights"),
    [
        (["category: {a: 2, b: 1}"], {"a": 2, "b": 1}),
        (["category: a", "claims: {own: {points: 1}}"], {"a": 1}),
        (["category: a", "claims: {own: {category: {b: 3}}}"], {"b": 3}),
    ],
)
def test_a_category_that_splits(fields: list[str], weights: dict[str, int]) -> None:
    claim = under(SPLIT_CATEGORY, *fields).sure.claims["own"]
    assert claim.weights == {"category": weights}
    assert claim.terms == {"category": tuple(weights)}


def test_short_forms_that_claim_nothing_are_no_claim() -> None:
    assert under(OWN, "points:", "category:").sure.claims == {}
    assert under(OWN).sure.claims == {}

"""Figures and lists as they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cpdsite.assess.words import exact, listed, shown, uncapital


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0"),
        ("10", "10"),
        ("100", "100"),
        ("2.5", "2.5"),
        ("0.25", "0.25"),
        ("10.05", "10.05"),
        ("-0.5", "-0.5"),
        ("-3", "-3"),
        ("0.01", "0.01"),
        ("0.004", "0"),
        ("-0.004", "0"),
        ("9.999", "10"),
    ],
)
def test_a_figure_of_up_to_two_decimals(amount: str, text: str) -> None:
    assert shown(Fraction(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0"),
        ("10", "10"),
        ("100.5", "100.5"),
        ("0.125", "0.125"),
        ("1/3", "1/3"),
        ("1/2", "0.5"),
    ],
)
def test_a_figure_that_is_not_rounded(amount: str, text: str) -> None:
    assert exact(Fraction(amount)) == text


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Part of the Code", "part of the Code"),
        ("CPD points", "CPD points"),
        ("A", "a"),
        ("A Book", "a Book"),
        ("MtB", "mtB"),
    ],
)
def test_a_heading_inside_a_sentence(heading: str, text: str) -> None:
    assert uncapital(heading) == text


def test_a_list() -> None:
    assert [listed("a"), listed("ab"), listed("abc")] == ["a", "a and b", "a, b and c"]

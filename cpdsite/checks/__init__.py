"""Demands on a journal that has been read: one module a check, each a pure generator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from cpdsite.checks import (
    broken_link,
    claim_exceeds_hours,
    date_in_file_name,
    end_before_date,
    evidence_missing,
    evidence_type,
    evidence_unsafe,
    file_too_large,
    future_date,
    internal_link,
    long_gap,
    no_amount,
    no_evidence,
    no_reflection,
    not_a_file,
    permalink_clash,
    personal_data,
    placeholder_text,
    possible_duplicate,
    private_data,
    remote_image,
    settings_invalid,
    unexpected_spelling,
    unknown_competency,
    unknown_goal,
    unknown_term,
)
from cpdsite.checks.silencing import weigh
from cpdsite.model.diagnostic import Diagnostic
from cpdsite.model.journal import Journal

CHECKS: tuple[Callable[[Journal, date], Iterator[Diagnostic]], ...] = (
    file_too_large.check,
    unknown_term.check,
    unknown_competency.check,
    unknown_goal.check,
    end_before_date.check,
    evidence_missing.check,
    evidence_unsafe.check,
    evidence_type.check,
    internal_link.check,
    permalink_clash.check,
    settings_invalid.check,
    private_data.check,
    future_date.check,
    placeholder_text.check,
    possible_duplicate.check,
    no_amount.check,
    no_reflection.check,
    no_evidence.check,
    claim_exceeds_hours.check,
    date_in_file_name.check,
    not_a_file.check,
    long_gap.check,
    broken_link.check,
    remote_image.check,
    personal_data.check,
    unexpected_spelling.check,
)
"""In the order of the reference page."""


def run(journal: Journal, today: date, found: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
    """What was found while reading and what the checks find, weighed as the member wishes."""
    by_checks = (diagnostic for check in CHECKS for diagnostic in check(journal, today))
    return weigh([*found, *by_checks], journal)

"""Demands on a journal that has been read: one module a check, each a pure generator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Severity
from cpdsite.model.journal import Journal

CHECKS: Mapping[str, Callable[[Journal, date], Iterator[Diagnostic]]] = {
    file_too_large.CODE: file_too_large.check,
    unknown_term.CODE: unknown_term.check,
    unknown_competency.CODE: unknown_competency.check,
    unknown_goal.CODE: unknown_goal.check,
    end_before_date.CODE: end_before_date.check,
    evidence_missing.CODE: evidence_missing.check,
    evidence_unsafe.CODE: evidence_unsafe.check,
    evidence_type.CODE: evidence_type.check,
    internal_link.CODE: internal_link.check,
    permalink_clash.CODE: permalink_clash.check,
    settings_invalid.CODE: settings_invalid.check,
    private_data.CODE: private_data.check,
    future_date.CODE: future_date.check,
    placeholder_text.CODE: placeholder_text.check,
    possible_duplicate.CODE: possible_duplicate.check,
    no_amount.CODE: no_amount.check,
    no_reflection.CODE: no_reflection.check,
    no_evidence.CODE: no_evidence.check,
    claim_exceeds_hours.CODE: claim_exceeds_hours.check,
    date_in_file_name.CODE: date_in_file_name.check,
    not_a_file.CODE: not_a_file.check,
    long_gap.CODE: long_gap.check,
    broken_link.CODE: broken_link.check,
    remote_image.CODE: remote_image.check,
    personal_data.CODE: personal_data.check,
    unexpected_spelling.CODE: unexpected_spelling.check,
}
"""By code, in the order of the reference page."""


def run(
    journal: Journal, today: date, found: Iterable[Diagnostic] = (), *, whole: bool = True
) -> list[Diagnostic]:
    """What was found while reading and what the checks find, weighed as the member wishes.

    Not `whole`: without what the checks find that weighs less than an error.
    """
    weights = {**SEVERITIES, **journal.settings.severities}
    wanted = (check for code, check in CHECKS.items() if whole or weights[code] is Severity.ERROR)
    by_checks = (diagnostic for check in wanted for diagnostic in check(journal, today))
    return weigh([*found, *by_checks], journal)

"""The member's own facts, which settings hold as text, as days and figures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cpdsite.model.scheme import MemberFact
from cpdsite.model.settings import Membership


def day_of(membership: Membership, name: str) -> date | None:
    """Return the fact as a day; None when it is absent or names no day."""
    try:
        return date.fromisoformat(membership.facts.get(name, ""))
    except ValueError:
        return None


def figure_of(membership: Membership, wanted: Fraction | MemberFact | None) -> Fraction | None:
    """Return the figure itself or the one the member states; None when there is none."""
    if not isinstance(wanted, MemberFact):
        return wanted
    try:
        return Fraction(membership.facts.get(wanted.name, ""))
    except (ValueError, ZeroDivisionError):
        return None

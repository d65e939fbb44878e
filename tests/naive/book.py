"""A scheme as a member counts under it: editions, entries, the cycles that are listed."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from tests.naive.days import DAY, anchor_of, cycles_between, period_of, shift
from tests.naive.entries import Data, Rules, day_of, selected


class Book:
    """What is counted under one scheme."""

    def __init__(self, documents: list[Data], member: Data, entries: list[Data], day: Data) -> None:
        """Keep what is counted."""
        self.editions = [_varied(document, member) for document in documents]
        self.member = member
        self.as_of: date = day["as_of"]
        self.first: bool = day["first"]
        self.entries = selected(self.rules(self.editions[0]), entries)
        self.period = period_of(self.editions[0], member)
        self.rolling = bool(self.period.get("rolling"))
        if not self.rolling:
            self.anchor = anchor_of(self.period, member, day["year_start"])

    def rules(self, edition: Data) -> Rules:
        """An edition's rules."""
        return Rules(scheme=edition, member=self.member, first=self.first, as_of=self.as_of)

    def listed(self) -> list[tuple[date, date]]:
        """The cycles that are listed."""
        if self.rolling:
            end = self.as_of + DAY
            return [(shift(end, self.period["length"], -1), end)]
        kinds = {"activity"} | {
            rule.get("from", "activity") for rule in self.editions[0].get("requirements", [])
        }
        days = [day_of(entry) for entry in self.entries if entry["kind"] in kinds]
        first = self.member.get("joined", min(days, default=self.as_of))
        if self.period["start"] == "member.certified":
            first = max(first, self.anchor)
        first = min(first, self.as_of)
        return cycles_between(first, self.as_of, self.anchor, self.period["length"])

    def edition(self, start: date, end: date) -> Rules:
        """The rules in force for a cycle; the oldest ones for cycles before all of them."""
        for edition in self.editions:
            applies = edition.get("applies", {})
            by = applies.get("by", "period_start")
            day = start if by == "period_start" else end - DAY
            after = "from" not in applies or applies["from"] <= day
            if after and ("to" not in applies or day < applies["to"]):
                return self.rules(edition)
        return self.rules(self.editions[-1])


def _varied(document: Data, member: Data) -> Data:
    """A scheme as the member's variant has it."""
    varied = deepcopy(document)
    changes = document.get("variants", {}).get(member.get("variant"), {})
    for key, value in changes.items():
        if key == "requirements":
            for rule in varied["requirements"]:
                rule.update(value.get(rule["id"], {}))
        elif isinstance(value, dict):
            varied[key] = varied.get(key, {}) | value
        else:
            varied[key] = value
    return varied

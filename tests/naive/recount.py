"""Every figure of a scheme, from plain data: the rules, the member's facts, the entries."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

from tests.naive import measures, verdicts
from tests.naive.caps import Parts, Span, clipped
from tests.naive.days import (
    DAY,
    anchor_of,
    cycle_of,
    cycles_between,
    labels_of,
    period_of,
    shift,
)
from tests.naive.entries import NOTHING, Data, Rules, amount_of, day_of, matches, selected

Part = dict[str, Any]


def recount(documents: list[Data], member: Data, entries: list[Data], day: Data) -> list[Data]:
    """The cycles of a scheme with their figures; `day` holds `as_of`, `year_start`, `first`."""
    return Recount(documents, member, entries, day).cycles()


class Recount:
    """One scheme, counted from the first cycle to the last."""

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

    def cycles(self) -> list[Data]:
        """Each cycle with its figures."""
        spans = self.listed()
        names = ["rolling"] if self.rolling else labels_of(spans)
        found: list[Data] = []
        for name, (start, end) in zip(names, spans, strict=True):
            carried = found[-1]["carried_out"] if found else NOTHING
            stated = self.member.get("carry_in", {}).items()
            mine = [amount for day, amount in stated if start <= day < end]
            carried = sum(mine, NOTHING) if mine else carried
            cycle = Cycle(self, (start, end), carried, spans[0][0])
            found.append({"label": name} | cycle.figures())
        return found

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


class Cycle:
    """One cycle of a scheme."""

    def __init__(
        self, book: Recount, days: tuple[date, date], carried: Fraction, first: date
    ) -> None:
        """Keep what is counted in it."""
        self.book = book
        self.rules = book.edition(*days)
        self.first = first
        """The first day of the first listed cycle."""
        self.start, self.end = days
        self.carry: Data = self.rules.scheme.get("carry", {})
        self.carried_in = carried if self.carry else NOTHING
        self.asked: list[Data] = self.rules.scheme.get("requirements", [])

    def span(self, start: date, end: date) -> Span:
        """A stretch of days of this cycle."""
        totals = [self.bound(rule, "min") for rule in self.asked if rule["id"] == "total"]
        everything = [entry for entry in self.book.entries if entry["kind"] == "activity"]
        claimed = [
            amount_of(self.rules, entry, self.rules.unit)
            for entry in everything
            if start <= day_of(entry) < end
        ]
        return Span(
            start=start,
            end=end,
            required=totals[0] if totals else None,
            claimed=sum(claimed, NOTHING),
            cycle=self.start,
        )

    def figures(self) -> Data:
        """The figures of the cycle."""
        unit, rules = self.rules.unit, self.rules
        span = self.span(self.start, self.end)
        mine = [e for e in self.book.entries if e["kind"] == "activity" and span.holds(e)]
        credited = self.credited(unit, "activity")
        outcomes = self.outcomes()
        return {
            "start": self.start,
            "end": self.end,
            "state": "closed" if self.book.as_of >= self.end else "open",
            "entries": len(mine),
            "claimed": sum((amount_of(rules, entry, unit) for entry in mine), NOTHING),
            "credited": measures.total(credited),
            "credits": credited,
            "by_term": {
                taxonomy: measures.shares_of(rules, credited, taxonomy)
                for taxonomy in rules.scheme.get("taxonomies", {})
            },
            "carried_in": self.carried_in,
            "carried_out": self.carried_out(outcomes),
            "requirements": outcomes,
        }

    def credited(self, unit: str, kind: str) -> Parts:
        """What the entries of a kind are credited with after the caps of the whole cycle."""
        span = self.span(self.start, self.end)
        found = [e for e in self.book.entries if e["kind"] == kind and span.holds(e)]
        parts = [(entry, amount_of(self.rules, entry, unit)) for entry in found]
        return clipped(self.rules, parts, unit, span)

    def bound(self, rule: Data, name: str) -> Fraction | None:
        """The minimum or maximum of a requirement; None when there is none."""
        text = str(rule.get(name, ""))
        if rule["measure"] == "complete" and name == "min" and not text:
            return Fraction(100)
        if not text or rule["measure"] == "gap":
            return None
        if text.startswith("member."):
            fact = self.book.member.get(text.removeprefix("member."))
            bound = None if fact is None else Fraction(fact)
        else:
            bound = Fraction(text.rstrip("% "))
        if bound is not None and name == "min":
            for change in self.book.member.get("adjust", []):
                if self.start <= change["from"] < self.end:
                    bound *= change["factor"]
        return bound

    def outcomes(self) -> list[Data]:
        """The outcome of every requirement that applies."""
        found = []
        for asked in self.asked:
            if "any_of" in asked:
                found.append(
                    {"id": asked["id"], "level": asked["level"], "any_of": asked["any_of"]}
                )
                continue
            rule = asked | {name + "imum": self.bound(asked, name) for name in ("min", "max")}
            if not self.left_out(rule):
                head = {"id": rule["id"], "level": rule["level"], "measure": rule["measure"]}
                found.append(head | self.outcome(rule))
        by_id = {outcome["id"]: outcome for outcome in found}
        for outcome in found:
            for_any = [by_id[name]["status"] for name in outcome.get("any_of", []) if name in by_id]
            if for_any:
                met = {"met", "excused"} & set(for_any)
                outcome.update(status="met" if met else verdicts.best(for_any), value=None)
        return found

    def left_out(self, rule: Data) -> bool:
        """Whether the member's facts do not say what a requirement asks."""
        if isinstance(rule.get("each"), dict):
            ((_, fact),) = rule["each"].items()
            return fact.removeprefix("member.") not in self.book.member
        return str(rule.get("min", "")).startswith("member.") and rule["minimum"] is None

    def outcome(self, rule: Data) -> Data:
        """The outcome of one requirement."""
        if not self.applies(rule):
            return {"status": "not-applicable", "value": None, "shortfall": NOTHING}
        if "each" not in rule:
            return self.worst_window(rule, None)
        parts = [self.worst_window(rule, term) for term in self.terms(rule)]
        return min(parts, key=verdicts.badness) | {"parts": parts}

    def worst_window(self, rule: Data, term: str | None) -> Data:
        """The outcome of a requirement, or of one of its terms, in its worst window."""
        parts = [self.part(rule, start, end, term) for start, end in self.windows(rule)]
        if not parts:
            return {"term": term, "status": "not-applicable", "value": None, "shortfall": NOTHING}
        begun = [part for part in parts if part["start"] <= self.book.as_of]
        found = min(begun or parts, key=verdicts.badness)
        if "over" in rule:
            status = min(parts, key=verdicts.badness)["status"]
            found = found | {"status": status, "parts": parts}
        return found

    def applies(self, rule: Data) -> bool:
        """Whether the member's facts are those of which a requirement asks."""
        for word, wanted in rule.get("when", {}).items():
            fact = self.book.member.get(word.removeprefix("member."))
            wishes = wanted if isinstance(wanted, list) else [wanted]
            if str(fact) not in [str(wish) for wish in wishes]:
                return False
        return True

    def terms(self, rule: Data) -> list[str | None]:
        """The terms for which a requirement is asked, each by itself."""
        each = rule.get("each")
        if each is None:
            return [None]
        if isinstance(each, dict):
            ((_, fact),) = each.items()
            return [str(term) for term in self.book.member.get(fact.removeprefix("member."), [])]
        return [str(term) for term in self.rules.scheme["taxonomies"][each]["terms"]]

    def windows(self, rule: Data) -> list[tuple[date, date]]:
        """The stretches of days for which a requirement is asked."""
        over = rule.get("over")
        if over is None:
            return [(self.start, self.end)]
        if "rolling" in over:
            return [(shift(self.end, over["rolling"], -1), self.end)]
        if "each" in over:
            length, step, times = over["each"], over["each"], 0
        else:
            length, step = over["every"], over.get("step", over["every"])
            times = -60 if over.get("cross_cycle") else 0
        found = []
        while shift(self.start, step, times) < self.end:
            start = shift(self.start, step, times)
            end = shift(start, length)
            if "each" in over:
                end = min(shift(self.start, step, times + 1), self.end)
            before = "each" not in over and start < self.book.member.get("joined", self.first)
            if self.start < end <= self.end and not before:
                found.append((start, end))
            times += 1
        return found

    def part(self, rule: Data, start: date, end: date, term: str | None) -> Part:
        """The outcome of a requirement for one stretch of days and one term."""
        span = self.span(start, end)
        entries, rules, as_of = self.book.entries, self.rules, self.book.as_of
        head: Part = {"start": start, "end": end, "term": term, "shortfall": NOTHING}
        head |= {"min": rule["minimum"], "max": rule["maximum"]}
        if rule["measure"] == "gap":
            return head | measures.gap(rules, rule, entries, span)
        found = measures.asked_for(rules, rule, entries, span)
        if term is not None:
            found = measures.with_term(rules, rule, found, term)
        head["entries"] = [entry["id"] for entry in found]
        if rule["measure"] in {"sum", "count"}:
            return head | self.added_up(rule, found, term, span)
        if rule["measure"] in {"share", "mix"}:
            return head | self.shared_out(rule, found, span)
        if rule["measure"] == "complete":
            amount = measures.complete(rules, rule, found)
        else:
            parts = measures.amounts_of(rules, rule, found, term)
            names = measures.shares_of(rules, parts, rule.get("taxonomy", "category"))
            amount = Fraction(len(set(names) - {""}))
            head["shortfall"] = verdicts.shortfall(amount, rule["minimum"])
        return head | {"value": amount, "status": verdicts.unpaced(amount, rule, span, as_of)}

    def added_up(self, rule: Data, found: list[Data], term: str | None, span: Span) -> Part:
        """The outcome of a sum, by its own caps and by those of the cycle, or of a count."""
        if rule["measure"] == "count":
            value = other = Fraction(len(found))
        else:
            parts = measures.amounts_of(self.rules, rule, found, term)
            value = measures.total(measures.capped(self.rules, rule, parts, span))
            other = measures.total(self.cycle_wide(rule, parts))
            if rule["id"] == self.carry.get("over", "total") and self.carry:
                value, other = value + self.carried_in, other + self.carried_in
        status = verdicts.paced(value, rule, span, self.book.as_of)
        bounds = rule["minimum"], rule["maximum"]
        if verdicts.inside(value, *bounds) != verdicts.inside(other, *bounds):
            status = "check"
        short = verdicts.shortfall(value, rule["minimum"])
        return {"value": value, "status": status, "shortfall": short}

    def shared_out(self, rule: Data, found: list[Data], span: Span) -> Part:
        """The outcome of a share or of a mix, by its own caps and by those of the cycle."""
        rules, as_of = self.rules, self.book.as_of
        among = found
        if rule["measure"] == "share":
            everything = measures.asked_for(rules, rule | {"where": {}}, self.book.entries, span)
            among = [entry for entry in everything if measures.is_sorted(rules, rule, entry)]
        parts = measures.amounts_of(rules, rule, among, None)
        verdict: list[Part] = []
        for left in (measures.capped(rules, rule, parts, span), self.cycle_wide(rule, parts)):
            if rule["measure"] == "mix":
                value = measures.mix(rules, rule, left)
                verdict.append({"value": value, "status": verdicts.mixed(value, rule, span, as_of)})
            else:
                share = measures.share(left, found)
                status = verdicts.unpaced(share, rule, span, as_of)
                verdict.append({"value": share, "status": status})
        own, other = verdict
        listed = [] if own["value"] is None else [entry["id"] for entry in among]
        if own["value"] is not None and (own["status"] == "met") != (other["status"] == "met"):
            return own | {"status": "check", "entries": listed}
        return own | {"entries": listed}

    def cycle_wide(self, rule: Data, parts: Parts) -> Parts:
        """What is left of amounts after the caps of the whole cycle of each entry."""
        unit, kind = rule.get("unit", self.rules.unit), rule.get("from", "activity")
        left: dict[int, Fraction] = {}
        for start, end in {self.cycle_of(entry) for entry, _ in parts}:
            cycle = Cycle(self.book, (start, end), NOTHING, self.first)
            left |= {id(entry): amount for entry, amount in cycle.credited(unit, kind)}
        found = []
        for entry, amount in parts:
            whole = amount_of(self.rules, entry, unit)
            found.append((entry, amount * left[id(entry)] / whole if whole else NOTHING))
        return found

    def cycle_of(self, entry: Data) -> tuple[date, date]:
        """The cycle in which an entry counts."""
        if self.book.rolling:
            return self.start, self.end
        return cycle_of(day_of(entry), self.book.anchor, self.book.period["length"])

    def carried_out(self, outcomes: list[Data]) -> Fraction:
        """What the next cycle is given."""
        if not self.carry:
            return NOTHING
        by_id = {outcome["id"]: outcome for outcome in outcomes}
        over = by_id.get(self.carry.get("over", "total"))
        condition = self.carry.get("if")
        if over is None or over["value"] is None or over["min"] is None:
            return NOTHING
        if condition is not None and by_id.get(condition, {}).get("status") != "met":
            return NOTHING
        joined = self.book.member.get("joined")
        if self.carry.get("not_in_first_period") and joined and self.start <= joined < self.end:
            return NOTHING
        surplus: Fraction = max(NOTHING, over["value"] - over["min"])
        most = Fraction(str(self.carry["max"])) if "max" in self.carry else surplus
        return min(most, surplus, self.own_surplus())

    def own_surplus(self) -> Fraction:
        """What the cycle itself was credited with and may be carried on."""
        unit = self.carry.get("unit", self.rules.unit)
        since = self.start
        if "earned_in_last" in self.carry:
            since = shift(self.end, self.carry["earned_in_last"], -1)
        return sum(
            (
                amount
                for entry, amount in self.credited(unit, "activity")
                if matches(self.rules, entry, self.carry.get("where"))
                and not ("not" in self.carry and matches(self.rules, entry, self.carry["not"]))
                and day_of(entry) >= since
            ),
            NOTHING,
        )

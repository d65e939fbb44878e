"""What one entry is under one scheme: when it counts, its terms, its amounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

Data = dict[str, Any]
NOTHING = Fraction(0)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """One edition of a scheme as plain data, and what settings say about it."""

    scheme: Data
    member: Data
    first: bool
    """Whether it is the first scheme of the settings."""
    as_of: date

    @property
    def name(self) -> str:
        """The scheme's id."""
        return str(self.scheme["scheme"])

    @property
    def unit(self) -> str:
        """The unit of the scheme."""
        return str(next(iter(self.scheme["units"])))


def real_day(entry: Data) -> date:
    """The day on which it was completed."""
    last = entry.get("until") if entry["kind"] == "practice" else entry.get("end")
    day = last or entry["date"]
    assert isinstance(day, date)
    return day


def day_of(entry: Data) -> date:
    """The day by which it counts."""
    day = entry.get("count_in") or real_day(entry)
    assert isinstance(day, date)
    return day


def in_order(entries: list[Data]) -> list[Data]:
    """Entries by day, then by id."""
    return sorted(entries, key=lambda entry: (day_of(entry), entry["id"]))


def selected(rules: Rules, entries: list[Data]) -> list[Data]:
    """The entries that count at all under a scheme."""
    kept = []
    for entry in entries:
        planned = entry.get("status") == "planned"
        excluded = claim_of(rules, entry).get("exclude", False)
        later = real_day(entry) > rules.as_of
        if entry["kind"] == "absence":
            later = entry["date"] > rules.as_of
        if not planned and not entry.get("draft") and not excluded and not later:
            kept.append(entry)
    return in_order(kept)


def claim_of(rules: Rules, entry: Data) -> Data:
    """What the entry claims under the scheme, with what it claims by its own fields."""
    claim: Data = dict(entry.get("claims", {}).get(rules.name, {}))
    if rules.first and "category" in entry:
        claim.setdefault("category", entry["category"])
    if "points" in claim:
        claim[rules.unit] = claim["points"]
    elif rules.first and "points" in entry:
        claim.setdefault(rules.unit, entry["points"])
    return claim


def terms_of(rules: Rules, entry: Data, taxonomy: str) -> dict[str, Fraction]:
    """The terms of an entry with the part of its amount that each gets."""
    sort = rules.scheme.get("taxonomies", {})[taxonomy]
    claim = claim_of(rules, entry)
    many = sort.get("many", "one")
    topics = entry.get("topic", [])
    named = [str(term) for term in sort["terms"] if term in topics] if many == "shared" else []
    if taxonomy not in claim and named:
        return dict.fromkeys(named, Fraction(1))
    if taxonomy not in claim:
        table = {str(key): value for key, value in sort.get("from_type", {}).items()}
        term = table.get(entry.get("type", ""), table.get(entry.get("like", "")))
        if term is None or entry["kind"] != "activity":
            return {}
        return {str(name): Fraction(1) for name in (term if isinstance(term, list) else [term])}
    claimed = claim[taxonomy]
    if isinstance(claimed, dict):
        whole = sum(claimed.values(), NOTHING)
        return {str(name): Fraction(weight) / whole for name, weight in claimed.items()}
    names = claimed if isinstance(claimed, list) else [claimed]
    part = Fraction(1, len(names)) if many == "split" else Fraction(1)
    return {str(name): part for name in names}


def pieces_of(rules: Rules, entry: Data) -> list[Data]:
    """An entry that is split over terms as several, one for each term; else the entry itself."""
    for name, taxonomy in rules.scheme.get("taxonomies", {}).items():
        parts = terms_of(rules, entry, name)
        if taxonomy.get("many") == "split" and len(parts) > 1:
            claims = entry["claims"]
            return [
                entry
                | {"claims": claims | {rules.name: claims[rules.name] | {name: term}}}
                | {"whole": entry, "part": part, "term": term}
                for term, part in parts.items()
            ]
    return [entry]


def key_of(piece: Data) -> tuple[str, str]:
    """What tells a piece of an entry from others."""
    return str(piece["id"]), str(piece.get("term", ""))


def matches(rules: Rules, entry: Data, where: Data | None) -> bool:
    """Whether an entry passes a filter."""
    for word, wanted in (where or {}).items():
        if word == "any":
            passes = any(matches(rules, entry, one) for one in wanted)
        elif word == "not":
            passes = not matches(rules, entry, wanted)
        else:
            values = _values(rules, entry, word)
            wishes = wanted if isinstance(wanted, list) else [wanted]
            passes = any(_text(wish) in values for wish in wishes)
        if not passes:
            return False
    return True


def _values(rules: Rules, entry: Data, word: str) -> list[str]:
    """What an entry has under a word of a filter, as texts."""
    if word in rules.scheme.get("taxonomies", {}):
        return list(terms_of(rules, entry, word))
    if word == "type":
        return [entry.get("type", ""), entry.get("like", entry.get("type", ""))]
    value = entry.get(word)
    if value is None:
        value = _default(rules, entry, word)
    return [_text(one) for one in (value if isinstance(value, list) else [value])]


def _default(rules: Rules, entry: Data, word: str) -> bool | str:
    """What the scheme says where the entry is silent."""
    for default in rules.scheme.get("defaults", []):
        if word in default["set"] and matches(rules, entry, default.get("when")):
            value: bool | str = default["set"][word]
            return value
    return False


def _text(value: object) -> str:
    """A value as it is compared."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def amount_of(rules: Rules, entry: Data, unit: str) -> Fraction:
    """The amount of a unit that an entry is credited with, before caps."""
    whole, part = entry.get("whole", entry), entry.get("part", Fraction(1))
    claim = claim_of(rules, whole)
    return Fraction(part * (claim[unit] if unit in claim else _derived(rules, whole, unit)))


def _derived(rules: Rules, entry: Data, unit: str) -> Fraction:
    """The amount that follows from the rules, where nothing is claimed."""
    rule = rules.scheme["units"][unit]
    if rule.get("from", entry["kind"]) != entry["kind"]:
        return NOTHING
    hours = entry.get("claims", {}).get(rules.name, {}).get("hours", entry.get("hours"))
    if unit == rules.unit:
        for credit in rules.scheme.get("credit", []):
            if matches(rules, entry, credit.get("when")):
                give = credit["give"]
                if not isinstance(give, dict):
                    return _rounded(rule, Fraction(str(give)), hours)
                return _rounded(rule, (hours or NOTHING) * Fraction(str(give["per_hour"])), hours)
    if "part_of" in rule:
        return _rounded(rule, _part(rules, entry, unit, hours), hours)
    return _rounded(rule, (hours or NOTHING) * Fraction(str(rule.get("per_hour", 0))), hours)


def _part(rules: Rules, entry: Data, unit: str, hours: Fraction | None) -> Fraction:
    """The part of an amount that is of a certain sort, such as participatory hours."""
    rule = rules.scheme["units"][unit]
    participatory = entry.get("participatory_hours")
    if participatory is not None and "participatory" in rule.get("when", {}):
        whole = rules.scheme["units"].get(rule["part_of"], {})
        return Fraction(participatory) * Fraction(str(whole.get("per_hour", 1)))
    if not matches(rules, entry, rule.get("when")):
        return NOTHING
    if rule["part_of"] in rules.scheme["units"]:
        return amount_of(rules, entry, rule["part_of"])
    return hours or NOTHING


def _rounded(rule: Data, amount: Fraction, hours: Fraction | None) -> Fraction:
    """A derived amount: nothing for too short a time, then down to the step."""
    if "minimum" in rule and hours is not None and hours < _time(rule["minimum"]):
        return NOTHING
    step = Fraction(str(rule["round"])) if "round" in rule else None
    return amount // step * step if step else amount


def _time(text: str | float) -> Fraction:
    """A time in hours: `30m` or a number of hours."""
    if isinstance(text, str) and text.endswith("m"):
        return Fraction(text[:-1]) / 60
    return Fraction(str(text))

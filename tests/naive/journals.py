"""Journals by chance, drawn close to where rules begin to matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from tests.naive.days import DAY, anchor_of, cycles_between, period_of
from tests.naive.entries import Data

TYPES = (
    "course workshop webinar conference e-learning reading podcast qualification award project "
    "work-based shadowing secondment mentoring coaching networking meeting committee teaching "
    "presentation writing research peer-review audit volunteering other"
).split()
BOOLEANS = "structured verifiable participatory interactive external accredited".split()
REFLECTION = "need learned applied benefit next".split()
OTHER_KINDS = (
    "practice feedback reflection discussion confirmation declaration absence goal review"
).split()
LEAP_DAYS = [date(2020, 2, 29), date(2024, 2, 29), date(2024, 2, 28), date(2024, 3, 1)]


def generate(schemes: dict[str, list[Data]], name: str, seed: int) -> Data:
    """A journal that counts under one scheme, now and then under another one too."""
    return Drawer(schemes, name, Random(f"{name} {seed}")).journal()  # noqa: S311 (not for secrets)


class Drawer:
    """What is drawn for one journal."""

    def __init__(self, schemes: dict[str, list[Data]], name: str, random: Random) -> None:
        """Keep what it is drawn from."""
        self.schemes = schemes
        self.random = random
        self.year_start = random.choice(["01-01", "01-01", "04-01", "09-15", "02-28"])
        others = [one for one in schemes if one != name]
        self.names = [name]
        if others and self.chance(0.25):
            self.names.insert(random.randrange(2), random.choice(others))
        self.members = {one: self.member(schemes[one][0]) for one in self.names}
        self.borders = list(self._borders(schemes[name][0], self.members[name]))
        self.as_of = self.last_day()
        self.words = [
            word for one in self.names for edition in schemes[one] for word in _topics(edition)
        ] + ["indemnity", "health-and-character"]

    def chance(self, part: float) -> bool:
        """Whether something happens that happens so often."""
        return self.random.random() < part

    def journal(self) -> Data:
        """The journal as plain data."""
        size = self.random.choice([0, 1, 2, 3, 5, 8, 12, 16, 24])
        entries = [self.entry(number) for number in range(size)]
        return {
            "as_of": self.as_of,
            "year_start": self.year_start,
            "members": self.members,
            "entries": entries,
        }

    def _borders(self, scheme: Data, member: Data) -> Iterator[date]:
        """The days on which cycles begin."""
        period = period_of(scheme, member)
        if "start" not in period:
            return
        anchor = anchor_of(period, member, self.year_start)
        yield from (
            start
            for start, _ in cycles_between(
                date(2019, 1, 1), date(2028, 1, 1), anchor, period["length"]
            )
        )

    def last_day(self) -> date:
        """The as-of day: at a border, or any."""
        borders = [day for day in self.borders if day.year in range(2021, 2029)]
        if borders and self.chance(0.4):
            day = self.random.choice(borders) - self.random.choice([0, 1, 2, -1]) * DAY
        else:
            day = self.random.choice([*LEAP_DAYS, self.any_day(2022, 2027), self.any_day(2022, 2027)])
        certified = [facts["certified"] for facts in self.members.values() if "certified" in facts]
        return max([day, *certified])

    def any_day(self, first: int, last: int) -> date:
        """A day of some years."""
        days = (date(last, 12, 31) - date(first, 1, 1)).days
        return date(first, 1, 1) + timedelta(days=self.random.randint(0, days))

    def day(self) -> date:
        """A day on which something happened: mostly in the last cycles, often at a border."""
        if self.borders and self.chance(0.25):
            return self.random.choice(self.borders) + self.random.choice([-1, 0, 0, 1]) * DAY
        if self.chance(0.1):
            return self.random.choice([*LEAP_DAYS, self.as_of, self.as_of + DAY, self.as_of - DAY])
        back = self.random.choice([300, 600, 1200, 2000])
        return self.as_of - timedelta(days=self.random.randint(-20, back))

    def time(self) -> Fraction:
        """An amount of time or of points."""
        sort = self.random.random()
        if sort < 0.55:
            return Fraction(self.random.randint(0, 24), 2)
        if sort < 0.7:
            return Fraction(self.random.randint(1, 400), 60)
        if sort < 0.85:
            return Fraction(self.random.randint(1, 300), 10)
        return Fraction(self.random.choice([10, 15, 18, 20, 25, 30, 35, 50, 150]))

    def number(self) -> Fraction:
        """An amount whose decimals end."""
        return Fraction(round(self.time() * 100), 100)

    def member(self, scheme: Data) -> Data:
        """The member's facts of which a scheme may ask."""
        asked = _facts(scheme)
        facts: Data = {}
        anchors = [date(2024, 2, 29), date(2023, 12, 31), self.any_day(2018, 2027)]
        if "renewal" in asked and (not isinstance(scheme["period"], list) or self.chance(0.5)):
            facts["renewal"] = self.random.choice(anchors)
        if "certified" in asked:
            facts["certified"] = self.random.choice([date(2020, 2, 29), self.any_day(2017, 2022)])
        for name, values in asked.items():
            if values:
                facts[name] = self.random.choice([*sorted(values), "Student"])
        if "areas" in asked and self.chance(0.8):
            facts["areas"] = self.random.sample(["civil", "structural", "water"], 2)
        if "target" in asked and self.chance(0.7):
            facts["target"] = self.number()
        if scheme.get("variants") and self.chance(0.6):
            facts["variant"] = self.random.choice(sorted(scheme["variants"]))
        if self.chance(0.3):
            facts["joined"] = self.any_day(2019, 2024)
        if self.chance(0.2):
            facts["adjust"] = [self.change() for _ in range(self.random.randint(1, 2))]
        if scheme.get("carry") and self.chance(0.3):
            facts["carry_in"] = self.carried(scheme, facts)
        return facts

    def change(self) -> Data:
        """An adjustment of what is asked."""
        start = self.any_day(2021, 2026)
        factor = self.random.choice([Fraction(1, 2), Fraction(3, 4), Fraction(1, 5)])
        return {"factor": factor, "reason": "leave", "from": start, "to": start + 90 * DAY}

    def carried(self, scheme: Data, facts: Data) -> Data:
        """What the member says was carried into a cycle."""
        starts = list(self._borders(scheme, facts))
        return {self.random.choice(starts): self.number()} if starts else {}

    def entry(self, number: int) -> Data:
        """An entry of any kind, with its id."""
        day = self.day()
        kind = self.random.choice(OTHER_KINDS) if self.chance(0.3) else "activity"
        entry: Data = {"id": f"{day}-{number}", "title": f"Entry {number}", "date": day, "kind": kind}
        if self.chance(0.04):
            entry["draft"] = True
        entry |= {name: "Much was said." for name in REFLECTION if self.chance(0.4)}
        if self.chance(0.4):
            entry["evidence"] = self.random.choice(
                [["/proof.pdf"], [{"url": "https://example.org/badge"}]]
            )
        entry |= self.activity(day) if kind == "activity" else self.of_kind(kind, day)
        claims = {name: self.claim(self.schemes[name][0]) for name in self.names}
        claims = {name: claim for name, claim in claims.items() if claim and self.chance(0.6)}
        return entry | ({"claims": claims} if claims else {})

    def activity(self, day: date) -> Data:
        """The fields of an activity."""
        found: Data = {"type": self.random.choice([*TYPES, "ward-round"])}
        if found["type"] == "ward-round":
            found["like"] = "work-based"
        if self.chance(0.85):
            found["hours"] = self.time()
        if self.chance(0.15):
            found["end"] = day + self.random.choice([0, 1, 3, 40, 100]) * DAY
        if self.chance(0.08):
            near = [one for one in self.borders if abs((one - day).days) < 400]
            found["count_in"] = self.random.choice([*near, day - 30 * DAY])
        if self.chance(0.06):
            found["status"] = "planned"
        found |= {name: self.chance(0.6) for name in BOOLEANS if self.chance(0.25)}
        if found.get("hours") and self.chance(0.12):
            found["participatory_hours"] = min(self.time(), found["hours"])
        if self.chance(0.35):
            found["topic"] = self.random.sample(self.words, self.random.randint(1, 2))
        if self.chance(0.4):
            found["highlight"] = self.chance(0.8)
        if self.chance(0.3):
            found["provider"] = "The college"
        return found | self.own_claim()

    def own_claim(self) -> Data:
        """What an activity claims under the first scheme by fields of its own."""
        found: Data = {}
        if self.chance(0.08):
            found["points"] = self.number()
        taxonomies = self.schemes[self.names[0]][0].get("taxonomies", {})
        if "category" in taxonomies and self.chance(0.08):
            found["category"] = self.random.choice(list(taxonomies["category"]["terms"]))
        return found

    def of_kind(self, kind: str, day: date) -> Data:
        """The fields of another kind."""
        later = day + self.random.choice([0, 1, 20, 60, 200]) * DAY
        if kind == "practice":
            found = {"hours": self.time() * 10}
            return found | ({"until": later} if self.chance(0.5) else {})
        if kind == "absence":
            return {"until": later} if self.chance(0.8) else {}
        if kind == "declaration":
            return {"topic": [self.random.choice(self.words)]}
        return {}

    def claim(self, scheme: Data) -> Data:
        """What an entry claims under a scheme."""
        if self.chance(0.05):
            return {"exclude": True}
        found: Data = {}
        if self.chance(0.2):
            found["points"] = self.number()
        units = [unit for unit in scheme["units"] if unit != "points" or "points" not in found]
        if self.chance(0.12):
            found[self.random.choice([*units[1:], "hours"])] = self.number()
        for name, taxonomy in scheme.get("taxonomies", {}).items():
            if self.chance(0.4):
                found[name] = self.claimed_terms(name, taxonomy)
        return {name: value for name, value in found.items() if value not in (None, [], {})}

    def claimed_terms(self, name: str, taxonomy: Data) -> object:
        """A term, or several where they may be several."""
        terms = taxonomy["terms"]
        terms = ["civil", "structural", "water"] if isinstance(terms, str) else list(terms)
        many = taxonomy.get("many", "one")
        if many == "one":
            return self.random.choice(terms)
        some = self.random.sample(terms, self.random.randint(1, min(3, len(terms))))
        if many == "split" and self.chance(0.8):
            return {term: Fraction(self.random.randint(1, 12), 2) for term in some}
        return some


def _walk(node: object) -> Iterator[tuple[str, object]]:
    """Every key of a tree with its value, and every item of a list under an empty key."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key), value
            yield from _walk(value)
    elif isinstance(node, list):
        for item in node:
            yield "", item
            yield from _walk(item)


def _topics(scheme: Data) -> list[str]:
    """The topics that filters of a scheme name."""
    return [
        str(topic)
        for key, value in _walk(scheme)
        if key == "topic"
        for topic in (value if isinstance(value, list) else [value])
        if isinstance(topic, str)
    ]


def _facts(scheme: Data) -> dict[str, set[str]]:
    """The member's facts that a scheme names, with the values it looks for."""
    found: dict[str, set[str]] = {}
    for key, value in _walk(scheme):
        if isinstance(value, str) and value.startswith("member."):
            found.setdefault(value.removeprefix("member."), set())
        if key.startswith("member."):
            wishes = value if isinstance(value, list) else [value]
            found.setdefault(key.removeprefix("member."), set()).update(map(str, wishes))
    return found

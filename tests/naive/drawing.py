"""Entries of every kind, by chance."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tests.naive.chances import LEAP_DAYS, Chances
from tests.naive.days import DAY
from tests.naive.entries import Data
from tests.naive.members import topics

BOOLEANS = (
    "structured",
    "verifiable",
    "participatory",
    "interactive",
    "external",
    "accredited",
)
REFLECTION = ("need", "learned", "applied", "benefit", "next")
KINDS = (
    "practice",
    "feedback",
    "reflection",
    "discussion",
    "confirmation",
    "declaration",
    "absence",
    "goal",
    "review",
)


class Drawing:
    """What the entries of one journal have in common, and each of them."""

    def __init__(self, chances: Chances, schemes: dict[str, list[Data]], journal: Data) -> None:
        """Keep what is drawn from, and how careful and how busy this author is."""
        self.chances = chances
        self.schemes = schemes
        self.journal = journal
        self.first = next(iter(journal["members"]))
        self.types = list(schemes["points"][0]["taxonomies"]["category"]["from_type"])
        self.care = chances.choice([0.3, 0.6, 0.97])
        self.back = chances.choice([200, 400, 800, 1600])
        self.others = chances.choice([0.1, 0.3, 0.6])
        self.words = ["indemnity", "anything"]
        for name in journal["members"]:
            self.words += [word for one in schemes[name] for word in topics(one)]
        asked = [
            rule.get("from", "activity")
            for name in journal["members"]
            for rule in schemes[name][0].get("requirements", [])
        ]
        self.kinds = [*KINDS, *[kind for kind in asked if kind != "activity"] * 4]
        self.kinds += [chances.choice(self.kinds)] * chances.choice([0, 60])

    def entry(self, number: int) -> Data:
        """An entry of any kind, with its id."""
        chances, day = self.chances, self.day()
        kind = chances.choice(self.kinds) if chances.happens(self.others) else "activity"
        entry = {"id": f"{day}-{number}", "title": f"Entry {number}", "date": day, "kind": kind}
        if chances.happens(0.04):
            entry["draft"] = True
        entry |= {name: "Much was said." for name in REFLECTION if chances.happens(self.care)}
        if chances.happens(self.care):
            badge = [{"url": "https://example.org/badge"}]
            entry["evidence"] = chances.choice([["/proof.pdf"], badge])
        entry |= self.activity(day) if kind == "activity" else self.of_kind(kind, day)
        claims = {name: self.claim(name) for name in self.journal["members"]}
        claims = {name: claim for name, claim in claims.items() if claim}
        return entry | ({"claims": claims} if claims else {})

    def day(self) -> date:
        """A day on which something happened: often at a border of cycles."""
        chances, borders = self.chances, self.journal["borders"]
        as_of: date = self.journal["as_of"]
        if borders and chances.happens(0.2):
            border: date = chances.choice(borders) + chances.choice([-1, 0, 0, 1]) * DAY
            return border
        if chances.happens(0.1):
            return chances.choice([*LEAP_DAYS, *(as_of + near * DAY for near in (-1, 0, 1))])
        return as_of - timedelta(days=chances.number_from(-20, self.back))

    def activity(self, day: date) -> Data:
        """The fields of an activity."""
        chances = self.chances
        found: Data = {"type": chances.choice([*self.types, "ward-round"])}
        if found["type"] == "ward-round":
            found["like"] = "work-based"
        if chances.happens(0.85):
            found["hours"] = chances.time()
        if chances.happens(0.4):
            found["highlight"] = chances.happens(0.8)
        if chances.happens(0.35):
            found["topic"] = chances.sample(self.words, chances.number_from(1, 2))
        found |= {name: chances.happens(self.care) for name in BOOLEANS if chances.happens(0.4)}
        found |= self.seldom(day)
        if found.get("hours") and chances.happens(0.12):
            found["participatory_hours"] = min(chances.time(), found["hours"])
        return found

    def seldom(self, day: date) -> Data:
        """The fields of an activity that few have."""
        chances = self.chances
        found: Data = {}
        if chances.happens(0.12):
            found["end"] = day + chances.choice([0, 1, 3, 40, 100]) * DAY
        if chances.happens(0.08):
            near = [one for one in self.journal["borders"] if abs((one - day).days) < 400]
            found["count_in"] = chances.choice([*near, day - 30 * DAY])
        if chances.happens(0.06):
            found["status"] = "planned"
        if chances.happens(0.2):
            found["tags"] = chances.sample(["peer-reviewed", "safety", "data"], 2)
        if chances.happens(0.08):
            found["points"] = chances.number()
        taxonomies = self.schemes[self.first][0].get("taxonomies", {})
        if "category" in taxonomies and chances.happens(0.08):
            found["category"] = chances.choice(list(taxonomies["category"]["terms"]))
        return found

    def of_kind(self, kind: str, day: date) -> Data:
        """The fields of another kind."""
        chances = self.chances
        until = {"until": day + chances.choice([0, 1, 20, 60, 200]) * DAY}
        if chances.happens(0.5) and kind == "practice":
            return {"hours": chances.time() * 40}
        if kind == "practice":
            return {"hours": chances.time() * 5} | until
        if kind == "absence":
            return until if chances.happens(0.8) else {}
        if kind == "declaration":
            return {"topic": [chances.choice(self.words)]}
        return {}

    def claim(self, name: str) -> Data:
        """What an entry claims under a scheme."""
        scheme, chances = self.schemes[name][0], self.chances
        if chances.happens(0.03):
            return {"exclude": True}
        found: Data = {}
        points, *others = scheme["units"]
        if chances.happens(0.15 if "per_hour" in scheme["units"][points] else 0.9):
            found[chances.choice(["points", points])] = chances.number()
        if chances.happens(0.1):
            found[chances.choice([*others, "hours"])] = chances.number()
        for taxonomy, rule in scheme.get("taxonomies", {}).items():
            own = isinstance(rule["terms"], str)
            terms = self.journal["members"][name].get("areas", []) if own else list(rule["terms"])
            if terms and chances.happens(self.care if rule.get("required") else 0.5):
                found[taxonomy] = self.terms(terms, rule)
        return found

    def terms(self, terms: list[str], taxonomy: Data) -> object:
        """A term, or several where they may be several."""
        many = taxonomy.get("many", "one")
        if many == "one":
            return self.chances.choice(terms)
        some = self.chances.sample(terms, self.chances.number_from(1, min(3, len(terms))))
        if many == "split" and self.chances.happens(0.8):
            return {term: Fraction(self.chances.number_from(1, 12), 2) for term in some}
        return some

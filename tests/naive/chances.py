"""Days, amounts and choices by chance, the same for the same seed."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

LEAP_DAYS = [date(2020, 2, 29), date(2024, 2, 29), date(2024, 2, 28), date(2024, 3, 1)]


def drawn_from(seed: str) -> Random:
    """The same chances for the same seed."""
    return Random(seed)  # noqa: S311 (nothing here is a secret)


class Chances:
    """What everything of one journal is drawn from."""

    def __init__(self, seed: str) -> None:
        """Begin with a seed, and with the amounts that this journal likes."""
        self.random = drawn_from(seed)
        self.choice = self.random.choice
        self.sample = self.random.sample
        self.scale = self.choice([Fraction(1, 2), Fraction(1), Fraction(1), Fraction(3)])

    def happens(self, part: float) -> bool:
        """Whether something happens that happens so often."""
        return self.random.random() < part

    def number_from(self, least: int, most: int) -> int:
        """A whole number."""
        return self.random.randint(least, most)

    def day(self, first: int, last: int) -> date:
        """A day of some years."""
        days = (date(last, 12, 31) - date(first, 1, 1)).days
        return date(first, 1, 1) + timedelta(days=self.random.randint(0, days))

    def time(self) -> Fraction:
        """An amount of time."""
        sort = self.random.random()
        if sort < 0.55:
            return Fraction(self.random.randint(0, 24), 2) * self.scale
        if sort < 0.7:
            return Fraction(self.random.randint(1, 400), 60)
        if sort < 0.85:
            return Fraction(self.random.randint(1, 300), 10)
        return Fraction(self.choice([10, 15, 18, 20, 25, 30, 35, 50, 150]))

    def number(self) -> Fraction:
        """An amount whose decimals end."""
        return Fraction(round(self.time() * 100), 100)

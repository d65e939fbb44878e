"""Which form of a counted text a number takes, by language: CLDR's rules for whole numbers.

Left out are its forms for millions, which change no word that a portfolio has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType


def plural(language: str, number: int) -> str:
    """`one`, `few`, `other` ...; a language without a rule of its own counts like English."""
    rule = _RULES.get(language.partition("-")[0].lower(), _english)
    return rule(abs(number))


def _english(n: int) -> str:
    return "one" if n == 1 else "other"


def _uncounted(_n: int) -> str:
    return "other"


def _french(n: int) -> str:
    return "one" if n <= 1 else "other"


def _welsh(n: int) -> str:
    return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(n, "other")


def _irish(n: int) -> str:
    few, many = range(3, 7), range(7, 11)
    return "few" if n in few else "many" if n in many else _two(n)


def _gaelic(n: int) -> str:
    if n in {1, 11}:
        return "one"
    if n in {2, 12}:
        return "two"
    return "few" if n in range(3, 20) else "other"


def _two(n: int) -> str:
    return {1: "one", 2: "two"}.get(n, "other")


def _polish(n: int) -> str:
    return "one" if n == 1 else "few" if _ends_in_two_to_four(n) else "many"


def _russian(n: int) -> str:
    form = _serbian(n)
    return "many" if form == "other" else form


def _serbian(n: int) -> str:
    if _ends_in_two_to_four(n):
        return "few"
    return "one" if n % 10 == 1 and n % 100 != 11 else "other"  # noqa: PLR2004 - digits


def _czech(n: int) -> str:
    return "one" if n == 1 else "few" if n in range(2, 5) else "other"


def _slovenian(n: int) -> str:
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(n % 100, "other")


def _lithuanian(n: int) -> str:
    if n % 10 == 0 or n % 100 in range(11, 20):
        return "other"
    return "one" if n % 10 == 1 else "few"


def _latvian(n: int) -> str:
    if n % 10 == 0 or n % 100 in range(11, 20):
        return "zero"
    return "one" if n % 10 == 1 else "other"


def _romanian(n: int) -> str:
    if n == 1:
        return "one"
    return "few" if n == 0 or n % 100 in range(1, 20) else "other"


def _arabic(n: int) -> str:
    if n <= 2:  # noqa: PLR2004 - 0, 1 and 2 have forms of their own
        return ("zero", "one", "two")[n]
    rest = n % 100
    return "few" if rest in range(3, 11) else "many" if rest in range(11, 100) else "other"


def _maltese(n: int) -> str:
    if n in {1, 2}:
        return _two(n)
    rest = n % 100
    if n == 0 or rest in range(3, 11):
        return "few"
    return "many" if rest in range(11, 20) else "other"


def _ends_in_two_to_four(n: int) -> bool:
    return n % 10 in range(2, 5) and n % 100 not in range(12, 15)


_RULES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        **dict.fromkeys(("id", "ja", "ko", "ms", "th", "vi", "zh"), _uncounted),
        **dict.fromkeys(("fr", "hy", "pt"), _french),
        **dict.fromkeys(("be", "ru", "uk"), _russian),
        **dict.fromkeys(("bs", "hr", "sr"), _serbian),
        **dict.fromkeys(("cs", "sk"), _czech),
        "ar": _arabic,
        "cy": _welsh,
        "ga": _irish,
        "gd": _gaelic,
        "he": _two,
        "lt": _lithuanian,
        "lv": _latvian,
        "mt": _maltese,
        "pl": _polish,
        "ro": _romanian,
        "sl": _slovenian,
    }
)

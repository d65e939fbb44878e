"""The theme's accent colour, checked and fitted to a light and a dark ground."""

from __future__ import annotations

import re

from cpdsite.model.theme import Theme
from cpdsite.render.templates import ThemeFault

LIGHT, DARK = "#ffffff", "#12181f"
"""The grounds of the pages."""
LEGIBLE = 4.5
"""The least contrast of a text with its ground (WCAG 2.2, 1.4.3)."""

_Colour = tuple[int, int, int]


def style(theme: Theme) -> str:
    """The style sheet of the theme's options; raises ThemeFault for an accent nobody could read."""
    written = theme.options.get("accent", "")
    if not written:
        return "/* No option is set. */\n"
    accent = _colour(written)
    if accent is None:
        raise ThemeFault("theme.yaml", 0, f'the accent "{written}" is no colour such as "#1f5fa8"')
    if contrast(accent, _channels(LIGHT)) < LEGIBLE:
        raise ThemeFault("theme.yaml", 0, f'the accent "{written}" is too pale to be read on white')
    return (
        f":root {{ --accent: {_written(accent)}; }}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"  :root {{ --accent: {_written(_for_dark(accent))}; }}\n"
        "}\n"
    )


def contrast(one: _Colour, other: _Colour) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _colour(written: str) -> _Colour | None:
    """The channels of `#rrggbb`; None for any other text."""
    return _channels(written) if re.fullmatch(r"#[0-9a-fA-F]{6}", written) else None


def _channels(written: str) -> _Colour:
    return int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16)


def _written(colour: _Colour) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in colour)


def _for_dark(colour: _Colour) -> _Colour:
    """The colour, mixed with as little white as makes it easy to read on the dark ground."""
    steps = (_lightened(colour, step) for step in range(21))
    return next(c for c in steps if contrast(c, _channels(DARK)) >= LEGIBLE + 2)


def _lightened(colour: _Colour, twentieths: int) -> _Colour:
    red, green, blue = (channel + (255 - channel) * twentieths // 20 for channel in colour)
    return red, green, blue


def _luminance(colour: _Colour) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

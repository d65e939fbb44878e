"""The theme's accent colour, checked and fitted to a light and a dark ground."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from math import floor

from cpdsite.model.theme import Theme
from cpdsite.render.faults import ThemeFault

LIGHT, DARK = "#ffffff", "#12181f"
"""The grounds of the pages."""
LEGIBLE = 4.5
"""The least contrast of a text with its ground (WCAG 2.2, 1.4.3)."""

EASY = 7
"""Of the colour fitted to the dark ground (WCAG 2.2, 1.4.6)."""

_PLACE = "theme.yaml"
_EXAMPLE = "#1f5fa8"
_STRAIGHT = 0.04045
"""Up to here a channel of sRGB rises in a straight line."""


def style(theme: Theme) -> str:
    """The style sheet of the theme's options; raises ThemeFault for an accent nobody could read."""
    accent = theme.options.get("accent", "").lower()
    if not accent:
        return "/* No option is set. */\n"
    message, _ = fault(accent)
    if message:
        raise ThemeFault(_PLACE, 0, message)
    return (
        f":root {{ --accent: {accent}; }}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"  :root {{ --accent: {_for_dark(accent)}; }}\n"
        "}\n"
    )


def fault(given: str) -> tuple[str, str]:
    """Why an accent cannot be used, and what to write instead; two "" when it can."""
    if not re.fullmatch(r"#[0-9a-f]{6}", given.lower()):
        return f'the accent "{given}" is not a colour', f'write six digits, such as "{_EXAMPLE}"'
    ratio = contrast(given.lower(), LIGHT)
    if ratio < LEGIBLE:
        told = f"its contrast is {floor(ratio * 100) / 100:.2f}, and {LEGIBLE} is needed"
        message = f'the accent "{given}" is too pale to be read on white: {told}'
        return message, f'choose a darker colour, such as "{_EXAMPLE}"'
    return "", ""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours written as `#rrggbb`: 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _for_dark(colour: str) -> str:
    """The colour, only as much lighter as makes it easy to read on the dark ground."""
    hue, light, strength = rgb_to_hls(*_channels(colour))
    steps = (hls_to_rgb(hue, light + (1 - light) * step / 50, strength) for step in range(51))
    fitted = ("#" + "".join(f"{round(channel * 255):02x}" for channel in rgb) for rgb in steps)
    return next(one for one in fitted if contrast(one, DARK) >= EASY)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= _STRAIGHT else ((value + 0.055) / 1.055) ** 2.4
        for value in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255

"""The theme's accent colour, checked and fitted to a light and a dark ground."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls

from cpdsite.model.theme import Theme
from cpdsite.render.templates import ThemeFault

LIGHT, DARK = "#ffffff", "#12181f"
"""The grounds of the pages."""
LEGIBLE = 4.5
"""The least contrast of a text with its ground (WCAG 2.2, 1.4.3)."""

_PLACE = "theme.yaml"
_STRAIGHT = 0.04045
"""Up to here a channel of sRGB rises in a straight line."""


def style(theme: Theme) -> str:
    """The style sheet of the theme's options; raises ThemeFault for an accent nobody could read."""
    accent = theme.options.get("accent", "").lower()
    if not accent:
        return "/* No option is set. */\n"
    if not re.fullmatch(r"#[0-9a-f]{6}", accent):
        message = f'the accent "{accent}" is no colour such as "#1f5fa8"'
        raise ThemeFault(_PLACE, 0, message)
    if contrast(accent, LIGHT) < LEGIBLE:
        message = f'the accent "{accent}" is too pale to be read on white'
        raise ThemeFault(_PLACE, 0, message)
    return (
        f":root {{ --accent: {accent}; --series-1: var(--accent); }}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"  :root {{ --accent: {_for_dark(accent)}; --series-1: var(--accent); }}\n"
        "}\n"
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours written as `#rrggbb`: 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _for_dark(colour: str) -> str:
    """The colour, only as much lighter as makes it easy to read on the dark ground."""
    hue, light, strength = rgb_to_hls(*_channels(colour))
    steps = (hls_to_rgb(hue, light + (1 - light) * step / 50, strength) for step in range(51))
    fitted = ("#" + "".join(f"{round(channel * 255):02x}" for channel in rgb) for rgb in steps)
    return next(one for one in fitted if contrast(one, DARK) >= LEGIBLE + 4)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= _STRAIGHT else ((value + 0.055) / 1.055) ** 2.4
        for value in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255

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
_Colour = tuple[int, int, int]


def style(theme: Theme) -> str:
    """The style sheet of the theme's options; raises ThemeFault for an accent nobody could read."""
    written = theme.options.get("accent", "")
    if not written:
        return "/* No option is set. */\n"
    accent = _colour(written)
    if accent is None:
        message = f'the accent "{written}" is no colour such as "#1f5fa8"'
        raise ThemeFault(_PLACE, 0, message)
    if contrast(accent, _channels(LIGHT)) < LEGIBLE:
        message = f'the accent "{written}" is too pale to be read on white'
        raise ThemeFault(_PLACE, 0, message)
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
    """The colour, only as much lighter as makes it easy to read on the dark ground."""
    hue, light, strength = rgb_to_hls(*(channel / 255 for channel in colour))
    steps = (hls_to_rgb(hue, light + (1 - light) * step / 50, strength) for step in range(51))
    fitted = (
        (round(red * 255), round(green * 255), round(blue * 255)) for red, green, blue in steps
    )
    return next(one for one in fitted if contrast(one, _channels(DARK)) >= LEGIBLE + 4)


def _luminance(colour: _Colour) -> float:
    red, green, blue = (
        value / 12.92 if value <= _STRAIGHT else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

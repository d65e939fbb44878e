"""What the terminal says in the words of the pages: those of the bundled theme, in English."""

from __future__ import annotations

from functools import cache

from cpdsite.files.themes import bundled_words
from cpdsite.render.saying import Say


@cache
def english() -> Say:
    """The bundled words; read when they are first asked for."""
    return Say(bundled_words(), "en")

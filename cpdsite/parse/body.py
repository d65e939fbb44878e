"""The headings of a body: those that stand for a field of the reflection."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "need": ("why", "need", "objective"),
    "learned": ("what i learned", "what i learnt", "learning", "so what"),
    "applied": ("how i applied it", "how it applies to my role", "now what", "application"),
    "benefit": ("who benefits", "how it improves my practice", "impact", "benefit"),
    "next": ("what next", "next steps"),
}
"""The headings that stand for a reflection field, without case and punctuation."""

REFLECTION_MODELS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "simple": (
        ("What I learned", "learned"),
        ("How I applied it", "applied"),
        ("Who benefits", "benefit"),
    ),
    "borton": (("What", ""), ("So what", "learned"), ("Now what", "applied")),
    "gibbs": (
        *(("Description", ""), ("Feelings", ""), ("Evaluation", ""), ("Analysis", "")),
        *(("Conclusion", "learned"), ("Action plan", "next")),
    ),
    "nmc": (
        ("Why", "need"),
        ("What I learned", "learned"),
        ("How I changed or improved my practice", "applied"),
        ("How it is relevant to the Code", ""),
    ),
    "hcpc": (
        ("What I learned", "learned"),
        ("How I applied it", "applied"),
        ("How it improves my practice", "benefit"),
    ),
    "acca": (
        ("Why", "need"),
        ("What I learned", "learned"),
        ("How it applies to my role", "applied"),
    ),
}
"""The headings of each model of reflection, with the field that each stands for, "" for none."""


def heading_fields(own: Mapping[str, Iterable[str]], model: str = "simple") -> dict[str, str]:
    """Return the reflection field by plain heading text: the common ones, the model's, the member's own.

    A heading of the model that stands for none has "".
    """
    known = {text: field for field, texts in HEADINGS.items() for text in texts}
    known |= {plain(text): field for text, field in REFLECTION_MODELS[model]}
    return known | {plain(text): field for field, texts in own.items() for text in texts}


def plain(heading: str) -> str:
    """Return a heading without case, punctuation and needless blanks."""
    text = unicodedata.normalize("NFC", heading.casefold())
    return " ".join(re.sub(r"[^\w\s]", " ", text).split())

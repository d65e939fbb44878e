"""The templates of a theme: always escaped, and strict about names."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable
from typing import Any

import markupsafe
from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.bccache import Bucket

from cpdsite.model.theme import Theme
from cpdsite.parse.names import did_you_mean
from cpdsite.render.faults import ThemeFault
from cpdsite.render.saying import Say

_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What a template can raise through no fault of the views."""

_letters: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
"""Escapes a text and makes no `Markup` of it, which takes four times as long as escaping."""


def environment(theme: Theme, say: Say, codes: dict[str, bytes] | None = None) -> Environment:
    """The theme's templates, ready to be filled; none can reach clock, chance or disk.

    `codes` are those that were compiled before; what is compiled now is added.
    """
    made = _Environment(
        loader=FunctionLoader(_source(theme)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Codes(codes) if codes is not None else None,
    )
    made.globals.pop("lipsum")
    made.globals |= {"say": say, "options": theme.options}
    made.filters.pop("random")
    if codes is not None and not codes:
        # All at once, so that all are there for the next build, whichever process fills which.
        for name in theme.templates:
            with contextlib.suppress(TemplateError):
                made.get_template(name)
    return made


def fill(made: Environment, theme: Theme, name: str, **values: object) -> str:
    """The text of one page; raises ThemeFault with the place when the template is at fault."""
    try:
        return made.get_template(name).render(**values)
    except TemplateSyntaxError as error:
        place = error.name or name
        raise ThemeFault(_origin(theme, place), error.lineno, error.message or "") from error
    except _FAULTS as error:
        place, line = _spot(error, theme) or (name, 0)
        message = " ".join(str(error).split())
        if isinstance(error, TemplateNotFound):
            near = did_you_mean(f"{error.name}", theme.templates, "")
            message = ": ".join(filter(None, (f"there is no template `{error.name}`", near)))
        raise ThemeFault(_origin(theme, place), line, message) from error


class _Codes(BytecodeCache):
    """Compiled templates, by name and source."""

    def __init__(self, codes: dict[str, bytes]) -> None:
        """Take those that are known; it grows."""
        self._codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, if it is known."""
        if code := self._codes.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take a template's code."""
        self._codes[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


class _Environment(Environment):
    """Jinja, but quicker at what it does most: a site of a thousand entries escapes half a million values."""

    def _generate(self, source: nodes.Template, *given: Any, **options: Any) -> str:  # noqa: ANN401 (Jinja's)
        """Return a template as Python, with our `escape` in place of Jinja's; no line moves."""
        imports, rest = super()._generate(source, *given, **options).split("\n", 1)
        return f"{imports}; escape = environment.escaped\n{rest}"

    @staticmethod
    def escaped(value: object) -> str:
        """Return what stands in HTML for a value."""
        if type(value) is str:
            return _letters(value)
        return value if type(value) is markupsafe.Markup else markupsafe.escape(value)


def _source(theme: Theme) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """A loader whose file names are the templates' own."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = theme.templates.get(name)
        return None if text is None else (text, name, lambda: True)

    return load


def _spot(error: BaseException, theme: Theme) -> tuple[str, int] | None:
    """The innermost template and line that an error passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    return next(
        ((f.filename, f.lineno or 0) for f in reversed(frames) if f.filename in theme.templates),
        None,
    )


def _origin(theme: Theme, name: str) -> str:
    """The file that a template came from, as its author knows it."""
    return theme.origins.get(name, name)

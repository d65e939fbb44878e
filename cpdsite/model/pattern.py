"""Regular expressions for the few texts that need them: compiling one takes as long as reading an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pattern = re.compile
else:

    def pattern(text: str, flags: int = 0) -> _Pattern:
        """Return what `re.compile` does, and compile it only when it is first asked."""
        return _Pattern(text, flags)


class _Pattern:
    """A regular expression that takes each method of the compiled one when that is asked for."""

    def __init__(self, text: str, flags: int) -> None:
        """Take the expression."""
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever `re.Pattern` has)
        """Return what the compiled expression has; not asked for the same name again."""
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found

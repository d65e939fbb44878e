"""Papers keep the words of authors: nothing that they write becomes a mark, and no mark is left."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cpdsite.exchange.papers.prose import escaped
from cpdsite.model.plain import plain
from cpdsite.parse.markdown import markdown_for

LETTERS = st.sampled_from([*"ab1 .,:;!?-+=*_`#>|~<&()[]{}\\/'\"\u00e9", "http://x", "&amp;"])
LINES = st.lists(LETTERS, min_size=1, max_size=30).map("".join)


def words(text: str) -> str:
    """A text without the blanks that Markdown does not keep."""
    return re.sub(r"\s+", " ", text).strip()


@given(LINES)
def test_text_is_shown_as_it_was_written(text: str) -> None:
    line = words(text)
    html = markdown_for(escaped(line)).render(escaped(line))
    assert words(plain(html)) == line


@given(LINES)
def test_what_is_plain_has_no_tags(text: str) -> None:
    shown = plain(markdown_for(text).render(text))
    assert not re.search(r"</?(p|em|strong|code|h[1-6]|li|ul|ol|a|pre)\b", shown) or "<" in text

"""The HTML of an entry's body: what may be in it, and fragments that would bring in more."""

import re
from html.parser import HTMLParser

from cpdsite.model.entry import Body

TAGS = frozenset(
    (
        *("p", "a", "img", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "s"),
        *("code", "pre", "blockquote", "ul", "ol", "li", "sup", "section"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    )
)
ATTRIBUTES = frozenset(("href", "src", "alt", "title", "id", "class", "start", "style", "rel"))
STYLE = re.compile(r"text-align:(left|right|center)")


class Faults(HTMLParser):
    """What is wrong with the HTML of a body."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"{tag} is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold a tag against what Markdown may make."""
        self.faults += [tag] if tag not in TAGS else []
        self.faults += ["a link in a link"] if tag == "a" and "a" in self.open else []
        for name, value in attrs:
            shown = value or ""
            strange = name not in ATTRIBUTES or (name == "style" and not STYLE.fullmatch(shown))
            address = name in {"href", "src"} and shown.strip("".join(map(chr, range(33))))
            if strange or (
                address and not re.match(r"(https?://|mailto:|[^/\\:]*([/?#]|$))", address)
            ):
                self.faults.append(f"{tag} {name}={value}")
        if tag not in {"img", "br", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold a tag that closes itself against the same."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        """No comment may come out."""
        self.faults.append(data)

    def handle_decl(self, decl: str) -> None:
        """No declaration may come out."""
        self.faults.append(decl)

    def handle_pi(self, data: str) -> None:
        """No processing instruction may come out."""
        self.faults.append(data)


def html_of(body: Body) -> str:
    """The HTML of a body, with every hole filled by the address as written."""
    pieces = [piece for section in body.sections for piece in section.html]
    return "".join(p if isinstance(p, str) else p.href.replace('"', "%22") for p in pieces)


NASTY = (
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=x>",
        "</p>",
        "<!--",
    ),
    *("-->", "<a href='javascript:x'>", "javascript:alert(1)", "data:text/html,<b>", "<?php ?>"),
    *("<!DOCTYPE x>", "<![CDATA[x]]>", "[", "](", ")", "![", "[a](", "<", ">", "`", "```\n", "~~~"),
    *("**", "_", "~~", "# ", "## So what\n", "> ", "- ", "1. ", "    ", "\t", "\n", "\n\n", "\r\n"),
    *(
        "|a|b|\n|-|:-:|\n|c|d|\n",
        "[^1]",
        "[^1]: note\n",
        "^[x ",
        "]",
        "[a]: b 'c\"'\n",
        "[a]",
        "\\",
    ),
    *(
        '"',
        "'",
        "&#106;avascript:",
        "&quot;",
        "&#0;",
        "\x00",
        "\x000\x00",
        "\x07",
        "\u2028",
        "\ufeff",
    ),
    *(
        "(x.md)",
        '(https://e.org/"onclick="x)',
        "<https://e.org>",
        "<x@e.org>",
        "![a](b 'onload=\"x')",
    ),
    *("onclick=alert(1)", "{{ x }}", "{% x %}", "===\n", "---\n", "***\n", "é", "🎓", "word ", "a"),
)

"""A page as a tagged PDF; the one place that knows WeasyPrint."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib.util import find_spec

VARIANT = "pdf/ua-1"
"""What the tags are written after. Whether a document conforms only a person can tell."""
_BOOKMARKS = "h4, h5, h6 { bookmark-level: none }"
"""Down to the titles of entries: each has the same headings inside."""


class PangoMissingError(Exception):
    """The libraries that set text are not on this machine."""


def is_possible() -> bool:
    """Tell whether WeasyPrint is installed; the libraries that it needs may still be missing."""
    return find_spec("weasyprint") is not None


def pdf(page: bytes, attachments: Mapping[str, bytes], day: date) -> bytes:
    """Return a page that carries its own images as PDF, with files attached that are dated by a day.

    Nothing is read for it, whatever the page asks for: addresses that carry their own bytes are all
    that is followed. Raises PangoMissingError.
    """
    try:
        from weasyprint import CSS, HTML, Attachment, urls  # half a second, and an extra
    except OSError as trouble:
        raise PangoMissingError(*trouble.args) from trouble
    fetcher = urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    moment = datetime.combine(day, time(), UTC)
    read = HTML(string=page.decode(), url_fetcher=fetcher)
    document = read.render(stylesheets=[CSS(string=_BOOKMARKS)], pdf_variant=VARIANT)
    written: bytes = document.write_pdf(
        attachments=[
            Attachment(string=content, name=name, created=moment, modified=moment)
            for name, content in attachments.items()
        ],
        pdf_variant=VARIANT,
        pdf_tags=True,
    )
    return written

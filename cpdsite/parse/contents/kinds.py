"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

from cpdsite.model.pattern import pattern

HEAD = 1024
"""So many bytes tell what a file is."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x7fELF", "program"),
    (b"\xfe\xed\xfa\xce", "program"),
    (b"\xfe\xed\xfa\xcf", "program"),
    (b"\xce\xfa\xed\xfe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe\x00\x00", "program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "program"),
)
"""What files of each sort begin with; the last is a shortcut of Windows."""
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"))
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_DRESSING = pattern(r"(?:\ufeff|\s+|<\?xml\b[^>]*>|<!--.*?-->)+", re.DOTALL)
"""What may stand before the first element of a page or a drawing."""
_PAGE = pattern(
    r"<(?:!doctype\s+html|html|head|body|script|iframe|meta|title|frameset)\b", re.IGNORECASE
)
_DRAWING = pattern(r"<(?:!doctype\s+svg|(?:\w+:)?svg)\b", re.IGNORECASE)
_SCRIPT = pattern(r"#!\s*/|<\?php\b|@echo\s+off\b", re.IGNORECASE)
_AT_THE_SIGNATURE = 0x3C
"""Where a program for Windows says at which byte its own mark stands."""


def kind_of(head: bytes) -> str:
    """Return what a file is by its beginning, such as `pdf`, `page` or `program`; "" for no mark."""
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "heic"
    if _is_for_windows(head):
        return "program"
    return _written(head)


def _is_for_windows(head: bytes) -> bool:
    """Tell a program from a text that happens to begin with MZ."""
    start = int.from_bytes(head[_AT_THE_SIGNATURE : _AT_THE_SIGNATURE + 4], "little")
    return head[:2] == b"MZ" and (head[start : start + 2] in {b"PE", b"NE"} or b"\0\0\0" in head)


def _written(head: bytes) -> str:
    """Return what a text is that a browser or a shell would run; else a PDF, late as it may begin."""
    text = head.decode(_UTF_16.get(head[:2], "utf-8"), "replace")
    if _SCRIPT.match(text.lstrip("\ufeff")):
        return "script"
    dressing = _DRESSING.match(text)
    start = dressing.end() if dressing else 0
    if _PAGE.match(text, start):
        return "page"
    if _DRAWING.match(text, start):
        return "drawing"
    return "pdf" if b"%PDF-" in head else ""

"""Small files of every sort that is looked into, with properties as programs write them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

LONDON = ((51, 30, 26), (0, 7, 39))
"""Degrees, minutes and seconds of latitude and longitude."""
NOWHERE = ((0, 0, 0), (0, 0, 0))
Position = tuple[tuple[int, int, int], tuple[int, int, int]]


# --- EXIF and XMP ---------------------------------------------------------------------------------


def exif(artist: str = "", position: Position | None = None, order: str = "<") -> bytes:
    """EXIF as cameras write it, in either order of bytes."""
    name = artist.encode() + b"\0"
    place = 8 + 2 + 2 * 12 + 4
    entries = []
    if len(name) > 4:
        entries.append(struct.pack(f"{order}HHII", 0x013B, 2, len(name), place))
    gps = place + len(name)
    if position:
        entries.append(struct.pack(f"{order}HHII", 0x8825, 4, 1, gps))
    first = struct.pack(f"{order}H", len(entries)) + b"".join(entries)
    mark = b"II" if order == "<" else b"MM"
    head = mark + struct.pack(f"{order}HI", 42, 8) + first
    return head.ljust(place, b"\0") + name + (_gps(position, gps, order) if position else b"")


def _gps(position: Position, start: int, order: str) -> bytes:
    """The tags of a position."""
    after = start + 2 + 4 * 12 + 4
    tags = [
        struct.pack(f"{order}HHI4s", 1, 2, 2, b"N\0\0\0"),
        struct.pack(f"{order}HHII", 2, 5, 3, after),
        struct.pack(f"{order}HHI4s", 3, 2, 2, b"W\0\0\0"),
        struct.pack(f"{order}HHII", 4, 5, 3, after + 24),
    ]
    numbers = [number for part in position for degrees in part for number in (degrees, 1)]
    listed = struct.pack(f"{order}H", 4) + b"".join(tags) + bytes(4)
    return listed + struct.pack(f"{order}12I", *numbers)


def xmp(creator: str = "", position: str = "") -> bytes:
    """A packet of XMP."""
    people = f"<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>"
    place = f' exif:GPSLatitude="{position}"' if position else ""
    return (
        '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>'
        f"<rdf:Description{place}>{people if creator else ''}</rdf:Description>"
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


# --- Pictures -------------------------------------------------------------------------------------


def jpeg(*segments: bytes) -> bytes:
    """A JPEG with segments for applications before its picture."""
    sized = (b"\xff\xe1" + struct.pack(">H", len(one) + 2) + one for one in segments)
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(9) + b"".join(sized) + b"\xff\xda\0\x02xy\xff\xd9"
    )


def photo(artist: str = "", position: Position | None = None, order: str = "<") -> bytes:
    """A JPEG with EXIF."""
    return jpeg(b"Exif\0\0" + exif(artist, position, order))


def png(chunks: Sequence[tuple[bytes, bytes]]) -> bytes:
    """A PNG with some chunks after its picture."""
    whole = [(b"IHDR", bytes(13)), (b"IDAT", b"x" * 20_000), *chunks, (b"IEND", b"")]
    packed = (
        struct.pack(">I", len(held)) + sort + held + struct.pack(">I", zlib.crc32(sort + held))
        for sort, held in whole
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def raw_profile(held: bytes) -> tuple[bytes, bytes]:
    """EXIF in a PNG as ImageMagick used to write it."""
    text = f"\nexif\n{len(held):8}\n{held.hex()}\n".encode()
    return b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(text)


def webp(chunks: Sequence[tuple[bytes, bytes]]) -> bytes:
    """A WebP with some chunks after its picture."""
    whole = [(b"VP8 ", b"x" * 5_001), *chunks]
    packed = b"".join(
        sort + struct.pack("<I", len(held)) + held + bytes(len(held) % 2) for sort, held in whole
    )
    return b"RIFF" + struct.pack("<I", len(packed) + 4) + b"WEBP" + packed


# --- Documents ------------------------------------------------------------------------------------


def pdf(*objects: bytes, padding: int = 0) -> bytes:
    """A PDF of some objects; its table of objects is not read by cpdsite, and is left out."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + b"x" * padding + b"\n" + body + b"trailer << /Info 1 0 R >>\n%%EOF\n"


def stream(head: bytes, held: bytes) -> bytes:
    """A stream of a PDF, packed."""
    packed = zlib.compress(held)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\r\n%s\nendstream" % (
        head,
        len(packed),
        packed,
    )


def office(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An Office document of some parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<document>" + "words " * 5_000 + "</document>")
        for name, text in parts.items():
            packed.writestr(name, text)
    return whole.getvalue()


def core(creator: str, saved_by: str = "") -> dict[str, str | bytes]:
    """The properties of a document of Microsoft's formats."""
    return {
        "docProps/core.xml": "<?xml version='1.0'?><cp:coreProperties>"
        f"<dc:creator>{creator}</dc:creator><cp:lastModifiedBy>{saved_by}</cp:lastModifiedBy>"
        "</cp:coreProperties>"
    }


def meta(creator: str) -> dict[str, str | bytes]:
    """The properties of a document of OpenDocument."""
    return {
        "meta.xml": "<office:document-meta><office:meta><meta:initial-creator>"
        f"{creator}</meta:initial-creator><dc:creator/></office:meta></office:document-meta>"
    }

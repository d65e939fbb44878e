"""What is seen in files of every sort, and that no file can stop cpdsite, or hold it up."""

import random
import struct
import time
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdsite.model.content import Content
from cpdsite.parse.contents.content import decode_content
from cpdsite.parse.contents.data import Data
from tests.contents.making import (
    LONDON,
    NOWHERE,
    core,
    exif,
    jpeg,
    meta,
    office,
    pdf,
    photo,
    png,
    raw_profile,
    stream,
    webp,
    xmp,
)

JO = "Jo Bloggs"
XAP = b"http://ns.adobe.com/xap/1.0/\0"
AUTHOR = b"<< /Author (Jo Bloggs) /Creator (Writer) >>"


def content(held: bytes) -> Content:
    """What is seen in a file."""
    return decode_content(Data.of(held))


NAMED = {
    "PDF: plain": pdf(AUTHOR),
    "PDF: in UTF-16": pdf(b"<< /Author (\xfe\xff" + JO.encode("utf-16-be") + b") >>"),
    "PDF: in hexadecimal digits": pdf(
        b"<< /Author <FEFF" + JO.encode("utf-16-be").hex().encode() + b"> >>"
    ),
    "PDF: with escapes": pdf(
        rb"<< /Author (J\157 Bl\
oggs) >>"
    ),
    "PDF: in an object of its own": pdf(b"<< /Author 2 0 R >>", b"(Jo Bloggs)"),
    "PDF: in a packed object": pdf(stream(b"/Type /ObjStm /N 1 /First 4", b"1 0 " + AUTHOR)),
    "PDF: at the end of a long one": pdf(AUTHOR, padding=3_000_000),
    "PDF: at the beginning of a long one": pdf(AUTHOR) + b"x" * 3_000_000,
    "PDF: XMP": pdf(b"<< /Type /Metadata >>\nstream\n" + xmp(JO) + b"\nendstream"),
    "PDF: XMP, packed": pdf(stream(b"/Type /Metadata /Subtype /XML", xmp(JO))),
    "PDF: a former state": pdf(AUTHOR) + pdf(b"<< /Title (Without) >>"),
    "PDF: a photograph in it": pdf(b"stream\n" + photo(JO) + b"\nendstream"),
    "JPEG: EXIF": photo(JO),
    "JPEG: EXIF, the other order": photo(JO, order=">"),
    "JPEG: XMP after EXIF": jpeg(b"Exif\0\0" + exif(), XAP + xmp(JO)),
    "PNG: EXIF": png([(b"eXIf", exif(JO))]),
    "PNG: a text": png([(b"tEXt", b"Author\0" + JO.encode())]),
    "PNG: a packed text": png([(b"zTXt", b"Author\0\0" + zlib.compress(JO.encode()))]),
    "PNG: XMP": png([(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(JO))]),
    "PNG: XMP, packed": png([(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(xmp(JO)))]),
    "PNG: as ImageMagick did it": png([raw_profile(b"Exif\0\0" + exif(JO))]),
    "WebP: EXIF": webp([(b"EXIF", exif(JO))]),
    "WebP: XMP": webp([(b"XMP ", xmp(JO))]),
    "GIF: XMP": b"GIF89a" + bytes(9) + xmp(JO),
    "Word: who made it": office(core(JO)),
    "Word: who saved it last": office(core("", JO)),
    "Word: not packed": office(core(JO), zipfile.ZIP_STORED),
    "OpenDocument": office(meta(JO)),
}
LOCATED = {
    "JPEG": photo(position=LONDON),
    "JPEG, the other order": photo(position=LONDON, order=">"),
    "JPEG: XMP": jpeg(XAP + xmp(position="51,30.4N")),
    "PNG": png([(b"eXIf", exif(position=LONDON))]),
    "PNG: as ImageMagick did it": png([raw_profile(b"Exif\0\0" + exif(position=LONDON))]),
    "WebP": webp([(b"EXIF", b"Exif\0\0" + exif(position=LONDON))]),
    "PDF: a photograph in it": pdf(b"stream\n" + photo(position=LONDON) + b"\nendstream"),
}
LOCATED |= {
    "Word: a photograph in it": office({"word/media/image1.jpeg": photo(position=LONDON)}),
    "OpenDocument: one that is not packed": office(
        {"Pictures/1.jpg": photo(position=LONDON)}, zipfile.ZIP_STORED
    ),
}
SILENT = {
    "a PDF without properties": pdf(b"<< /Title (A certificate) /Creator (Writer) >>"),
    "a PDF whose author is empty": pdf(b"<< /Author () >>"),
    "a locked PDF": pdf(b"<< /Author (\x8a\x01\x9bgT) >>", b"<< /Encrypt 3 0 R >>"),
    "a photograph": photo(),
    "a position that is not known": photo(position=NOWHERE),
    "a picture": png([]),
    "a picture with a text": png([(b"tEXt", b"Software\0Some Program")]),
    "a picture without anything": webp([]),
    "a document without properties": office({}),
    "a document in which nobody is named": office(core("")),
    "a text": b"Author: Jo Bloggs",
    "nothing": b"",
}


@pytest.mark.parametrize("held", NAMED.values(), ids=NAMED.keys())
def test_an_author_is_seen(held: bytes) -> None:
    assert content(held).told.people == (JO,)


@pytest.mark.parametrize("held", LOCATED.values(), ids=LOCATED.keys())
def test_a_position_is_seen(held: bytes) -> None:
    assert content(held).told.located


@pytest.mark.parametrize("held", SILENT.values(), ids=SILENT.keys())
def test_of_other_files_nothing_is_said(held: bytes) -> None:
    told = content(held).told
    assert (told.people, told.located) == ((), False)


# --- Nothing is too bad ---------------------------------------------------------------------------

SAMPLES = [*NAMED.values(), *LOCATED.values(), *SILENT.values()]
SMALL = [held for held in SAMPLES if 0 < len(held) < 100_000]


@given(st.binary(max_size=2_000), st.sampled_from([held[:16] for held in SMALL]))
def test_random_bytes_are_read_without_a_fault(held: bytes, mark: bytes) -> None:
    for one in (held, mark + held):
        seen = content(one).told
        assert all(name.isprintable() and len(name) <= 200 for name in seen.people)
        assert len(seen.people) <= 8


@settings(max_examples=300)
@given(st.sampled_from(SMALL), st.randoms(use_true_random=False))
def test_a_file_with_wrong_bytes_is_read_without_a_fault(held: bytes, dice: random.Random) -> None:
    changed = bytearray(held)
    for _ in range(dice.randint(1, 12)):
        changed[dice.randrange(len(changed))] = dice.choice((0, 1, 0x3C, 0x7F, 0x80, 0xFF))
    content(bytes(changed))


@given(st.sampled_from(SMALL), st.floats(0, 1))
def test_a_file_that_is_cut_off_is_read_without_a_fault(held: bytes, part: float) -> None:
    content(held[: int(len(held) * part)])


def bomb() -> bytes:
    """Very little that unpacks to very much."""
    return zlib.compress(bytes(20_000_000))


def test_no_file_takes_long() -> None:
    text = zlib.compress(b"Author" + bytes(5_000_000))
    hostile = {
        "packed objects": pdf(*(stream(b"/Type /ObjStm", bytes(3_000_000)) for _ in range(30))),
        "beginnings of packed objects": b"%PDF-1.7 /FlateDecode " + b"/ObjStm stream\n" * 70_000,
        "packed properties": office({"docProps/core.xml": "<dc:creator" + " " * 3_000_000}),
        "beginnings of properties": office({"docProps/core.xml": "<a:creator b='" * 20_000}),
        "beginnings of XMP": b"%PDF-1.7 " + b"<rdf:RDF><dc:creator>" * 50_000,
        "beginnings in one packet": b"%PDF-1.7 <rdf:RDF>"
        + b"<dc:creator><rdf:li " * 12_000
        + b"</dc:creator></rdf:RDF>",
        "blanks in a packet": b"GIF89a<rdf:RDF>" + b"exif:GPSLatitude " * 7_000 + b"</rdf:RDF>",
        "beginnings of photographs": b"%PDF-1.7 " + (b"Exif\0\0" + exif(position=NOWHERE)) * 5_000,
        "authors": b"%PDF-1.7 " + b"/Author 12345 0 R " * 50_000,
        "brackets": b"%PDF-1.7 " + b"/Author (" * 100_000,
        "chunks": png([(b"tEXt", b"")] * 30_000),
        "packed texts": png([(b"zTXt", b"Author\0\0" + text)] * 500),
        "a packed text": png([(b"zTXt", b"Author\0\0" + bomb())]),
        "chunks of a WebP": webp([(b"XMP ", xmp("A B"))] * 30_000),
        "photographs in a document": office({f"{n}.jpg": b"x" * 100_000 for n in range(60)}),
        "a list of parts": office({f"{n}": "" for n in range(2_000)}),
        "tags that lead to themselves": photo()[:-2].replace(
            b"II*\0\x08", b"II*\0\x08" + struct.pack("<HHHII", 65535, 0x8769, 4, 1, 8)
        ),
    }
    slow = {}
    for name, held in hostile.items():
        start = time.process_time()
        content(held)
        if (spent := time.process_time() - start) > 0.5:
            slow[name] = spent
    assert slow == {}

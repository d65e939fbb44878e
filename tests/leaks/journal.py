"""The journal of marks, with more of them where no page looks: metadata, comments, names, plans, settings."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from cpdsite.model.entry import Visibility
from tests.marks import NEVER, SIGHTS, Marked, marked_journal

HANDOVER = """\
handover:
  - {document: activities, title: Activities, from: activity, order: date, layout: table,
     columns: [date, {title: Title}, provider, need, learned, applied, evidence, {text: Told}]}
  - {document: plan, title: Plan, from: goal, order: date, layout: table,
     columns: [date, {title: Goal}, objective, measure, due, done, support]}
  - {document: feedback, title: Feedback, from: feedback, order: date, layout: table,
     columns: [date, from_whom, form, about, {text: Told}, used]}
  - {document: accounts, title: Accounts, from: reflection, order: date, layout: prose}
"""
CYCLE = "2020"
"""The year that holds every day of the journal."""
SETTINGS = """\
base_url: https://example.org/cpd/
publish: {remote: ../site.git}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunted:
    """A journal and what is marked in it."""

    marked: Marked
    files: dict[str, str | bytes]


def hunted_journal() -> Hunted:
    """The whole journal."""
    made = marked_journal()
    files: dict[str, str | bytes] = {**made.files}
    for sight in SIGHTS:
        _plan(made, files, sight)
        _papers(made, files, sight)
    for name in ("_{}.md", ".{}.md", "_{}/a.md", "a/.{}/a.md"):
        word, text = made.word("name of what is skipped", NEVER), made.word("skipped", NEVER)
        files[f"journal/{name.format(word)}"] = (
            f"---\ntitle: {text}\ndate: 2025-01-01\n---\n{text}\n"
        )
    unused = made.word("name of an unused file", NEVER)
    files[f"journal/{unused}.txt"] = made.word("unused file's content", NEVER)
    comments = [f"# {made.word(f'comment in {name}', NEVER)}\n" for name in ("settings", "scheme")]
    files["cpdsite.yaml"] = "".join([comments[0], made.files["cpdsite.yaml"], "\n", SETTINGS])
    files["schemes/own.yaml"] = "".join([made.files["schemes/own.yaml"], comments[1], HANDOVER])
    return Hunted(marked=made, files=files)


def _plan(made: Marked, files: dict[str, str | bytes], sight: str) -> None:
    """What is planned, in a folder whose name means nothing."""
    folder = made.word("folder", NEVER if sight == NEVER else Visibility.PRIVATE)
    text = _front(made, sight, "planned", "status: planned", "type: course", "hours: 1")
    name = made.word("planned name", sight)
    files[f"journal/{folder}/{name}.md"] = f"{text}{made.word('planned text', sight)}\n"


def _papers(made: Marked, files: dict[str, str | bytes], sight: str) -> None:
    """An entry with evidence that says who made it: some like the entry, some for the owner alone."""
    name, rows = made.word("papers name", sight), []
    for seen_by in (sight, NEVER if sight == NEVER else Visibility.PRIVATE):
        for ending, written in (("pdf", _pdf), ("docx", _docx), ("jpg", _jpeg)):
            file = f"{made.word(f'{ending} name', seen_by)}.{ending}"
            words = [made.word(f"{ending} {part}", seen_by) for part in ("metadata", "content")]
            files[f"journal/{name}/{file}"] = written(*words)
            own = "" if seen_by == NEVER else f", visibility: {seen_by}"
            rows.append(f"  - {{file: {file}{own}}}")
    text = _front(made, sight, "papers", "type: reading", "hours: 1", "evidence:", *rows)
    files[f"journal/{name}/index.md"] = f"{text}{made.word('papers text', sight)}\n"


def _front(made: Marked, sight: str, what: str, *lines: str) -> str:
    """Front matter, with a comment at the end of a line and one on its own."""
    hidden = [made.word(f"{what} YAML comment", NEVER) for _ in range(2)]
    shown = Visibility.PUBLIC if sight == NEVER else sight
    title, day = made.word(f"{what} title", sight), made.next_day(f"{what} date", sight)
    head = (f"title: {title}  # {hidden[0]}", f"# {hidden[1]}", f"date: {day}")
    more = (f"visibility: {shown}", f"draft: {str(sight == NEVER).lower()}")
    return "\n".join(["---", *head, *more, *lines, "---", "", ""])


def _pdf(metadata: str, content: str) -> bytes:
    """A PDF with an author and a packed page."""
    packed = zlib.compress(f"BT ({content}) Tj ET".encode())
    head = b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
    info = f"2 0 obj << /Author ({metadata}) >> endobj\ntrailer << /Info 2 0 R >>\n%%EOF\n"
    page = b"1 0 obj %s stream\n%s\nendstream endobj\n" % (head, packed)
    return b"%PDF-1.4\n" + page + info.encode()


def _docx(metadata: str, content: str) -> bytes:
    """A document of Word with a creator."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("docProps/core.xml", f"<dc:creator>{metadata}</dc:creator>" + " " * 200)
        book.writestr("word/document.xml", f"<w:t>{content}</w:t>" + " " * 200)
    return made.getvalue()


def _jpeg(metadata: str, content: str) -> bytes:
    """A picture with a comment, and in its EXIF a description."""
    exif = b"Exif\0\0MM\0*" + metadata.encode() + b"\0"
    parts = ((b"\xff\xe1", exif), (b"\xff\xfe", content.encode()))
    told = b"".join(mark + (len(data) + 2).to_bytes(2) + data for mark, data in parts)
    return b"\xff\xd8" + told + b"\xff\xd9"

"""The pages of `tests/checks/`: documentation, example and test of a check in one file.

A page has a title, which is the code; a few words; and sections. A section's blocks make a folder:

    entry [PATH] [latin-1] [crlf] [bom] [2 MB]    a file of the journal, in that encoding, that large
    file PATH [hex] [30 MB]                       any other file of the journal, with what it holds
    unsafe PATH                                   something not to be followed; the block says what
    settings, scheme ID, framework ID             cpdsite.yaml, schemes/ID.yaml, frameworks/ID.yaml
    diagnostics                                   what the checks say of it, in the concise format
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cpdsite import checks
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.content import Content
from cpdsite.model.diagnostic import Finding
from cpdsite.model.journal import File, Folder, Source
from cpdsite.parse.contents.content import decode_content
from cpdsite.parse.contents.data import Data
from cpdsite.parse.journal import decode
from cpdsite.parse.places import locate
from cpdsite.render.reporters import full
from tests.tools import ROOT

PAGES = ROOT / "tests/checks"
TODAY = date(2026, 11, 30)
ENTRY = "journal/2025/2025-06-12-crisis-communication.md"
"""The path of an entry that gives none."""
ENCODINGS = ("latin-1", "crlf", "bom", "hex")
UNITS = {"bytes": 1, "KB": 1024, "MB": 1024 * 1024}
HEAD = """# Checks

`cpdsite check` runs every check on every file and shows every finding. An **error** means that an
entry cannot be counted correctly, or that something would be published that must not be: the site
is not built. A **warning** means that a reviewer would ask.

A warning that is right as it is can be accepted in the entry, with the reason:

```markdown
<!-- cpdsite: ok no-evidence, verbal feedback only -->
```

The settings may weigh a warning otherwise for the whole journal: `checks: {no-evidence: note}`.

This page is made from the files in `tests/checks/`, which are also the tests of the checks.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block of a page."""

    sort: str
    words: tuple[str, ...]
    """What stands behind the sort."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One example: a small journal and what the checks say of it."""

    heading: str
    blocks: tuple[Block, ...]

    @property
    def expected(self) -> str:
        """The report that the page promises."""
        return "".join(block.text for block in self.blocks if block.sort == "diagnostics")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """All that is said of one code."""

    code: str
    prose: str
    sections: tuple[Section, ...]


def read_pages() -> list[CheckPage]:
    """Every page, in the order of the codes; those of unknown codes last."""
    order = [*SEVERITIES]
    pages = [read_page(path) for path in sorted(PAGES.glob("*.md"))]
    return sorted(pages, key=lambda page: [*order, page.code].index(page.code))


def read_page(path: Path) -> CheckPage:
    """One page, taken apart."""
    lines = path.read_text(encoding="utf-8").splitlines()
    title, *parts = split_at_headings(lines)
    code = title[0].removeprefix("# ")
    assert code == path.stem, f"{path.name} is titled {title[0]}"
    sections = [
        Section(heading=part[0].removeprefix("## "), blocks=tuple(blocks_in(part)))
        for part in parts
    ]
    return CheckPage(code=code, prose="\n".join(title[1:]).strip(), sections=tuple(sections))


def split_at_headings(lines: Iterable[str]) -> list[list[str]]:
    """The lines, cut before each `## ` that stands outside a block."""
    parts: list[list[str]] = [[]]
    fence = ""
    for line in lines:
        opening = re.match(r"`{3,}", line)
        if opening:
            fence = opening[0] if not fence else "" if line == fence else fence
        if line.startswith("## ") and not fence:
            parts.append([])
        parts[-1].append(line)
    return parts


def blocks_in(lines: Iterable[str]) -> Iterator[Block]:
    """The fenced blocks among some lines."""
    text = "\n".join(lines) + "\n"
    for block in re.finditer(r"^(`{3,})(\w+)(.*)\n((?:.*\n)*?)\1$", text, re.MULTILINE):
        yield Block(sort=block[2], words=tuple(block[3].split()), text=block[4])


# --- What the checks say of a section -------------------------------------------------------------


def findings_in(section: Section, *, whole: bool = True) -> list[Finding]:
    """What the checks find in a section's folder."""
    folder = folder_of(section)
    journal, diagnostics = decode(folder)
    journal = replace(journal, contents=contents_of(section))
    found = checks.run(journal, TODAY, diagnostics, whole=whole)
    return locate(found, folder, journal.settings.field_names)


def folder_of(section: Section) -> Folder:
    """The folder that a section's blocks describe, with the bundled schemes and frameworks."""
    of = {
        sort: [block for block in section.blocks if block.sort == sort]
        for sort in ("entry", "file", "unsafe", "settings", "scheme", "framework")
    }
    entries = sorted((entry_source(block) for block in of["entry"]), key=lambda s: s.path)
    files = [File(path=path_of(block), size=size_of(block, least=1)) for block in of["file"]]
    return Folder(
        settings=next((source("cpdsite.yaml", block) for block in of["settings"]), None),
        entries=tuple(entries),
        files={file.path: file for file in sorted(files, key=lambda file: file.path)},
        unsafe={path_of(block): block.text.strip() for block in of["unsafe"]},
        schemes=bundled("schemes") | own("schemes", of["scheme"]),
        frameworks=bundled("frameworks") | own("frameworks", of["framework"]),
    )


def contents_of(section: Section) -> dict[str, Content]:
    """What the files of a section hold, where it says so."""
    held = [block for block in section.blocks if block.sort == "file" and block.text.strip()]
    return {path_of(block): decode_content(Data.of(bytes_of(block))) for block in held}


def bytes_of(block: Block) -> bytes:
    """What a file holds: the text, or the bytes that its digits tell."""
    return bytes.fromhex(block.text) if "hex" in block.words else block.text.encode()


def bundled(sort: str) -> dict[str, Source]:
    """The schemes or frameworks that come with cpdsite, by id."""
    paths = sorted((ROOT / "cpdsite" / sort).glob("*.yaml"))
    return {p.stem: Source(path=p.name, data=p.read_bytes(), bundled=True) for p in paths}


def own(sort: str, blocks: Iterable[Block]) -> dict[str, Source]:
    """The schemes or frameworks of a section, by id."""
    return {b.words[0]: source(f"{sort}/{b.words[0]}.yaml", b) for b in blocks}


def source(path: str, block: Block) -> Source:
    """A block as a text file."""
    return Source(path=path, data=block.text.encode())


def entry_source(block: Block) -> Source:
    """A block as a file of the journal, in its encoding, filled up to its size."""
    text = block.text
    if "crlf" in block.words:
        text = text.replace("\n", "\r\n")
    encoding = "latin-1" if "latin-1" in block.words else "utf-8"
    data = text.encode("utf-8-sig" if "bom" in block.words else encoding)
    padding = b"x" * (size_of(block, least=len(data)) - len(data))
    return Source(path=path_of(block), data=data + padding)


def path_of(block: Block) -> str:
    """The path that a block names."""
    words = [word for word in block.words if word not in ENCODINGS]
    sized = words[-1:] and words[-1] in UNITS
    return " ".join(words[:-2] if sized else words) or ENTRY


def size_of(block: Block, least: int) -> int:
    """The size that a block names, in bytes."""
    *_, number, unit = ("", "", *block.words)
    return int(number) * UNITS[unit] if unit in UNITS else least


# --- docs/checks.md -------------------------------------------------------------------------------


def reference(pages: Iterable[CheckPage]) -> str:
    """The reference of all checks: a table, then each with its first example."""
    every = list(pages)
    rows = [
        f"| [`{page.code}`](#{page.code}) | {SEVERITIES[page.code]} | {in_short(page)} |"
        for page in every
    ]
    table = ["| code | severity | when |", "| --- | --- | --- |", *rows]
    return "\n".join([HEAD, *table, "", *(part for page in every for part in chapter(page))])


def in_short(page: CheckPage) -> str:
    """The first sentence of a page."""
    first = " ".join(page.prose.partition("\n\n")[0].split())
    return re.split(r"(?<=\.) ", first)[0].removesuffix(".")


def chapter(page: CheckPage) -> Iterator[str]:
    """The part of the reference for one code."""
    yield f"## {page.code}\n\n{page.prose}\n"
    first = page.sections[0]
    for block in first.blocks:
        if block.sort != "diagnostics":
            yield f"{shown(block)}\n"
    yield f"The report:\n\n{fenced('text', full.report(findings_in(first)))}\n"


def shown(block: Block) -> str:
    """A block as the reference shows it; of a file that is no text only that it is there."""
    path = f"`{path_of(block)}`"
    if block.sort == "unsafe":
        return f"{path} is {block.text.strip()}."
    if block.sort == "file":
        if block.text.strip():
            return f"{path} begins:\n\n{fenced('text', block.text)}"
        size = " ".join(block.words).removeprefix(path_of(block)).strip()
        return f"The file {path} is there{f' and holds {size}' if size else ''}."
    if block.sort == "entry":
        return f"{path}:\n\n{fenced('markdown', block.text)}"
    own = f"{block.sort}s/{' '.join(block.words)}.yaml"
    name = "cpdsite.yaml" if block.sort == "settings" else own
    return f"`{name}`:\n\n{fenced('yaml', block.text)}"


def fenced(language: str, text: str) -> str:
    """Text as a block of Markdown."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}{fence}"

"""The hostile files that git cannot keep, that are too large for it, or that need another beside them.

Each function is a case of its name: it puts into an empty journal what nobody should have there.
"""

import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.commands import entry

ENTRY = entry()
PDF = b"%PDF-1.7\n"
SECRET = b"a secret outside of the journal"


# --- Things that are no files ---------------------------------------------------------------------


def file_fifo(journal: Path) -> None:
    """Named pipes in the place of an entry and of its evidence: reading one waits for ever."""
    os.mkfifo(journal / "pipe.md")
    os.mkfifo(journal / "proof.pdf")
    put(journal, "talk.md", entry(evidence="proof.pdf"))


def file_socket(journal: Path) -> None:
    """A socket in the place of an entry."""
    here = Path.cwd()
    os.chdir(journal)  # the path of a socket has at most some hundred characters
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("talk.md")
    finally:
        os.chdir(here)


def file_device(journal: Path) -> None:
    """A link to a device that never ends."""
    (journal / "talk.md").symlink_to("/dev/zero")


def file_folder_named_like_an_entry(journal: Path) -> None:
    """A folder with the name of an entry, and an entry in it."""
    put(journal, "talk.md/index.md", ENTRY)


def file_links(journal: Path) -> None:
    """Symbolic links out of the journal, to nothing, to themselves and in a circle."""
    put(journal, "../private/secret.md", entry("Secret"))
    aims = {
        "out": "../private/secret.md",
        "passwd": "/etc/passwd",
        "gone": "nowhere.md",
        "self": "self.md",
    }
    for name, aim in aims.items():
        (journal / f"{name}.md").symlink_to(aim)
    (journal / "up").symlink_to("..")
    (journal / "loop").symlink_to(".")


def file_link_to_a_neighbour(journal: Path) -> None:
    """An entry that is there twice, once as a link to the other."""
    put(journal, "talk.md", ENTRY)
    (journal / "again.md").symlink_to("talk.md")


def file_not_read_for_its_name(journal: Path) -> None:
    """Entries under endings that are not read, and settings that Windows has renamed."""
    for name in ("a.markdown", "b.txt", "c.md.txt", "d.docx", "e.rtf", "../cpdsite.yaml.txt"):
        put(journal, name, ENTRY)


# --- Too much of it -------------------------------------------------------------------------------


def size_entry(journal: Path) -> None:
    """An entry of a byte more than a million."""
    put(journal, "talk.md", ENTRY + "x" * (1_000_001 - len(ENTRY)))


def size_front_matter(journal: Path) -> None:
    """Front matter of more than 64 KB."""
    put(journal, "talk.md", entry(provider="x" * 65_536))


def size_tokens(journal: Path) -> None:
    """A list of a thousand tags."""
    put(journal, "talk.md", entry(tags=f"[{', '.join(['x'] * 1000)}]"))


def size_brackets(journal: Path) -> None:
    """32,000 nested brackets, on which PyYAML's C loader ends the whole process."""
    put(journal, "talk.md", entry(tags="[" * 32_000))


def size_quotes(journal: Path) -> None:
    """100,000 nested quotations in the body."""
    put(journal, "talk.md", f"{ENTRY}\n{'>' * 100_000}\n")


def size_table(journal: Path) -> None:
    """A table of 500 columns and 500 rows, most of them not written down."""
    rows = ["|x" * 500 + "|", "|-" * 500 + "|", *["|y|"] * 500]
    put(journal, "talk.md", "\n".join([ENTRY, *rows, ""]))


def size_digits(journal: Path) -> None:
    """Hours of 5,000 digits: more than Python turns into a number."""
    put(journal, "talk.md", entry(hours="9" * 5_000))


def size_title(journal: Path) -> None:
    """A title of 50,000 letters without a blank."""
    put(journal, "talk.md", entry("x" * 50_000))


def size_evidence(journal: Path) -> None:
    """Evidence of 30 MB, of which the disk holds nothing."""
    put(journal, "talk.md", entry(evidence="proof.pdf"))
    with (journal / "proof.pdf").open("wb") as file:
        file.truncate(30_000_000)


# --- Names ----------------------------------------------------------------------------------------


def name_of_200_letters(journal: Path) -> None:
    """A name of 200 letters; with a date in front it is still one that a disk can hold."""
    put(journal, f"{'long-' * 40}.md", ENTRY)


def name_as_long_as_can_be(journal: Path) -> None:
    """A name of 255 bytes, the most that a disk holds: with a date in front it is too long."""
    put(journal, f"{'x' * 252}.md", ENTRY)


def name_reserved_by_windows(journal: Path) -> None:
    """Names that are devices for Windows, in front of any ending."""
    for name in ("CON", "aux", "nul.a", "COM1", "lpt9"):
        put(journal, f"{name}.md", entry(f"Talk on {name}", tags=name.partition(".")[0]))
    put(journal, "plan/prn.md", "---\nkind: goal\ntitle: Drugs as needed\ndate: 2025-06-12\n---\n")


def name_with_a_dot_or_blank_at_its_end(journal: Path) -> None:
    """Names that Windows cuts: it knows no dot or blank at the end of a folder."""
    for name in ("dot.", "blank ", "dots..."):
        put(journal, f"a {name}/index.md", entry(f"Talk in {name!r}"))
        put(journal, f"b {name}.md", entry(f"Talk at {name!r}"))


def name_with_signs(journal: Path) -> None:
    """Names with what means something to a shell, an address or Windows."""
    for sign in "#?%&;:*<>|\"'\\$`~ ":
        put(journal, f"{ord(sign)}{sign}b.md", entry(f"Talk {ord(sign)}"))


def name_like_an_option(journal: Path) -> None:
    """Names that a command could take for an option, and for a way up."""
    for name in ("-rf", "--help", "%2e%2e", "..talk"):
        put(journal, f"{name}.md", entry(f"Talk on {name}"))


def name_with_a_line_end(journal: Path) -> None:
    """A line end and an escape code in a name, which a terminal would obey."""
    put(journal, "a\nb\x1b[31mc.md", entry(hours="six"))


def name_in_latin_1(journal: Path) -> None:
    """A name that is no UTF-8."""
    with open(os.fsencode(journal) + b"/caf\xe9.md", "wb") as file:  # noqa: PTH123 (bytes)
        file.write(ENTRY.encode())


def name_right_to_left(journal: Path) -> None:
    """Names in Hebrew, with an override that turns the letters behind it, and in emoji."""
    put(journal, "הרצאה.md", entry("Hebrew"))
    put(journal, "gp\u202edm.exe.md", entry("Turned"))
    put(journal, "👩🏽‍⚕️🎈.md", entry("Emoji"))


def name_in_two_codings(journal: Path) -> None:
    """Two names that look alike: é as one character, and as e with an accent."""
    put(journal, "caf\u00e9.md", entry("One"))
    put(journal, "cafe\u0301.md", entry("Another"))


def name_in_two_cases(journal: Path) -> None:
    """Two names that are one on the disks of Windows and macOS."""
    put(journal, "Talk.md", entry("One"))
    put(journal, "talk.md", entry("Another"))


def name_of_a_page_of_ours(journal: Path) -> None:
    """Names that the site has for itself."""
    for name in ("index", "404", "entries", "search", "CNAME"):
        put(journal, f"{name}.md", entry(f"Talk on {name}"))


def name_of_a_scheme_and_a_theme(journal: Path) -> None:
    """Settings whose names lead out of the folder."""
    text = "schemes: [../../etc/passwd]\ntheme: ../../etc\noutput: ../..\nlanguage: ../x\n"
    put(journal, "../cpdsite.yaml", text)
    put(journal, "talk.md", ENTRY)


# --- Evidence -------------------------------------------------------------------------------------


def evidence_link_out(journal: Path) -> None:
    """Evidence that is a link out of the journal, and one in a folder that is such a link."""
    put(journal, "../private/secret.pdf", SECRET)
    (journal / "proof.pdf").symlink_to("../private/secret.pdf")
    (journal / "more").symlink_to("../private")
    put(journal, "talk.md", entry(evidence="[proof.pdf, more/secret.pdf]"))


def evidence_that_runs(journal: Path) -> None:
    """Evidence that a browser would run, also under two endings and without any."""
    names = ("a.svg", "b.html", "c.js", "d.exe", "e.pdf.html", "f.SVG", "g", "h.svgz", "i.xml")
    for name in names:
        put(journal, name, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    text = entry(evidence=f"[{', '.join(names)}]")
    put(journal, "talk.md", f"{text}\n![](a.svg) [b](b.html)\n")


def evidence_under_another_ending(journal: Path) -> None:
    """A page that calls itself a PDF, and a picture that is none."""
    put(journal, "proof.pdf", "<!doctype html><script>alert(1)</script>")
    put(journal, "proof.png", "<svg onload='alert(1)'/>")
    put(journal, "talk.md", f"{entry(evidence='[proof.pdf, proof.png]')}\n![](proof.png)\n")


def evidence_in_another_case(journal: Path) -> None:
    """Evidence whose name is written in other letters than on the disk."""
    put(journal, "Proof.PDF", PDF)
    put(journal, "talk.md", entry(evidence="proof.pdf"))


def evidence_that_is_a_folder(journal: Path) -> None:
    """A folder in the place of evidence, an entry, and the journal itself."""
    put(journal, "proof.pdf/x.txt", "x")
    put(journal, "talk.md", entry(evidence="[proof.pdf, talk.md, /]"))


def evidence_with_odd_names(journal: Path) -> None:
    """Evidence with signs in its name that mean something in an address or in HTML."""
    names = ("a#b?c.pdf", "<b>&amp;.pdf", "50%.pdf", "CON.pdf", '"x".pdf')
    for name in names:
        put(journal, name, PDF)
    listed = "\n".join(f"  - '{name}'" for name in names)
    put(journal, "talk.md", entry(evidence=f"\n{listed}"))


def evidence_with_a_name_that_turns(journal: Path) -> None:
    """Evidence whose name reads otherwise than it is written."""
    put(journal, "tw\u202efdp.pdf", PDF)
    put(journal, "talk.md", entry(evidence="tw\u202efdp.pdf"))


def evidence_hidden(journal: Path) -> None:
    """What lies in folders that are not read."""
    put(journal, "_private/x.pdf", PDF)
    put(journal, ".git/config.txt", "x")
    paths = "[_private/x.pdf, .git/config.txt, ../.cpdsite/shares.yaml]"
    put(journal, "talk.md", entry(evidence=paths))


MADE: Mapping[str, Callable[[Path], None]] = {
    name.replace("_", "-"): made
    for name, made in list(globals().items())
    if name.partition("_")[0] in {"evidence", "file", "name", "size"}
}


def put(journal: Path, path: str, content: str | bytes) -> None:
    """Write a file and the folders above it."""
    file = journal / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)

"""What does it cost to look into evidence? Certificates of 200 KB, plain and packed, read and read again.

python -m benchmarks.evidence [HOW_MANY]
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import zlib
from pathlib import Path

from cpdsite.files.contents import read_contents

ROUNDS = 7
SIZE = 200_000


def certificate(*, packed: bool, dice: random.Random) -> bytes:
    """A PDF of one picture, with an author; `packed` with three thousand objects beside it."""
    author = b"<< /Author (Jo Bloggs) >>"
    picture = b"1 0 obj << >>\nstream\n%s\nendstream endobj\n" % dice.randbytes(SIZE)
    if packed:
        objects = zlib.compress(b"2 0 " + author + b"<< /Type /StructElem /K 1 >>" * 3_000)
        author = b"<< /Type /ObjStm >>\nstream\n%s\nendstream" % objects
    return b"%PDF-1.7\n" + picture + b"2 0 obj " + author + b" endobj\n%%EOF\n"


def spent(root: Path, paths: list[str]) -> float:
    """Seconds of the processor."""
    start = time.process_time()
    read_contents(root, paths)
    return time.process_time() - start


def main() -> None:
    """Print the least of some rounds for files that are new, and for those that are known."""
    many = int(sys.argv[1]) if sys.argv[1:] else 60
    dice = random.Random(1)  # noqa: S311 (nothing is secret)
    for packed in (False, True):
        first, again = [], []
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as name:
                root = Path(name)
                (root / "journal").mkdir()
                paths = [f"journal/{number}.pdf" for number in range(many)]
                for path in paths:
                    (root / path).write_bytes(certificate(packed=packed, dice=dice))
                first.append(spent(root, paths))
                again.append(spent(root, paths))
        sort = "packed" if packed else "plain"
        least = f"{min(first) * 1000:.0f} ms, again {min(again) * 1000:.1f} ms"
        print(f"{many} {sort}: {least}")


if __name__ == "__main__":
    main()

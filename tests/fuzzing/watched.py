"""One reader under atheris, in a process of its own: `python -m tests.fuzzing.watched READER WISH...`."""

from __future__ import annotations

import sys
import time
from importlib import import_module
from typing import Any

atheris: Any = import_module("atheris")

with atheris.instrument_imports(include=["cpdsite"]):
    from tests.fuzzing.readers import READERS

SLOW = 20.0
"""Processor seconds for an input: watched, the code takes some ten times as long as otherwise."""


def main() -> None:
    """Try inputs for as long as the wishes say."""
    attempt = READERS[sys.argv.pop(1)].attempt

    def timed(data: bytes) -> None:
        began = time.process_time()
        attempt(data)
        assert time.process_time() - began < SLOW, "too slow"

    atheris.Setup(sys.argv, timed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""Profiles of logs: `profiles/NAME.yaml` in the member's folder."""

from __future__ import annotations

import os
from pathlib import Path

from cpdsite.files.faults import UsageFault, disk_faults
from cpdsite.files.reading import read_file
from cpdsite.model.journal import FILE_LIMIT, Source

PROFILES = "profiles"


def read_profile(root: Path, name: str) -> Source:
    """Return the bytes of a profile, by its name in `profiles/` or by its path; raises Fault."""
    own = root / PROFILES / f"{name}.yaml"
    file = own if own.is_file() or not Path(name).is_file() else Path(name)
    shown = f"{PROFILES}/{own.name}" if file == own else name
    with disk_faults(f"{shown} cannot be read"):
        try:
            data = read_file(os.path.realpath(file), FILE_LIMIT + 1)
        except FileNotFoundError:
            message = f'there is no profile "{name}"'
            raise UsageFault(message, _others(root, shown)) from None
    return Source(path=shown, data=data)


def _others(root: Path, shown: str) -> str:
    """Say which profiles there are."""
    folder = root / PROFILES
    names = sorted(file.stem for file in folder.glob("*.yaml")) if folder.is_dir() else []
    return f"write one of {', '.join(names)}" if names else f"write it into {shown}"

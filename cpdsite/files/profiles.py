"""Profiles of logs: `profiles/NAME.yaml` in the member's folder."""

from __future__ import annotations

import os
from pathlib import Path

from cpdsite.files.faults import UsageFault, disk_fault
from cpdsite.files.reading import read_file
from cpdsite.model.journal import Source
from cpdsite.parse.front_matter import FILE_LIMIT

PROFILES = "profiles"


def read_profile(root: Path, name: str) -> Source:
    """Return the bytes of a profile, by its name in `profiles/` or by its path; raises Fault."""
    own = root / PROFILES / f"{name}.yaml"
    file = own if own.is_file() or not Path(name).is_file() else Path(name)
    shown = f"{PROFILES}/{own.name}" if file == own else name
    try:
        return Source(path=shown, data=read_file(os.path.realpath(file), FILE_LIMIT + 1))
    except FileNotFoundError:
        message = f'there is no profile "{name}"'
        raise UsageFault(message, _others(root, shown)) from None
    except OSError as trouble:
        fault = disk_fault(f"{shown} cannot be read", trouble)
        raise fault from trouble


def _others(root: Path, shown: str) -> str:
    """Say which profiles there are."""
    folder = root / PROFILES
    names = sorted(file.stem for file in folder.glob("*.yaml")) if folder.is_dir() else []
    return f"write one of {', '.join(names)}" if names else f"write it into {shown}"

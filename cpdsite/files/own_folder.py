"""What cpdsite keeps beside the journal, for nobody but its owner: the names in `.cpdsite`."""

from __future__ import annotations

CACHE = ".cpdsite/cache"
"""What may be deleted at any time."""
IGNORE = ".cpdsite/.gitignore"
SHARES = ".cpdsite/shares.yaml"
"""The keys of private links."""
VARIABLE = "CPDSITE_SHARES"
"""Of the environment: the text of that file instead of it."""

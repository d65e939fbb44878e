"""The formats of what one cpdsite writes and another may read: a new number for every new meaning."""

from __future__ import annotations

SITE = 2
"""The list at the top of a site; 1 had no label."""
SHARES = 1
"""`.cpdsite/shares.yaml`; a file that states no format has this one."""
UPGRADE = "install the newest cpdsite"
"""The remedy where a number is higher."""

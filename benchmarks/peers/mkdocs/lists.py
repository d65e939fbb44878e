"""What MkDocs has no word for: the pages that belong on a list, newest first."""

from __future__ import annotations

from collections import defaultdict
from typing import Any


def on_env(env: Any, files: Any, **_: object) -> Any:  # noqa: ANN401 (MkDocs's own)
    """Give the templates the entries of each list, and the latest."""
    pages = [file.page for file in files.documentation_pages() if "date" in file.page.meta]
    pages.sort(key=lambda page: page.meta["date"], reverse=True)
    lists = defaultdict(list)
    for page in pages:
        meta = page.meta
        lists[f"years/{meta['date'].year}"].append(page)
        lists[f"categories/{meta['type']}"].append(page)
        for tag in meta["tags"]:
            lists[f"tags/{tag}"].append(page)
    env.globals.update(lists=lists, latest=pages)
    return env

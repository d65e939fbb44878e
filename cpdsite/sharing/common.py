"""What a site says beside the entries: settings, schemes and the words of its theme."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from cpdsite.model.journal import Folder
from cpdsite.model.settings import Settings
from cpdsite.model.theme import Theme


def common_texts(folder: Folder, settings: Settings, theme: Theme) -> Iterator[str]:
    """Yield texts that are no secret wherever they stand: everybody may read them on a site."""
    yield " ".join(calendar.month_name)
    yield " ".join(calendar.month_abbr)
    yield " ".join(calendar.day_name)
    yield from (settings.title, settings.base_url)
    yield from (settings.author.name, settings.author.role, settings.author.email)
    yield from settings.author.registrations.values()
    yield from (kind.label for kind in settings.types.values())
    yield from (text for texts in settings.reflection_headings.values() for text in texts)
    yield from settings.theme_options.values()
    for source in (*folder.schemes.values(), *folder.frameworks.values()):
        yield source.data.decode("utf-8", "replace")
    yield from theme.templates.values()
    yield from (text for forms in theme.words.values() for text in forms.values())

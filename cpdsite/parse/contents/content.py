"""A file to what it is and what it tells, whatever it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from cpdsite.model.content import Content, Told
from cpdsite.parse.contents.data import Data
from cpdsite.parse.contents.kinds import HEAD, kind_of
from cpdsite.parse.contents.office import office
from cpdsite.parse.contents.pdf import pdf
from cpdsite.parse.contents.pictures import gif, jpeg, png, webp
from cpdsite.parse.contents.properties import merged

_READERS: Mapping[str, Callable[[Data], Iterator[Told]]] = MappingProxyType(
    {"gif": gif, "jpeg": jpeg, "pdf": pdf, "png": png, "webp": webp, "zip": office}
)
"""By kind; files of other kinds tell nothing that is looked for."""


def decode_content(data: Data) -> Content:
    """Return what a file is and tells; a damaged or hostile one tells less, and never raises."""
    kind = kind_of(data.at(0, HEAD))
    reader = _READERS.get(kind)
    return Content(kind=kind, told=merged(reader(data)) if reader else Told())

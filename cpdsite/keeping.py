"""What an earlier run found out, for this one: a memory that is wrong or lost costs time, never a byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from cpdsite.files.pickling import pickled, unpickled
from cpdsite.model.assessment import Origin
from cpdsite.model.journal import Folder, Source
from cpdsite.parse.claims import Vocabulary
from cpdsite.parse.journal import Decoded, DecodeEach

_SIZE = 16
"""Bytes of a digest."""


class Decodings:
    """What came of each file of a journal, by path, with the digest of its bytes."""

    def __init__(self, data: bytes = b"") -> None:
        """Take what `data` gave earlier; of anything else nothing is known."""
        self.words, self.known = _remembered(data)
        self.changed = False
        """Whether there is more to remember than there was."""
        self.origin: Origin | None = None
        """Of the journal that was decoded last; None where two files have one path."""

    @property
    def data(self) -> bytes:
        """All of it, to be kept."""
        return pickled((self.words, self.known))

    def decoder(self, folder: Folder, each: DecodeEach) -> DecodeEach:
        """Return what decodes files of a folder, `each` those that changed, and all when words did."""

        def decode(sources: Sequence[Source], vocabulary: Vocabulary) -> Iterator[Decoded]:
            words = _words(folder)
            former = self.known if words == self.words else {}
            digests = [_digest(source.data) for source in sources]
            pairs = list(zip(sources, digests, strict=True))
            new = [s for s, digest in pairs if former.get(s.path, (b"",))[0] != digest]
            decoded = iter(each(new, vocabulary))
            # By number, not by path: names that differ in the coding of an accent are one path.
            found = [
                known
                if (known := former.get(s.path)) is not None and known[0] == digest
                else (digest, next(decoded))
                for s, digest in pairs
            ]
            self.changed = bool(new) or len(former) != len(sources)
            self.words = words
            self.known = {s.path: one for s, one in zip(sources, found, strict=True)}
            one_each = len(self.known) == len(sources)
            self.origin = _origin(folder, words, self.known) if one_each else None
            return (one for _, one in found)

        return decode


def _remembered(data: bytes) -> tuple[bytes, Mapping[str, tuple[bytes, Decoded]]]:
    """Return words and decoded files; neither when the bytes are not from here."""
    try:
        found = unpickled(data) if data else None
    except ValueError:
        found = None
    match found:
        case (bytes() as words, dict() as known):
            return words, known
    return b"", {}


def _words(folder: Folder) -> bytes:
    """Return the digest of all that says what words mean in entries: settings and schemes."""
    told = blake2b(digest_size=_SIZE)
    settings = [folder.settings] if folder.settings else []
    told.update(repr(sorted(folder.frameworks)).encode())
    for source in (*settings, *folder.schemes.values()):
        told.update(repr((source.path, source.bundled, len(source.data))).encode())
        told.update(source.data)
    return told.digest()


def _origin(folder: Folder, words: bytes, known: Mapping[str, tuple[bytes, Decoded]]) -> Origin:
    """Return the origin of the journal of a folder."""
    told = blake2b(words, digest_size=_SIZE)
    others = sorted(folder.files.values(), key=lambda file: file.path)
    told.update(repr((others, sorted(folder.unsafe.items()))).encode("utf-8", "surrogatepass"))
    for name, source in sorted(folder.frameworks.items()):
        told.update(repr((name, source.bundled, source.data)).encode())
    for path, (digest, decoded) in sorted(known.items()):
        told.update(repr((path, decoded.apart or digest)).encode("utf-8", "surrogatepass"))
    return Origin(rest=told.digest(), files={path: digest for path, (digest, _) in known.items()})


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()

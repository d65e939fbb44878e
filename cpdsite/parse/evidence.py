"""The proofs that an entry names: files of the journal and addresses of the web."""

from __future__ import annotations

from cpdsite.model.entry import Evidence, Visibility
from cpdsite.parse.front_matter import Items, Node, Table
from cpdsite.parse.links import evidence_path, is_web
from cpdsite.parse.reading import Reading, is_empty

PARTS = ("file", "url", "title", "visibility")


def read_evidence(reading: Reading, node: Node | None) -> tuple[Evidence, ...]:
    """Return every piece of evidence that an entry names; one that is in doubt is private."""
    if node is None:
        return ()
    items = node.items if isinstance(node, Items) else (node,)
    found = (_piece(reading, n, f"evidence.{i}") for i, n in enumerate(items) if not is_empty(n))
    return tuple(piece for piece in found if piece)


def _piece(reading: Reading, node: Node, name: str) -> Evidence | None:
    """Return one piece of evidence; None when it names nothing."""
    if not isinstance(node, Table):
        text = reading.text(node, name)
        return _named_evidence(reading.path, name, text) if text else None
    faults = len(reading.found)
    texts = _parts(reading, node, name)
    file, url = texts.get("file", ""), texts.get("url", "")
    if bool(file) == bool(url):
        message = "evidence names both a file and an address" if file else "evidence names nothing"
        remedy = "write `{file: certificate.pdf}` or `{url: ...}`"
        if file or len(reading.found) == faults:
            reading.fault("wrong-type", name, node.span, message, remedy)
        return None
    said = texts.get("visibility")
    if len(reading.found) > faults:
        said = Visibility.PRIVATE
    return Evidence(
        field=f"{name}.file" if file else f"{name}.url",
        file=file,
        path=evidence_path(reading.path, file) if file else "",
        url=url,
        title=texts.get("title", ""),
        visibility=Visibility(said) if said else None,
    )


def _parts(reading: Reading, table: Table, name: str) -> dict[str, str]:
    """Return the parts of one piece of evidence that are given."""
    texts: dict[str, str] = {}
    for key, (word, value) in reading.fields_of(table, f"{name}.").items():
        here = f"{name}.{key}"
        if is_empty(value):
            continue
        if key == "visibility":
            texts[key] = reading.choice(value, here, Visibility)
        elif key in PARTS:
            texts[key] = reading.text(value, here)
        else:
            reading.unknown_part(word, here, PARTS, "evidence")
    return {key: text for key, text in texts.items() if text}


def _named_evidence(entry_path: str, name: str, text: str) -> Evidence:
    """Return evidence that is named by one text: an address of the web, else a file."""
    if is_web(text):
        return Evidence(field=name, url=text)
    return Evidence(field=name, file=text, path=evidence_path(entry_path, text))

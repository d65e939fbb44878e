"""The words of a theme: a file of `id: text` lines that a translator can copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from cpdsite.model.diagnostic import Diagnostic, Span
from cpdsite.model.journal import Source
from cpdsite.model.theme import Words
from cpdsite.parse.events import read_quickly
from cpdsite.parse.front_matter import Node, Table, Text, decode_text
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.theme_faults import theme_fault

FORMS = ("zero", "one", "two", "few", "many", "other")
"""What a counted text may differ by; languages use some of them."""
NUMBER = "number"
"""The placeholder that is counted; forms other than `other` may write it out."""
_TOKENS = 20_000


@dataclass(frozen=True, slots=True)
class _Word:
    """One id with its texts, as written."""

    key: Text
    forms: Mapping[str, Text]
    placeholders: frozenset[str]
    """What every text of it must hold."""


def decode_words(source: Source, known: Words) -> tuple[Words, list[Diagnostic]]:
    """Return what a file of words says; ids and placeholders are held against those known.

    Where none are known, the file makes them.
    """
    text, diagnostics = decode_text(source.data, source.path)
    node, faults = read_quickly(text or "", source.path, tokens=_TOKENS)
    diagnostics += faults
    if node is not None and not isinstance(node, Table):
        message = "words are written as `id: text` lines"
        diagnostics.append(theme_fault(source, node.span, "", message))
    pairs = node.pairs if isinstance(node, Table) else ()
    diagnostics += _twins(source, [key for key, _ in pairs])
    found: dict[str, dict[str, str]] = {}
    for key, value in pairs:
        if known and key.text not in known:
            message = f"there is no text `{key.text}`"
            remedy = did_you_mean(key.text, known, "the bundled words.yaml lists them all")
            diagnostics.append(theme_fault(source, key.span, key.text, message, remedy))
            continue
        forms, faults = _forms(source, key, value, known.get(key.text, {}))
        diagnostics += faults
        found[key.text] = forms
    return found, diagnostics


def _forms(
    source: Source, key: Text, value: Node, known: Mapping[str, str]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the texts of one id by form, and what is wrong with them."""
    pairs = value.pairs if isinstance(value, Table) else ((_other(value), value),)
    faults = _twins(source, [form for form, _ in pairs])
    texts = {form.text: text for form, text in pairs if isinstance(text, Text)}
    faults += [
        theme_fault(source, text.span, f"{key.text}.{form.text}", f"`{key.text}` must be one text")
        for form, text in pairs
        if not isinstance(text, Text)
    ]
    if faults:
        return {}, faults
    word = _Word(key, texts, _names(known.get("other", "")))
    if not known and "other" in texts:
        word = _Word(key, texts, _names(texts["other"].text))
    faults += [theme_fault(source, span, key.text, *said) for span, *said in _faults_of(word)]
    return {form: text.text for form, text in texts.items()}, faults


def _other(value: Node) -> Text:
    """The form of a text that stands alone."""
    return Text("other", value.span, plain=True)


def _faults_of(word: _Word) -> Iterator[tuple[Span, str, str]]:
    """Yield what is wrong with one id: where, what and what to write instead."""
    if "other" not in word.forms:
        message = f"`{word.key.text}` has no form `other`"
        yield word.key.span, message, "add `other: ...`, the form for any number"
    for form, text in word.forms.items():
        if form not in FORMS:
            message = f"`{form}` is no form of a counted text"
            yield text.span, message, did_you_mean(form, FORMS, f"the forms are {listed(FORMS)}")
        elif form != "other" and NUMBER not in word.placeholders:
            message = f"`{word.key.text}` is not counted, so it has one text"
            yield text.span, message, f"write `{word.key.text}: ...` in one line"
        else:
            yield from ((text.span, *said) for said in _faults_in(word, form, text.text))


def _faults_in(word: _Word, form: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the placeholders of one text."""
    try:
        found = list(Formatter().parse(text))
    except ValueError:
        yield f"a brace in `{word.key.text}` has no partner", "write {{ or }} for a brace itself"
        return
    if any(sign or how for _, _, sign, how in found):
        yield f"a placeholder in `{word.key.text}` is more than a name", "write it as {name}"
        return
    names = {name for _, name, _, _ in found if name is not None}
    known = listed([f"{{{name}}}" for name in sorted(word.placeholders)]) or "none"
    for name in sorted(names - word.placeholders):
        message = f"`{word.key.text}` has no placeholder {{{name}}}"
        yield message, did_you_mean(name, word.placeholders, f"it has {known}")
    spared = {NUMBER} if form != "other" else set()
    for name in sorted(word.placeholders - names - spared):
        yield f"`{word.key.text}` lacks its placeholder {{{name}}}", f"write {{{name}}} into it"


def _names(text: str) -> frozenset[str]:
    """The placeholders of a text; none where its braces do not match."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset()


def _twins(source: Source, keys: list[Text]) -> list[Diagnostic]:
    """Report a name that stands twice."""
    found: list[Diagnostic] = []
    seen: set[str] = set()
    for key in keys:
        if key.text in seen:
            found.append(theme_fault(source, key.span, key.text, f"`{key.text}` stands twice"))
        seen.add(key.text)
    return found

"""What the tests of planning share: from tables to a plan, and from a plan to a journal, without a disk."""

from collections.abc import Mapping, Sequence

from cpdsite.exchange.importing.columns import map_columns
from cpdsite.exchange.importing.logs import find_log
from cpdsite.exchange.importing.plan import Known, Plan, drafts_of, known, plan
from cpdsite.exchange.importing.records import join
from cpdsite.exchange.importing.words import Words
from cpdsite.model.journal import Folder, Journal, Source
from cpdsite.model.profile import Profile
from cpdsite.model.table import Row, Table
from cpdsite.parse.entries import decode_entry
from tests.reading import VOCABULARY

WORDS = Words(vocabulary=VOCABULARY)
NOTHING = Known()


def table(*rows: Sequence[str], name: str = "log.csv") -> Table:
    """A table of these rows; those that hold nothing are left out, as the readers do."""
    numbered = (Row(number=n, cells=tuple(cells)) for n, cells in enumerate(rows, start=1))
    return Table(name=name, rows=tuple(row for row in numbered if any(row.cells)))


def planned(*tables: Table, profile: Profile | None = None, there: Known = NOTHING) -> Plan:
    """What an import of some tables would do."""
    said = profile or Profile()
    logs = [map_columns(find_log(one, said), said, WORDS) for one in tables]
    joined = join(logs)
    return plan(logs, joined, drafts_of(joined, WORDS, said.type), there, VOCABULARY)


def files(made: Plan) -> dict[str, str]:
    """The text of each new entry, by path."""
    return {new.file.path: new.file.text for new in made.new}


def journal(texts: Mapping[str, str]) -> Known:
    """What a journal of these files holds."""
    sources = tuple(Source(path=path, data=text.encode()) for path, text in sorted(texts.items()))
    entries = [decode_entry(source, VOCABULARY)[0] for source in sources]
    found = tuple(entry for entry in entries if entry is not None)
    return known(Folder(entries=sources), Journal(entries=found))


def said(made: Plan) -> str:
    """Every text that a plan lists instead of writing it."""
    texts = [text for unread in made.unread for text in unread.cells]
    texts += [text for _, _, text in made.left_out]
    texts += [text for held in made.held for _, text in held.lacking]
    return "\n".join(texts)

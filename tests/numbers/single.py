"""What the page of one entry should show."""

from tests.numbers import tables
from tests.numbers.markup import Element, figures, shown
from tests.numbers.reading import Record, hours_of
from tests.numbers.reckoning import Reckoning


def entry(page: Reckoning, one: Record) -> None:
    """One entry: what its author writes is text; what it counts for is counted."""
    for place in (page.main.one("h1"), page.main.one("div", "entry-text")):
        page.words(place)
    tables.dated(page, page.main.one("header", "entry-head"), one)
    for fact in page.main.all("dl", "facts"):
        for line in fact.all("div"):
            stated(page, line, one)
    shown_ = page.main.all("section", aria_labelledby="cpd-competencies")
    for texts in (*page.main.all("ul", "evidence"), *shown_):
        page.words(texts)
    granted(page, one)
    leading = [
        other
        for other in reversed(page.book.records)
        if one.kind == "goal" and one.name in other.goals
    ]
    tables.listed_under(page, "cpd-towards", leading)


def stated(page: Reckoning, line: Element, one: Record) -> None:
    """One fact: an amount of time as in the file, or the author's words."""
    label, value = line.one("dt").text, line.all("dd")[0]
    amounts = {"Hours": "hours", "Participatory hours": "participatory_hours"}
    if label in amounts:
        amount = hours_of(one.given[amounts[label]])
        page.amount(value, amount, shown(amount))
    else:
        page.words(line)


def granted(page: Reckoning, one: Record) -> None:
    """What an entry counts for under each body, and why it does not."""
    for count in page.book.recount.counts:
        found = page.main.all("strong", data_column=count.body.id)
        amount, cycle = count.granted.get(one.id), count.cycle_of(one.id)
        page.check(
            page.main,
            holds=len(found) == (amount is not None),
            otherwise=f"counts {len(found)} times under {count.body.id}",
        )
        if amount is None or cycle is None or not found:
            continue
        page.amount(found[0], amount, shown(amount))
        value = found[0].above
        assert value is not None
        assert value.above is not None
        page.figures(value, [shown(amount), cycle.label])
        for said in value.above.all("dd", "aside"):
            page.figures(said, tables.because(count.body, one))
    firsts = {f"{count.cycles[0].span.start}" for count in page.book.recount.counts}
    known = firsts | {str(one.day), str(page.book.recount.today)}
    for line in page.main.all("dd", "aside"):
        if line.text.startswith("not counted:"):
            page.words(line, [line.text])
            strange = [f for f in figures(line.text) if f not in known]
            page.check(line, holds=not strange, otherwise=f"gives {strange} as a reason")

"""What the page of one entry should show."""

from collections.abc import Iterator

from tests.numbers import tables
from tests.numbers.markup import Element, shown
from tests.numbers.plans import goal
from tests.numbers.reading import Record, hours_of
from tests.numbers.reckoning import Reckoning
from tests.numbers.recount import claim


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
    if one.kind == "goal":
        goal(page, one)


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
    lines = [dd for dd in page.main.all("dd", "aside") if dd.text.startswith("not counted:")]
    expected = list(reasons(page, one)) if page.book.whole else []
    page.check(page.main, holds=len(lines) == len(expected), otherwise=f"{len(lines)} reasons")
    for line, told in zip(lines, expected, strict=False):
        page.figures(line, told)


def reasons(page: Reckoning, one: Record) -> Iterator[list[str]]:
    """The figures in each reason why an entry does not count somewhere."""
    today = page.book.recount.today
    if one.planned:
        yield []
    elif one.day > today:
        yield [str(one.day), str(today)]
    else:
        for count in page.book.recount.counts:
            first, last = count.cycles[0].span.start, count.cycles[-1].span.end
            if claim(count.body, one, "exclude") == "true":
                yield []
            elif one.kind == "activity" and not first <= one.counted_on < last:
                yield [str(first if one.counted_on < first else last)]

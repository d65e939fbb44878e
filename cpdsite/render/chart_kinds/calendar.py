"""The days of a year as squares, week by week: the more hours, the stronger the colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from cpdsite.model.period import Period
from cpdsite.render.charts import WIDTH, About, Chart, Key, Table, capital
from cpdsite.render.labels import box, placed
from cpdsite.render.numbers import counted, shown
from cpdsite.render.saying import Say
from cpdsite.render.shapes import Label, Rect, Shape

STEPS = (1, 3, 6)
"""Up to so many hours a day has the first colour, the second, the third; more has the fourth."""

_WEEK = 7
_WEEKS = 27
"""In one band: two of them hold any year, and its squares are still seen on a phone."""
_PITCH, _SQUARE, _DOT = 19, 16, 4
"""From one day to the next, the side of its square, and that of a day still to come."""
_LEFT, _TOP = WIDTH - _WEEKS * _PITCH, 26
"""Room for the names of weekdays and of months, enlarged text included."""
_BAND = _TOP + _WEEK * _PITCH + 8
_WEEKDAYS = {0: "monday-short", 2: "wednesday-short", 4: "friday-short"}


def calendar(about: About, period: Period, amounts: Mapping[date, Fraction]) -> Chart:
    """A square for each day of a period, coloured where there is activity.

    Days outside the period are left out; an amount of 0 is activity whose time is not given.
    """
    active = {on: amounts[on] for on in sorted(amounts) if on in period}
    height = _BAND * (_place(period, period.last)[0] // _WEEKS + 1)
    days = (period.start + timedelta(days=nth) for nth in range(period.days))
    return Chart(
        id=about.id,
        kind="calendar",
        title=about.title,
        description=_finding(about, active),
        width=WIDTH,
        height=height,
        shapes=(
            *(_square(period, on, active.get(on), ahead=on > about.as_of) for on in days),
            *_names(period, height, about.say),
        ),
        legend=tuple(_legend(about)),
        table=Table(
            caption=about.title,
            header=(about.say("column-day"), capital(about.unit.labels)),
            rows=tuple((about.say.day(on), shown(amount)) for on, amount in active.items()),
        ),
    )


def _place(period: Period, on: date) -> tuple[int, int]:
    """The week of the period in which a day lies, and its weekday, both from 0."""
    return divmod((on - period.start).days + period.start.weekday(), _WEEK)


def _corner(week: int, weekday: int) -> tuple[int, int]:
    """Where the square of a day begins."""
    band, column = divmod(week, _WEEKS)
    return _LEFT + column * _PITCH, band * _BAND + _TOP + weekday * _PITCH


def _square(period: Period, on: date, amount: Fraction | None, *, ahead: bool) -> Rect:
    """The square of a day; a dot where nothing could be done yet."""
    x, y = _corner(*_place(period, on))
    side = _DOT if ahead and amount is None else _SQUARE
    rim = (_SQUARE - side) // 2
    return Rect(x=x + rim, y=y + rim, width=side, height=side, css=_css(amount), radius=2)


def _css(amount: Fraction | None) -> str:
    """The colour of a day."""
    return "track" if amount is None else f"c{1 + sum(amount > step for step in STEPS)}"


def _names(period: Period, height: int, say: Say) -> Iterator[Shape]:
    """Weekdays at the left of each band; months above the weeks in which they begin."""
    frame = box(0, 0, WIDTH, height)
    weekdays = [
        [_weekday(top, nth, say(name))]
        for top in range(0, height, _BAND)
        for nth, name in _WEEKDAYS.items()
    ]
    days = [period.start + timedelta(days=nth) for nth in range(period.days)]
    firsts = [on for on in days if on.day == 1]
    edges = [on for on in days if _place(period, on)[0] % _WEEKS == 0]
    months = [[_month(period, on, say)] for on in (*firsts, *edges)]
    yield from placed([*weekdays, *months], frame)


def _weekday(top: int, nth: int, name: str) -> Label:
    y = top + _TOP + nth * _PITCH + _SQUARE // 2
    return Label(x=0, y=y, text=name, css="lab", middle=True)


def _month(period: Period, on: date, say: Say) -> Label:
    x, y = _corner(_place(period, on)[0], 0)
    return Label(x=x, y=y - 8, text=say.short_month(on), css="lab")


def _legend(about: About) -> Iterator[Key]:
    """What each colour says."""
    yield Key(label=about.say("no-activity"), css="track")
    for nth, step in enumerate(STEPS, start=1):
        yield Key(
            label=about.say("up-to", amount=counted(Fraction(step), about.unit)), css=f"c{nth}"
        )
    yield Key(label=about.say("more"), css=f"c{len(STEPS) + 1}")


def _finding(about: About, active: Mapping[date, Fraction]) -> str:
    """On how many days, and on which most."""
    if not active:
        return about.say("no-day-with-activity", day=about.day)
    most = max(active, key=lambda on: active[on])
    return about.say(
        "days-with-activity",
        number=len(active),
        day=about.day,
        most=about.say.long_day(most),
        amount=counted(active[most], about.unit),
    )

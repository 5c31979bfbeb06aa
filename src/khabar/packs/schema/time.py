"""Words of time, the rules that join them, and dated events of the world."""

from __future__ import annotations

import msgspec

from khabar.packs.schema.base import Entry, Example, NotExample


class CalendarWord(Entry, frozen=True, kw_only=True):
    """A word of the calendar: month, weekday, part of a day, number, relation.

    class: the name by which rules call it. value: its number (month 1-12, hijri 101-112, weekday 0 = Monday, offset
    of a deictic in days, -1/0/1 of a shift); a feast is month * 100 + day. name: its word where it has no number
    (``week``, ``dawn``, ``early``). article: also read with the article, as class ``the_<class>``. fixed: takes no
    preposition letter, which would spell another word. forms may be several words; conjunction and preposition
    letters are derived.
    """

    class_: str = msgspec.field(name="class")
    forms: list[str]
    value: int | None = None
    name: str = ""
    article: bool = False
    fixed: bool = False


class TimeRule(Entry, frozen=True, kw_only=True):
    """A pattern of calendar words.

    pattern: alternatives, each a sequence of elements parted by blanks: ``{class}``, ``{a|b}``, ``{class:name}``
    (captured under that name), ``+{class}`` (joined with a conjunction letter), ``{class@b}`` (with that preposition
    letter), ``<fragment>``; a ``?`` after one makes it optional. fragment: a name; the rule is only a part of others.
    kind: what the resolver makes of it. sets: fields of the point that the rule itself decides. needs: ``relation``
    or ``in`` where the words mean a time only after a word such as since or in.
    """

    pattern: list[str]
    fragment: str = ""
    kind: str = ""
    sets: dict[str, str] = {}
    needs: str = ""
    examples: list[Example] = []
    not_examples: list[NotExample] = []


class WorldEvent(Entry, frozen=True, kw_only=True):
    """A dated event that reports name without its date.

    date: ISO day; until: last day where it lasted. kind: assault, war, politics, protest, agree, retreat, coerce,
    disaster, explosion, intercept … forms: names that alone tell it. words: sets of words that together tell it in
    one sentence (``a + b + c``, each word with its clitics; ``a|b`` either). fresh: reports of its first days often
    leave out its date, so that a text about it is likely to be of those days. sole: its words stand together of nothing
    else (the name of a ship, of a hotel, of a man), so that they tell it without its weekday. opens: the days of a war,
    an operation or a truce are counted from it (the fourth day of the operation). death: its words name who was in the
    news while he lived, and tell it only beside a word of death. place, country: where it was.
    certainty: ``a`` where several sources agree on the day, ``b`` where one gives it.
    """

    date: str
    until: str = ""
    name: str
    country: str = ""
    place: str = ""
    kind: str = ""
    forms: list[str] = []
    words: list[str] = []
    fresh: bool = False
    sole: bool = False
    opens: bool = False
    death: bool = False
    certainty: str = "a"

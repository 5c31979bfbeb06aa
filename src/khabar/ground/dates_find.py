"""Finds the phrases of time in a sentence.

Invariant: expressions never overlap and stand in order; a word that is a time only in company (he practised, he
returned) is none alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from khabar.ground.dates import Point, TimeExpression
from khabar.ground.dates_lexicon import DATE_WITH_DOTS, SHORTEST_DATE, Lexicon, Sense
from khabar.ground.dates_making import HIJRI, make_point
from khabar.ground.dates_rules import Captures, Rules, Words
from khabar.model.native import mypyc_attr
from khabar.model.spans import Span
from khabar.packs.schema.base import Entry
from khabar.packs.schema.time import CalendarWord, TimeRule
from khabar.text.clitics import AL, BA
from khabar.text.letters import ALIF, LAM, TA_MARBUTA
from khabar.text.tokens import Token

REACH: Final = 4
SINCE_REACH: Final = 6
SINCE_NOUNS: Final = 3
"""So many words after a since are the name of what began, one phrase with its date; more tell a happening."""
YEAR_DIGITS: Final = 4
RANK_REACH: Final = 7
PLANNED_REACH: Final = 3
ENTERS_REACH: Final = 8
ITS_DAY: Final = "time.its_day"
MONTHS: Final = 12
OUTLETS_NAMED: Final = frozenset({"deictic", "daypart", "weekday"})
HOURED: Final = frozenset({"weekday", "deictic"})
PARTED: Final = frozenset({"month", "year", "unit"})
ABOUT: Final = frozenset(("point", "until", "during"))
RELATIONS: Final = frozenset(("since", "until", "between", "from", "during", "before", "after", "by", "in"))
_FAR: Final = frozenset(("later", "ago"))
_COUNTS: Final = frozenset(("count", "the_count", "one", "half", "of", "few", "approx"))
_PARTS: Final = frozenset(("part", "night"))
_WEAK: Final = RELATIONS | {
    "of", "approx", "before_that", "after_that", "until", "onto", "this", "one", "few", "half", "same",
    "next", "previous", "count", "the_count", "tens", "the_tens", "ordinal", "ordinal_day", "hour",
    "minutes", "in_row", "guard", "guard_today", "day_word", "edge", "lead", "hijri_mark", "ad_mark", "part",
    "night", "season", "the_season", "year_word", "shift", "rank", "planned", "guard_outlet",
    "anniversary", "the_anniversary", "enters", "feast_night", "was",
}  # fmt: skip
_NUMBER_AFTER: Final = frozenset("/\\-:.(")


@mypyc_attr(acyclic=True)
class _Marks:
    """What a word may be in a phrase of time, to whom the key belongs: whether it may start one, and whether it can
    carry one.
    """

    __slots__ = ("key", "number", "starts", "strong")

    def __init__(self, key: object, starts: bool, strong: bool, number: bool) -> None:
        self.key = key
        self.starts = starts
        self.strong = strong
        self.number = number


class TimeFinder:
    """Reads time by the words and rules of the packs; build it once, it keeps no state between sentences."""

    def __init__(self, words: Iterable[Entry], rules: Iterable[Entry]) -> None:
        """Take the entries of the ``calendar`` and ``time_rule`` packs.

        Raises:
            PackError: a pattern cannot be read or names an unknown fragment.
        """
        calendar = [word for word in words if isinstance(word, CalendarWord)]
        self.lexicon = Lexicon(calendar)
        self.rules = Rules(rule for rule in rules if isinstance(rule, TimeRule))
        self._guards = _forms(self.lexicon, "guard")
        self._today_guards = _forms(self.lexicon, "guard_today")
        self._outlets = _forms(self.lexicon, "guard_outlet")
        self.ranks = _forms(self.lexicon, "rank")
        self.enters = _forms(self.lexicon, "enters")
        self.planned = _forms(self.lexicon, "planned")
        self.was = _forms(self.lexicon, "was")
        self.outbreak = _forms(self.lexicon, "outbreak")
        self.anniversary = _forms(self.lexicon, "anniversary") | _forms(self.lexicon, "the_anniversary")
        self.about, self.more = _forms(self.lexicon, "approx"), _forms(self.lexicon, "more")
        self.starts = frozenset(self.lexicon.starters) | frozenset(self.lexicon.prefixes)
        self._since = _forms(self.lexicon, "since")
        self._strong = _strong_forms(self.lexicon)
        self._key = object()

    def find(self, tokens: list[Token], first: int, last: int) -> list[TimeExpression]:
        """All maximal phrases of time in tokens `first`..`last` (exclusive), in order."""
        reader: _Reader | None = None
        i = next_hot = first
        while i < last:
            marks = self._marks(tokens[i])
            if not marks.starts and not marks.number:
                i += 1
                continue
            if next_hot <= i:
                next_hot = i
            while next_hot < last:
                near = self._marks(tokens[next_hot])
                if near.strong or (near.number and self._hot(tokens, next_hot, last)):
                    break
                next_hot += 1
            if next_hot >= last:
                break
            if next_hot - i > (SINCE_REACH + 1 if tokens[i].form in self._since else REACH):
                i += 1
                continue
            if reader is None:
                reader = _Reader(self, tokens, last)
            if marks.number and not reader.number_may_start(i):
                i += 1
                continue
            i = reader.step(i)
        return _with_years(reader.found) if reader is not None else []

    def _marks(self, token: Token) -> _Marks:
        """What a word may be, found once for its spelling."""
        word = token.word
        found: _Marks | None = word.time
        if found is None or found.key is not self._key:
            form = word.form
            found = word.time = _Marks(self._key, form in self.starts, form in self._strong, word.kind == "number")
        return found

    def _hot(self, tokens: list[Token], i: int, last: int) -> bool:
        """Whether a time may hang on the number: a year, or one with a time word or date mark next."""
        if len(tokens[i].form) >= YEAR_DIGITS:
            return True
        return i + 1 < last and (tokens[i + 1].form in self.starts or tokens[i + 1].form in _NUMBER_AFTER)

    def guarded(self, tokens: list[Token], first: int, point: Point) -> bool:
        """Whether the word before makes a name of the date (the bridge of 14 July) or of today (an outlet)."""
        if not first:
            return False
        before = tokens[first - 1].form
        if point.kind in ("date", "month", "weekday") and not point.part and before in self._guards:
            return True
        if point.kind in OUTLETS_NAMED and (before in self._outlets or self._quoted_outlet(tokens, first)):
            return True
        return point.kind == "deictic" and before in self._today_guards

    def _quoted_outlet(self, tokens: list[Token], first: int) -> bool:
        """Whether a mark of quotation stands between an outlet and the word (the agency "Tomorrow")."""
        return first > 1 and tokens[first - 1].mark and tokens[first - 2].form in self._outlets


class _Reader(Words):
    """One pass over one sentence."""

    __slots__ = ("_cache", "_open", "_relation", "_since", "finder", "found", "last", "tokens")

    def __init__(self, finder: TimeFinder, tokens: list[Token], last: int) -> None:
        self.finder = finder
        self.tokens = tokens
        self.last = last
        self.found: list[TimeExpression] = []
        self._cache: dict[int, list[Sense]] = {}
        self._relation: tuple[str, int, int] | None = None
        self._open: tuple[str, int] | None = None
        self._since: tuple[str, int, int] | None = None

    def senses(self, i: int) -> list[Sense]:
        found = self._cache.get(i)
        if found is None:
            found = self.finder.lexicon.senses(self.tokens, i, self.last)
            if i and len(self.tokens[i].form) == YEAR_DIGITS and self.tokens[i].kind == "number":
                found = [sense for sense in found if sense.name != "year" or self._year(i, sense)]
            self._cache[i] = found
        return found

    def _year(self, i: int, sense: Sense) -> bool:
        """Whether four digits can be a year: no count (more than 2,000 people), no hijri year after a month of the
        other calendar (since August 1,361 raids).
        """
        before = self.tokens[i - 1].form
        if before in self.finder.about or (i > 1 and self.tokens[i - 2].form in self.finder.more):
            return False
        if not isinstance(sense.value, int) or sense.value >= HIJRI:
            return True
        months = [s.value for s in self.senses(i - 1) if s.name in ("month", "amonth")]
        return all(isinstance(month, int) and month > MONTHS for month in months)

    def number_may_start(self, i: int) -> bool:
        """Whether a time word, a mark of dates or a relation word stands beside the number."""
        if self._relation is not None and self._relation[2] == i:
            return True
        form = self.tokens[i].form
        if len(form) >= SHORTEST_DATE and DATE_WITH_DOTS.fullmatch(form):
            return True
        after = self.tokens[i + 1] if i + 1 < self.last else None
        return after is not None and (after.form in _NUMBER_AFTER or after.form in self.finder.starts)

    def step(self, i: int) -> int:
        """Read what starts at token `i`; gives the token to go on from."""
        match = self.finder.rules.match(i, self.last, self)
        if match is not None:
            match = self._prefer_point(i, match)
        if match is not None:
            end, rule, captures = match
            point = make_point(rule, captures)
            relation = self._relation if self._relation is not None and self._relation[2] == i else None
            if self.finder.guarded(self.tokens, i, point):
                return end
            if self._described(i, end, rule, captures) or (rule.id == ITS_DAY and not self._entered(i)):
                return i + 1
            if self._allowed(rule, relation):
                self._keep(i, end, rule, captures, point, relation)
                return end
        self._note_relation(i)
        return i + 1

    def _entered(self, i: int) -> bool:
        """Whether something enters or ends the day of its run: a child of *her first year* does not."""
        return any(token.form in self.finder.enters for token in self.tokens[max(0, i - ENTERS_REACH) : i])

    def _described(self, i: int, end: int, rule: TimeRule, captures: Captures) -> bool:
        """Whether a lone unit after a preposition is described by the next word (after a bloody day), or describes the
        word before it: the year is written like `general` (the general hospital).
        """
        if rule.kind == "unit" and rule.needs and captures[0][1].value == "year":
            return i > 0 and self.tokens[i - 1].form.startswith(AL)
        if rule.kind not in _FAR or captures[-1][1].name != "unit" or any(s.name in _COUNTS for _, s in captures):
            return False
        following = self.tokens[end] if end < self.last else None
        if following is None or following.kind != "word" or following.form in self.finder.starts:
            return False
        if following.form.startswith(AL) or following.form.endswith(ALIF) or following.word.tanwin:
            return False  # struck a year ago a gathering
        return following.form.endswith(TA_MARBUTA) == self.tokens[end - 1].form.endswith(TA_MARBUTA)

    def _prefer_point(self, i: int, match: tuple[int, TimeRule, Captures]) -> tuple[int, TimeRule, Captures] | None:
        """None where a bare span (since a year) only begins a longer point after a relation (since the year 2011)."""
        first = match[2][0][1]
        if match[1].kind not in ("span", "ago", "later") or first.name not in RELATIONS | {"within"}:
            return match
        longer = self.finder.rules.match(i + first.length, self.last, self)
        return None if longer is not None and longer[0] > match[0] else match

    def _allowed(self, rule: TimeRule, relation: tuple[str, int, int] | None) -> bool:
        if not rule.needs:
            return True
        return relation is not None or self._open is not None

    def _note_relation(self, i: int) -> None:
        """Remember a relation word, so that a point right after it takes it; fillers are stepped over."""
        best: Sense | None = None
        filler = 0
        for sense in self.senses(i):
            if sense.name in RELATIONS and (best is None or sense.length > best.length or _rank(sense) < _rank(best)):
                best = sense
            elif sense.name in ("approx", "day_word"):
                filler = max(filler, sense.length)
        inside = self._relation is not None and self._relation[1] < i < self._relation[2]
        if best is not None and not inside:
            self._relation = (best.name, i, i + best.length)
            if best.name == "since":
                self._since = self._relation
        elif filler and self._relation is not None and self._relation[2] == i:
            self._relation = (self._relation[0], self._relation[1], i + filler)

    def _keep(
        self, i: int, end: int, rule: TimeRule, captures: Captures, point: Point, near: tuple[str, int, int] | None
    ) -> None:
        conjunction = captures[0][1].conjunction
        lead, rank = (near[1], near[1]) if near else (i, i)
        if (near is None or near[0] == "in") and self._since is not None and self._since_event(i):
            near, rank = self._since, self._since[1]
            lead = near[1] if i - near[2] <= SINCE_NOUNS else lead
        name = near[0] if near else ""
        onto = captures[0][1].preposition == LAM and point.kind == "deictic"  # from 4 April to-day
        if self._open is not None and self.found and self._closes(i, conjunction, name, onto=onto):
            self._join(end, point)
            return
        if name in ("before", "after") and captures[0][0] in _PARTS:
            name = ""
        if not name and captures[0][0] == "edge" and captures[0][1].preposition == BA and point.edge in ("late", "end"):
            name = "by"  # by the end of the month
        if not name and rule.kind == "ago" and not conjunction and self._restates(i):
            self.found[-1].last = end  # since the month began, two weeks ago
            return
        if conjunction and not name and self._joins_parts(i, point):
            self._join(end, point)
            return
        relation = rule.sets.get("relation") or {"": "point", "in": "point", "from": "point"}.get(name, name)
        start = self.tokens[i].start + (1 if conjunction else 0)
        self.found.append(
            TimeExpression(
                Span(start, self.tokens[end - 1].end), i, end, point, None, relation,
                lead, self._tense(lead, point), rule.id, self._ranked(rank, point.kind, relation),
            )
        )  # fmt: skip
        spread = point.day2 is not None or point.year2 is not None or point.weekday2 is not None
        opens = name in ("between", "from", "since") and not spread
        self._open = (name, end) if opens else None
        if spread and name == "between":
            self.found[-1].relation = "between"

    def _tense(self, lead: int, point: Point) -> str:
        """Past or future by the words, and by a word before them that says it is planned (elections due on 20 May)."""
        before = self.tokens[max(0, lead - PLANNED_REACH) : lead]
        if point.kind == "date" and point.year is None and any(t.form in self.finder.planned for t in before):
            return "future"
        return _tense(point)

    def _ranked(self, at: int, kind: str, relation: str) -> bool:
        """Whether a span, a since or `lately` stands after a rank, with words alone between."""
        if relation not in ("since", "during") and kind not in ("span", "vague"):
            return False
        for token in reversed(self.tokens[max(0, at - RANK_REACH) : at]):
            if token.kind != "word":
                return False
            if token.form in self.finder.ranks:
                return True
        return False

    def _since_event(self, i: int) -> bool:
        """Whether the date at token `i` dates an event named after a since (since the war broke out in April 2023)."""
        if self._since is None or i - self._since[2] > SINCE_REACH:
            return False
        between = self.tokens[self._since[2] : i]
        return all(token.kind == "word" for token in between) and not (
            self.found and self.found[-1].last > self._since[2]
        )

    def _closes(self, i: int, conjunction: bool, name: str, *, onto: bool) -> bool:
        if self._open is None:
            return False
        kind, end = self._open
        if kind == "from" and onto:
            return end == i
        if kind == "between":
            return conjunction and end == i
        return name == "until" and self._relation is not None and self._relation[1] == end

    def _joins_parts(self, i: int, point: Point) -> bool:
        """Whether parts of two months or days are one span (at the end of April and the beginning of May, on Friday
        evening and Saturday morning).
        """
        if not self.found or self.found[-1].last != i:
            return False
        before = self.found[-1]
        if point.part and before.point.part and point.kind in HOURED and before.kind in HOURED:
            return before.until is None and before.relation == "point"
        if not point.edge:
            return False
        return bool(before.point.edge) and before.kind in PARTED and point.kind in PARTED and before.until is None

    def _restates(self, i: int) -> bool:
        """Whether a since stands right before, of which the words at token `i` only tell how long ago it was."""
        return bool(self.found) and self.found[-1].last == i and self.found[-1].relation == "since"

    def _join(self, end: int, point: Point) -> None:
        before = self.found[-1]
        if before.relation != "since":
            before.relation = "between"
        before.span = Span(before.span.start, self.tokens[end - 1].end)
        before.last = end
        before.until = point
        self._open = None


def _with_years(found: list[TimeExpression]) -> list[TimeExpression]:
    """Dates without a year have the one that their sentence is about (in 2020, when it struck on 8 January)."""
    year: int | None = None
    for n, expression in enumerate(found):
        point = expression.point
        if point.kind == "date" and point.year is None and year is not None and _may_be_of_any_year(expression):
            point = point.copy()
            point.year = year
            found[n] = expression.of_point(point, expression.until, expression.relation)
        opens = point.kind in ("year", "month") and expression.relation in ABOUT and expression.until is None
        if opens and point.year2 is None and (point.month or 0) <= MONTHS:
            year = point.year
        elif point.kind not in ("date", "daypart"):
            year = None
    return found


def _may_be_of_any_year(expression: TimeExpression) -> bool:
    """Whether a date does not tell its year itself, as last and this do."""
    point = expression.point
    alone = point.shift is None and point.year_shift is None and point.weekday is None and expression.until is None
    return alone and not point.same_year and not point.same_month and (point.month or 0) <= MONTHS


def _tense(point: Point) -> str:
    shift = point.shift if point.shift is not None else point.year_shift
    if shift is not None and shift != 0:
        return "past" if shift < 0 else "future"
    if point.offset:
        return "past" if point.offset < 0 else "future"
    return "past" if point.kind in ("ago", "ago_prev") else ""


def _rank(sense: Sense) -> int:
    return 1 if sense.name == "in" else 2 if sense.name == "during" and sense.length == 1 else 0


def _strong_forms(lexicon: Lexicon) -> frozenset[str]:
    """Forms that can carry a time; every time phrase holds one within `REACH` tokens of its start, or a number."""
    strong: set[str] = set()
    for form, entries in lexicon.starters.items():
        for rest, sense in entries:
            if sense.name not in _WEAK:
                strong.add(rest[-1] if rest else form)
    return frozenset(strong)


def _forms(lexicon: Lexicon, name: str) -> frozenset[str]:
    return frozenset(
        form for form, entries in lexicon.starters.items() for rest, sense in entries if sense.name == name and not rest
    )

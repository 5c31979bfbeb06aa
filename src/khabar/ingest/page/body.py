"""Which parts of a page are the article.

Invariant: a part is taken or left as a whole, in the page's order; each that is left says why. Work is linear in the
parts and the elements of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.ingest.page.cues import Cue, asks, find_cue
from khabar.ingest.page.days import find_days
from khabar.ingest.page.languages import ARABIC, language_of
from khabar.ingest.page.marks import (
    ASIDE,
    BODY,
    COMMENT,
    CREDIT,
    DATE,
    FOREIGN,
    FURNITURE,
    LEAD,
    LIVE,
    RELATED,
    TITLE,
)
from khabar.ingest.page.parts import Part, body_of, within
from khabar.ingest.page.source import Node, Page
from khabar.ingest.page.teasers import make_of, set_teasers_apart

_CORE: Final = 0.72
_TOLD: Final = 0.6
_PURE: Final = 0.75
_MOST: Final = 0.3
_SMALL: Final = frozenset("p li span b strong font h1 h2 h3 h4 h5 h6 blockquote em i u dd dt a center pre".split())
_CUE_WORDS: Final = 45
_BEFORE: Final = 150
_DATED: Final = 16
_RULED: Final = 5
_BOXED: Final = 400


class Body:
    """The article's parts: ``lead`` and ``paragraphs`` in order; ``heads`` are lines of date and credit; ``notes``."""

    def __init__(self) -> None:
        self.heads: list[Part] = []
        self.paragraphs: list[Part] = []
        self.notes: list[str] = []
        self.core: Node | None = None


def choose(page: Page, parts: Sequence[Part], title: Part | None, descriptions: Sequence[str]) -> Body:
    """The parts that are the article, those apart with ``role`` and ``why`` set.

    Args:
        page: The page that the parts were read from; roles and votes are given already.
        parts: All of them, in order.
        title: The headline among them.
        descriptions: What the page tells of its beginning.
    """
    return _Chooser(page, parts, title, descriptions).choose()


class _Chooser:
    def __init__(self, page: Page, parts: Sequence[Part], title: Part | None, descriptions: Sequence[str]) -> None:
        self.page = page
        self.parts = parts
        self.title = title
        self.body = Body()
        self.begin = parts.index(title) + 1 if title is not None else 0
        self.end = len(parts)
        self.seen = False
        self.cues: dict[int, Cue] = {}
        self.descriptions = [set(_shingles(text)) for text in descriptions]

    def choose(self) -> Body:
        set_teasers_apart(self.parts[self.begin :], self.title)
        self.end = self._boundary()
        self._languages()
        self._cue()
        self._comments()
        core = self._core()
        if core is None:
            return self.body
        self.body.core = core
        inside = [at for at in range(self.begin, self.end) if core.first <= self.parts[at].first < core.last]
        self._boxes(core, inside)
        self._replies(core, inside)
        pure = self._purity(inside) >= _PURE or core.kind == BODY
        taken = []
        for at in inside:
            if self._take(at, pure, core):
                taken.append(at)
                self.seen = self.seen or self.parts[at].words > _DATED
        taken = self._more(taken, core)
        taken = self._lead(taken) + taken
        taken = self._without_repeats(taken)
        self.body.paragraphs = [self.parts[at] for at in self._without_loose_ends(taken)]
        self._heads()
        return self.body

    def _boundary(self) -> int:
        """Where the next article of the page begins, if it holds several."""
        title = self.title
        if title is None:
            return len(self.parts)
        home = within(title.node, tag="article")
        seen = 0
        for at in range(self.begin, len(self.parts)):
            part = self.parts[at]
            other = part.node.tag == "h1" or (part.node.kind == TITLE and part.heading and not part.role)
            if other and seen > 150 and part.keys != title.keys and part.words >= 3 and part.role not in ASIDE:
                return at
            if seen > 150 and part.heading and not part.role and self._next_article(part, home, seen):
                return at
            if part.prose and part.role not in ASIDE and not part.node.hidden:
                seen += part.letters
        return len(self.parts)

    def _next_article(self, part: Part, home: Node | None, seen: int) -> bool:
        """Whether a heading begins an article element of its own, with text enough, that is no entry of this one."""
        around = within(part.node, tag="article")
        if around is None or around is home or self.title is None or _holds(around, self.title):
            return False
        inside = (home is not None and _holds(home, part)) or _holds(around, self.parts[self.begin])
        return not inside and around.prose > max(400, seen / 3) and within(around, LIVE) is None

    def _languages(self) -> None:
        for part in self.parts[self.begin : self.end]:
            part.language = language_of(part.text)
            foreign = part.language not in (ARABIC, "") and part.words >= 4
            if foreign and not part.role:
                part.role, part.why = FOREIGN, f"in another language ({part.language})"

    def _cue(self) -> None:
        for at in range(self.begin, self.end):
            part = self.parts[at]
            if part.role or part.words > _CUE_WORDS:
                continue
            cue = find_cue(part.text)
            if cue is not None and cue.kind == "source_line" and part.heading:
                cue = cue._replace(kind=RELATED, block="end", heads=True)  # a heading over a list of sources
            if cue is not None and (cue.heads or part.node.tag not in ("td", "th")):
                self.cues[at] = cue
            elif part.words <= _CUE_WORDS and asks(part.text) and not part.heading:
                part.role, part.why = FURNITURE, "asks the reader for something"

    def _comments(self) -> None:
        """Set apart what readers wrote: from a line that says so to the end of its element, or of the article."""
        seen = until = 0
        for at in range(self.begin, self.end):
            part = self.parts[at]
            cue = self.cues.get(at)
            if cue is not None and cue.kind == COMMENT and cue.heads and seen > _BEFORE and not part.role:
                last = self._home_of(at).last
                until = max(until, at)
                while until < self.end and self.parts[until].first < last:
                    other = self.parts[until]
                    if not other.role:
                        other.role, other.why = COMMENT, f"after: {cue.form}"
                    until += 1
            if part.prose and not part.role:
                seen += part.letters

    def _home_of(self, at: int) -> Node:
        """The largest element that begins with a part; where its own line is all of it, what holds that."""
        part, before = self.parts[at], self.parts[at - 1].last if at else 0
        node = part.node
        while node.parent is not None and node.parent.parent is not None and node.parent.first >= before:
            node = node.parent
        if node.last <= part.last + 200 and node.parent is not None:
            return node.parent
        return node

    def _weight(self, part: Part) -> float:
        if part.role or part.words < 4 or (part.node.hidden and part.role):
            return 0.0
        weight = part.letters * (1 - part.linked) ** 2 * (0.35 + part.vote + 0.5 * part.told)
        return weight * (0.3 if part.heading or not part.prose else 1.0)

    def _core(self) -> Node | None:
        """The smallest element that holds most of what reads like the article."""
        weights = [0.0] * len(self.page.nodes)
        for at in range(self.begin, self.end):
            if at not in self.cues:
                weights[self.parts[at].node.index] += self._weight(self.parts[at])
        for node in reversed(self.page.nodes):
            if node.parent is not None:
                weights[node.parent.index] += weights[node.index]
        whole = weights[0]
        if whole <= 0:
            return None
        core = self.page.nodes[0]
        for node in self.page.nodes:
            if weights[node.index] >= _CORE * whole and node.depth >= core.depth:
                core = node
        while core.tag in _SMALL and core.parent is not None:
            core = core.parent
        marked = within(core, BODY)
        return marked if marked is not None else core

    def _boxes(self, core: Node, inside: Sequence[int]) -> None:
        """Set apart the boxes within the article that a cue heads, and lists of links after one."""
        weight = sum(self._weight(self.parts[at]) for at in inside) or 1.0
        for place, at in enumerate(inside):
            cue = self.cues.get(at)
            part = self.parts[at]
            if cue is None or part.role or cue.kind not in ASIDE:
                continue
            part.role, part.why = cue.kind, f"says so itself: {cue.form}"
            heads = cue.heads and (
                cue.mode == "line" or part.heading or cue.block in ("end", "next", "final") or part.words <= 5
            )
            if not heads:
                continue
            box = self._box_of(part, core, inside[place - 1] if place else -1)
            if box is not None:
                held = [k for k in inside[place + 1 :] if self.parts[k].first < box.last]
                if sum(self._weight(self.parts[k]) for k in held) < _MOST * weight:
                    for k in held:
                        self.parts[k].role = self.parts[k].role or cue.kind
                    continue
            self._links_after(inside, place, cue)

    def _replies(self, core: Node, inside: Sequence[int]) -> None:
        """Set apart what readers answered below the first post of a forum, and what signs a post."""
        posts: dict[Node, list[Part]] = {}
        signed: Node | None = None
        for at in inside:
            part = self.parts[at]
            if signed is not None and part.node is signed and not part.role:
                part.role, part.why = FURNITURE, "below a ruled line of signs"
            elif len(part.text) >= _RULED and set(part.text) <= set("_-=*\u2014 "):
                part.role, part.why, signed = FURNITURE, "a ruled line", part.node
            child = _child_of(core, part.node)
            if child is not None:
                posts.setdefault(child, []).append(part)
        alike: dict[tuple[str, str], list[Node]] = {}
        for child in posts:
            alike.setdefault((child.tag, make_of(child)), []).append(child)
        for nodes in alike.values():
            sizes = [sum(part.letters for part in posts[node] if part.prose and not part.role) for node in nodes]
            rest = sorted(sizes[1:])
            if len(nodes) < 4 or nodes[0].tag == "p" or sizes[0] < 3 * max(rest[len(rest) // 2], 1):
                continue
            if any(within(node, LIVE) is not None for node in nodes[:3]):
                continue
            for node in nodes[1:]:
                for part in posts[node]:
                    part.role, part.why = part.role or COMMENT, "an answer below the first post"

    def _box_of(self, part: Part, core: Node, before: int) -> Node | None:
        """The largest element inside the core that begins with a part."""
        end = self.parts[before].last if before >= 0 else core.first
        box, node, steps = None, part.node, 0
        while node is not core and node.parent is not None and steps < 64 and node.first >= end:
            if node.last > part.node.last:
                box = node
            node, steps = node.parent, steps + 1
        return box

    def _links_after(self, inside: Sequence[int], place: int, cue: Cue) -> None:
        if cue.block == "none":
            return
        for at in inside[place + 1 : place + 40]:
            part = self.parts[at]
            link = part.linked >= 0.5 or (part.linked > 0 and not part.prose)
            loose = not part.stopped and part.words <= 16 and cue.block != "next" and part.vote < 0.5
            if part.role in ASIDE:
                continue
            if part.role or not (link or loose):
                break
            part.role, part.why = cue.kind, "follows such a line"

    def _purity(self, inside: Sequence[int]) -> float:
        kept = [self.parts[at] for at in inside if not self.parts[at].role]
        kept = [part for part in kept if part.node.tag != "th" and (part.prose or not part.heading)]
        return sum(part.letters for part in kept if part.prose) / (sum(part.letters for part in kept) or 1)

    def _take(self, at: int, pure: bool, core: Node) -> bool:
        part = self.parts[at]
        if part.role:
            return False
        cue = self.cues.get(at)
        if cue is not None and cue.kind in ("byline", "date_line", "source_line", "stamp"):
            part.why = cue.kind
            return False
        if _in_table(part, core):
            return True
        sentence = part.stopped and part.words >= 18 and max(part.vote, part.told) >= 0.5
        if part.linked >= 0.8 and not sentence:
            part.role, part.why = RELATED, "a link"
            return False
        if part.linked >= 0.6 and part.words < 20 and not part.stopped:
            part.role, part.why = RELATED, "mostly a link"
            return False
        if self._labelled(part):
            return False
        marked = core.kind == BODY or body_of(part) is not None
        if pure and (marked or part.prose or part.vote >= 0.5 or part.heading or part.stopped):
            return True
        sure = part.vote >= 0.5 or part.told >= _TOLD
        return sure or (part.prose and part.stopped and (pure or part.node.parent is core))

    def _labelled(self, part: Part) -> bool:
        """Whether its element says that it is a line of date, of names or a title, and it reads like that."""
        kinds = {part.kind, part.node.kind, *(node.kind for node in part.nodes)}
        if not self.seen and _is_dated(part):
            return True
        if not kinds & {DATE, CREDIT, TITLE}:
            return False
        return (part.words < 15 and not part.stopped) or (
            part.node.kind == DATE and part.words < 40 and next(find_days(part.text), None) is not None
        )

    def _more(self, taken: list[int], core: Node) -> list[int]:
        """Paragraphs of the article that stand outside the core: after it, in an element of its kind."""
        if not taken:
            return taken
        names = core.attributes.get("class")
        more = []
        for at in range(taken[0], self.end):
            part = self.parts[at]
            if core.first <= part.first < core.last or part.role or at in self.cues or not part.prose:
                continue
            alike = body_of(part) is not None or (names and _has_class(part.node, names))
            beside = core.parent is not None and _goes_on(core.parent, part)
            if part.linked < 0.3 and ((alike and (part.vote >= 0.5 or part.stopped)) or (beside and part.vote >= 0.8)
                                      or part.told >= 0.8):  # fmt: skip
                more.append(at)
        more += self._going_on(taken[-1], core) if core.kind != BODY else []
        if more:
            self.body.notes.append(f"{len(more)} paragraphs outside the main block taken in")
        return sorted({*taken, *more})

    def _going_on(self, last: int, core: Node) -> list[int]:
        """Paragraphs that go on right after the core, which an end tag too many has cut."""
        found = []
        for at in range(last + 1, self.end):
            part = self.parts[at]
            if part.role and part.role != FOREIGN:
                continue
            if (
                at in self.cues
                or part.node.tag != "p"
                or not part.prose
                or not _goes_on(core.parent, part)
                or not part.stopped
                or part.linked > 0.2
            ):
                break
            found.append(at)
        return found

    def _lead(self, taken: Sequence[int]) -> list[int]:
        """What stands between the headline and the first paragraph and reads as the beginning of the article."""
        if not taken or self.title is None:
            return []
        found = []
        for at in range(self.begin, taken[0]):
            part = self.parts[at]
            if part.role or at in self.cues or part.linked >= 0.3 or part.words < 6 or _is_dated(part):
                continue
            told = max((_share(part, said) for said in self.descriptions), default=0.0)
            leads = part.kind == LEAD or within(part.node, LEAD) is not None
            leads = leads or (part.heading and at <= self.begin + 2 and part.words >= 7)
            if leads or told >= 0.5 or part.told >= _TOLD or (part.prose and (part.stopped or part.vote >= 0.5)):
                found.append(at)
        if found and any(self.parts[at].vote < 0.5 for at in found):
            self.body.notes.append("a lead paragraph outside the main block taken in")
        return found

    def _without_repeats(self, taken: Sequence[int]) -> list[int]:
        seen: set[tuple[str, ...]] = {self.title.keys} if self.title is not None else set()
        kept = []
        for at in taken:
            part = self.parts[at]
            if part.keys in seen and (part.words >= 6 or (self.title is not None and part.keys == self.title.keys)):
                part.why = "stands twice"
                continue
            seen.add(part.keys)
            kept.append(at)
        return self._without_excerpt(kept)

    def _without_excerpt(self, kept: list[int]) -> list[int]:
        """Leave out a lead that the next paragraphs repeat word for word."""
        while len(kept) > 1:
            first = self.parts[kept[0]]
            after = {one for at in kept[1:3] for one in _shingles(self.parts[at].text)}
            mine = _shingles(first.text)
            if len(mine) < 6 or sum(one in after for one in mine) < 0.9 * len(mine):
                break
            first.why = "repeated by what follows"
            kept = kept[1:]
        return kept

    def _without_loose_ends(self, taken: list[int]) -> list[int]:
        """Leave out headings after which nothing comes."""
        while taken and self.parts[taken[-1]].heading:
            self.parts[taken[-1]].role = RELATED
            taken = taken[:-1]
        return taken

    def _heads(self) -> None:
        """Lines of date and credit between the headline and the first paragraph."""
        first = self.body.paragraphs[0].first if self.body.paragraphs else -1
        kept = set(map(id, self.body.paragraphs))
        for at in range(self.begin, self.end):
            part = self.parts[at]
            if part.first >= first:
                break
            if id(part) in kept or part.role in ASIDE - {FURNITURE} or part.words > 20:
                continue
            self.body.heads.append(part)


def _holds(node: Node, part: Part) -> bool:
    return node.first <= part.first < node.last


def _is_dated(part: Part) -> bool:
    """Whether it is a line of date, as one stands before the first paragraph."""
    return part.words <= _DATED and next(find_days(part.text), None) is not None


def _goes_on(around: Node | None, part: Part) -> bool:
    """Whether a paragraph beside the core stands there by itself or among others, not in a small box with a label."""
    child = _child_of(around, part.node) if around is not None else None
    if child is None:
        return False
    return child is part.node or child.prose >= _BOXED or child.prose >= 0.95 * child.letters


def _child_of(core: Node, node: Node | None) -> Node | None:
    steps = 0
    while node is not None and node.parent is not core and steps < 64:
        node, steps = node.parent, steps + 1
    return node if node is not None and node.parent is core else None


def _in_table(part: Part, core: Node) -> bool:
    """Whether it is a cell of a table of figures inside the article."""
    if part.node.tag not in ("td", "th") or part.linked >= 0.5:
        return False
    table = within(part.node, tag="table")
    if table is None or not core.first < table.first < core.last:
        return False
    return table.linked * 3 < table.letters and table.prose * 2 < table.letters


def _has_class(node: Node | None, names: str) -> bool:
    steps = 0
    while node is not None and steps < 12:
        if node.attributes.get("class") == names:
            return True
        node, steps = node.parent, steps + 1
    return False


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = text.split()
    return [tuple(words[at : at + 3]) for at in range(len(words) - 2)]


def _share(part: Part, said: set[tuple[str, ...]]) -> float:
    mine = _shingles(part.text)
    return sum(one in said for one in mine) / len(mine) if mine else 0.0

"""Speeches: who says what, how far it reaches, and which of them a happening hangs on.

Invariant: reaches are runs of units of one sentence; a chain runs from the one who knew to the one who passed it on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from khabar.model.drafts import Candidate, Draft, Link, When
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.read.chunks import Chunk, is_comma
from khabar.read.mentions import is_agent, is_weapon
from khabar.read.speakers import is_that, opens_content
from khabar.read.verb_shapes import shape_of
from khabar.read.view import View
from khabar.text.clitics import AL

VERBAL: Final = frozenset({"threaten", "claim", "accuse", "deny", "reject", "request", "support", "sanction", "agree"})
PASSED_ON: Final = frozenset({"claim", "deny", "accuse"})
BEFORE: Final = "subject of the verb before"
WHILE: Final = "grammar.conjunction.while"
FORCEFUL: Final = frozenset({"assault", "explosion", "casualty", "coerce"})
WHEN: Final = "grammar.subordinator.when"
WHERE: Final = "grammar.subordinator.where"
CONTRAST: Final = frozenset({"grammar.conjunction.while", "grammar.conjunction.but"})
TURNS: Final = CONTRAST | {"grammar.conjunction.as_well"}
RESULT: Final = "grammar.subordinator.result"
THIRD: Final = "grammar.pronoun.third"
CONTENT: Final = 8  # chunks between a word of saying and its `that`
DASHES: Final = frozenset({"-", "\u2013", "\u2014"})


@mypyc_attr(acyclic=True)
@dataclass(slots=True, init=False)
class Speech:
    """One act of saying. Units ``first``..``last`` are its content; links the chain; continues: no speaker of its own.

    unit: its word. whole: it stands beside what it covers (according to X). silent: it only bounds others, or
    gives those after it a speaker; its own words are not what he tells. announces: its subject may have
    done what it tells. origin, outer: it only adds the first or the last link to the chain of another.
    """

    first: int
    last: int
    links: list[Link] = field(default_factory=list)
    rule: str = ""
    unit: int = -1
    continues: bool = False
    hedge: str = "neutral"
    whole: bool = False
    when: list[When] = field(default_factory=list)
    announces: bool = False
    silent: bool = False
    origin: bool = False
    outer: bool = False
    nested: bool = False

    def __init__(
        self,
        first: int,
        last: int,
        links: list[Link] | None = None,
        rule: str = "",
        unit: int = -1,
        continues: bool = False,
        hedge: str = "neutral",
        whole: bool = False,
        when: list[When] | None = None,
        announces: bool = False,
        silent: bool = False,
        origin: bool = False,
        outer: bool = False,
        nested: bool = False,
    ) -> None:
        self.first = first
        self.last = last
        self.links = [] if links is None else links
        self.rule = rule
        self.unit = unit
        self.continues = continues
        self.hedge = hedge
        self.whole = whole
        self.when = [] if when is None else when
        self.announces = announces
        self.silent = silent
        self.origin = origin
        self.outer = outer
        self.nested = nested


def bound(view: View, speeches: list[Speech]) -> None:
    """A speech ends where the next begins; what stands beside reaches to the next part that has its own speaker."""
    plain = [s for s in speeches if not s.whole and not (s.silent and _when(view, s, speeches))]
    for at in range(1, len(plain)):
        speech, following = plain[at - 1], plain[at]
        if following.rule.startswith("report:report.describe"):
            continue
        start = following.unit if _within_told(view, speech, following) else _start(view, following)
        speech.last = min(speech.last, max(start if start > speech.unit else following.unit, speech.first))
    for at in range(1, len(plain)):
        plain[at].nested = _in_content(view, plain[at - 1], plain[at])
    for speech in plain:
        if speech.rule.startswith("speech:accuse"):  # blamed X; as for Y, he
            others = (c.first for c in view.chunks if c.first > speech.unit and _as_for(view, c))
            speech.last = min(speech.last, next(others, speech.last))
            speech.last = min(speech.last, _next_deed(view, speech))
    turned = [c.first for c in view.chunks if c.kind == "conj" and another_deed(view, c)] if plain else []
    for speech in plain if turned else ():
        speech.last = min(speech.last, next((at for at in turned if at > speech.first), speech.last))
    cuts = [c.first for c in view.chunks if contrasts(view, c)] if len(plain) < len(speeches) else []
    for speech in speeches:
        if not speech.whole or speech.outer:
            continue
        at = speech.unit
        if speech.first == 0 and not speech.origin and not speech.silent:
            speech.last = min(speech.last, _beyond(view, at))
            speech.first = max(speech.first, _within(view, at))
        if speech.first == 0 and not speech.origin and not speech.silent:
            speech.first = max(speech.first, _turned(view, at))
        own = [s.unit for s in speeches if s is not speech and s.links and not s.origin and not s.outer] if cuts else []
        for cut in cuts:
            if cut <= at and any(u < cut for u in own):
                speech.first = max(speech.first, cut)
            elif cut > at and any(u > cut for u in own):
                speech.last = min(speech.last, cut)
        speech.last = min(speech.last, len(view.units))


def _when(view: View, act: Speech, speeches: list[Speech]) -> bool:
    """Whether a verbal act only tells when what somebody tells happened (added that *after the police had asked for*
    men, gunmen lay in wait): its words end with its clause.
    """
    clause = view.clause(act.unit)
    before = any(not s.whole and not s.silent and s.links and s.unit < act.unit for s in speeches)
    link = clause.link
    if not before or clause.kind != "sub" or link is None or (is_that(view, link) and link.last - link.first == 1):
        return False
    ends = view.chunks[clause.last - 1 : clause.last + 1]
    if clause.last >= len(view.chunks) or not any(is_comma(c) for c in ends):
        return False
    act.last = min(act.last, view.chunks[clause.last - 1].last)
    return True


def _next_deed(view: View, speech: Speech) -> int:
    """Where whoever blames somebody by a noun goes on with a deed of his own (blamed X for the ambush, *and sent*)."""
    chunk = view.chunk(speech.unit)
    for other in view.chunks[chunk.index + 1 :]:
        if opens_content(view, other):
            break
        if other.kind == "verb" and other.conj and view.clauses[other.clause].kind in ("coord", "main"):
            before = view.chunks[other.index - 1]
            same = shape_of(chunk.head).meets(shape_of(other.head))
            if before.kind == "mark" and same and not other.head.has.report:
                return other.first
            break
    return speech.last


def _as_for(view: View, chunk: Chunk) -> bool:
    """Whether a word turns to somebody else (as for X)."""
    return chunk.kind == "conj" and chunk.head.token.form in view.closed("as_for")


def _in_content(view: View, speech: Speech, following: Speech) -> bool:
    """Whether a verb of saying stands in the very clause that a speech tells."""
    clause = view.clause(following.unit)
    return (
        clause.kind == "sub"
        and clause.link is not None
        and is_that(view, clause.link)
        and clause.parent == view.clause(speech.unit).index
    )


def _within_told(view: View, speech: Speech, following: Speech) -> bool:
    """Whether a verbal act stands in the very clause that a speech tells (said that the craft *that was shot down* is
    not ours): what comes before it there is told by the speech.
    """
    clause = view.clause(following.unit)
    return (
        following.silent
        and clause.kind == "sub"
        and clause.link is not None
        and is_that(view, clause.link)
        and clause.parent == view.clause(speech.unit).index
    )


def _start(view: View, speech: Speech) -> int:
    """The first unit of the clause that holds a speech, its topic included."""
    chunk = view.chunk(speech.unit)
    clause = view.clauses[chunk.clause]
    if clause.kind == "rel" or (chunk.kind == "np" and clause.verb is not None and clause.verb.index < chunk.index):
        return speech.unit
    first = view.chunks[clause.first].first
    for link in speech.links[:1]:
        start = link.mention.span.start
        if link.mention.sentence != view.index or start >= view.units[speech.unit].start or speech.continues:
            continue
        named = next((c for c in view.chunks[max(0, chunk.index - 5) : chunk.index] if c.start == start), None)
        if named is not None:
            first = named.first
    return first


def _beyond(view: View, at: int) -> int:
    """Where a part of the sentence begins that what stands beside its words before does not cover."""
    for chunk in view.chunks[view.chunk_of[at] + 1 :]:
        if chunk.kind == "mark" and chunk.head.token.form in DASHES:
            return chunk.first
        if chunk.index < 2 or view.chunks[chunk.index - 1].kind != "mark":
            continue
        if chunk.kind == "sub" and not chunk.conj and any(s.id == WHEN for s in chunk.head.has.grammar):
            continue
        if contrasts(view, chunk) or chunk.conj or chunk.kind in ("rel", "conj", "sub"):
            return chunk.first
    return len(view.units)


def _within(view: View, at: int) -> int:
    """Where the last part of the sentence before `at` begins that tells what happened where."""
    for chunk in reversed(view.chunks[2 : view.chunk_of[at] - 1]):
        if view.chunks[chunk.index - 1].kind != "mark":
            continue
        if any(s.id == WHERE for s in chunk.head.has.grammar):
            return chunk.first
    return 0


def _turned(view: View, at: int) -> int:
    """Where the part of the sentence begins that turns to another matter (while, but, as well) and holds `at`."""
    opening = view.chunks[0]
    for index in range(view.chunk_of[at] - 2, 1, -1):
        chunk = view.chunks[index]
        turns = chunk.kind == "conj" and any(s.id in TURNS for s in chunk.head.has.grammar)
        turns = turns and view.chunks[index + 1].kind != "kana"
        turns = turns and not (turns and _same_matter(view, chunk))
        if turns and any(c.kind == "verb" for c in view.chunks[:index]):
            conceded = opening.kind == "conj" and any(s.id in CONTRAST for s in opening.head.has.grammar)
            return 0 if conceded else chunk.first
    return 0


def _same_matter(view: View, chunk: Chunk) -> bool:
    """Whether `while` goes on with force and harm that no party is told to have done (stormed the base, *while shells
    fell* on the airport): who tells the second tells the first.
    """
    if not any(s.id == WHILE for s in chunk.head.has.grammar) or chunk.index + 2 >= len(view.chunks):
        return False
    verb, doer = view.chunks[chunk.index + 1], view.chunks[chunk.index + 2]
    if verb.kind != "verb" or doer.kind != "np" or doer.prep:
        return False
    force = verb.head.has.harm or any(s.type in FORCEFUL for s in verb.head.verb if s.kind == "trigger")
    mention = view.mention(doer)
    return bool(force) and not any(n.kind in ("actor", "office") for n in mention.names) and not doer.head.article


def contrasts(view: View, chunk: Chunk) -> bool:
    """Whether a part of the sentence begins that turns to another matter; `while it was` goes on with the same."""
    if chunk.kind == "mark":
        return chunk.head.token.form == "\u061b"
    following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    if following is None or following.kind == "kana":
        return False
    return chunk.kind == "conj" and any(s.id in CONTRAST for s in chunk.head.has.grammar)


def another_deed(view: View, chunk: Chunk) -> bool:
    """Whether a part of the sentence begins in which somebody else does something (said that the raid killed ten,
    *while the ministry sent* two brigades): the outlet tells it, as it says nothing of those spoken of before.
    """
    at = chunk.index
    if at < 2 or at + 2 >= len(view.chunks) or view.chunks[at - 1].kind != "mark" or not contrasts(view, chunk):
        return False
    verb, doer = view.chunks[at + 1], view.chunks[at + 2]
    if verb.kind != "verb" or verb.head.pronoun or doer.kind != "np" or doer.prep or doer.conj:
        return False
    active = any(s.kind in ("trigger", "light") and s.shape == "verb" for s in verb.head.verb)
    if not active or verb.head.token.word.damma or doer.amount is not None:
        return False
    mention = view.mention(doer)
    known = mention.whole or (bool(mention.names) and mention.names[0].kind in ("actor", "office"))
    return (
        not mention.pronoun
        and (known or bool(doer.head.has.speaker) or not view.tokens[doer.head.first].form.startswith(AL))
        and is_agent(mention)
        and not is_weapon(mention)
    )


def sources_of(speeches: list[Speech], unit: int, *, negated: bool = False) -> list[Link]:
    """The chain for a happening at `unit`: the innermost plain speech that holds it, with what stands beside it. What
    is `negated` by a denial has it from whoever denies.
    """
    if not speeches:
        return []
    inner = [s for s in speeches if not s.whole and s.first <= unit < s.last]
    chosen = inner[-1] if inner else None
    denied = negated and chosen is not None and chosen.rule.startswith("speech:deny")
    plain = list(chosen.links) if chosen is not None and (denied or not chosen.silent) else []
    if chosen is not None and chosen.silent and not denied:
        plain = _told_around(speeches, chosen)
    if chosen is not None and plain and not denied and not chosen.silent:
        plain += _telling(speeches, chosen)
    if chosen is not None and chosen.continues and any(_names(s, unit) for s in speeches):
        plain = []  # the speaker of continued speech is named beside it
    before: list[Link] = []
    after: list[Link] = []
    outer: list[Link] = []
    for speech in speeches:
        if not speech.whole or not speech.first <= unit < speech.last:
            continue
        if speech.silent and (plain or any(s.whole and not s.silent and s.first <= unit < s.last for s in speeches)):
            continue
        if speech.origin and chosen is not None and chosen.silent:
            continue  # whoever denies through a spokesman does not tell what he denies
        (before if speech.origin else outer if speech.outer else after).extend(speech.links)
    links: list[Link] = []
    for link in [*before, *plain, *after, *(outer if plain or after else [])]:
        if all(not link.mention.span.overlaps(k.mention.span) and link.mention.text != k.mention.text for k in links):
            links.append(link)
    return links


def _telling(speeches: list[Speech], inner: Speech) -> list[Link]:
    """Who tells that somebody told it (the owner said that *his sailors saw* a craft hit her side)."""
    at = next((n for n, s in enumerate(speeches) if s is inner), 0)
    if not at or inner.continues:
        return []
    outer = speeches[at - 1]
    if outer.whole or outer.silent or not outer.links or not outer.rule.startswith("report:"):
        return []
    opened = outer.first < inner.unit and inner.nested and (inner.unit <= outer.last + 1 or not outer.announces)
    spoken = {k.mention.span.start for k in inner.links}
    return [k for k in outer.links if k.mention.span.start not in spoken] if opened else []


def _told_around(speeches: list[Speech], act: Speech) -> list[Link]:
    """Who tells of an act of speech and of what it threatens (said that the army had threatened *to strike*)."""
    for speech in reversed(speeches):
        if speech.whole or speech.silent or speech.unit >= act.unit or not speech.links:
            continue
        if not speech.rule.startswith("report:") or speech.rule.endswith(("circulate", "rumour")):
            return []
        denies = act.rule.startswith("speech:deny")  # assured that it advanced, denying losses *in the battles*
        around = speech.first <= act.unit <= speech.last and (denies or not act.continues)
        return list(speech.links) if around else []
    return []


def is_rumour(speech: Speech) -> bool:
    """Whether a speech is a report without a speaker, which any speaker before it tells."""
    return speech.rule == "rumour" or (
        speech.rule == "report:report.rumour" and bool(speech.links) and speech.links[0].kind == "unnamed"
    )


def _names(speech: Speech, unit: int) -> bool:
    """Whether a speech that stands beside its words names who said those at `unit`."""
    return (
        speech.whole
        and bool(speech.links)
        and speech.rule.startswith("report:report.say")
        and speech.first <= unit < speech.last
    )


def disown(draft: Draft, nobody: Mention) -> None:
    """Take a claim that nobody has made from whoever is the subject of the verb before it: it is that of *no group*."""
    draft.initiator[:] = [Candidate(nobody, "no party claims it", 1.0, span=nobody.span)]


def told_of(draft: Draft, links: list[Link]) -> list[Link]:
    """The sources of a draft: whoever performs a verbal act is not the source of that act."""
    if draft.type not in VERBAL:
        return links
    if draft.type == "support":
        return []
    if draft.type == "claim" and links and any(c.rule.endswith(BEFORE) for c in draft.initiator):
        score = max(c.score for c in draft.initiator) + 0.1
        draft.initiator.insert(0, Candidate(links[0].mention, "who announces responsibility claims it", score))
        return []
    doers = [c.value.span for c in draft.initiator if c.value.pronoun == "" or c.value.noun]
    if not doers or any(d.overlaps(k.mention.span) for d in doers for k in links[:1]):
        return []
    return links


def passed_on(draft: Draft, speeches: list[Speech]) -> list[Link]:
    """The media that pass on a verbal act of their own: claimed it in a statement that an agency ran, told a paper."""
    if draft.type not in VERBAL:
        return []
    act = next((s for s in speeches if s.unit == draft.unit), None)
    links = [k for k in act.links[1:] if k.kind == "media"] if act is not None else []
    for speech in speeches if draft.type in PASSED_ON else ():
        if (
            speech.outer
            and speech.unit > draft.unit
            and not any(draft.unit < s.unit < speech.unit and not s.whole and not s.silent for s in speeches)
        ):
            links.extend(speech.links)
    return links


def by_the_way(view: View, draft: Draft) -> bool:
    """Whether somebody's verbal act is told of what was said, in a clause that describes it (which *the spokesman
    denied*, the attack that *the group claimed*): the outlet tells it.
    """
    unit = view.units[draft.unit]
    if draft.type not in VERBAL or not unit.pronoun or not draft.initiator:
        return False
    if unit.tag != "verb":
        return _of_all_told(view, draft)
    link = view.clause(draft.unit).link
    if link is None or (link.tag != "rel" and all(s.id != RESULT for s in link.has.grammar)):
        return False
    doer = draft.initiator[0]
    return doer.rule.endswith(": subject") and not doer.value.pronoun


def _of_all_told(view: View, draft: Draft) -> bool:
    """Whether a verbal noun with a pronoun is of all that was told (blamed it, *which it was quick to deny*)."""
    clause = view.clause(draft.unit)
    link = clause.link
    if link is None or clause.verb is None or clause.verb.index >= view.chunk_of[draft.unit]:
        return False
    return link.tag == "rel" or any(s.id == RESULT for s in link.has.grammar)


def nested(view: View, draft: Draft, speeches: list[Speech]) -> list[Link]:
    """The chain of a verbal act that somebody else tells: a spokesman said that the minister urged, that the crew had
    refused. Its doer stands in what is told; a clause joined on tells of him only where it goes on with his deeds.
    """
    if draft.type not in VERBAL or not draft.initiator:
        return []
    doer = draft.initiator[0]
    for speech in reversed(speeches):
        if speech.whole or speech.silent or not speech.links or speech.unit >= draft.unit:
            continue
        opened = _content_after(view, speech)
        if opened < 0 or view.units[opened].start > doer.value.span.start or doer.value.sentence != view.index:
            return []
        if any(doer.value.span.overlaps(link.mention.span) for link in speech.links):
            if draft.type == "claim" and speech.announces:
                continue  # a site said that the group announced its responsibility
            return []
        return list(speech.links) if _inside(view, draft, opened, doer) else []
    return []


def _content_after(view: View, speech: Speech) -> int:
    """The first unit after the `that` of a speech, -1 where it has none in its reach."""
    at = view.chunk_of[speech.unit]
    for chunk in view.chunks[at + 1 : at + CONTENT]:
        if chunk.kind in ("sub", "conj") and is_that(view, chunk.head):
            return chunk.last
    return -1


def _inside(view: View, draft: Draft, opened: int, doer: Candidate) -> bool:
    """Whether a verbal act stands in the content that opens at unit `opened`."""
    inner = view.clauses[draft.clause]
    at = view.chunk_of[draft.unit]
    if any(contrasts(view, c) for c in view.chunks[view.chunk_of[opened] : at]):
        return False
    if inner.kind == "coord":
        return doer.rule.endswith(BEFORE)
    said = view.chunks[max(0, inner.first - 2) : inner.first + 1]
    if any(s.id == THIRD for c in said for s in c.head.has.grammar):
        return False  # which the government denied: of all that was told
    return inner.kind in ("sub", "rel") and view.chunks[inner.first].first + 1 >= opened

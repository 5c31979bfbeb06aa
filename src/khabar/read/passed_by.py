"""Places that a sentence names for another reason than to say where its happenings were: of what came before or after
them, on the way, the seat of whoever speaks.

Invariant: a place is taken from a happening that is told before it, never from one that is told with it.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.read.attribution import Speech
from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE
from khabar.read.view import View
from khabar.text.clitics import CONJUNCTIONS
from khabar.text.letters import fold, loose

Places = list[tuple[Chunk, Mention]]

STRUCK: Final = FORCE | {"coerce"}
SPOKEN: Final = frozenset({"accuse", "deny", "claim", "request", "reject", "threaten", "support"})
PHRASE: Final = frozenset({"np", "prep"})
ORGANS: Final = frozenset({"government", "military"})
LETTERS: Final = 3
FAR: Final = 5  # words of a length between `lies` and from where
WINDOW: Final = 30


def leave_out(places: Places, placed: list[Draft], spans: list[Span]) -> Places:
    """The places without those of some spans, which leave the happenings too."""
    if not spans:
        return places
    for draft in placed:
        draft.place = [c for c in draft.place if c.span not in spans]
    return [(c, m) for c, m in places if m.span not in spans]


def not_speaking(view: View, places: Places, placed: list[Draft], speeches: list[Speech]) -> Places:
    """The places, without a town that speaks by its bare name (*Kampala* said that)."""
    if speeches:
        speakers = _speaking(speeches)
        out = [m.span for c, m in places if not c.prep and m.span in speakers and _town_speaks(view, c, m)]
        places = leave_out(places, placed, out)
    return places


def leave_speakers_ways(view: View, places: Places, placed: list[Draft], speeches: list[Speech]) -> None:
    """Take from what is told where the one who tells it is said to be (said the mayor, *who reached Niamey*)."""
    if not speeches:
        return
    speakers = _speaking(speeches)
    for chunk, mention in places:
        if not _told_of_speaker(view, chunk, speakers):
            continue
        for draft in placed:
            if view.chunk(draft.unit).clause != chunk.clause:
                draft.place = [c for c in draft.place if c.span != mention.span]
                draft.around = [c for c in draft.around if c.span != mention.span]


def _told_of_speaker(view: View, chunk: Chunk, speakers: list[Span]) -> bool:
    """Whether a place stands in a clause that describes whoever speaks."""
    clause = view.clauses[chunk.clause]
    who = clause.antecedent
    if clause.kind != "rel" or who is None or clause.verb is None:
        return False
    told = view.mention(who).span
    return any(
        (told.start <= s.start and s.end <= told.end) or (s.start <= told.start and told.end <= s.end) for s in speakers
    )


def not_backing(view: View, places: Places, placed: list[Draft]) -> Places:
    """The places, without the powers that somebody is told to be backed by or loyal to (separatists *backed by X*)."""
    by = view.closed("friends_by")
    out = [m.span for c, m in places if m.names and (c.prep in by or not m.whole) and _backs(view, m, by)]
    return leave_out(places, placed, out)


def _backs(view: View, mention: Mention, by: frozenset[str]) -> bool:
    """Whether the last words before the name in a mention say whose friends somebody is."""
    at = mention.names[0].span.start
    words = view.text[max(0, at - WINDOW) : at].split()
    if len(words) < 2 or _plain(loose(fold(words[-1]))) not in by:
        return False
    return _plain(loose(fold(words[-2]))) in view.closed("friends_of")


def leave_seats(view: View, places: Places, placed: list[Draft], drafts: list[Draft], speeches: list[Speech]) -> None:
    """Take from each use of force the seats of those who tell of it, and where somebody comes from or is going, if
    another place of the sentence is left.
    """
    struck = [draft for draft in placed if draft.type in STRUCK]
    if not struck:
        return
    seats, way = _seats(view, places, drafts, speeches), _on_the_way(view, places)
    for draft in struck:
        if seats:
            draft.place = [c for c in draft.place if c.span not in seats]
            draft.around = [c for c in draft.around if c.span not in seats]
        if way and any(c.span not in way for c in draft.around):
            draft.place = [c for c in draft.place if c.span not in way]
            draft.around = [c for c in draft.around if c.span not in way]


def leave_other_times(view: View, placed: list[Draft]) -> None:
    """Take from each happening the places of what it was so long before or after, or done for, told behind it (two days
    *after the attack in X*, the day *before a conference in Y*, *in response to the war on Z*).
    """
    for first, last in _other_times(view):
        start, end = view.chunks[first].units[view.chunks[first].first].start, 0
        for chunk in view.chunks[first:last]:
            end = max(end, chunk.units[chunk.last - 1].end)
        for draft in placed:
            if view.chunk_of[draft.unit] < first:
                draft.place = [c for c in draft.place if not _within(c.span, start, end)]
                draft.around = [c for c in draft.around if not _within(c.span, start, end)]


def _within(span: Span | None, start: int, end: int) -> bool:
    return span is not None and start <= span.start and span.end <= end


def _other_times(view: View) -> list[tuple[int, int]]:
    """The stretches of chunks that tell what something was so long before or after."""
    found = []
    before, causes = view.closed("before_another"), view.closed("causes")
    for chunk in view.chunks:
        first = -1
        if chunk.kind == "time":
            if chunk.units[chunk.last - 1].value.point.of or _so_long(view, chunk):
                first = chunk.index + 1
        elif chunk.kind == "np" and chunk.prep and (chunk.prep in before or chunk.prep in causes):
            first = chunk.index
        if first < 0:
            continue
        last = first
        cause = chunk.kind == "np" and chunk.prep in causes
        while last < len(view.chunks) and view.chunks[last].kind in PHRASE:
            if cause and last > first and not (view.chunks[last].prep or view.chunks[last].conj):
                break  # in response to shelling | posts in X
            last += 1
        if last > first:
            found.append((first, last))
    return found


def _so_long(view: View, chunk: Chunk) -> bool:
    """Whether a time is a distance from what is named after it (*a day before* | the opening of a conference)."""
    if chunk.units[chunk.first].token.word.loose not in view.closed("so_long"):
        return False
    if chunk.index + 1 >= len(view.chunks):
        return False
    after = view.chunks[chunk.index + 1]
    return after.kind == "np" and not after.conj and after.prep in view.closed("so_long_from")


def _on_the_way(view: View, places: Places) -> list[Span]:
    """The places that somebody or something comes from or is bound for (gunmen *coming from Chad*, a ship *bound from
    X to Y*).
    """
    bound = view.closed("bound")
    out: list[Span] = []
    last = far = -2
    for chunk, mention in places:
        beside = out and not (chunk.prep or chunk.conj) and chunk.index == far + 1  # away from the capital | X
        if beside or (chunk.prep in view.closed("about") and _far_from(view, chunk)):
            out.append(mention.span)
            far = chunk.index
            continue
        toward = chunk.prep in view.closed("toward")
        if not toward and chunk.prep not in view.closed("from"):
            continue
        first = chunk.first - 1
        if (toward and chunk.index == last + 1) or (first >= 0 and _plain(view.units[first].token.word.loose) in bound):
            out.append(mention.span)
            last = chunk.index
    return out


def _far_from(view: View, chunk: Chunk) -> bool:
    """Whether only how far off it lies is told of a place (a village that *lies* 20 km *away from X*)."""
    away = view.closed("lies_away")
    return any(u.token.word.loose in away for u in view.units[max(0, chunk.first - FAR) : chunk.first])


def _plain(word: str) -> str:
    """A word without a joined conjunction."""
    return word[1:] if word[:1] in CONJUNCTIONS and len(word) > LETTERS else word


def _seats(view: View, places: Places, drafts: list[Draft], speeches: list[Speech]) -> list[Span]:
    """The towns where those that speak or are told of have their seat (the parliament *convened in X*, the ministry
    of defence *in Y* denied).
    """
    seated, inside = view.closed("seated"), view.closed("inside_preps")
    organs: list[Span] | None = None
    out = []
    for chunk, mention in places:
        if chunk.prep not in inside or not chunk.index or not mention.names:
            continue
        if chunk.first and _plain(view.units[chunk.first - 1].token.word.loose) in seated:
            out.append(mention.span)
            continue
        holder = view.chunks[chunk.index - 1]
        if holder.kind != "np" or holder.prep or not mention.whole:
            continue
        if organs is None:
            organs = _speaking(speeches)
            for draft in drafts:
                if draft.type in SPOKEN:
                    organs += [c.span for c in draft.initiator if c.span is not None]
        told = view.mention(holder)
        abroad = any(n.kind == "outlet" for n in told.names) and _is_country(view, mention)
        end = mention.end if abroad else told.end
        if (abroad or told.kind in ORGANS) and any(told.start <= s.start and s.end <= end for s in organs):
            out.append(mention.span)
    return out


def _is_country(view: View, mention: Mention) -> bool:
    """Whether it is the name of a country (the correspondent of X *in Sudan*)."""
    return any(n.kind == "place" and view.lexicon.get(n.id).level == "country" for n in mention.names)


def _speaking(speeches: list[Speech]) -> list[Span]:
    """Where those who speak are named."""
    return [link.mention.span for speech in speeches for link in speech.links]


def _town_speaks(view: View, chunk: Chunk, mention: Mention) -> bool:
    """Whether it is only the name of a town, after its verb."""
    before = view.chunks[chunk.index - 1] if chunk.index else None
    if before is None or before.kind == "mark" or not mention.whole or mention.place_words or not mention.names:
        return False
    if mention.names[0].span != mention.span:
        return False
    return any(n.kind == "place" and view.lexicon.get(n.id).level == "city" for n in mention.names)

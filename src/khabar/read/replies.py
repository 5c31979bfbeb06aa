"""What answers what: reprisals, replies and vows of revenge, with the acts that the text says they answer.

Invariant: a word of reply joins the two sides; without words for what is answered it is the last act of others told
before, at most ``BACK`` sentences back. Nothing is inferred from two acts standing side by side.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Draft
from khabar.read.chunks import COMMA, Chunk, is_comma
from khabar.read.view import View
from khabar.text.clitics import AL, BA, CONJUNCTIONS
from khabar.text.letters import LAM

REACH: Final = 4
BACK: Final = 4
FORCE: Final = frozenset({"assault", "intercept", "explosion", "casualty"})
DEEDS: Final = FORCE | {"coerce", "mobilize", "threaten", "protest", "sanction"}
JOINING: Final = "grammar.prep.reply"
REPLYING: Final = "grammar.verb.reply"
NOT_YET: Final = frozenset({"future", "hypothetical", "negated"})
STRUCK: Final = frozenset({"assault", "explosion"})
PLAIN: Final = frozenset({"", BA})
CLITICS: Final = (BA + AL, AL, BA, LAM + LAM)
LISTED: Final = frozenset({"-", "\u2013", "\u2014", "\u2022", "*"})


class Replies:
    """Joins answers to what they answer, sentence by sentence; remembers what a heading said is answered."""

    def __init__(self, reply_preps: frozenset[str], reply_nouns: frozenset[str]) -> None:
        """`reply_nouns` are the words for an answer in all their `spellings`."""
        self.reply_preps = reply_preps
        self.reply_nouns = reply_nouns
        self.pending: list[Draft] = []
        self.pending_until = -1

    def give(self, view: View, drafts: list[Draft], told: list[Draft]) -> None:
        """Set ``responds_to`` (sentence and unit) on the drafts that answer others; `told` are those before."""
        self._heading(view, drafts)
        if not drafts:
            return
        for chunk in view.chunks:
            joining = chunk.kind == "prep" and any(s.id == JOINING for s in chunk.head.has.grammar)
            if joining or (chunk.prep and chunk.prep in self.reply_preps):
                self._in_reply(view, chunk, drafts, told)
            elif (chunk.kind == "verb" and self._replies(view, chunk)) or opens_reply(view, chunk):
                self._replied(view, chunk, drafts, told)
            elif chunk.kind == "np" and chunk.prep in PLAIN and self._is_reply(view, chunk):
                self._reply(view, chunk, drafts, told)
        for draft in drafts:
            if draft.type == "assault" and not draft.responds_to and self._vengeful(view, draft):
                join(draft, self._before(draft, drafts, told))

    # -- in reply to ----------------------------------------------------------------------------------------------

    def _in_reply(self, view: View, chunk: Chunk, drafts: list[Draft], told: list[Draft]) -> None:
        """`they struck in reply to an attack`, `in reply to that, they struck`."""
        pointed = view.units[chunk.first if chunk.prep_unit is None else min(chunk.first + 1, chunk.last - 1)]
        anaphoric = any(u.tag == "dem" for u in view.units[chunk.first : chunk.last]) or pointed.tag == "dem"
        named = None if anaphoric else self._named(view, chunk, drafts)
        anaphoric = anaphoric or (named is None and self._taken_up(view, chunk))
        before = [d for d in drafts if d.unit < chunk.first and d.type in DEEDS and d is not named]
        before = [d for d in before if not self._is_answered(view, d)]
        opens = chunk.index <= 1 or (chunk.index <= 2 and view.chunks[0].kind in ("mark", "time"))
        if before and not opens:
            answering: list[Draft] = before[-1:]
        else:
            answering = self._after(view, chunk, drafts, named) if opens else []
        if not answering:
            deeds = [d for d in drafts if d.type in DEEDS]
            if named is not None and all(d.unit >= named.unit and d.shape in ("noun", "phrase") for d in deeds):
                self.pending += [d for d in drafts if d.type in DEEDS and d.unit >= named.unit]
                self.pending_until = view.index + 1
            return
        if named is None and anaphoric:
            first = min(answering, key=lambda d: d.unit)
            named = self._before(first, [d for d in drafts if d not in answering], told)
        elif named is not None and named not in answering:
            named = self._told_before(view, min(answering, key=lambda d: d.unit), named, drafts, told)
        for draft in answering:
            join(draft, named)

    def _told_before(self, view: View, answering: Draft, named: Draft, drafts: list[Draft], told: list[Draft]) -> Draft:
        """What a bare mention (in reply to the attack) takes up, where that was told; the mention then adds nothing."""
        at = view.chunk_of[named.unit] + 1
        goes_on = at < len(view.chunks) and view.chunks[at].kind != "mark" and view.chunks[at].prep != BA
        if goes_on or not named.definite or named.shape != "noun":
            return named
        here = [d for d in drafts if d not in (answering, named)]
        news = [[d for d in some if not d.definite or d.shape != "noun"] for some in (here, told[-24:])]
        earlier = self._before(answering, news[0], news[1]) or self._before(answering, here, told)
        if earlier is None:
            return named
        drafts.remove(named)
        return earlier

    def _is_answered(self, view: View, draft: Draft) -> bool:
        """Whether a happening stands in a phrase of reply itself: it is what is answered."""
        chunk = view.chunk(draft.unit)
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if chunk.prep in self.reply_preps:
            return True
        return before is not None and before.kind == "prep" and any(s.id == JOINING for s in before.head.has.grammar)

    @staticmethod
    def _named(view: View, chunk: Chunk, drafts: list[Draft]) -> Draft | None:
        """What is answered: the happening in the phrase, else the first one right after it."""
        inside = next((d for d in drafts if chunk.first <= d.unit < chunk.last), None)
        if inside is not None:
            return inside
        for draft in drafts:
            at = view.chunk_of[draft.unit]
            if not 0 < at - chunk.index <= REACH or draft.type not in DEEDS:
                continue
            if any(c.kind in ("mark", "verb", "sub") for c in view.chunks[chunk.index + 1 : at + 1]):
                return None
            return draft
        return None

    @staticmethod
    def _taken_up(view: View, chunk: Chunk) -> bool:
        """Whether a use of force told before is spoken of again, with nothing new (in reply to the attack)."""
        units = view.units[chunk.first : chunk.last]
        if chunk.kind == "prep":
            units = view.units[chunk.first : chunk.last + 2]
        return any(u.article and s.type in STRUCK for u in units for s in u.has.trigger if s.shape == "noun")

    @staticmethod
    def _after(view: View, chunk: Chunk, drafts: list[Draft], named: Draft | None) -> list[Draft]:
        """The deed that the sentence goes on to tell: the first one past the next comma, else the first one."""
        after = [d for d in drafts if d.type in DEEDS and d is not named and d.unit >= chunk.last]
        on = view.closed("on")
        after = [d for d in after if not (view.chunk(d.unit).conj and view.chunk(d.unit).prep in on)]  # and to the raid
        start = named.unit if named is not None else chunk.last
        comma = next(
            (c.first for c in view.chunks[chunk.index :] if c.first > start and is_comma(c)),
            -1,
        )
        beyond = [d for d in after if d.unit > comma] if comma >= 0 else []
        return ((beyond if named is not None else []) or after)[:1]

    # -- replied with ---------------------------------------------------------------------------------------------

    @staticmethod
    def _replies(view: View, chunk: Chunk) -> bool:
        head = chunk.head
        return any(s.kind == "grammar" and s.id == REPLYING for s in head.verb) or any(
            s.id == REPLYING for s in head.has.grammar
        )

    def _replied(self, view: View, chunk: Chunk, drafts: list[Draft], told: list[Draft]) -> None:
        """`and the group replied (to the raid) with rockets`."""
        clause = view.clauses[chunk.clause]
        named: Draft | None = None
        answering: Draft | None = None
        for other in view.chunks[chunk.index + 1 :]:
            if other.clause != clause.index and answering is None and other.kind in ("verb", "sub"):
                break
            here = next((d for d in drafts if other.first <= d.unit < other.last), None)
            if here is None or here.type not in DEEDS:
                continue
            if other.prep in view.closed("on") and named is None:
                named = here
            elif other.prep == BA:
                answering = here
                break
        if answering is not None and named is None and answering.modality[0].value in NOT_YET:
            return  # if it is struck it will reply with shelling
        if answering is None:
            itself = next((d for d in drafts if chunk.first <= d.unit < chunk.last), None)
            if itself is not None and itself.type in FORCE and named is not None:
                join(itself, named)  # the group replies to the shelling
            return
        if named is not None:
            join(answering, self._told_before(view, answering, named, drafts, told))
            return
        join(answering, self._before(answering, [d for d in drafts if d.unit < chunk.first], told))

    # -- the reply, revenge ---------------------------------------------------------------------------------------

    def _is_reply(self, view: View, chunk: Chunk) -> bool:
        return view.tokens[view.units[chunk.first].first].form in self.reply_nouns

    def _reply(self, view: View, chunk: Chunk, drafts: list[Draft], told: list[Draft]) -> None:
        """`the strikes are a reply to attacks`, `they vowed revenge for those killed`."""
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        if following is None:
            return
        before = [d for d in drafts if d.unit < chunk.first and d.type in DEEDS]
        if following.kind == "np" and following.prep == BA:
            self._reply_with(following, drafts, told)
            return
        if not before:
            return
        answering = before[-1]
        if chunk.prep == BA and answering.type != "threaten":
            return
        named: Draft | None = None
        if following.kind == "np" and following.prep in view.closed("on") | view.closed("owning_preps"):
            named = self._named(view, following, [d for d in drafts if d.unit > chunk.first])
        harmed = any(u.has.harm for u in view.units[following.first : following.last])
        if named is None and chunk.prep == BA and harmed:
            named = self._before(answering, [], told)  # revenge for those killed there
        join(answering, named)
        itself = next((d for d in drafts if chunk.first <= d.unit < chunk.last), None)
        if itself is not None and named is not None and not chunk.prep:
            drafts.remove(itself)  # the strikes *are* the reply

    def _reply_with(self, chunk: Chunk, drafts: list[Draft], told: list[Draft]) -> None:
        """`which drove it to reply by shelling`: the deed answers what was told before."""
        answering = next((d for d in drafts if chunk.first <= d.unit < chunk.last and d.type in FORCE), None)
        if answering is not None and answering.modality[0].value not in NOT_YET:
            join(answering, self._before(answering, [d for d in drafts if d.unit < chunk.first], told))

    @staticmethod
    def _vengeful(view: View, draft: Draft) -> bool:
        """Whether a happening is called one of retaliation (retaliatory raids)."""
        chunk = view.chunk(draft.unit)
        stems = tuple(view.closed("reprisal_stems"))
        units = view.units[max(draft.unit, chunk.first) : chunk.last]
        return any(_bare(t.form).startswith(stems) for u in units for t in view.tokens[u.first : u.last])

    # -- what was told before -------------------------------------------------------------------------------------

    @staticmethod
    def _before(draft: Draft, here: list[Draft], told: list[Draft]) -> Draft | None:
        """The last use of force told before that is not the answerer's own."""
        own = {n.id for c in draft.initiator for n in c.value.names}
        earlier = [d for d in here if d.unit < draft.unit]
        answered = {key for d in earlier for key in d.responds_to}
        for other in reversed([*told[-24:], *earlier]):
            if draft.sentence - other.sentence > BACK:
                break
            if other.type not in STRUCK or other.modality[0].value in NOT_YET:
                continue
            if (other.sentence, other.unit) in answered:
                continue  # what the last of them answered lies behind it
            if own and any(n.id in own for c in other.initiator for n in c.value.names):
                continue
            return other
        return None

    # -- headings -------------------------------------------------------------------------------------------------

    def _heading(self, view: View, drafts: list[Draft]) -> None:
        """What a heading told to be answered is answered by the deeds of the next sentence, or of the list below."""
        if not self.pending:
            return
        if view.index > self.pending_until:
            self.pending = []
            return
        deeds = [d for d in drafts if d.type in FORCE]
        if not deeds and view.tokens[view.sentence.last - 1].form == ":":
            self.pending_until = view.index + 1  # we announce these operations:
            return
        for draft in deeds[:1]:
            for named in self.pending:
                join(draft, named)
        if view.chunks and _item(view):
            self.pending_until = view.index + 1
        else:
            self.pending = []


def join(answering: Draft, answered: Draft | None) -> None:
    """Let one draft answer another."""
    if answered is None or answered is answering:
        return
    key = (answered.sentence, answered.unit)
    if key not in answering.responds_to and (answering.sentence, answering.unit) not in answered.responds_to:
        answering.responds_to.append(key)


def opens_reply(view: View, chunk: Chunk) -> bool:
    """Whether a word written like `the reply of` opens its clause joined to the one before: it is the verb."""
    if chunk.kind != "np" or chunk.prep or not any(s.id == REPLYING for s in chunk.head.has.grammar):
        return False
    if chunk.head.token.form[:1] not in CONJUNCTIONS:
        return False
    return chunk.index == 0 or view.chunks[chunk.index - 1].kind == "mark"


def _item(view: View) -> bool:
    """Whether a sentence is an item of a list: a bullet or a number with a dash opens it."""
    if view.chunks[0].head.token.form in LISTED:
        return True
    tokens = view.tokens[view.sentence.first : view.sentence.first + 2]
    return len(tokens) == 2 and tokens[0].kind == "number" and tokens[1].kind == "mark" and tokens[1].form != COMMA


def spellings(forms: frozenset[str]) -> frozenset[str]:
    """Words as they are written with a joined preposition and the article, and without."""
    return forms | {start + form for form in forms for start in CLITICS if _bare(start + form) == form}


def _bare(form: str) -> str:
    """A word without the joined preposition and the article."""
    for start in CLITICS:
        if form.startswith(start) and len(form) - len(start) >= 2:
            return form[len(start) :]
    return form

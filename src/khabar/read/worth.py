"""Which mentions are worth a record: a definite or bare one only if its clause adds something (codebook, rule 5.4).

Invariant: a judgement looks at the draft and its sentence only, and changes no field but a first modality.
"""

from __future__ import annotations

from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.packs.lexicon import Lexicon
from khabar.read.chunks import Chunk
from khabar.read.evidence import FORCE
from khabar.read.happenings import Hit, after_doers
from khabar.read.merge import DEEDS
from khabar.read.modality import UNRECORDED
from khabar.read.speakers import is_that
from khabar.read.tally_spans import OUTBREAK
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.letters import ALIF, LAM, loose

CLASH: Final = "frame.clash"
LAUNCH: Final = "frame.launch"
REPLY: Final = "grammar.prep.reply"
LAYING: Final = "accuse.nasaba"
DESCRIBING: Final = "report.describe"
REACH: Final = 5  # chunks after a mention in which it may say against whom it was
AGREED_ON: Final = frozenset({"retreat", "concede", "mobilize", "coerce", "aid", "cooperate"})
AGREED: Final = 3  # phrases between an agreement and what it is on
CLAIMED: Final = 5  # chunks between a claim and what is claimed
CONDEMNED: Final = 5  # chunks between a verb of condemning and its object
ORDERING: Final = "request.amara"
SHIELDS: Final = "coerce.duru"
HOLDING: Final = frozenset({"assault.saytara"})
PREDICATED: Final = FORCE | {"mobilize"}  # said of without a party or a place: raids went on, reinforcements arrived
CHARGES: Final = DEEDS | {"retreat"}
PURPOSES: Final = DEEDS | {"concede", "retreat"}
QUOTES: Final = frozenset('"\u00ab\u00bb\u201c\u201d')
ABSENCE: Final = "modal:modal.absence"
HABIT: Final = "modal:modal.habit"
EXPECTED: Final = frozenset({"threatened", "modal:modal.not_excluded"})  # not done, but spoken of as what may come


class Worth:
    """Judges whether a mention is recorded."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def holds(self, view: View, draft: Draft, carried: frozenset[int]) -> bool:
        """Whether a mention is recorded: a definite or bare one only if its clause adds something (rule 5.4)."""
        if draft.modality[0].value == UNRECORDED or draft.sense == ORDERING:
            return False  # to order one's own men to do something is no demand: what they did tells who ordered it
        if (
            draft.modality[0].rule == HABIT
            and (draft.type == "claim" or draft.shape == "noun")
            and not (draft.times or draft.casualties or (draft.initiator and draft.target))
        ):
            return False
        if draft.shape in ("verb", "passive", "active"):
            if draft.type == "support" and _backs(view, draft):
                return False
            return not (_standing(view, draft) or _attributed(view, draft) or _marched_for(view, draft))
        if draft.modality[0].rule == ABSENCE and draft.type not in FORCE:
            return False  # `for not having been invited`: no predicate says so
        if draft.sense == SHIELDS and draft.shape == "noun" and not (draft.times or draft.place):
            return False  # accused it of *using* the residents as human shields, nowhere and never
        if draft.type == "support" and (view.chunk(draft.unit).prep == BA or _in_support(view, draft)):
            return False  # `with the support of helicopters`, `in support of Gaza` only say with what, what for
        if draft.unit not in carried and self._aimed_at(view, draft):
            return False
        if (
            _agreed_on(view, draft)
            or described(view, draft)
            or _any_at_all(view, draft)
            or self._tolled(view, draft)
            or _quoted_alone(view, draft)
            or _headed(view, draft)
            or _left_untold(view, draft)
            or _war_in_passing(view, draft)
        ):
            return False
        told = bool(draft.initiator or draft.target or draft.place)
        told = told or _placed(view, draft) or _answered(view, draft)
        if draft.type not in FORCE and draft.type not in ("coerce", "mobilize", "retreat"):
            if draft.speech and _with_content(view, draft):
                return True
            joint = draft.type in ("cooperate", "agree") and _complemented(view, draft)
            return told or joint or bool(draft.casualties) or not draft.definite
        if told or _complemented(view, draft) or draft.casualties or draft.weapons or draft.outcome:
            return True
        if draft.type == "explosion" and not draft.definite and _reported(view, draft):
            return True
        warned = draft.type in FORCE and any(c.rule == "warned of" for c in draft.modality)
        if (warned or draft.modality[0].rule in EXPECTED) and not draft.definite:
            return True
        vowed = draft.modality[0].value == "future" and draft.modality[0].rule == f"trigger:{draft.sense}"
        if vowed and draft.definite and view.chunk(draft.unit).prep == BA:
            return True  # vowed *the reply*
        if draft.times and (not draft.definite or self._dated(view, draft)):
            return True
        if draft.type == "assault" and not draft.definite and _led_to_it(view, draft):
            return True
        if draft.definite and _only_occurred(view, draft):
            return False
        return draft.unit in carried or (draft.type in PREDICATED and _predicated(view, draft))

    def _aimed_at(self, view: View, draft: Draft) -> bool:
        """`a coalition to fight`, `landed to evacuate`: a verbal noun after ``li-`` is a purpose, no happening."""
        chunk = view.chunk(draft.unit)
        if chunk.prep != LAM or view.units[draft.unit] is not chunk.head:
            return False
        aimed = (draft.sense in HOLDING or draft.type == "mobilize") and view.units[draft.unit].article
        if draft.definite and not aimed:
            return False  # to take hold of the town, to be deployed
        if draft.type not in PURPOSES:
            return False
        if draft.shape != "noun" or not draft.rule.startswith("trigger:"):
            return False
        entry = self.lexicon.get(draft.sense)
        led = view.chunks[chunk.index - 1] if chunk.index else None
        if entry.frame == LAUNCH and led is not None and led.kind == "np":
            return view.mention(led).kind in ("equipment", "site")  # a platform for the launching of rockets
        if not getattr(entry, "verbs", ()) and entry.frame != CLASH:
            return False
        before = view.chunks[chunk.index - 1] if chunk.index else None
        if before is not None and (before.kind == "time" or any(s.id == REPLY for s in before.head.has.grammar)):
            return False  # the third day of the storming of, in revenge for
        if before is not None and before.head.token.word.loose in view.closed("revenge"):
            return False  # said that it was revenge for the killing of
        ahead = view.units[max(0, chunk.first - 3) : chunk.first]
        tried = any(s.class_ == "attempt" for unit in ahead for s in unit.has.modal)
        return not tried and draft.modality[0].value not in ("future", "hypothetical")

    @staticmethod
    def _tolled(view: View, draft: Draft) -> bool:
        """`the toll of the aggression since`: a definite noun that only says whose toll is told over a span."""
        before = view.units[draft.unit - 1] if draft.unit else None
        if before is None or draft.type not in FORCE or not view.units[draft.unit].article:
            return False
        if not any(s.id == "casualty.hasila" for s in before.has.trigger):
            return False
        at = view.chunk_of[draft.unit] + 1
        following = view.chunks[at] if at < len(view.chunks) else None
        return following is not None and following.kind == "time" and following.head.token.form in view.closed("since")

    @staticmethod
    def _dated(view: View, draft: Draft) -> bool:
        """Whether the time told is the happening's own: beside it, or in the clause of which it is the subject."""
        chunk = view.chunk(draft.unit)
        verb = view.clauses[chunk.clause].verb
        if verb is not None and verb.index < chunk.index and chunk.prep not in view.closed("during_preps"):
            return False
        following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
        return not chunk.prep or (following is not None and following.kind == "time")


def _only_occurred(view: View, draft: Draft) -> bool:
    """Whether a mention is only said to have occurred (confirmed *the occurrence of the attack*), and no more."""
    before = view.units[draft.unit - 1] if draft.unit else None
    return before is not None and not before.prep and before.token.word.loose in view.closed("occurrence")


def _predicated(view: View, draft: Draft) -> bool:
    """Whether the mention is the subject that a clause says something of, or has a place's name in construct."""
    chunk = view.chunk(draft.unit)
    named = view.units[draft.unit + 1 : chunk.last]
    if any(s.kind == "place" for unit in named for s in unit.names):
        return True
    if chunk.prep or chunk.conj or (chunk.first != draft.unit and view.units[chunk.first].tag != "dem"):
        return False
    clause = view.clauses[chunk.clause]
    if _followed(view, draft, chunk):
        return True
    before = view.chunks[clause.first : chunk.index]
    if any(c.kind not in ("sub", "mark", "time", "particle", "rel", "kana", "conj", "cue") for c in before):
        return False
    if clause.verb is None and clause.kana and any(c.kind == "conj" for c in before):
        return False  # `but the attack was a failure` only says how it went
    return clause.verb is not None or chunk.index + 1 < clause.last


def _followed(view: View, draft: Draft, chunk: Chunk) -> bool:
    """`that was followed by shooting`: right after a verb that has its object already, the noun is what happened."""
    if draft.definite:
        return False
    ruler = view.clauses[chunk.clause].verb
    if ruler is not None and ruler.index < chunk.index:
        stem = loose(view.text[ruler.head.bare_start : ruler.head.end])
        if stem in view.closed("followed"):
            return True  # the two blasts were followed at once *by heavy fire*
    verb = view.chunks[chunk.index - 1] if chunk.index else None
    if verb is None or verb.kind != "verb":
        return False
    return bool(verb.head.pronoun) or (chunk.first != draft.unit and view.units[chunk.first].tag == "dem")


def _answered(view: View, draft: Draft) -> bool:
    """Whether the mention is what a deed told right after it answers (replied to the attack *by raids*)."""
    chunk = view.chunk(draft.unit)
    following = view.chunks[chunk.index + 1] if chunk.index + 1 < len(view.chunks) else None
    if following is None or following.prep != BA or chunk.prep not in view.closed("on"):
        return False
    return any(s.shape in ("noun", "phrase") and s.type in FORCE for s in following.head.has.trigger)


def _complemented(view: View, draft: Draft) -> bool:
    """Whether the mention says itself on whom, with whom or between whom it was."""
    at = view.chunk_of[draft.unit] + 1
    following = view.chunks[at] if at < len(view.chunks) else None
    if following is None:
        return False
    if following.kind == "np" and following.prep in view.closed("complement_preps"):
        return True
    against = view.closed("against")
    for chunk in view.chunks[at : at + REACH]:  # the continuing and for the most part failed attacks against
        if chunk.kind not in ("np", "prep", "neg") or (
            chunk.kind == "np" and not chunk.prep and not chunk.conj and chunk.head.names
        ):
            return False
        if chunk.kind == "np" and chunk.prep in against:
            return True
    return False


def _quoted_alone(view: View, draft: Draft) -> bool:
    """Whether one bare word stands between quotation marks: it is spoken of as a word."""
    unit = view.units[draft.unit]
    if unit.last - unit.first != 1 or unit.prep or _complemented(view, draft):
        return False
    if draft.unit + 1 < len(view.units) and view.units[draft.unit + 1].tag == "num":
        return False  # the «neutralising» of 18 gunmen
    first, last = unit.first, unit.last
    if first == view.sentence.first or last >= view.sentence.last:
        return False
    return view.tokens[first - 1].form in QUOTES and view.tokens[last].form in QUOTES


def _led_to_it(view: View, draft: Draft) -> bool:
    """Whether an indefinite use of force, described, came before what its clause tells (*after a deadly raid*)."""
    chunk = view.chunk(draft.unit)
    described = draft.unit + 1 < chunk.last and view.units[chunk.last - 1].tag in ("adj", "word")
    return described and chunk.prep in view.closed("past_preps")


def _headed(view: View, draft: Draft) -> bool:
    """Whether a noun that makes no happening of it heads the mention: the *place* of his detention."""
    unit = view.units[draft.unit]
    if draft.unit == 0 or unit.prep or unit.conj:
        return False
    before = view.units[draft.unit - 1]
    if before.senses is not None and before.senses.loose in view.closed("abstract_heads"):
        return True
    if draft.casualties or any(c.rule.startswith("light:") for c in draft.target):
        return False  # those who carried out the attack *that killed seven*
    known = unit.article or draft.definite
    return known and after_doers(view, draft.unit) and not _complemented(view, draft)


def described(view: View, draft: Draft) -> bool:
    """Whether a mention is only what something is called (described it as a failed attack)."""
    chunk = view.chunk(draft.unit)
    if draft.definite or chunk.prep or chunk.index < 2:
        return False
    link = view.chunks[chunk.index - 1]
    if link.kind != "sub" or not link.head.pronoun or not is_that(view, link.head):
        return False
    return any(
        s.id == DESCRIBING
        for c in view.chunks[max(0, link.index - 4) : link.index]
        if c.kind == "verb"
        for s in c.head.has.report
    )


def _any_at_all(view: View, draft: Draft) -> bool:
    """`any attack`: none in particular, unless the sentence denies that there was one."""
    first = view.units[view.chunk(draft.unit).first]
    unspecific = first.tag == "quant" and any(s.id == "grammar.quantifier.any" for s in first.has.grammar)
    if unspecific and _topic(view, draft):
        if draft.modality[0].value == "asserted":
            draft.modality.insert(0, Candidate("hypothetical", "whichever there will be", 1.2))
        return False
    return unspecific and draft.modality[0].value in ("asserted", "hypothetical")


def _topic(view: View, draft: Draft) -> bool:
    """`that any attack on its soil will be met`: the mention says on whom, and a clause goes on to say what follows."""
    chunk = view.chunk(draft.unit)
    if chunk.prep or not _complemented(view, draft) or not chunk.index:
        return False
    opens = view.chunks[chunk.index - 1].kind == "sub"
    return opens and any(c.kind == "verb" for c in view.chunks[chunk.index + 1 : chunk.index + 5])


def _agreed_on(view: View, draft: Draft) -> bool:
    """Whether a verbal noun is what somebody agrees on (agreed *on the withdrawal* of the troops): not done yet."""
    chunk = view.chunk(draft.unit)
    if chunk.prep not in view.closed("on") or draft.type not in AGREED_ON or draft.definite:
        return False
    before = view.chunks[max(0, chunk.index - AGREED) : chunk.index]
    return any(s.type == "agree" for c in before if c.clause == chunk.clause for s in c.head.has.trigger)


def charged(view: View, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a verbal noun is what somebody is accused of (accused officers of fleeing from the battle)."""
    chunk = view.chunk(hit.unit)
    if hit.type not in CHARGES or hit.shape not in ("noun", "phrase"):
        return False
    if chunk.prep != BA:
        return not chunk.prep and _condemned(view, hit, hits)
    return any(
        h.type == "accuse"
        and (view.units[h.unit].tag == "verb" or h.shape == "active")
        and view.chunk(h.unit).clause == chunk.clause
        and 0 < chunk.index - view.chunk_of[h.unit] <= 4
        for h in hits
    )


def _condemned(view: View, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a deed is what somebody condemns, and says on whom it was (condemned the seizing of the ship)."""
    unit = view.units[hit.unit]
    chunk = view.chunk(hit.unit)
    if unit.article or unit.pronoun or chunk.last - hit.unit < 2:
        return False
    return any(
        h.type == "accuse"
        and h.unit < hit.unit
        and view.units[h.unit].tag == "verb"
        and view.chunk(h.unit).clause == chunk.clause
        and 0 < chunk.index - view.chunk_of[h.unit] <= CONDEMNED
        for h in hits
    )


def _reported(view: View, draft: Draft) -> bool:
    """Whether a verb of report has the mention as what it tells (a ship reported a blast near it)."""
    chunk = view.chunk(draft.unit)
    verb = view.clauses[chunk.clause].verb
    if verb is None or not verb.head.has.report or not 0 < chunk.index - verb.index <= 4:
        return False
    return chunk.prep in view.closed("announced_preps") and view.units[draft.unit] is chunk.head


def _with_content(view: View, draft: Draft) -> bool:
    """Whether a noun of speech has what is said in the next phrase (to threaten the ships *with*)."""
    at = view.chunk_of[draft.unit] + 1
    following = view.chunks[at] if at < len(view.chunks) else None
    return following is not None and following.kind == "np" and following.prep == BA


def _backs(view: View, draft: Draft) -> bool:
    """Whether a clause only says by whom somebody is backed (militias *that Iran supports*)."""
    unit = view.units[draft.unit]
    if not unit.pronoun or view.clause(draft.unit).kind not in ("rel", "coord"):
        return False
    return bool(unit.verb) and all(s.tense == "present" for s in unit.verb)


def _standing(view: View, draft: Draft) -> bool:
    """`about 2,500 soldiers are deployed in Iraq`: a verb of the present with a figure tells a strength, no
    movement.
    """
    unit = view.units[draft.unit]
    if draft.sense in HOLDING and (view.clause(draft.unit).kana or _lasting(view, draft) or _opens(view, draft)):
        return bool(unit.verb) and all(s.tense == "present" for s in unit.verb)  # it was in control of
    if draft.type != "mobilize" or draft.shape != "verb" or draft.modality[0].value != "asserted":
        return False
    if not unit.verb or any(s.tense != "present" or s.cut.proclitic for s in unit.verb):
        return False
    here = view.chunk_of[draft.unit]
    clause = view.clauses[view.chunk(draft.unit).clause]
    if clause.kind in ("rel", "sub") and clause.link is not None and clause.link.token.form in view.closed("where"):
        return True  # bases where they are stationed
    return any(c.kind == "np" and not c.prep and c.amount is not None for c in view.chunks[here + 1 : here + 4])


def _attributed(view: View, draft: Draft) -> bool:
    """Whether a passive only says to whom a happening is laid, nobody being named who lays it (strikes laid to X)."""
    if draft.sense != LAYING or draft.shape not in ("verb", "passive"):
        return False
    if draft.initiator:
        return False
    return view.clause(draft.unit).kind == "rel" or view.units[draft.unit].token.word.damma


def _marched_for(view: View, draft: Draft) -> bool:
    """Whether a clause only tells what a protest is for (a march in the town *that demands* their release)."""
    unit = view.units[draft.unit]
    if draft.type != "request" or not unit.verb or any(s.tense != "present" for s in unit.verb) or unit.conj:
        return False
    here = view.chunk_of[draft.unit]
    return any(
        s.type == "protest" and s.shape in ("noun", "phrase")
        for c in view.chunks[max(0, here - 3) : here]
        if c.kind == "np"
        for u in view.units[c.first : c.last]
        for s in u.has.trigger
    )


def claimed_thing(view: View, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a definite use of force is only what somebody claims or not (claimed the attack), and the sentence goes
    on to tell of it by itself or not at all.
    """
    unit = view.units[hit.unit]
    if hit.type not in FORCE or unit.tag == "verb" or not unit.article or unit.pronoun:
        return False
    chunk = view.chunk(hit.unit)
    claims = [h for h in hits if h.type == "claim" and h.unit < hit.unit]
    if not claims or view.chunk(claims[-1].unit).clause != chunk.clause or chunk.last - hit.unit > 1:
        return False
    if chunk.index - view.chunk_of[claims[-1].unit] > CLAIMED:
        return False
    following = view.chunks[chunk.index + 1 : chunk.index + 3]
    if any(
        c.kind == "rel" or (c.kind == "np" and c.prep and c.prep in view.closed("complement_preps")) for c in following
    ):
        return False
    if any(c.kind == "np" and c.prep and not _medium(c) for c in following[:1]):
        return False
    if any(c.kind == "sub" and c.head.pronoun for c in view.chunks[chunk.index + 1 :]):
        return False  # claimed the attack, assuring that it came in reply to
    later = [h for h in hits if h.unit > hit.unit and h.type in FORCE]
    return bool(later) or not any(u.has.harm for u in view.units[hit.unit + 1 :])


def _medium(chunk: Chunk) -> bool:
    """Whether a phrase only tells by what a claim was made: through its agency, in a statement."""
    unit = chunk.prep_unit or chunk.head
    return bool(unit.has.report)


def _in_support(view: View, draft: Draft) -> bool:
    """Whether an accusative of support tells what for something is done (in support of our people)."""
    unit = view.units[draft.unit]
    at = view.chunk_of[draft.unit] + 1
    if unit.article or unit.pronoun or not unit.token.form.endswith(ALIF) or at >= len(view.chunks):
        return False
    return view.chunks[at].prep == LAM and view.chunks[at - 1].last == draft.unit + 1


def _lasting(view: View, draft: Draft) -> bool:
    """Whether a clause describes something, or tells since when it has been so."""
    clause = view.clause(draft.unit)
    if clause.kind == "rel":
        return True
    return any(
        c.kind == "time" and c.head.token.form in view.closed("since") for c in view.chunks[clause.first : clause.last]
    )


def _opens(view: View, draft: Draft) -> bool:
    """Whether a verb opens its clause, as a present does that tells how things stand (the group *holds* the hills)."""
    chunk = view.chunk(draft.unit)
    if chunk.kind != "verb" or any(s.cut.proclitic for s in view.units[draft.unit].verb):
        return False
    clause = view.clauses[chunk.clause]
    opened = all(c.kind == "conj" for c in view.chunks[clause.first : chunk.index])
    return opened and clause.kind in ("main", "coord")


def _placed(view: View, draft: Draft) -> bool:
    """Whether the very next phrase is the name of a place in construct with the mention (the battle of Tessalit)."""
    at = view.chunk_of[draft.unit] + 1
    if draft.definite or at >= len(view.chunks) or view.chunks[at - 1].last != draft.unit + 1:
        return False
    following = view.chunks[at]
    first = view.units[following.first]
    return (
        following.kind == "np"
        and not following.prep
        and not following.conj
        and any(s.kind == "place" for s in first.names)
    )


def _war_in_passing(view: View, draft: Draft) -> bool:
    """Whether the outbreak of a war only dates something (since the war broke out): nothing tells whose it is or where
    (since the war *on the strip* began).
    """
    if draft.sense != OUTBREAK or draft.shape != "noun":
        return False
    unit = view.units[draft.unit]
    before = view.units[draft.unit - 1] if draft.unit else None
    if unit.pronoun or before is None or before.tag == "verb" or not unit.article:
        return False
    at = view.chunk_of[draft.unit] + 1
    if view.chunks[at - 1].last > draft.unit + 1:
        return False  # the *Israeli* war
    following = view.chunks[at] if at < len(view.chunks) else None
    if following is None or following.kind != "np" or following.amount is not None:
        return True
    return following.prep not in view.closed("complement_preps") and following.prep not in view.closed("in")


def _left_untold(view: View, draft: Draft) -> bool:
    """`Did not tell the time of the attack`, `no confirmation of the attack`: nobody speaks of it anew."""
    here = view.chunk(draft.unit)
    if not draft.definite or draft.type not in FORCE or draft.target or draft.casualties or draft.times:
        return False
    before = view.chunks[here.index - 1] if here.index else None
    if before is not None and here.prep == LAM and before.kind == "np" and before.head.has.report:
        return True
    clause = view.clauses[here.clause]
    verb = clause.verb
    if verb is None or clause.negator is None or not verb.head.has.report or verb.index > here.index:
        return False
    return draft.unit != here.first and not draft.initiator

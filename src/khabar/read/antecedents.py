"""Whom a pronoun or a definite noun means.

Invariant: an antecedent stands before the mention and says who it is by a name; a mention that already has a name
keeps it. Of several that suit, the one that was spoken of most, and last, is meant.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from khabar.model.drafts import Candidate, Draft
from khabar.model.marks import Group
from khabar.model.mentions import Mention, NameRef
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.mentions import POINTING, is_agent, is_place, is_weapon
from khabar.text.clitics import AL, MIM
from khabar.text.letters import ALIF, HA, NUN, TA_MARBUTA, WAW, YA, loose
from khabar.text.tokens import tokenize

WINDOW: Final = 60
FADED: Final = [0.7**sentences for sentences in range(31)]
AIDE: Final = 0.6
FEMININE: Final = HA + ALIF
OUR: Final = NUN + ALIF
MY: Final = YA
SPEAKING: Final = frozenset({OUR, MY, NUN + YA})
THEM: Final = HA + MIM
PLURAL_PRONOUNS: Final = frozenset({THEM, THEM + ALIF})
SOUND_PLURAL: Final = (WAW + NUN, YA + NUN)
OBJECT: Final = "object pronoun"
STRUCK_PLACE: Final = "object: what was struck is a place"
OWN_TARGET: Final = Group(("own target",))
UPON: Final = "upon the object pronoun"
STRUCK_KINDS: Final = frozenset({"site", "equipment", "vessel", "military", "armed_group", "civilians", "other", ""})
THINGS: Final = frozenset({"site", "equipment", "vessel"})
NOUNS: Final = ("/noun", "/phrase")
GATE: Final = "whose gate it is"
SAME_WORD: Final = 0.9
VOICE: Final = "voice"
VOICED: Final = frozenset({"support", "accuse", "request", "threaten", "deny", "reject", "claim", "agree", "aid"})
FORCIBLE: Final = frozenset({"assault", "coerce"})
OFFICIAL: Final = frozenset({"government", "organization", "media"})
NOBODY: Final[frozenset[Span]] = frozenset()


class History:
    """The mentions of a text in order of their words, each with whom it means."""

    def __init__(self, lexicon: Lexicon, nouns: dict[str, frozenset[str]] | None = None) -> None:
        """`nouns` keeps the nouns that begin the names of actors, from text to text."""
        self.lexicon = lexicon
        self._bound = lexicon.closed("bound_to")
        self._inside_of = lexicon.closed("inside")
        self._mentions: list[Mention] = []
        self._ends: list[int] = []
        self._names: dict[str, frozenset[str]] = {} if nouns is None else nouns
        self._inners: dict[str, tuple[str, str, str] | None] = {}

    def add(self, mention: Mention) -> None:
        """Remember one more mention; they arrive in order."""
        if mention.antecedent is None and not mention.names and (mention.pronoun or mention.definite):
            mention.antecedent = self.resolve(mention, "initiator")
        self._mentions.append(mention)
        self._ends.append(mention.end)

    def before(self, mention: Mention) -> list[Mention]:
        """The mentions before one, nearest last, as far as `WINDOW`."""
        start, last = mention.start, len(self._ends)
        if last and self._ends[-1] > start:
            last = bisect_right(self._ends, start)
        return self._mentions[max(0, last - WINDOW) : last]

    def barred(self, draft: Draft, mention: Mention) -> frozenset[Span]:
        """Whom a pronoun for what was struck cannot mean: who did it, who tells it, what stands between it and the deed
        (opened *fire* on him).
        """
        found = [draft.span, *(meant(c.value).span for c in draft.initiator), *(s.mention.span for s in draft.sources)]
        for other in reversed(self.before(mention)):
            if other.sentence != mention.sentence or other.start < draft.span.end:
                break
            found.append(other.span)
        return frozenset(found)

    def resolve(self, mention: Mention, role: str, barred: frozenset[Span] = NOBODY) -> Mention | None:
        """The antecedent of a mention that needs one, else None; not one of those `barred`."""
        if mention.nationalities or not self._open(mention):
            return None
        if mention.pronoun:
            if mention.pronoun in SPEAKING:
                return None  # the speaker, who is no earlier phrase
            mention.through = mention.pronoun
            return self._pronoun(mention, mention.pronoun, "initiator" if mention.noun else role, barred)
        inner = self._inner(mention)
        if inner is not None:
            mention.through, noun, pronoun = inner
            return self._pronoun(mention, pronoun, "initiator") if pronoun else self._noun(mention, noun)
        if mention.noun and mention.definite and " " not in mention.text and len(mention.text.split()) == 1:
            mention.through = mention.text
            return self._noun(mention, mention.noun)
        return None

    def _open(self, mention: Mention) -> bool:
        """Whether no name of its own says who it is: none stands in it, or only those that several bear."""
        return all(name.kind == "actor" and self.lexicon.get(name.id).ambiguous for name in mention.names)

    def _inner(self, mention: Mention) -> tuple[str, str, str] | None:
        """The noun in a phrase that points elsewhere (the gunmen of `the group`, the spokesman of `its army`), with
        its id and its pronoun.
        """
        if mention.plain:
            return None
        text = mention.text
        if text not in self._inners:
            self._inners[text] = self._inside(text)
        return self._inners[text]

    def _inside(self, text: str) -> tuple[str, str, str] | None:
        words = tokenize(text)
        foreign = self.lexicon.closed("international")
        if any(loose(token.form.removeprefix(AL)) in foreign for token in words[1:]):
            return None  # the foreign forces are nobody told before
        for token in words[1:]:
            for sense in self.lexicon.senses(token.word).single.get("noun", ()):
                if POINTING.isdisjoint(sense.entry.classes):
                    continue
                owned = sense.cut.pronoun and not token.form.endswith(TA_MARBUTA) and sense.cut.pronoun not in SPEAKING
                if owned or sense.cut.article:
                    return token.word.raw, sense.id, sense.cut.pronoun if owned else ""
        return None

    # -- pronouns -------------------------------------------------------------------------------------------------

    def _pronoun(self, mention: Mention, pronoun: str, role: str, barred: frozenset[Span] = NOBODY) -> Mention | None:
        """The nearest mention that suits a pronoun: subjects before phrases under a preposition, the same sentence
        first.
        """
        best: Mention | None = None
        aside: Mention | None = None
        for other in reversed(self.before(mention)):
            if other.sentence < mention.sentence - 1 or (best is not None and other.sentence < mention.sentence):
                break
            doer = role == "initiator" or role == VOICE
            if doer and (not is_agent(other) or self._tied(other)):
                continue
            if doer and ((role == VOICE and is_weapon(other)) or (other.prep in self._inside_of and is_place(other))):
                if aside is None and (other.names or other.noun) and self.agrees(other, pronoun):
                    aside = other  # a drone, the country where it was: only if there is nobody else
                continue
            known = other.names or other.nationalities or other.noun or (barred and other.weapons)
            if not known or other.span in barred:
                continue
            if not self.agrees(other, pronoun):
                continue
            if role == GATE and other.kind != "site":
                continue
            if barred and other.kind in THINGS and meant(other).kind not in THINGS:
                if not other.prep and (pronoun != FEMININE or other.feminine):
                    return other  # a base of the alliance: what struck *it* did not strike the alliance
                best = best or other
                continue
            if barred and (_several(other) if pronoun in PLURAL_PRONOUNS else _single(other)):
                return meant(other)
            if barred and pronoun not in PLURAL_PRONOUNS:
                if self._official(other):
                    best = best or other  # the authorities imposed a curfew on the town after tanks had stormed *it*
                    continue
                if best is not None and self._official(best) and not (is_place(other) or is_agent(other)):
                    continue
            if not other.prep and (pronoun != FEMININE or other.feminine or other.names or _bodies(other)):
                return meant(other)
            best = best or other
        best = best or aside
        if best is None:
            return None
        return best if barred and best.kind in THINGS and meant(best).kind not in THINGS else meant(best)

    def _official(self, mention: Mention) -> bool:
        """Whether a phrase is headed by a word for authorities, which force is seldom done to."""
        if mention.kind in OFFICIAL:
            return True
        return bool(mention.called) and self.lexicon.get(mention.called).kind in OFFICIAL

    def agrees(self, other: Mention, pronoun: str) -> bool:
        """Whether a phrase can be what a pronoun stands for, by number and gender; what cannot be told agrees."""
        if pronoun in PLURAL_PRONOUNS:
            if pronoun == THEM and (_single(other) or _one_body(other)):
                return False
            return other.kind not in ("site", "vessel")
        if other.whole and other.head.endswith(SOUND_PLURAL) and not other.called:
            return not any(n.kind == "actor" and n.sort == "armed_group" for n in other.names)
        if (other.number == "p" or other.amount is not None) and "person" in other.classes:
            return False
        return not (pronoun == HA and (other.feminine or self._is_town(other)))

    def _tied(self, mention: Mention) -> bool:
        """Whether a phrase only says to whom somebody told before it is tied (the group, *tied to al-Qaeda*)."""
        return not mention.noun and bool(mention.names) and loose(mention.text.split()[0]) in self._bound

    def _is_town(self, mention: Mention) -> bool:
        """Whether it is the bare name of a town, which is feminine."""
        name = mention.names[0] if mention.whole and mention.names and not mention.place_words else None
        return name is not None and name.kind == "place" and self.lexicon.get(name.id).level == "city"

    # -- definite nouns -------------------------------------------------------------------------------------------

    def _noun(self, mention: Mention, noun: str) -> Mention | None:
        """Of the earlier phrases that can be called by a noun, the one that was named most and last."""
        entry = self.lexicon.get(noun)
        kind, classes = entry.kind, entry.classes
        if kind in ("site", "vessel"):
            return self._site(mention)
        scores: dict[str, float] = {}
        first: dict[str, Mention] = {}
        groups = mention.number == "p" and "group" in classes and "person" not in classes
        for other in reversed(self.before(mention)):
            told = meant(other)
            if not (told.names or told.nationalities):
                continue
            fit = self._fit(told, noun, kind, classes)
            if not fit or (groups and fit < SAME_WORD):
                continue  # *the militias* are no single group that is called otherwise
            if " " in told.text and any(loose(word) in self._bound for word in told.text.split()):
                continue  # a group *linked to* al-Qaeda is not al-Qaeda
            key = told.names[0].id if told.names else told.nationalities[0]
            weight = fit * FADED[min(mention.sentence - other.sentence, len(FADED) - 1)]
            scores[key] = scores.get(key, 0.0) + (weight * AIDE if other.prep else weight)
            first.setdefault(key, told)
        if not scores:
            return None
        return first[max(scores, key=lambda key: scores[key])]

    def _fit(self, told: Mention, noun: str, kind: str, classes: list[str]) -> float:
        """How well an earlier phrase is called by a noun: by its own head, by another name of the same actor, by its
        kind.
        """
        if told.nationalities and not told.names:
            return 1.0 if told.noun == noun else 0.0
        name = _called(told)
        if name is None:
            return 0.0
        actor = name.sort
        if told.whole and told.called == noun:
            return 1.0
        state = actor in ("government", "military")
        if state and kind in ("armed_group", "organization"):
            return 0.0  # a group that a state backs is not the state
        if told.noun == noun:
            return 1.0
        if actor != "government" and noun in self._nouns(name.id):
            return SAME_WORD
        return 0.5 if kind == actor == "armed_group" and "group" in classes else 0.0

    def _nouns(self, actor: str) -> frozenset[str]:
        """Ids of the nouns that begin a name of an actor; found once."""
        found = self._names.get(actor)
        if found is None:
            entry = self.lexicon.get(actor)
            forms = [*entry.forms, *getattr(entry, "hostile", ()), *getattr(entry, "friendly", ())]
            found = self._names[actor] = frozenset(
                sense.id
                for form in forms
                for token in tokenize(form)[:1]
                for sense in self.lexicon.senses(token.word).single.get("noun", ())[:1]
            )
        return found

    def _site(self, mention: Mention) -> Mention | None:
        """The nearest more telling phrase with the same head, else with a name of the same kind."""
        loose: Mention | None = None
        for other in reversed(self.before(mention)):
            if not (other.names or other.nationalities):
                continue
            if other.noun == mention.noun:
                return other
            if loose is None and other.kind and other.kind == mention.kind:
                same = set(other.place_words) & set(mention.place_words)
                loose = other if same else loose
        return loose


def _bodies(mention: Mention) -> bool:
    """Whether a phrase is of several bodies, of which a feminine is said (the factions and *their* attacks)."""
    return mention.number == "p" and "group" in mention.classes and "person" not in mention.classes


def _several(mention: Mention) -> bool:
    """Whether a phrase is of several people (four fighters, the drivers)."""
    counted = mention.amount is not None or mention.number in ("p", "d")
    return counted and ("person" in mention.classes or bool(mention.who))


def _one_body(mention: Mention) -> bool:
    """Whether a phrase is of one man or one office of a state, of whom nobody says `them` (the minister, the
    ministry).
    """
    if mention.whole and any(n.kind == "actor" and n.sort in OFFICIAL for n in mention.names[:1]):
        return True
    if mention.number != "s" or mention.amount is not None:
        return False
    if mention.kind == "government" or "person" in mention.classes:
        return True
    return mention.kind == "organization" and not mention.names


def _single(mention: Mention) -> bool:
    """Whether a phrase is of one person, by his office or name."""
    return any(n.kind in ("office", "person") for n in mention.names[:1]) and mention.number not in ("p", "d")


def _called(told: Mention) -> NameRef | None:
    """The first name in a phrase that is of somebody."""
    for name in told.names:
        if name.kind in ("actor", "office", "person"):
            return name
    return None


def meant(mention: Mention) -> Mention:
    """The mention, or whom it stands for."""
    return mention if mention.antecedent is None or mention.nationalities else mention.antecedent


def resolve_all(drafts: list[Draft], history: History) -> None:
    """Give every pronoun and bare definite noun among the candidates its antecedent."""
    for at, draft in enumerate(drafts):
        speaker = draft.sources[0].mention if draft.sources else None
        roles = (
            ("initiator", draft.initiator), ("target", draft.target), ("place", draft.place), ("around", draft.around)
        )  # fmt: skip
        for role, candidates in roles:
            for candidate in candidates:
                mention: Mention = candidate.value
                pronoun = mention.pronoun
                own = pronoun != "" and (pronoun in (OUR, MY) or "state" in mention.classes)
                if own and speaker is not None and not mention.names and speaker is not mention:
                    mention.antecedent = meant(speaker)  # our forces, his country: the speaker's
                    mention.through = pronoun
                own = role == "target" and draft.type == "assault" and mention.kind == "site" and pronoun != ""
                told = mention.antecedent
                if own and told is not None and any(meant(c.value).span == told.span for c in draft.initiator):
                    mention.antecedent = None  # whoever struck did not strike his own posts
                if mention.antecedent is None:
                    done = own or (role == "target" and candidate.rule.endswith(OBJECT))
                    doers = history.barred(draft, mention) if done else NOBODY
                    gate = role == "target" and candidate.rule.endswith(GATE)
                    asked = GATE if gate else "initiator" if draft.type == "accuse" else role
                    asked = VOICE if role == "initiator" and draft.type in VOICED else asked
                    taken_up = done and bool(mention.pronoun) and not mention.noun and draft.type in FORCIBLE
                    if taken_up and any(told in candidate.rule for told in NOUNS):
                        mention.antecedent = _struck_before(drafts, at, mention, history)
                    if mention.antecedent is None:
                        mention.antecedent = history.resolve(mention, asked, doers)
                    if taken_up and mention.antecedent is None:
                        mention.antecedent = _struck_before(drafts, at, mention, history)
                    if candidate.rule.endswith(UPON) and not _may_be_struck(mention, mention.antecedent):
                        mention.antecedent = None
        for link in draft.sources:
            if link.mention.antecedent is None:
                link.mention.antecedent = history.resolve(link.mention, "initiator")
    _turn_answered(drafts)
    _where_struck(drafts)


def _where_struck(drafts: list[Draft]) -> None:
    """What a pronoun says was struck is where it was, if it is a place (X is out of service after *its* shelling)."""
    for draft in drafts:
        if draft.type not in FORCIBLE:
            continue
        for candidate in draft.target:
            mention: Mention = candidate.value
            told = mention.antecedent
            if told is None or not mention.pronoun or mention.noun or not candidate.rule.endswith(OBJECT):
                continue
            if not is_place(told) or told.pronoun or told.sentence != mention.sentence:
                continue
            if any(other.span == told.span for other in draft.place):
                continue
            rule = candidate.rule.removesuffix(OBJECT) + STRUCK_PLACE
            draft.place.append(Candidate(told, rule, candidate.score, span=told.span))
            for other in draft.around:
                if other.span == told.span:
                    other.marks = (*other.marks, OWN_TARGET)


def _may_be_struck(mention: Mention, told: Mention | None) -> bool:
    """Whether somebody fired on him or it: no speaker's body, no shell; people only of the same sentence."""
    if told is None or told.kind not in STRUCK_KINDS or (told.weapons and told.kind not in THINGS):
        return False
    return told.sentence == mention.sentence or told.kind in THINGS


def _struck_before(drafts: list[Draft], at: int, mention: Mention, history: History) -> Mention | None:
    """What was struck, shut or taken before in the same sentence, which a pronoun takes up (the closing of the airport
    after the bombing of *it*).
    """
    for other in reversed(drafts[:at]):
        if other.sentence != mention.sentence:
            return None
        for candidate in other.target:
            told = meant(candidate.value)
            if told.end > mention.start or (told.pronoun and not told.noun):
                continue
            fits = mention.pronoun != FEMININE or told.feminine or told.number == "p" or bool(told.names)
            if fits and history.agrees(told, mention.pronoun):
                return told
    return None


def _turn_answered(drafts: list[Draft]) -> None:
    """`The army struck the militia in reply to *its* shelling`: whoever answers did not do what is answered."""
    if not any(draft.responds_to for draft in drafts):
        return
    at = {(draft.sentence, draft.unit): draft for draft in drafts}
    for draft in drafts:
        for key in draft.responds_to:
            answered = at.get(key)
            if answered is None or answered is draft:
                continue
            doers = {meant(c.value).span for c in draft.initiator}
            struck = [meant(c.value) for c in draft.target if not (c.value.whole and is_place(c.value))]
            for candidate in answered.initiator if struck else ():
                mention: Mention = candidate.value
                told = mention.antecedent
                if mention.pronoun and not mention.noun and told is not None and told.span in doers:
                    mention.antecedent = struck[0]

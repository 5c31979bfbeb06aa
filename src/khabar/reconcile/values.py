"""The values that claims give for each field of a happening, and who gives them.

Invariant: a value is what the claim says, never what it may mean: a vague word stays one, and says which it is.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from khabar.model.chronology import Happening
from khabar.model.reconcilement import Voice
from khabar.model.records import HARMS, ActorMention, CasualtyMention, PlaceMention, SourceMention
from khabar.packs.schema.words import Quantity
from khabar.reconcile.claims import UNKNOWN_DAY, Claim, bare, interval_of, shown, unique
from khabar.reconcile.happenings import FINENESS
from khabar.reconcile.speakers import side_of, side_of_actor
from khabar.reconcile.tables import folded, load_entries
from khabar.reconcile.tolls import counted, show_range

FIELDS = ("happened", "type", "day", "place", "initiator", "target", "weapons", "outcome", *HARMS)
TELLS = {"asserted": "happened", "alleged": "may have happened", "negated": "did not happen"}
ON_A_SIDE = frozenset({"government", "military", "site", "equipment", "vessel"})
WORDS = 12  # of a toll that are looked at for a vague word
_ROUND = frozenset(
    "tens hundreds thousands tens_thousands hundreds_thousands millions few few_tens few_hundreds few_thousands".split()
)
_SEVERAL = frozenset({"several", "number_of", "large_number", "small_number", "some", "group"})


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One claim's value for one field.

    key: equal for equal values. facets: what two values must share to agree. first, last: ordinals of days. rank:
    smaller is more precise. parts: of a count, what it is summed from, as (low, high, vague class). involved: its
    speaker is a party to the happening; perpetrator: its initiator. said: the first day on which this text said so.
    """

    key: tuple[object, ...]
    says: str
    voice: Voice
    text: str
    said: str
    facets: frozenset[str] = frozenset()
    first: int = 0
    last: int = 0
    rank: int = 0
    stated: bool = True
    place: PlaceMention | None = None
    parts: tuple[tuple[int, int | None, str], ...] = ()
    involved: bool = False
    perpetrator: bool = False

    @property
    def vague(self) -> str:
        """The class of the vague word that it rests on; empty for a number."""
        return next((vague for _, _, vague in self.parts if vague), "")

    @property
    def low(self) -> int:
        """The least it can mean."""
        return sum(low for low, _, _ in self.parts)

    @property
    def high(self) -> int | None:
        """The most it can mean; None is open-ended."""
        highs = [high for _, high, _ in self.parts]
        return None if None in highs else sum(high for high in highs if high is not None)


class Witnesses:
    """What the claims of one happening share: their origins, its parties."""

    def __init__(self, happening: Happening, claims: Sequence[Claim]) -> None:
        """Look at `claims`, which are those of `happening`."""
        self.claims = sorted(claims, key=lambda c: c.order)
        self.origin = {ref: account.origin for account in happening.accounts for ref in account.claims}
        self.of_doc = {doc: account.origin for account in happening.accounts for doc in account.docs}
        self.perpetrators = _sides(a for c in claims for a in c.event.initiator)
        self.parties = self.perpetrators | _sides(a for c in claims for a in c.event.target)
        self._side = {
            c.ref: side_of(c.event.sources, c.event.sentence, c.event.sentence_span.start) for c in self.claims
        }

    def candidate(self, claim: Claim, key: tuple[object, ...], says: str, words: str, **more: object) -> Candidate:
        """A claim's value with its voice."""
        side = self._side[claim.ref]
        medical = bool(claim.event.sources) and claim.event.sources[0].kind == "medical"
        told = {"involved": side in self.parties and not medical, "perpetrator": side in self.perpetrators}
        voice = to_voice(claim, self.origin.get(claim.ref, 0), words)
        return Candidate(key=key, says=says, voice=voice, text=claim.text, said=claim.published, **told, **more)  # type: ignore[arg-type]


def to_voice(claim: Claim, origin: int, words: str) -> Voice:
    """Who gives a value, through the chain."""
    chain = claim.event.sources
    return Voice(
        claim=claim.ref,
        said=claim.said,
        speaker=speaker_of(chain),
        chain=tuple(shown(s.name, s.text) for s in chain),
        kind=chain[0].kind if chain else None,
        origin=origin,
        modality=claim.event.modality,
        words=words,
    )


def speaker_of(chain: Sequence[SourceMention]) -> str | None:
    """The one who knew, as a person reads it; None where the outlet speaks for itself."""
    return shown(chain[0].name, chain[0].text) if chain else None


def find_candidates(field: str, happening: Happening, witnesses: Witnesses) -> list[Candidate]:
    """The values of one field, by published day, document and place in the text."""
    if field in HARMS:
        return list(_tolls(field, witnesses))
    return list(_FINDERS[field](happening, witnesses))


def _sides(actors: Iterator[ActorMention]) -> frozenset[str]:
    found = set()
    for actor in actors:
        side = actor.country if actor.kind in ON_A_SIDE else side_of_actor(actor)
        if side:
            found.add(side)
    return frozenset(found)


def _happened(_: Happening, w: Witnesses) -> Iterator[Candidate]:
    for c in w.claims:
        says = TELLS.get(c.event.modality, c.event.modality)
        yield w.candidate(c, (says,), says, c.event.trigger)


def _types(_: Happening, w: Witnesses) -> Iterator[Candidate]:
    for c in w.claims:
        yield w.candidate(c, (c.event.type,), c.event.type, c.event.trigger)


def _days(_: Happening, w: Witnesses) -> Iterator[Candidate]:
    dated = [(c, i) for c in _done(w) if (i := interval_of(c))]
    main = [(c, i) for c, i in dated if c.event.type != "casualty"] or dated
    for c, (first, last) in main:
        words = c.event.time.text or "" if c.event.time else ""
        yield w.candidate(
            c, (first, last), show_days(first, last), words, first=first.toordinal(), last=last.toordinal(),
            rank=(last - first).days, stated=bool(words),
        )  # fmt: skip


def show_days(first: datetime.date, last: datetime.date) -> str:
    """``2023-10-26``, or ``2023-10-26..2023-10-27`` for an interval, both ends included."""
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def _places(_: Happening, w: Witnesses) -> Iterator[Candidate]:
    told = [(c, c.event.place) for c in _done(w) if c.event.place]
    main = [(c, p) for c, p in told if c.event.type != "casualty"] or told
    for c, p in main:
        name = shown(p.name, p.text)
        yield w.candidate(c, (name.casefold(),), name, p.text, place=p, rank=FINENESS.get(p.level, 9))


def _initiators(happening: Happening, w: Witnesses) -> Iterator[Candidate]:
    for c in _done(w):
        if c.event.initiator and (c.event.type != "intercept" or happening.type == "intercept"):
            yield _parties(c, c.event.initiator, w)
    for act in happening.acts:
        parties = act.initiator if act.type == "claim" else act.target if act.type == "accuse" else ()
        if not parties or act.modality == "negated":
            continue
        keys = tuple(sorted({_key(p.name, p.words[0]) for p in parties}))
        by = shown(act.initiator[0].name, act.initiator[0].words[0]) if act.initiator else speaker_of(act.chain)
        article = act.claim.rsplit("#", 1)[0]
        own = act.type == "claim"
        voice = Voice(
            claim=act.claim,
            said=act.start,
            speaker=by,
            chain=tuple(shown(s.name, s.text) for s in act.chain),
            origin=w.of_doc.get(article, 0),
            modality="asserted" if own else "alleged",
            words=act.trigger,
        )
        yield Candidate(
            key=keys,
            says=", ".join(shown(p.name, p.words[0]) for p in parties),
            voice=voice,
            said=act.start or UNKNOWN_DAY,
            text=article,
            facets=frozenset(keys),
            rank=_unnamed([p.name for p in parties]),
            involved=own,
            perpetrator=own,
        )


def _targets(happening: Happening, w: Witnesses) -> Iterator[Candidate]:
    for c in _done(w):
        if c.event.target and (c.event.type != "intercept" or happening.type == "intercept"):
            yield _parties(c, c.event.target, w)


def _parties(claim: Claim, actors: Sequence[ActorMention], w: Witnesses) -> Candidate:
    keys = tuple(sorted({_key(a.name, a.text) for a in actors}))
    says = ", ".join(unique([shown(a.name, a.text) for a in actors]))
    words = ", ".join(unique([a.text for a in actors]))
    return w.candidate(claim, keys, says, words, facets=frozenset(keys), rank=_unnamed([a.name for a in actors]))


def _key(name: str | None, words: str) -> str:
    """What makes two parties one value: the name where there is one, else the words."""
    return (name or bare(words)).casefold()


def _unnamed(names: Sequence[str | None]) -> int:
    return sum(name is None for name in names)


def _weapons(_: Happening, w: Witnesses) -> Iterator[Candidate]:
    for c in _done(w):
        for weapon in c.event.weapons:
            says = weapon.kind if weapon.count is None else f"{weapon.count} {weapon.kind}"
            facets = frozenset({weapon.kind})
            parts = ((weapon.count, weapon.count, ""),) if weapon.count is not None else ()
            yield w.candidate(
                c, (weapon.kind, weapon.count), says, weapon.text, facets=facets, parts=parts,
                rank=int(weapon.count is None),
            )  # fmt: skip


def _outcomes(_: Happening, w: Witnesses) -> Iterator[Candidate]:
    for c in _done(w):
        if c.event.outcome:
            yield w.candidate(c, (c.event.outcome,), c.event.outcome, c.event.trigger)


def _tolls(harm: str, w: Witnesses) -> Iterator[Candidate]:
    for c in _done(w):
        mentions = counted(c, harm)
        if mentions:
            parts = tuple((m.low, m.high, vague_class(m)) for m in mentions)
            vague = next((v for _, _, v in parts if v), "")
            highs = [h for _, h, _ in parts if h is not None]
            low, high = sum(p[0] for p in parts), sum(highs) if len(highs) == len(parts) else None
            words = ", ".join(unique([m.text for m in mentions]))
            says = f"{vague.replace('_', ' of ')}, no number" if vague else show_range(low, high)
            yield w.candidate(c, (low, high, vague), says, words, parts=parts)


def _done(w: Witnesses) -> list[Claim]:
    return [c for c in w.claims if c.event.modality != "negated"]


_FINDERS = {
    "happened": _happened, "type": _types, "day": _days, "place": _places, "initiator": _initiators,
    "target": _targets, "weapons": _weapons, "outcome": _outcomes,
}  # fmt: skip


def vague_class(mention: CasualtyMention) -> str:
    """The class of the vague word that stands in a toll for its number; empty where a number stands."""
    words = folded(mention.text)[:WORDS]
    if any(word[:1].isdigit() for word in words):
        return ""
    known = _quantities()
    for at in range(len(words)):
        for length in range(min(4, len(words) - at), 0, -1):
            found = known.get(words[at : at + length]) or known.get((words[at][1:], *words[at + 1 : at + length]))
            if found:
                return found if mention.low != mention.high else ""
    return "plural" if (mention.low, mention.high) == (2, None) else ""


@functools.lru_cache(maxsize=1)
def _quantities() -> Mapping[tuple[str, ...], str]:
    """Folded vague words with their class, and words of number with none."""
    found: dict[tuple[str, ...], str] = {}
    for entry in load_entries("quantity"):
        if isinstance(entry, Quantity) and entry.class_ == "vague":
            name = entry.id.removeprefix("quantity.")
            told = "several" if name in _SEVERAL else name if name in _ROUND else ""
            found |= dict.fromkeys(map(folded, entry.forms), told)
    return found

"""What each party held of a happening, from which day on: asserted, claimed, denied, changed, retracted, silent.

Invariant: a stance is what somebody is told to have said or done; a party that nothing is told of has none. A changed
account is one side's word against its own word, never one side's against another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from khabar.model.chronology import Act, Happening
from khabar.model.reconcilement import Stance
from khabar.model.records import HARMS, ActorMention, SourceMention
from khabar.reconcile.claims import FORCE, Claim, interval_of, shown, unique
from khabar.reconcile.descriptions import character_of, words_of
from khabar.reconcile.happenings import is_campaign
from khabar.reconcile.speakers import label_of, side_of, side_of_actor
from khabar.reconcile.tables import find
from khabar.reconcile.tolls import counted, show_range

HELD = {"asserted": "asserted", "alleged": "hedged", "negated": "denied"}
ACTS = {"claim": "claimed", "deny": "denied", "accuse": "accused"}
NEAR = 80  # letters between words such as "declined to comment" and the party
MOST = 400  # claims of one side that are compared with each other
UNKNOWN_DAY = "9999-99-99"


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What one side says in one claim: what it calls the happening, and its figures."""

    claim: Claim
    party: str
    character: frozenset[str]
    figures: tuple[tuple[str, int, int | None, str], ...]


def of_happening(happening: Happening, claims: Sequence[Claim]) -> tuple[Stance, ...]:
    """The stances of all parties, by party and day; the party that spoke first stands first.

    Of a campaign, whose parts differ and whose toll grows, no account is held against another.

    Args:
        happening: The happening, with the verbal acts that concern it.
        claims: Its claims, in any order.
    """
    told = sorted(claims, key=lambda c: c.order)
    campaign = is_campaign([span for c in told if (span := interval_of(c))])
    changes = [] if campaign else _changes(told)
    found = [*_asserted(told), *_acts(happening.acts), *changes, *_phrased(told)]
    return _in_order(_merged(found))


def of_statements(statements: Sequence[Act]) -> tuple[Stance, ...]:
    """Stances on statements that were answered: who made one, who denies having made it.

    Args:
        statements: The verbal acts of a chronology that concern no happening.
    """
    by_claim = {ref: act for act in statements for ref in (act.claim, *act.again)}
    found: list[Stance] = []
    for act in statements:
        for ref in act.answers:
            if ref in by_claim and act.type == "deny" and act.modality == "asserted":
                found += _pair(by_claim[ref], act)
    return _in_order(_merged(found))


def party_of(act: Act) -> str:
    """Who says it: its initiators, else its first source, else someone unnamed."""
    if act.initiator:
        return ", ".join(p.shown for p in act.initiator)
    return shown(act.chain[0].name, act.chain[0].text) if act.chain else "someone unnamed"


def _pair(statement: Act, denial: Act) -> Iterator[Stance]:
    who = party_of(statement)
    yield Stance(
        party=who, stance="asserted", said=statement.start, claims=(statement.claim, *statement.again),
        words=(statement.trigger,),
    )  # fmt: skip
    by = who if not denial.initiator else party_of(denial)
    yield Stance(
        party=by, stance="denied", said=denial.start, claims=(denial.claim, *denial.again), words=(denial.trigger,),
        note=f"denies {statement.claim}",
    )  # fmt: skip


def _asserted(claims: Sequence[Claim]) -> Iterator[Stance]:
    """What the first source of each claim holds; an own deed told by the one who did it is claimed."""
    for c in claims:
        chain = c.event.sources
        if c.event.modality not in HELD:
            continue
        stance = HELD[c.event.modality]
        if chain and stance == "asserted" and c.event.type in FORCE and _own(c, chain):
            stance = "claimed"
        party = shown(chain[0].name, chain[0].text) if chain else c.doc
        yield Stance(party=party, stance=stance, said=c.said, claims=(c.ref,), words=(c.event.trigger,))


def _own(claim: Claim, chain: Sequence[SourceMention]) -> bool:
    side = side_of(chain, claim.event.sentence, claim.event.sentence_span.start)
    return side is not None and any(side_of_actor(a) == side for a in claim.event.initiator)


def _acts(acts: Sequence[Act]) -> Iterator[Stance]:
    for act in acts:
        if act.type not in ACTS or act.modality not in ("asserted", "alleged"):
            continue
        whom = ", ".join(p.shown for p in act.target)
        for party in [p.shown for p in act.initiator] or [party_of(act)]:
            yield Stance(
                party=party, stance=ACTS[act.type], said=act.start, words=(act.trigger,),
                claims=(act.claim, *act.again), note=f"accuses {whom}" if act.type == "accuse" and whom else "",
            )  # fmt: skip


def _changes(claims: Sequence[Claim]) -> Iterator[Stance]:
    """One side that describes the happening otherwise, or gives other figures, than it did before."""
    sides: dict[str, list[Word]] = {}
    for c in claims:
        chain = c.event.sources
        side = side_of(chain, c.event.sentence, c.event.sentence_span.start)
        if side is not None:
            sides.setdefault(side, []).append(_word(c, shown(chain[0].name, chain[0].text)))
    for side, words in sides.items():
        yield from _described(side, words[:MOST])
        yield from _recounted(side, words[:MOST])


def _word(claim: Claim, party: str) -> Word:
    figures = []
    for harm in HARMS:
        mentions = counted(claim, harm)
        if mentions:
            highs = [m.high for m in mentions if m.high is not None]
            high = sum(highs) if len(highs) == len(mentions) else None
            figures.append((harm, sum(m.low for m in mentions), high, mentions[0].text))
    character = character_of(claim.event) if claim.event.type in FORCE else frozenset()
    return Word(claim=claim, party=party, character=character, figures=tuple(figures))


def _described(side: str, words: Sequence[Word]) -> Iterator[Stance]:
    """The first later account that calls the happening something else than an earlier one, or its outcome otherwise."""
    told = [w for w in words if w.character or w.claim.event.outcome]
    for n, after in enumerate(told):
        before = next((w for w in told[:n] if _otherwise(w, after) and _apart(w.claim, after.claim)), None)
        if before is not None:
            old, new = words_of(before.claim.event), words_of(after.claim.event)
            yield _changed(side, before, after, old, new, f"{_character(before)}, then {_character(after)}")
            return


def _character(word: Word) -> str:
    return " ".join(sorted(word.character)) or word.claim.event.outcome or ""


def _otherwise(before: Word, after: Word) -> bool:
    one, two = before.character, after.character
    if one and two:
        return bool(one - two and two - one)
    return {before.claim.event.outcome, after.claim.event.outcome} == {"hit", "failed"} and not (one or two)


def _apart(before: Claim, after: Claim) -> bool:
    """Whether the later was said on a later day, or one text sets a first account apart from a later one."""
    if before.text != after.text:
        return before.published < after.published
    return find("first", before.event.sentence) is not None or find("later", after.event.sentence) is not None


def _recounted(side: str, words: Sequence[Word]) -> Iterator[Stance]:
    """The last figure of each harm that excludes an earlier one of the same side."""
    latest: dict[str, tuple[Word, int, int | None, str]] = {}
    for w in words:
        for harm, low, high, text in w.figures:
            known = latest.get(harm)
            if known is None:
                latest[harm] = (w, low, high, text)
                continue
            before, low0, high0, text0 = known
            exclude = (high0 is not None and high0 < low) or (high is not None and high < low0)
            if exclude and _apart(before.claim, w.claim):
                note = f"{harm}: {show_range(low0, high0)}, then {show_range(low, high)}"
                yield _changed(side, before, w, text0, text, note)
                latest[harm] = (w, low, high, text)


def _changed(side: str, before: Word, after: Word, old: str, new: str, note: str = "") -> Stance:
    """The change; where the one who spoke last is not the one who spoke first, both are named."""
    party = after.party if before.party == after.party else label_of(side, after.party)
    by = "" if before.party == after.party else f"{before.party}, then {after.party}"
    return Stance(
        party=party, stance="changed its account", said=after.claim.said,
        claims=(before.claim.ref, after.claim.ref), words=(old, new), note="; ".join(filter(None, (note, by))),
    )  # fmt: skip


def _phrased(claims: Sequence[Claim]) -> Iterator[Stance]:
    """Parties told to have declined to comment or to have taken back what they said, by the words of the sentence."""
    seen: dict[tuple[str, int], list[Claim]] = {}
    for c in claims:
        seen.setdefault((c.doc, c.event.sentence_span.start), []).append(c)
    for group in seen.values():
        sentence, begins = group[0].event.sentence, group[0].event.sentence_span.start
        for kind, stance in (("no_comment", "no comment"), ("retracted", "retracted")):
            at = find(kind, sentence)
            party = _nearest(group, begins + at) if at is not None else None
            if at is not None and party is not None:
                yield Stance(
                    party=party, stance=stance, said=group[0].said, claims=tuple(c.ref for c in group),
                    words=(sentence[at : at + NEAR].rsplit(" ", 1)[0],),
                )  # fmt: skip


def _nearest(group: Iterable[Claim], at: int) -> str | None:
    """The party whose words stand nearest to a place in the text: Arabic names the subject behind its verb."""
    best: tuple[int, str] | None = None
    for c in group:
        named: tuple[ActorMention | SourceMention, ...] = (*c.event.initiator, *c.event.target, *c.event.sources)
        for mention in named:
            away = mention.span.start - at if mention.span.start >= at else 2 * (at - mention.span.end)
            told = (away, shown(mention.name, mention.text))
            if 0 <= away <= NEAR and (best is None or told < best):
                best = told
    return best[1] if best else None


def _merged(stances: Sequence[Stance]) -> list[Stance]:
    """One stance of one party once, from the first day on, with all its claims."""
    groups: dict[tuple[str, str, str], list[Stance]] = {}
    for s in stances:
        groups.setdefault((s.party, s.stance, s.note), []).append(s)
    merged = []
    for (party, stance, note), group in groups.items():
        merged.append(
            Stance(
                party=party, stance=stance, said=min((s.said for s in group if s.said), default=None), note=note,
                claims=unique([ref for s in group for ref in s.claims]),
                words=unique([w for s in group for w in s.words]),
            )
        )  # fmt: skip
    return merged


def _in_order(stances: Sequence[Stance]) -> tuple[Stance, ...]:
    first: dict[str, str] = {}
    for s in stances:
        first[s.party] = min(s.said or UNKNOWN_DAY, first.get(s.party, UNKNOWN_DAY))
    return tuple(
        sorted(stances, key=lambda s: (first[s.party], s.party, s.said or UNKNOWN_DAY, s.stance, s.note, s.claims))
    )

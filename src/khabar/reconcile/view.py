"""Links into a chronology: what the accounts of each happening agree on, and where they do not.

Invariant: nothing is decided that the claims do not decide; every line names its claims.
"""

from __future__ import annotations

import collections
import datetime
from collections.abc import Mapping, Sequence

from khabar.model.chronology import Act, Attachment, Chronology, DocumentLine, Happening, Links
from khabar.model.records import INCIDENTS, PlaceMention, WeaponMention
from khabar.reconcile import tallies
from khabar.reconcile.accounts import to_accounts
from khabar.reconcile.claims import Claim, actor_key, shown, to_claims, to_day, to_parties, unique
from khabar.reconcile.disagreements import find_disagreements
from khabar.reconcile.tolls import to_tolls

needs = ("links",)
gives = ("chronology",)

LEADING = ("assault", "explosion", "intercept", "coerce", "mobilize", "casualty")
DEEDS = INCIDENTS | {"retreat", "protest", "consult", "agree", "cooperate", "aid", "concede", "sanction"}
TOLD = frozenset({"asserted", "alleged", "negated"})
FINENESS = {level: n for n, level in enumerate(("site", "city", "district", "province", "region", "country"))}
MODALITY_ORDER = ("asserted", "alleged", "negated", "future", "hypothetical")
ANSWERED_BACK = 2
CAMPAIGN_DAYS = 7


def reconcile(links: Links) -> Chronology:
    """The chronology of linked readings; JSON by ``msgspec.json.encode``."""
    lead = {copy.doc: copy.of for copy in links.copies}
    claims = [
        claim
        for reading, name in zip(links.readings, links.names, strict=True)
        for claim in to_claims(reading, name, lead.get(name, name))
    ]
    acts = _acts(claims, links.attached)
    happenings = _happenings([c for c in claims if c.event.type in DEEDS and c.event.modality in TOLD], acts)
    known = {h.id for h in happenings}
    told = [
        one
        for reading, name in zip(links.readings, links.names, strict=True)
        for one in tallies.to_told(reading, name, lead.get(name, name))
    ]
    return Chronology(
        khabar=max((r.khabar for r in links.readings), default=""),
        documents=tuple(sorted(_documents(links), key=lambda d: (d.published.start or "9999", d.doc))),
        happenings=happenings,
        tallies=tallies.to_lines(told, happenings),
        statements=tuple(act for act in acts if act.event not in known),
        announced=tuple(_announced(claims)),
    )


def _documents(links: Links) -> list[DocumentLine]:
    copies = {copy.doc: copy for copy in links.copies}
    return [
        DocumentLine(
            doc=name,
            published=reading.published,
            outlet=reading.outlet,
            copy_of=copies[name].of if name in copies else None,
            share=copies[name].share if name in copies else None,
            events=len(reading.events),
            tallies=len(reading.tallies),
            issues=len(reading.issues),
        )
        for reading, name in zip(links.readings, links.names, strict=True)
    ]


def _happenings(claims: Sequence[Claim], acts: Sequence[Act]) -> tuple[Happening, ...]:
    groups: dict[str, list[Claim]] = collections.defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.order):
        groups[claim.event.event or claim.ref].append(claim)
    happening_of = {claim.ref: name for name, group in groups.items() for claim in group}
    acts_of: dict[str, list[Act]] = collections.defaultdict(list)
    for act in acts:
        if act.event:
            acts_of[act.event].append(act)
    made = [_happening(name, group, acts_of[name], happening_of) for name, group in groups.items()]
    return tuple(sorted(made, key=lambda h: (h.start or "9999", h.end or "9999", h.id)))


def _happening(name: str, claims: Sequence[Claim], acts: Sequence[Act], happening_of: Mapping[str, str]) -> Happening:
    types = tuple(kind for kind, _ in collections.Counter(c.event.type for c in claims).most_common())
    leading = next((kind for kind in LEADING if kind in types), types[0])
    start, end = _agreed_days(claims)
    place, place_words = _agreed_place(claims)
    doing = [c for c in claims if c.event.type != "intercept" or leading == "intercept"]
    stopping = [c for c in claims if c.event.type == "intercept" and leading != "intercept"]
    accounts = to_accounts(claims)
    return Happening(
        id=name,
        type=leading,
        types=tuple(sorted(types, key=lambda kind: (kind != leading, kind))),
        modality=min((c.event.modality for c in claims), key=MODALITY_ORDER.index),
        claims=tuple(c.ref for c in claims),
        start=start,
        end=end,
        place=place,
        place_words=place_words,
        initiator=to_parties([(c.ref, a) for c in doing for a in c.event.initiator]),
        target=to_parties([(c.ref, a) for c in doing for a in c.event.target]),
        stopped_by=to_parties([(c.ref, a) for c in stopping for a in c.event.initiator]),
        weapons=_weapons(claims),
        tolls=to_tolls(claims),
        outcome=unique([c.event.outcome for c in claims if c.event.outcome]),
        accounts=accounts,
        origins=max((a.origin for a in accounts), default=0),
        acts=tuple(acts),
        disagreements=find_disagreements(claims, acts, campaign=_is_campaign(_intervals(claims))),
        answers=_answers(name, claims, happening_of),
        says=max(accounts, key=lambda a: (len(a.claims), -a.origin)).sentence if accounts else "",
    )


def _answers(name: str, claims: Sequence[Claim], happening_of: Mapping[str, str]) -> tuple[str, ...]:
    refs = [f"{c.doc}#{i}" for c in claims for i in c.event.responds_to]
    return tuple(sorted({happening_of[ref] for ref in refs if ref in happening_of} - {name}))


def _interval(claim: Claim) -> tuple[datetime.date, datetime.date] | None:
    time = claim.event.time
    start, end = (to_day(time.start), to_day(time.end)) if time else (None, None)
    first, last = start or end, end or start
    if first is None or last is None or first > last:
        return None
    return first, last


def _intervals(claims: Sequence[Claim]) -> list[tuple[datetime.date, datetime.date]]:
    return [interval for claim in claims if (interval := _interval(claim))]


def _agreed_days(claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """The days that all claims allow; where there are none, the narrowest interval that most claims touch.

    A campaign lasts from the first day that anyone gives to the last.
    """
    main = [i for c in claims if c.event.type != "casualty" and (i := _interval(c))]
    spans = main or _intervals(claims)
    if not spans:
        return None, None
    if _is_campaign(spans):
        return min(s for s, _ in spans).isoformat(), max(e for _, e in spans).isoformat()
    first, last = max(s for s, _ in spans), min(e for _, e in spans)
    if first > last:
        first, last = min(spans, key=lambda s: (-sum(t[0] <= s[1] and s[0] <= t[1] for t in spans), s[1] - s[0], s))
    return first.isoformat(), last.isoformat()


def _is_campaign(spans: Sequence[tuple[datetime.date, datetime.date]]) -> bool:
    """Whether most claims speak of more than `CAMPAIGN_DAYS` days."""
    return 2 * sum((end - start).days > CAMPAIGN_DAYS for start, end in spans) > len(spans)


def _agreed_place(claims: Sequence[Claim]) -> tuple[PlaceMention | None, tuple[str, ...]]:
    """The most specific place, the oftenest named of those, and all the words that stood for it.

    Of a campaign the oftenest named place.
    """
    told = [c.event.place for c in claims if c.event.place]
    main = [c.event.place for c in claims if c.event.place and c.event.type != "casualty"] or told
    if not main:
        return None, ()
    count = collections.Counter(shown(p.name, p.text) for p in told)

    campaign = _is_campaign(_intervals(claims))

    def rank(p: PlaceMention) -> tuple[int, int, bool, int, str]:
        name = shown(p.name, p.text)
        return (-count[name] if campaign else 0, FINENESS.get(p.level, 9), p.lat is None, -count[name], name)

    best = min(main, key=rank)
    return best, unique([p.text for p in told if shown(p.name, p.text) == shown(best.name, best.text) and p.text])


def _weapons(claims: Sequence[Claim]) -> tuple[WeaponMention, ...]:
    """Each kind of weapon once, the mention with the highest count first seen."""
    best: dict[str, WeaponMention] = {}
    for claim in claims:
        for weapon in claim.event.weapons:
            if weapon.kind not in best or (weapon.count or 0) > (best[weapon.kind].count or 0):
                best[weapon.kind] = weapon
    return tuple(best[kind] for kind in sorted(best, key=lambda kind: (kind == "other", kind)))


def _acts(claims: Sequence[Claim], attached: Sequence[Attachment]) -> list[Act]:
    """Verbal acts in order of day, one for each statement, with the claims that tell it again."""
    to = {link.act: link for link in attached}
    groups: dict[str, list[Claim]] = {}
    spoken = sorted((c for c in claims if c.event.type not in DEEDS), key=lambda c: c.order)
    for claim in spoken:
        groups.setdefault(claim.event.event or claim.ref, []).append(claim)
    acts = []
    for group in groups.values():
        link = next((to[c.ref] for c in group if c.ref in to), None)
        acts.append(_act(group, link, _answered(group[0], spoken)))
    return sorted(acts, key=lambda a: (a.start or "9999", a.end or "9999", a.claim))


def _act(group: Sequence[Claim], link: Attachment | None, answers: tuple[str, ...]) -> Act:
    lead = group[0]
    e = lead.event
    start, end = _agreed_days(group)
    return Act(
        claim=lead.ref,
        type=e.type,
        modality=e.modality,
        trigger=e.trigger,
        sentence=e.sentence,
        initiator=to_parties([(c.ref, a) for c in group for a in c.event.initiator]),
        target=to_parties([(c.ref, a) for c in group for a in c.event.target]),
        start=start,
        end=end,
        chain=e.sources,
        event=link.event if link else None,
        because=link.because if link else "",
        answers=answers,
        again=tuple(c.ref for c in group[1:]),
    )


def _answered(claim: Claim, spoken: Sequence[Claim]) -> tuple[str, ...]:
    """What a verbal act answers: by the text, or a denial by the speaker of the statement just before it."""
    told = [f"{claim.doc}#{i}" for i in claim.event.responds_to]
    if claim.event.type != "deny":
        return tuple(sorted(told))
    own = {actor_key(a) for a in claim.event.initiator}
    before = [c for c in spoken if c.doc == claim.doc and c.event.span.start < claim.event.span.start]
    said = [c.ref for c in before[-ANSWERED_BACK:] if c.event.type != "deny" and own & _speakers(c)]
    return tuple(sorted({*told, *said}))


def _speakers(claim: Claim) -> set[str]:
    return {actor_key(a) for a in claim.event.initiator}


def _announced(claims: Sequence[Claim]) -> list[Act]:
    """Force that is planned, threatened or conditional, by article."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.event.type in DEEDS and claim.event.modality not in TOLD:
            groups.setdefault(claim.event.event or claim.ref, []).append(claim)
    acts = [_act(sorted(group, key=lambda c: c.order), None, ()) for group in groups.values()]
    return sorted(acts, key=lambda a: (a.start or "9999", a.claim))

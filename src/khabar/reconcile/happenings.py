"""One happening made from its claims, without any other.

Invariant: a function of the set of claims, their acts and their answers; nothing else is looked at, so that a ledger
can make one happening anew when a claim joins it.
"""

from __future__ import annotations

import bisect
import collections
import datetime
import itertools
from collections.abc import Collection, Iterable, Sequence

from khabar.model.chronology import Account, Act, Happening
from khabar.model.records import INCIDENTS, PlaceMention, WeaponMention
from khabar.reconcile.accounts import Kin, to_accounts
from khabar.reconcile.claims import Claim, interval_of, shown, to_parties, unique
from khabar.reconcile.disagreements import find_disagreements
from khabar.reconcile.tolls import to_tolls

LEADING = ("assault", "explosion", "intercept", "coerce", "mobilize", "casualty")
DEEDS = INCIDENTS | {"retreat", "protest", "consult", "agree", "cooperate", "aid", "concede", "sanction"}
TOLD = frozenset({"asserted", "alleged", "negated"})
FINENESS = {level: n for n, level in enumerate(("site", "city", "district", "province", "region", "country"))}
MODALITY_ORDER = ("asserted", "alleged", "negated", "future", "hypothetical")
CAMPAIGN_DAYS = 7


def happening(
    name: str,
    claims: Sequence[Claim],
    acts: Sequence[Act] = (),
    answers: Collection[str] = (),
    kin: Kin | None = None,
) -> Happening:
    """One happening from its claims; JSON by ``msgspec.json.encode``.

    Args:
        name: The happening's id.
        claims: Claims of deeds that were told (`is_told`), at least one, in any order.
        acts: The verbal acts attached to it.
        answers: Ids of the happenings that `answered_by` finds in its claims.
        kin: The lineage of the claims' documents; without it accounts share an origin only by their sources.
    """
    claims = sorted(claims, key=lambda c: c.order)
    types = tuple(kind for kind, _ in collections.Counter(c.event.type for c in claims).most_common())
    leading = next((kind for kind in LEADING if kind in types), types[0])
    spans = [span for c in claims if (span := interval_of(c))]
    campaign = is_campaign(spans)
    start, end = agreed_days(claims)
    place, place_words = _agreed_place(claims, campaign=campaign)
    doing = [c for c in claims if c.event.type != "intercept" or leading == "intercept"]
    stopping = [c for c in claims if c.event.type == "intercept" and leading != "intercept"]
    accounts = to_accounts(claims, kin)
    acts = sorted(acts, key=lambda a: (a.start or "9999", a.end or "9999", a.claim))
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
        docs=sum(len(a.docs) for a in accounts),
        origins=max((a.origin for a in accounts), default=0),
        one_origin=_is_one_origin(accounts),
        acts=tuple(acts),
        disagreements=find_disagreements(claims, acts, campaign=campaign),
        answers=tuple(sorted({*answers} - {name})),
        says=max(accounts, key=lambda a: (len(a.claims), -a.origin)).sentence if accounts else "",
    )


def _is_one_origin(accounts: Sequence[Account]) -> bool:
    """Whether several documents tell it, none of them independent of the others, and nobody else is heard in any."""
    voices = {voice for account in accounts for voice in account.voices}
    return sum(len(a.docs) for a in accounts) > 1 and max(a.origin for a in accounts) == 1 and len(voices) <= 1


def is_told(claim: Claim) -> bool:
    """Whether a claim tells a deed as done, alleged or not done: what a happening is made of."""
    return claim.event.type in DEEDS and claim.event.modality in TOLD


def home_of(claim: Claim) -> str:
    """The id of the happening that a claim belongs to: a claim that nothing was linked to is its own."""
    return claim.event.event or claim.ref


def answered_by(claims: Iterable[Claim]) -> tuple[str, ...]:
    """References of the claims that these claims are told to answer."""
    return tuple(sorted({f"{c.doc}#{i}" for c in claims for i in c.event.responds_to}))


def agreed_days(claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """The days that all claims allow; where there are none, those that more than half allow, more than any others;
    else the narrowest interval that most claims touch.

    A campaign lasts from the first day that anyone gives to the last.
    """
    main = [i for c in claims if c.event.type != "casualty" and (i := interval_of(c))]
    spans = main or [i for c in claims if (i := interval_of(c))]
    if not spans:
        return None, None
    if is_campaign(spans):
        return min(s for s, _ in spans).isoformat(), max(e for _, e in spans).isoformat()
    first, last = max(s for s, _ in spans), min(e for _, e in spans)
    if first > last:
        first, last = _allowed_most(spans) or _touched_most(spans)
    return first.isoformat(), last.isoformat()


def _allowed_most(spans: Sequence[tuple[datetime.date, datetime.date]]) -> tuple[datetime.date, datetime.date] | None:
    """The one stretch of days that the most intervals hold, if they are more than half; n log n."""
    turns = sorted([(start, 0) for start, _ in spans] + [(end, 1) for _, end in spans])
    count, best, found = 0, 0, list[tuple[datetime.date, datetime.date]]()
    for (day, ends), (until, closes) in itertools.pairwise(turns):
        count += -1 if ends else 1
        if not ends and closes and count >= best:
            found = [*found, (day, until)] if count == best else [(day, until)]
            best = count
    return found[0] if len(found) == 1 and 2 * best > len(spans) else None


def _touched_most(spans: Sequence[tuple[datetime.date, datetime.date]]) -> tuple[datetime.date, datetime.date]:
    """Of intervals that exclude each other, the narrowest that most touch; n log n."""
    starts, ends = sorted(s for s, _ in spans), sorted(e for _, e in spans)

    def rank(span: tuple[datetime.date, datetime.date]) -> tuple[int, datetime.timedelta, datetime.date]:
        touching = bisect.bisect_right(starts, span[1]) - bisect.bisect_left(ends, span[0])
        return (-touching, span[1] - span[0], span[0])

    return min(set(spans), key=rank)


def is_campaign(spans: Sequence[tuple[datetime.date, datetime.date]]) -> bool:
    """Whether most claims speak of more than `CAMPAIGN_DAYS` days."""
    return 2 * sum((end - start).days > CAMPAIGN_DAYS for start, end in spans) > len(spans)


def _agreed_place(claims: Sequence[Claim], *, campaign: bool) -> tuple[PlaceMention | None, tuple[str, ...]]:
    """The most specific place, the oftenest named of those, and all the words that stood for it.

    Of a campaign the oftenest named place.
    """
    told = [c.event.place for c in claims if c.event.place]
    main = [c.event.place for c in claims if c.event.place and c.event.type != "casualty"] or told
    if not main:
        return None, ()
    count = collections.Counter(shown(p.name, p.text) for p in told)

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

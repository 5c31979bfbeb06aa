"""Actor and source mentions → entities with country and kind.

Invariant: the mention's own words decide; the country of an unnamed site or civilian is where the happening took place.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from khabar.ground.theatre import home, spoken_of, strange
from khabar.model.drafts import Link, Mention
from khabar.model.records import ActorMention, SourceMention
from khabar.packs.lexicon import Lexicon

FORCE_TYPES = frozenset({"assault", "intercept", "mobilize", "retreat", "coerce", "explosion"})
LOCAL_KINDS = frozenset({"site", "civilians", "person"})
HOME_KINDS = frozenset({"government", "military"})
SOURCE_OF_KIND = {
    "government": "government",
    "military": "military",
    "armed_group": "armed_group",
    "organization": "organization",
    "media": "media",
    "civilians": "witness",
    "person": "official",
}


class ActorGrounder:
    """Grounds the actors of one document as of its day."""

    def __init__(self, lexicon: Lexicon, day: str, votes: Counter[str] | None = None) -> None:
        self.lexicon = lexicon
        self.day = day
        self.votes = votes or Counter()

    def entity(self, mention: Mention) -> Any:
        """The actor, office or person that a mention names first, through its antecedent if it has none of its own."""
        told = mention if mention.names or mention.nationalities or mention.antecedent is None else mention.antecedent
        names = [n for n in told.names if n.kind in ("actor", "office", "person")]
        if not names:
            return None
        longest = max(names, key=lambda n: (n.kind == "office", n.words, -n.span.start))
        first = min(names, key=lambda n: (n.span.start, -n.words))
        chosen = first if told.whole else longest
        same = [n for n in names if n.span == chosen.span]
        entity = self._alive([self.lexicon.get(n.id) for n in same])
        backer = told.kind == "armed_group" and not told.whole and getattr(entity, "kind", "") == "government"
        return None if backer else entity

    def _alive(self, entries: list[Any]) -> Any:
        """Of several entities with one name, one that existed on the day, of the country that the document speaks of
        most.
        """
        entries = [e for e in entries if not strange(e, self.votes)]
        entries = sorted(entries, key=lambda e: -spoken_of(e, self.votes)) if len(entries) > 1 else entries
        for entry in entries:
            since, until = getattr(entry, "since", ""), getattr(entry, "until", "")
            if (not since or since[:4] <= self.day[:4]) and (not until or self.day[:4] <= until[:4]):
                return entry
        return entries[0] if entries else None

    def actor(self, mention: Mention, event_type: str, where: str | None) -> ActorMention:
        """An initiator or target; `where` is the country of the happening."""
        entity = self.entity(mention)
        told = mention if mention.names or mention.nationalities or mention.antecedent is None else mention.antecedent
        country = getattr(entity, "country", "") or self._nationality(told)
        kind = self._kind(mention, told, entity, event_type)
        place = next((self.lexicon.get(n.id) for n in told.names if n.kind == "place"), None)
        if not country and place is not None and entity is None:
            country = place.country
        if not country and entity is None and told.kind != "armed_group":
            country = self._local(mention, kind, where)
        name = self._name(entity, place, kind)
        return ActorMention(
            text=mention.text,
            span=mention.span,
            kind=kind,
            country=country or None,
            name=name,
            entity=getattr(entity, "id", None) or getattr(place, "id", None),
        )

    def _local(self, mention: Mention, kind: str, where: str | None) -> str:
        """The country of an unnamed site or civilian is where it happened; of `the army`, the country spoken of."""
        if kind in LOCAL_KINDS and where:
            return where
        if kind in HOME_KINDS and mention.definite and not mention.pronoun and mention.noun:
            return where or home(self.votes)
        return ""

    def _nationality(self, mention: Mention) -> str:
        return str(self.lexicon.get(mention.nationalities[0]).country) if mention.nationalities else ""

    def _kind(self, mention: Mention, told: Mention, entity: Any, event_type: str) -> str:
        if mention.adjective or (not mention.noun and mention.nationalities and entity is None):
            return "military" if event_type in FORCE_TYPES else "government"
        if mention.noun and not mention.whole and mention.kind:
            return mention.kind
        if entity is not None:
            return "government" if entity.kind == "person" and hasattr(entity, "holders") else str(entity.kind)
        place = next((self.lexicon.get(n.id) for n in told.names if n.kind == "place"), None)
        if place is not None and (told.whole or not told.kind):
            return {"country": "government", "region": "other"}.get(place.level, "site")
        if told.place_words and not told.kind:
            return "site"
        if told.weapons and not told.kind:
            return "equipment"
        return told.kind or "other"

    def _name(self, entity: Any, place: Any, kind: str) -> str | None:
        holder = self._holder(entity)
        if holder is not None:
            return str(holder.name)
        if entity is not None:
            return str(entity.name)
        return str(place.name) if place is not None and kind in ("site", "government", "other") else None

    def _holder(self, entity: Any) -> Any:
        """Who held an office on the day of the document."""
        for holder in getattr(entity, "holders", ()):
            if (not holder.since or holder.since <= self.day) and (not holder.until or self.day <= holder.until):
                return holder
        return None

    @staticmethod
    def _is_outlet(mention: Mention, speaker: Any, entity: Any) -> bool:
        """Whether a mention with an outlet's name is the outlet, not somebody who talks to it."""
        if speaker is not None and not mention.whole:
            return bool(speaker.source_kind == "media")
        return entity is None or mention.names[0].kind == "outlet"

    def source(self, link: Link) -> SourceMention:
        """One link of a chain of attribution."""
        mention = link.mention
        entity = self.entity(mention)
        outlet = next((self.lexicon.get(n.id) for n in mention.names if n.kind == "outlet"), None)
        speaker = self.lexicon.get(mention.speaker) if mention.speaker else None
        kind = link.kind
        name = None
        if outlet is not None and self._is_outlet(mention, speaker, entity):
            kind, name = "media", outlet.name
        elif speaker is not None and not mention.whole:
            kind = kind or str(speaker.source_kind)
            if kind == "official" and entity is not None and entity.kind == "armed_group":
                kind = "armed_group"
        elif entity is not None:
            kind = kind or getattr(entity, "source_kind", "") or SOURCE_OF_KIND.get(entity.kind, "other")
        kind = kind or SOURCE_OF_KIND.get(mention.kind, "")
        if not kind:
            kind = "government" if any(n.kind == "place" for n in mention.names) else "other"
        if name is None:
            name = self._name(entity, None, kind)
        return SourceMention(
            text=mention.text, span=mention.span, kind=kind, name=name, entity=getattr(entity, "id", None)
        )

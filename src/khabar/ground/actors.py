"""Actor and source mentions → entities with country and kind.

Invariant: the mention's own words decide, then those of the earlier phrase that it stands for; `khabar.ground.sides`
says whose side somebody is on whom no words tell. What decided is told as reasons.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, Final

from khabar.ground.atlas import Site, atlas
from khabar.ground.focus import Focus
from khabar.ground.outlet_names import outlet_names
from khabar.ground.parties import Party, parties
from khabar.ground.sides import FORCE_TYPES, Asked, Sides
from khabar.ground.theatre import spoken_of, strange
from khabar.model.drafts import Link
from khabar.model.mentions import Mention, NameRef
from khabar.model.native import mypyc_attr
from khabar.model.records import ActorMention, SourceMention
from khabar.packs.lexicon import Lexicon
from khabar.packs.schema.actors import Holder
from khabar.text.clitics import AL
from khabar.text.letters import loose
from khabar.text.tokens import tokenize

HELD_TYPES: Final = frozenset({"coerce", "concede"})
CREWED: Final = frozenset({"aircraft", "artillery", "naval"})
BODIES: Final = frozenset({"military", "armed_group", "government", "organization"})
SOURCE_OF_KIND: Final = {
    "government": "government",
    "military": "military",
    "armed_group": "armed_group",
    "organization": "organization",
    "media": "media",
    "civilians": "witness",
    "person": "official",
}


def _crowd(told: Mention) -> bool:
    """Whether it is a bare word of number with the article: people who gathered (the dozens)."""
    bare = not (told.noun or told.names or told.nationalities or told.speaker)
    return bare and (told.definite or told.text.startswith(AL)) and " " not in told.text


@mypyc_attr(acyclic=True)
class _Found:
    """Whom a mention names in a document of these `votes`."""

    __slots__ = ("party", "votes")

    def __init__(self, votes: dict[str, int], party: Party | None) -> None:
        self.votes = votes
        self.party = party


def _stands_for(mention: Mention, told: Mention) -> str:
    """Which earlier words a mention stands for, and how far before they are."""
    apart = mention.sentence - told.sentence
    far = "in the same sentence" if apart == 0 else f"{apart} sentence{'s' if apart > 1 else ''} before"
    at = f"{told.span.start}-{told.span.end}"
    return f"{mention.through or mention.text} stands for {told.text} ({at}), {far}"


class _InFull:
    """Where persons of one last name are told in full, in order, and by which names."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.names: list[list[NameRef]] = []


class ActorGrounder:
    """Grounds the actors of one document as of its day."""

    def __init__(self, lexicon: Lexicon, day: str, votes: dict[str, int], focus: Focus) -> None:
        self.lexicon = lexicon
        self.day = day
        self.votes = votes
        self.sides = Sides(lexicon, focus)
        self.focus = focus
        self._full: dict[str, _InFull] | None = None
        self._parties, self._atlas = parties(lexicon), atlas(lexicon)

    def entity(self, mention: Mention) -> Party | None:
        """The actor, office or person that a mention names first, through its antecedent if it has none of its own."""
        own = self._named(mention)
        if own is not None or mention.antecedent is None or mention.nationalities:
            return own
        return self._named(mention.antecedent)

    def _named(self, told: Mention) -> Party | None:
        """The entity that the words of a mention name; found once, since mentions stay as they are."""
        if not told.names:
            return None
        kept: _Found | None = told.party
        if kept is None or kept.votes is not self.votes:
            kept = told.party = _Found(self.votes, self._find(told))
        return kept.party

    def _find(self, told: Mention) -> Party | None:
        names = [n for n in told.names if n.kind in ("actor", "office", "person")]
        if told.kind == "civilians" and not told.whole:
            names = [n for n in names if n.kind == "actor"]  # the people of a town are no leader of its name
        if not names or "friend" in told.classes:
            return None
        same = names
        if len(names) > 1:
            longest = max(names, key=lambda n: (n.kind == "office", n.words, -n.span.start))
            first = min(names, key=lambda n: (n.span.start, -n.words))
            chosen = first if told.whole else longest
            same = [n for n in names if n.span == chosen.span]
        if same[0].kind != "actor" and same[0].words == 1:
            same = self._introduced(told, same)
        entity = self._alive(same)
        if entity is None:
            return None
        backer = told.kind == "armed_group" and not told.whole and entity.kind == "government"
        return None if backer or self._of_another(told, entity) else entity

    def _introduced(self, told: Mention, names: list[NameRef]) -> list[NameRef]:
        """The names of the last person told before in full whose last word a lone name is (Turki *al-Maliki*)."""
        word = loose(told.text[max(0, names[0].span.start - told.span.start) : names[0].span.end - told.span.start])
        full = self._told_in_full().get(word)
        if full is None:
            return names
        at = bisect_left(full.starts, told.span.start)
        return full.names[at - 1] if at else names

    def _told_in_full(self) -> dict[str, _InFull]:
        """The persons told by several names, by the last of these; gone through once for a document."""
        if self._full is None:
            self._full = {}
            for mention in self.focus.mentions:
                start = mention.span.start
                for name in mention.names:
                    if name.kind in ("office", "person") and name.words > 1:
                        words = mention.text[max(0, name.span.start - start) : name.span.end - start].split()
                        full = self._full.setdefault(loose(words[-1]), _InFull())
                        full.starts.append(start)
                        full.names.append([n for n in mention.names if n.span == name.span])
        return self._full

    def _of_another(self, told: Mention, entity: Party) -> bool:
        """Whether adjectives beside a state's body tell other countries (the enemy's air force, American)."""
        if not told.nationalities or not entity.country or entity.kind not in ("military", "government"):
            return False
        return all(self._parties.country(nationality) != entity.country for nationality in told.nationalities)

    def _alive(self, names: list[NameRef]) -> Party | None:
        """Of several entities with one name, one that existed on the day, of the country that the document speaks of
        most; of an office by its holder, one that was held then.
        """
        found: list[tuple[Party, NameRef]] = []
        for name in names:
            party = self._parties.get(name.id)
            if not strange(party, self.votes):
                found.append((party, name))
        if len(found) > 1:
            found.sort(key=lambda pair: -spoken_of(pair[0], self.votes))
        year = self.day[:4]
        for party, name in found:
            since, until = party.since, party.until
            if name.extra and name.extra.isdigit():
                holder = party.holders[int(name.extra)]
                since, until = holder.since, holder.until
            if (not since or since[:4] <= year) and (not until or year <= until[:4]):
                return party
        return found[0][0] if found else None

    def actor(self, mention: Mention, asked: Asked) -> tuple[ActorMention, tuple[str, ...]]:
        """An initiator or target, and what decided whose side it is on."""
        entity = None if self._struck_town(mention, asked) else self.entity(mention)
        told = self._teller(mention)
        kind = self._kind(mention, told, entity, asked)
        place = self._place(told, asked) if entity is None else None
        country, because = entity.country if entity is not None else "", ""
        if entity is None or (entity.kind == "civilians" and not country):  # a people of several countries
            country, because = self.sides.side(mention, told, place, kind, asked)
        known = entity.id if entity is not None else place.id if place is not None else None
        reasons = (_stands_for(mention, told),) if told is not mention else ()
        return (
            ActorMention(
                text=mention.text,
                span=mention.span,
                kind=kind,
                country=country or None,
                name=None if self._commanded(mention, told, entity) else self._name(told, entity, place, kind),
                entity=known,
            ),
            (*reasons, because) if because else reasons,
        )

    def _commanded(self, mention: Mention, told: Mention, entity: Party | None) -> bool:
        """Whether it is the forces of somebody's country, who are not he (*the forces of his country*)."""
        if told is mention or entity is None or not mention.noun or "force" not in mention.classes:
            return False
        return any(n.kind in ("office", "person") for n in told.names[:1])

    def _struck_town(self, mention: Mention, asked: Asked) -> bool:
        """Whether the name of a capital is the town that was struck, not the government that sits there."""
        if not asked.struck or not mention.whole:
            return False
        places = [self._atlas.site(n.id) for n in mention.names if n.kind == "place"]
        return bool(places) and all(place.level not in ("country", "region") for place in places)

    def _teller(self, mention: Mention) -> Mention:
        """The mention, or the earlier one that says who it is."""
        earlier = mention.antecedent
        if earlier is None or mention.nationalities or any(n.kind != "actor" for n in mention.names):
            return mention
        return mention if mention.names and self._named(mention) is not None else earlier

    def group_of(self, link: Link) -> str:
        """The country of an armed group that speaks; ``""`` for any other source."""
        entity = self.entity(link.mention)
        return entity.country if entity is not None and entity.kind == "armed_group" else ""

    def side_of(self, link: Link) -> str:
        """The country of a state's own speaker; ``""`` for any other source."""
        entity = self.entity(link.mention)
        if (
            entity is None
            or entity.kind not in ("government", "military")
            or "outlet" in {name.kind for name in link.mention.names[:1]}
        ):
            return ""
        return entity.country

    def _place(self, told: Mention, asked: Asked) -> Site | None:
        """The place that a mention names, where that place can be meant here."""
        for name in sorted(told.names, key=self._unspoken) if len(told.names) > 1 else told.names:
            if name.kind == "place":
                place = self._atlas.site(name.id)
                far = place.level == "site" and place.country != asked.where and not self.votes.get(place.country)
                if not far or told.place_words:
                    return place
        return None

    def _unspoken(self, name: NameRef) -> tuple[int, int]:
        """Orders names by where they stand; places of one name by how much the document speaks of their country."""
        spoken = self.votes.get(self._atlas.site(name.id).country, 0) if name.kind == "place" else 0
        return name.span.start, -spoken

    def _kind(self, mention: Mention, told: Mention, entity: Party | None, asked: Asked) -> str:
        placed = told.names and told.names[0].kind == "place" and told.names[0].span.start == told.start
        if mention.adjective or (not (mention.noun or placed) and mention.nationalities and entity is None):
            if asked.role == "target" and _only_people(mention):
                return "other"
            return "military" if asked.type in FORCE_TYPES else "government"
        if asked.type in HELD_TYPES and mention.noun == "noun.person":
            return "person"
        fighters = entity is not None and entity.kind in ("military", "armed_group")
        if entity is not None and fighters and mention.kind in BODIES and not mention.whole:
            return entity.kind  # the forces of an armed group are that group
        if "aircraft" in mention.classes and asked.role == "initiator" and not self._unmanned(mention):
            return "military"  # those who fly them
        if mention.noun and not mention.whole and mention.kind not in ("", "other"):
            return mention.kind
        if entity is not None:
            return "government" if entity.kind == "person" and entity.office else entity.kind
        place = next((self._atlas.site(n.id) for n in told.names if n.kind == "place"), None)
        if place is not None and asked.role == "initiator" and "unit" in told.classes:
            return "military"
        if place is not None and (told.whole or not told.kind):
            area = "site" if asked.struck else "other"
            return {"country": "government", "region": area, "site": self._seat(told, asked)}.get(place.level, "site")
        if told.place_words and (not told.kind or (told.kind == "other" and (asked.struck or told.names))):
            return "site"
        if told.weapons and not told.kind:
            return "military" if self._manned(told, asked) else "equipment"
        if told.kind in ("", "other"):
            people = asked.type == "protest" or (asked.type == "request" and _crowd(told) and asked.role == "initiator")
            return self._body(told) or ("civilians" if people else told.kind or "other")
        return told.kind

    @staticmethod
    def _seat(told: Mention, asked: Asked) -> str:
        """What a named site is: who speaks or decides there, a government's mission; else the site."""
        speaks = asked.role == "initiator" and asked.type not in FORCE_TYPES
        return "government" if speaks and "place_word.head.embassy" in told.place_words else "site"

    def _unmanned(self, told: Mention) -> bool:
        return any(self.lexicon.get(weapon).kind == "drone" for weapon in told.weapons)

    def _manned(self, told: Mention, asked: Asked) -> bool:
        """Whether a weapon stands for those who fly or serve it: aircraft that strike, a battery."""
        kinds = {self.lexicon.get(weapon).kind for weapon in told.weapons}
        return asked.role == "initiator" and bool(kinds & CREWED) and not self._unmanned(told)

    def _body(self, told: Mention) -> str:
        """The kind of the body whose men or branch a phrase names: members of a cell, hawks of the air force."""
        if told.called:
            kind = str(self.lexicon.get(told.called).kind)
            if kind in BODIES:
                return kind
        for token in tokenize(told.text)[1:]:
            for sense in self.lexicon.senses(token.word).single.get("noun", ())[:1]:
                if sense.sort in BODIES and {"group", "force", "unit"} & set(sense.entry.classes):
                    return str(sense.sort)
        return ""

    def _name(self, told: Mention, entity: Party | None, place: Site | None, kind: str) -> str | None:
        holder = self._holder(told, entity)
        if holder is not None:
            return holder.name
        if entity is not None:
            return entity.name
        return place.name if place is not None and kind in ("site", "government", "other") else None

    def _holder(self, told: Mention, entity: Party | None) -> Holder | None:
        """Who of an office's holders is named, whether or not he holds it still; else who held it on the day."""
        if entity is None or not entity.office:
            return None
        for name in told.names:
            if name.extra and name.extra.isdigit() and name.id == entity.id:
                return entity.holders[int(name.extra)]
        for holder in entity.holders:
            if (not holder.since or holder.since <= self.day) and (not holder.until or self.day <= holder.until):
                return holder
        return None

    @staticmethod
    def _is_outlet(mention: Mention, speaker: Any, entity: Party | None) -> bool:
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
            kind, name = "media", outlet_names(self.lexicon).name(outlet, _form(mention))
            if name is None:
                return SourceMention(text=mention.text, span=mention.span, kind=kind)
        elif speaker is not None and not mention.whole:
            kind = kind or str(speaker.source_kind)
            if kind == "official" and entity is not None and entity.kind == "armed_group":
                kind = "armed_group"
        elif entity is not None:
            kind = kind or entity.source_kind or SOURCE_OF_KIND.get(entity.kind, "other")
        kind = kind or SOURCE_OF_KIND.get(mention.kind, "")
        if not kind:
            kind = "government" if any(n.kind == "place" for n in mention.names) else "other"
        if name is None:
            name = self._name(self._teller(mention), entity, None, kind)
        return SourceMention(
            text=mention.text,
            span=mention.span,
            kind=kind,
            name=name,
            entity=entity.id if entity is not None else None,
        )


def _form(mention: Mention) -> str:
    """The words of a mention that name an outlet, without what is joined to them."""
    span = next(n.span for n in mention.names if n.kind == "outlet")
    return mention.text[max(0, span.start - mention.span.start) : span.end - mention.span.start]


def _only_people(mention: Mention) -> bool:
    """Whether a nation is all that a phrase tells of somebody (61 *Palestinians*, a *Syrian*), or of something."""
    if not mention.adjective:
        return not (mention.names or mention.place_words)
    return not mention.feminine and (mention.amount is not None or mention.number in ("p", "d") or not mention.definite)

"""Drafts → records: every field grounded, with why.

Invariant: a record's mention texts are the document's letters; the losing candidates of every field are kept in
``why``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from khabar.ground.actors import ActorGrounder
from khabar.ground.again import HARM, Marks
from khabar.ground.dates import ANY_DAY, DayInterval
from khabar.ground.dates_calendar import iso
from khabar.ground.entry_places import EntryPlaces
from khabar.ground.focus import OUR, Focus
from khabar.ground.hundredths import hundredths
from khabar.ground.issuing import first_told, issuer
from khabar.ground.outbreaks import outbreaks
from khabar.ground.places import PlaceGrounder
from khabar.ground.placing import Placer
from khabar.ground.sides import Asked
from khabar.ground.spots import Spot
from khabar.ground.theatre import theatre
from khabar.ground.totals import end_of
from khabar.ground.when import Dater
from khabar.ground.when_clock import Dated, Page
from khabar.model.drafts import Candidate, Draft, Link, StrengthDraft, TallyDraft, likeliest
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.model.picking import ISSUER, LENT, picked, ranked
from khabar.model.records import (
    ActorMention,
    CasualtyMention,
    Event,
    Lost,
    SourceMention,
    Strength,
    Tally,
    WeaponMention,
    Why,
)
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon

MAX_ACTORS: Final = 8
MOST_LOST: Final = 5


@mypyc_attr(acyclic=True)
class Scene:
    """A draft whose place and parties are grounded, with the reasons so far."""

    __slots__ = ("draft", "initiator", "place", "target", "why")

    def __init__(
        self,
        draft: Draft,
        place: Spot | None,
        initiator: tuple[ActorMention, ...],
        target: tuple[ActorMention, ...],
        why: list[Why],
    ) -> None:
        self.draft = draft
        self.place = place
        self.initiator = initiator
        self.target = target
        self.why = why


class ClaimGrounder:
    """Grounds all drafts of one document."""

    def __init__(
        self,
        lexicon: Lexicon,
        text: str,
        published: DayInterval,
        mentions: list[Mention],
        page: Page | None = None,
        wars: Sequence[DayInterval] = (),
    ) -> None:
        self.lexicon = lexicon
        self.text = text
        self.published = published
        self.mentions = mentions
        votes = theatre(lexicon, mentions)
        self.places = PlaceGrounder(lexicon, votes, mentions, text)
        entries = EntryPlaces(page.told, mentions, self.places) if page is not None and page.told else None
        self.placer = Placer(self.places, text, entries)
        self.focus = Focus(lexicon, mentions, votes, text)
        self.places.issuer = self.focus.issuer
        self.actors = ActorGrounder(lexicon, published.end.isoformat(), votes, self.focus)
        self.dater = Dater(published, page, wars)
        self.outbreaks = outbreaks(lexicon)
        self._sentence: Span | None = None
        self._said = ""

    # -- events ---------------------------------------------------------------------------------------------------

    def events(
        self, drafts: Sequence[Draft], sentences: Mapping[int, Span], tallies: Sequence[TallyDraft] = ()
    ) -> tuple[Event, ...]:
        """The event records of a document: where and who first, by which its happenings are told apart and dated.

        All of them are taken through one step before the next begins, so that the machine keeps its code at hand.
        """
        if self.focus.issued is None:
            self.focus.issued = issuer(self.lexicon, drafts, self.mentions, self.text)
        if self.focus.issued is not None:
            for draft in drafts:
                _by_issuer(draft)
        whys = [[_of_type(draft)] for draft in drafts]
        places = [self.placer.place(draft, why) for draft, why in zip(drafts, whys, strict=True)]
        scenes = [
            self._scene(draft, sentences[draft.sentence], place, why)
            for draft, place, why in zip(drafts, places, whys, strict=True)
        ]
        self.dater.prepare(
            drafts, [Marks(s.draft, s.place, s.initiator, s.target) if s.draft.type in HARM else None for s in scenes]
        )
        self.dater.count(tallies)
        ids: dict[tuple[int, int], str] = {}
        if any(draft.responds_to for draft in drafts):
            ids = {(d.sentence, d.unit): f"e{n}" for n, d in enumerate(drafts, 1)}
        dates = [self.dater.date(n) for n in range(len(scenes))]
        return tuple(
            [
                self._event(n, scene, dates[n - 1], sentences[scene.draft.sentence], ids)
                for n, scene in enumerate(scenes, 1)
            ]
        )

    def _scene(self, draft: Draft, sentence: Span, place: Spot | None, why: list[Why]) -> Scene:
        """Who did it and to whom, where it happened."""
        where = place.country if place is not None else ""
        if place is not None and not place.meets(sentence.start, sentence.end):
            where = self.focus.at(draft.sentence) or where  # the text may have gone on to another country
        initiator = self._actors(draft, "initiator", where, why)
        target = self._actors(draft, "target", where, why, barred=initiator)
        return Scene(draft, place, initiator, target, why)

    def _event(
        self, number: int, scene: Scene, dated: Dated, sentence: Span, ids: Mapping[tuple[int, int], str]
    ) -> Event:
        """One event record; ids count from e1 in order of the text. `ids` names the drafts by sentence and unit."""
        draft, why = scene.draft, scene.why
        if dated.time is not None:
            why.append(Why(field="time", rule=dated.rule, because=dated.because, span=dated.time.span, lost=dated.lost))
        modality = draft.modality[0]
        why.append(
            Why(
                field="modality",
                rule=modality.rule,
                because=(modality.because,) if modality.because else (),
                score=modality.score,
                span=modality.span,
                lost=_lost(draft.modality, 1),
            )
        )
        outcome = self._outcome(draft, why)
        for arm in draft.weapons:
            why.append(Why(field="weapons", rule=arm.rule, span=arm.span))
        for toll in draft.casualties:
            why.append(Why(field="casualties", rule=toll.rule, span=toll.span))
        sources = self._sources(draft.sources, why)
        if draft.responds_to:
            why.append(Why(field="responds_to", rule="words of reply join the two"))
        return Event(
            id=f"e{number}",
            type=draft.type,
            span=draft.span,
            trigger=draft.trigger,
            sentence=self._letters(sentence),
            sentence_span=sentence,
            modality=str(modality.value),
            initiator=scene.initiator,
            target=scene.target,
            place=scene.place.record() if scene.place is not None else None,
            time=dated.time,
            weapons=tuple([WeaponMention(text=a.text, span=a.span, kind=a.kind, count=a.count) for a in draft.weapons]),
            casualties=tuple(
                [
                    CasualtyMention(text=t.text, span=t.span, harm=t.harm, who=t.who, low=t.low, high=t.high)
                    for t in draft.casualties
                ]
            ),
            outcome=outcome,
            sources=sources,
            why=tuple(why),
            responds_to=tuple([ids[key] for key in draft.responds_to if key in ids]),
        )

    def _letters(self, sentence: Span) -> str:
        """The letters of a sentence; happenings of one stand together, so the last is kept."""
        if sentence is not self._sentence:
            self._sentence, self._said = sentence, self.text[sentence.start : sentence.end]
        return self._said

    def _actors(
        self, draft: Draft, role: str, where: str, why: list[Why], barred: tuple[ActorMention, ...] = ()
    ) -> tuple[ActorMention, ...]:
        """The candidates of a role that are taken, as far as they do not overlap."""
        candidates = ranked(draft, role)
        meant = picked(draft, role, candidates)
        if not meant:
            return ()
        speaker = self.actors.side_of(draft.sources[0]) if draft.sources else ""
        group = self.actors.group_of(draft.sources[0]) if draft.sources and not speaker else ""
        asked = Asked(draft.type, role, where, draft.sentence, speaker, group)
        chosen: list[ActorMention] = []
        taken = [actor.span for actor in barred]
        lost: list[Candidate] = []
        for candidate in candidates:
            mention = self._named(candidate.value)
            if mention is None:
                continue
            if role == "target" and mention.kind == "site":
                mention = _told_fully(mention)
            if candidate.rule in LENT:
                mention = first_told(self.text, mention)
            overlaps = _overlaps(mention.span, taken)
            if overlaps or len(chosen) >= MAX_ACTORS or not _is_among(candidate, meant):
                if not overlaps:
                    lost.append(candidate)
                continue
            actor, because = self.actors.actor(mention, asked)
            chosen.append(actor)
            taken.append(actor.span)
            why.append(
                Why(
                    field=role,
                    rule=candidate.rule,
                    score=candidate.score,
                    span=mention.span,
                    because=_antecedent(candidate.value, mention) + because,
                )
            )
        if lost and chosen:
            why[-1] = msgspec.structs.replace(why[-1], lost=_lost(lost))
        return tuple(chosen)

    def _named(self, mention: Mention) -> Mention | None:
        """The mention, or whom it means if it is a pronoun only; None for a pronoun that means nobody known.

        Who speaks as `we` without being named is who issues the text.
        """
        if not mention.pronoun or mention.noun or mention.head:
            return mention
        if mention.antecedent is None and mention.pronoun == OUR:
            return self.focus.issued
        return mention.antecedent

    @staticmethod
    def _outcome(draft: Draft, why: list[Why]) -> str | None:
        if not draft.outcome:
            return None
        best = likeliest(draft.outcome)
        why.append(
            Why(field="outcome", rule=best.rule, score=best.score, because=(best.because,) if best.because else ())
        )
        return str(best.value)

    def _sources(self, links: list[Link], why: list[Why]) -> tuple[SourceMention, ...]:
        if not links:
            return ()
        found: list[SourceMention] = []
        taken: list[Span] = []
        for link in links:
            span = link.mention.span
            if _overlaps(span, taken):
                continue
            found.append(self.actors.source(link))
            taken.append(span)
            why.append(Why(field="sources", rule=link.rule, span=span))
        return tuple(found)

    # -- tallies and strengths ------------------------------------------------------------------------------------

    def tally(self, number: int, draft: TallyDraft, sentence: Span) -> Tally:
        """One tally record."""
        why = [Why(field=f, rule=draft.rule, span=draft.span) for f in ("trigger", "counted", "low", "high")]
        if draft.parts:
            why.append(Why(field="by_place", rule=draft.rule, because=tuple(f"{m.text}: {n}" for m, n in draft.parts)))
        by_place: dict[str, int] = {}
        for mention, count in draft.parts:
            located = self.places.ground(mention)
            place = located.place if located is not None else None
            key = (place.country if place.level == "country" else place.name) if place is not None else None
            by_place[key if key and key not in by_place else mention.text] = count
        start = end = None
        span = self.dater.span_of(draft)
        if span is not None:
            start, end = iso(span.days.start), iso(span.days.end)
            said = span.when.span if span.when is not None else None
            why.append(Why(field="start", rule="span of the tally", because=span.because, span=said))
        elif draft.opener is not None and self.published != ANY_DAY:
            where = self.outbreaks.named(draft, self.mentions) or self.focus.at(draft.sentence)
            days = self.outbreaks.since(draft, self.published, where)
            until = end_of(draft, self.published)
            if days is not None:
                start, end = iso(days.start), iso(until or days.end)
                why.append(Why(field="start", rule="since the war began", span=draft.opener))
            elif until is not None:
                end = iso(until)
        return Tally(
            id=f"t{number}",
            span=draft.span,
            trigger=draft.trigger,
            sentence=self._letters(sentence),
            sentence_span=sentence,
            counted=draft.counted,
            low=draft.low,
            high=draft.high,
            by_place=by_place,
            start=start,
            end=end,
            sources=self._sources(draft.sources, why),
            why=tuple(why),
        )

    def strength(self, number: int, draft: StrengthDraft, sentence: Span) -> Strength:
        """One strength record."""
        why = [
            Why(field=f, rule=draft.rule, span=draft.span)
            for f in ("trigger", "force", "low", "high", "country", "place")
        ]
        place = self.places.ground(draft.place) if draft.place is not None else None
        asked = Asked("strength", sentence=draft.sentence)
        owner = self.actors.actor(draft.owner, asked)[0] if draft.owner is not None else None
        return Strength(
            id=f"s{number}",
            span=draft.span,
            trigger=draft.trigger,
            sentence=self._letters(sentence),
            sentence_span=sentence,
            force=draft.force,
            low=draft.low,
            high=draft.high,
            country=owner.country if owner is not None else None,
            place=(place.place.country or None) if place is not None else None,
            sources=self._sources(draft.sources, why),
            why=tuple(why),
        )


def _of_type(draft: Draft) -> Why:
    """Why it is of its type, and which other types its trigger could tell."""
    return Why(
        field="type",
        rule=draft.rule,
        span=draft.span,
        because=(f"{draft.trigger} names {draft.type}",),
        lost=tuple(
            [Lost(value=str(c.value), rule=c.rule, score=c.score, because=c.because) for c in draft.lost_senses]
        ),
    )


def _by_issuer(draft: Draft) -> None:
    """In a text that somebody issues, he is who says `we`."""
    if any(c.rule == ISSUER for c in draft.initiator):
        for candidate in draft.initiator:
            candidate.score = 1.0 if candidate.rule == ISSUER else min(candidate.score, 0.9)


def _lost(candidates: list[Candidate], first: int = 0) -> tuple[Lost, ...]:
    """Those that were not chosen, from the `first` on."""
    if len(candidates) <= first:
        return ()
    return tuple(
        [
            Lost(
                value=c.value.text if isinstance(c.value, Mention) else str(c.value),
                rule=c.rule,
                score=hundredths(c.score),
                because=c.because,
                span=c.span,
            )
            for c in candidates[first : first + MOST_LOST]
        ]
    )


def _overlaps(span: Span, taken: list[Span]) -> bool:
    """Whether a span shares a letter with one that is taken."""
    if not taken:
        return False
    start, end = span.start, span.end
    return any(other.start < end and start < other.end for other in taken)


def _told_fully(mention: Mention) -> Mention:
    """The phrase of the same sentence that a bare definite noun for a site goes back to (the base, of *Ain al-Asad
    base*), else the mention.
    """
    earlier = mention.antecedent
    if earlier is None or earlier.sentence != mention.sentence or mention.noun not in (earlier.noun, earlier.called):
        return mention
    return earlier if mention.definite and not mention.pronoun and " " not in mention.text else mention


def _is_among(candidate: Candidate, meant: list[Candidate]) -> bool:
    """Whether it is one of these, not only like one."""
    return any(other is candidate for other in meant)


def _antecedent(told: Mention, named: Mention) -> tuple[str, ...]:
    """That a pronoun only means an earlier phrase."""
    return (f"{told.text} means {named.text}",) if told is not named else ()

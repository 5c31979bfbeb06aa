"""Words that name a happening, and the frames that say where its participants stand."""

from __future__ import annotations

import msgspec

from khabar.packs.schema.base import Entry, Example, NotExample

ROLES = ("initiator", "target", "weapon", "place", "casualty", "content", "event", "source", "none")


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What a sense needs around it. All given conditions must hold; more of them make a sense more specific.

    near: classes of mention, one of which must stand in the same clause, after the trigger or as its subject:
        weapon actor place person victim force vessel site quantity event aircraft explosive harm (dead or wounded).
    words: forms, one of which must follow within six words (clitics allowed).
    before: forms, one of which must stand within the three words before.
    next: forms, one of which must be the very next word.
    prep: prepositions, one of which must follow within six words.
    not_words, not_before, not_next, not_near: the same, forbidden.
    """

    near: list[str] = []
    words: list[str] = []
    before: list[str] = []
    next: list[str] = []
    prep: list[str] = []
    not_words: list[str] = []
    not_before: list[str] = []
    not_next: list[str] = []
    not_near: list[str] = []


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Who stands where around one shape of a trigger.

    subject, object: roles of the bare noun phrases of a verb. genitive: role of the noun phrase in construct after a
    noun or verbal noun (suffix pronouns included). adjective: role of an adjective of nationality after a noun.
    preps: preposition → role of the noun phrase it governs; several roles joined by ``|`` are tried in order.
    """

    subject: str = ""
    object: str = ""
    genitive: str = ""
    adjective: str = ""
    preps: dict[str, str] = {}


class Frame(Entry, frozen=True, kw_only=True):
    """A family of triggers with the same shapes. ``base`` names a frame whose slots this one takes over."""

    base: str = ""
    verb: Shape = Shape()
    passive: Shape = Shape()
    noun: Shape = Shape()
    examples: list[Example] = []
    not_examples: list[NotExample] = []


class Trigger(Entry, frozen=True, kw_only=True):
    """One sense of one lexeme.

    type: codebook type, or ``none`` for a guard that keeps a look-alike from being read. frame: id of the Frame that
        says where its participants stand.
    verbs: ``past present`` pairs in the third person masculine singular (``istahdafa yastahdifu``); conjugated by
        the program.
    passives: the same where the passive is spelled differently without harakat (``ughtila yughtalu``).
    nouns: event nouns and verbal nouns, singular and every broken or sound plural (dual and tanwin are derived).
    active, passive: participles that predicate (threatening; targeted).
    phrases: fixed sequences of words; the first word may carry clitics. ``trigger_word`` is the index (from 0) of the
        word that is the trigger when the phrase is longer than it.
    verbal: its phrases begin with their verb even where that word can be a noun too (blew himself up).
    when: context the sense needs. outcome, harm, modality: what the word itself tells (to miss: failed).
    speech: the initiator is speaking: what follows (that, a verbal noun) is content with the initiator as its source.
    """

    type: str
    frame: str
    verbs: list[str] = []
    passives: list[str] = []
    nouns: list[str] = []
    active: list[str] = []
    passive: list[str] = []
    phrases: list[str] = []
    trigger_word: int = 0
    verbal: bool = False
    when: When = When()
    outcome: str = ""
    harm: str = ""
    modality: str = ""
    speech: bool = False
    examples: list[Example] = []
    not_examples: list[NotExample] = []


class Light(Entry, frozen=True, kw_only=True):
    """A verb that carries an event noun and names no happening itself (launch, carry out, suffer, happen, result).

    complement: where the event noun stands: ``object``, ``subject`` or a preposition.
    shape: roles of the verb's other arguments, given to the event noun's record.
    class_: ``carry`` (launch a raid), ``suffer`` (come under attack), ``happen`` (an attack happened), ``aim`` (an
        attack that targeted), ``result`` (led to: what follows is the toll of the event before), ``phase`` (resume,
        halt), ``foil`` (foil: outcome failed), ``attempt`` (try), ``announce``.
    """

    class_: str = msgspec.field(name="class")
    complement: str = "object"
    verbs: list[str] = []
    passives: list[str] = []
    nouns: list[str] = []
    active: list[str] = []
    shape: Shape = Shape()
    outcome: str = ""
    modality: str = ""
    examples: list[Example] = []
    not_examples: list[NotExample] = []

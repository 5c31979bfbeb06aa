"""Weapons, people and things, harm, attribution, modality, closed-class words."""

from __future__ import annotations

import msgspec

from khabar.packs.schema.base import Entry, Example, NotExample


class Weapon(Entry, frozen=True, kw_only=True):
    """A weapon. kind: codebook kind. forms: nouns and fixed phrases, singular and plurals (dual is derived).

    adjectives: masculine singular adjectives that tell the weapon after an event noun (of rockets, of artillery,
    from the air). common: the form is also an ordinary word (witness, dawn) and needs a weapon head before it.
    aloft: the kind where the text tells that it came from an aircraft, or that it was stopped alone (a bare `sarukh`
    is a rocket otherwise). country: the only state that has it (Iron Dome), as an ISO code.
    plurals: first words that are plural, or counted by nobody, though their letters do not show it.
    """

    name: str
    kind: str
    forms: list[str] = []
    adjectives: list[str] = []
    common: bool = False
    aloft: str = ""
    country: str = ""
    plurals: list[str] = []


class Noun(Entry, frozen=True, kw_only=True):
    """A noun that heads a participant: forces, fighters, civilians, base, house, ship, lorry.

    kind: codebook actor kind. who: victim class where it heads a toll. forms: every form that is not dual or tanwin
    (singular, plurals, feminine). classes: any of ``person force unit site vessel vehicle weapon aircraft group
    office money time place state friend stranger`` used by rules: a friend is of other countries than the one named, a
    stranger's home is open. level: codebook place level where it can be a place. size: a standing
    number of these is a strength. plurals: forms that are plural though their letters do not show it beside a
    singular.
    """

    kind: str
    name: str = ""
    who: str = ""
    forms: list[str]
    classes: list[str] = []
    level: str = ""
    size: bool = False
    plurals: list[str] = []


class Harm(Entry, frozen=True, kw_only=True):
    """A word that counts people harmed. harm: codebook harm, or ``mixed`` for dead and wounded together.

    verbs: ``past present`` (the harmed are the subject of intransitives and passives, the object of the others:
    ``role`` says subject or object). nouns: dead (heads of a toll). masdars: killing, wounding (the harmed are the
    genitive). who: victim class that the word itself tells (martyr: unknown). phrases: fixed sequences that tell
    harm (lost their lives).
    """

    harm: str
    role: str = "subject"
    verbs: list[str] = []
    passives: list[str] = []
    nouns: list[str] = []
    masdars: list[str] = []
    phrases: list[str] = []
    who: str = ""


class Quantity(Entry, frozen=True, kw_only=True):
    """A number word or a word around a number.

    class ``cardinal`` (value), ``scale`` (thousand, million: value), ``vague`` (tens, hundreds, a few: low, high),
    ``about`` (about), ``at_least`` (at least, no fewer than), ``more`` (more than), ``at_most`` (fewer than, no more
    than), ``between`` (between … and …), ``ordinal`` (the eighth: value), ``multiply`` (once, twice: value),
    ``none`` (no, any: 0..0), ``unit`` (not people: kilometre).
    position: before or after the number. km: how long a unit of length is, in kilometres.
    """

    class_: str = msgspec.field(name="class")
    forms: list[str]
    value: int | None = None
    low: int | None = None
    high: int | None = None
    position: str = "before"
    km: float | None = None


class Report(Entry, frozen=True, kw_only=True):
    """A word that hands a statement to its speaker.

    class ``say`` (he said, he announced), ``continue`` (he added: last speaker unless a subject follows), ``relay``
    (subject passes on what the object of `an knew), ``according`` (speaker or ``what X said`` follows), ``learn``
    (the object of min knew), ``rumour`` (reports say: the report is the source), ``describe`` (what he called X),
    ``his_words`` (in his words: last speaker), ``medium`` (in a statement: no source but through its owner),
    ``turn`` (for his part: a new speaker), ``toll`` (a provisional toll: no source), ``background`` (it is to be
    recalled: no source).
    verbs: ``past present``. participles: accusative, of a speaker named before. masdars: his saying. nouns: other
    nouns, no attribution by themselves. phrases: fixed sequences. takes: what must follow, any of: ``that`` (a
    clause), ``quote`` (colon or quotation), ``event`` (a happening or count as object), ``count`` (how many there are),
    ``counted`` (that after its subject), ``footage`` (pictures, after its subject), ``speaker`` (a subject that is a
    known speaker), or a preposition; empty for no condition.
    hedge: neutral, strong or hedge.
    """

    class_: str = msgspec.field(name="class")
    verbs: list[str] = []
    passives: list[str] = []
    participles: list[str] = []
    masdars: list[str] = []
    nouns: list[str] = []
    phrases: list[str] = []
    takes: list[str] = []
    hedge: str = "neutral"
    examples: list[Example] = []
    not_examples: list[NotExample] = []


class Speaker(Entry, frozen=True, kw_only=True):
    """A noun that heads a source: official, source, spokesman, witness, doctor. source_kind: codebook source kind."""

    source_kind: str
    forms: list[str]
    name: str = ""


class Modal(Entry, frozen=True, kw_only=True):
    """A word that takes an event out of plain assertion.

    class: negation hedge future condition purpose attempt denial generic. modality: codebook modality given to the
    event in scope, or ``unrecorded`` where what is in scope is no happening (a demand, a refusal, an aim). scope:
    ``next`` (the next verb or noun only), ``clause`` or ``sentence``. forms: fixed words or phrases. verbs: ``past
    present`` where the cue inflects.
    """

    class_: str = msgspec.field(name="class")
    modality: str
    scope: str = "next"
    forms: list[str] = []
    verbs: list[str] = []
    examples: list[Example] = []
    not_examples: list[NotExample] = []


class Grammar(Entry, frozen=True, kw_only=True):
    """A closed-class word. class: preposition conjunction subordinator relative demonstrative negator kana inna
    pronoun quantifier future question particle aside; ``spelling`` for words that are written in several ways;
    ``case`` for a word that begins names and changes with its case, first as packs write it, then as it is also found;
    ``set`` for words that a rule treats alike (``Lexicon.closed``), which other entries list as words. forms as
    written; pronouns of a preposition (on it, in it) are derived. verbs: for `kana` and other auxiliaries. noun,
    verb: ordinary words listed only so that the chunker knows what they are.
    gives: what a preposition or conjunction may introduce, any of place time target initiator topic cause purpose
    report reply.
    """

    class_: str = msgspec.field(name="class")
    forms: list[str] = []
    verbs: list[str] = []
    gives: str = ""

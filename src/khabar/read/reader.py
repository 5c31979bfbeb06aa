"""One document's sentences → drafts.

Invariant: reading is a pure function of the text, its time expressions and the packs; sentences are read in order,
once.
Work is linear in the number of tokens: every search is bounded by a sentence, a clause or a fixed window. Up to
`TOGETHER` sentences are taken through one step before the next step begins, so that the machine keeps its code at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from khabar.model.drafts import Draft, Link, StrengthDraft, TallyDraft, When
from khabar.model.mentions import Mention
from khabar.model.native import mypyc_attr
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.antecedents import History, resolve_all
from khabar.read.armed_again import ArmsTold
from khabar.read.attribution import Attributor, Speech, sources_of, told_of
from khabar.read.chunking import Chunker
from khabar.read.clause_splitting import split_clauses
from khabar.read.doers_before import LastDoers
from khabar.read.drafting import Drafter
from khabar.read.frames import prep_key
from khabar.read.framing import leave_misplaced
from khabar.read.happenings import Hit, TriggerFinder
from khabar.read.merge import Happening, Merger
from khabar.read.replies import Replies, spellings
from khabar.read.reports import Report
from khabar.read.siding import side
from khabar.read.small_acts import without_small
from khabar.read.strengths import StrengthFinder, stands
from khabar.read.tables import Tables
from khabar.read.tallies import TallyFinder
from khabar.read.tally_starts import before_toll, begin, outbreak_told
from khabar.read.toll_nouns import TollHit
from khabar.read.tolls import TollFinder
from khabar.read.unit_making import UnitMaker
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

Times = dict[int, tuple[int, Any]]
TOGETHER: Final = 32
NOTHING: Final[list[Any]] = []  # not found yet; shared, so never added to
UNUSED: Final[set[int]] = set()


@dataclass(slots=True)
class Draftbook:
    """All that one document says, not yet grounded. mentions: every noun phrase, in order."""

    drafts: list[Draft] = field(default_factory=list)
    tallies: list[TallyDraft] = field(default_factory=list)
    strengths: list[StrengthDraft] = field(default_factory=list)
    sentences: dict[int, Span] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)


@mypyc_attr(acyclic=True)
class Finding:
    """What a sentence is found to say before it is taken into the book; ``silent`` where it tells and counts nothing.

    late: the speaker whom it names for the sentence before; quoted: whom it quotes on, where nobody speaks in it;
    reported: the stretch of the report whose figures it goes on with.
    """

    __slots__ = (
        "drafts",
        "happenings",
        "hits",
        "late",
        "quoted",
        "reported",
        "silent",
        "speeches",
        "tallies",
        "tolls",
        "used",
        "view",
    )

    def __init__(self, view: View, hits: list[Hit]) -> None:
        self.view = view
        self.hits = hits
        self.tolls: list[TollHit] = NOTHING
        self.speeches: list[Speech] = NOTHING
        self.late: list[Link] = NOTHING
        self.quoted: list[Link] = NOTHING
        self.reported: list[When] = NOTHING
        self.silent = True
        self.tallies: list[TallyDraft] = NOTHING
        self.used: set[int] = UNUSED
        self.happenings: list[Happening] = NOTHING
        self.drafts: list[Draft] = NOTHING


class Story:
    """One document as it is told so far: its book, and what its sentences leave for those after them."""

    def __init__(self, reader: TextReader) -> None:
        self.book = Draftbook()
        self.attributor = Attributor(reader.lexicon)
        self.replies = Replies(reader.reply_preps, reader.reply_nouns)
        self.history = History(reader.lexicon, reader.nouns)
        self.arms = ArmsTold(reader.lexicon)
        self.doers = LastDoers()
        self.tables = Tables()
        self.report = Report()
        self.outbreaks: list[When] = []

    def mention(self, views: list[View]) -> None:
        """Remember the noun phrases of some sentences."""
        for view in views:
            self.book.sentences[view.index] = view.span
            for chunk in view.chunks:
                if chunk.kind == "np":
                    mention = view.mention(chunk)
                    self.history.add(mention)
                    self.book.mentions.append(mention)

    def end(self) -> Draftbook:
        """The book of the document, told to its end."""
        resolve_all(self.book.drafts, self.history)
        begin(self.book.tallies, self.outbreaks)
        return self.book


class TextReader:
    """Reads documents with one lexicon; keeps nothing between them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.maker = UnitMaker(lexicon)
        self.chunker = Chunker(lexicon)
        self.triggers = TriggerFinder(lexicon)
        self.tolls = TollFinder(lexicon)
        self.tallies = TallyFinder(lexicon)
        self.strengths = StrengthFinder()
        self.merger = Merger(lexicon)
        self.drafter = Drafter(lexicon)
        self.drafter.filler.locative = frozenset(locatives(lexicon))
        self.nouns: dict[str, frozenset[str]] = {}
        self.reply_preps = frozenset(preps_giving(lexicon, "reply"))
        self.reply_nouns = spellings(lexicon.closed("reply_nouns"))

    def view(self, text: str, tokens: list[Token], sentence: Sentence, times: Times) -> View:
        """One sentence as rules see it."""
        return self._views(text, tokens, [sentence], times)[0]

    def _views(self, text: str, tokens: list[Token], sentences: list[Sentence], times: Times) -> list[View]:
        units = [self.maker.units(tokens, s.first, s.last, times) for s in sentences]
        for some in units:
            leave_misplaced(some, self.lexicon)
            side(some, self.lexicon)
        chunks = [self.chunker.chunks(some) for some in units]
        return [
            View(text, tokens, sentence, units[at], chunks[at], split_clauses(chunks[at]), self.lexicon)
            for at, sentence in enumerate(sentences)
        ]

    def read(self, text: str, tokens: list[Token], sentences: list[Sentence], times: Times) -> Draftbook:
        """All drafts of the given sentences (furniture left out by the caller)."""
        story = Story(self)
        for first in range(0, len(sentences), TOGETHER):
            views = self._views(text, tokens, sentences[first : first + TOGETHER], times)
            story.mention(views)
            found = [Finding(view, self.triggers.find(view)) for view in views]
            for finding in found:
                finding.tolls = self.tolls.find(finding.view)
            told = [finding for finding in found if self._count(finding, story)]
            for finding in told:
                self._hear(finding, story.attributor)
            self._draft([finding for finding in told if not finding.silent])
            for finding in told:
                self._book(finding, story)
        return story.end()

    def _draft(self, told: list[Finding]) -> None:
        """Make the drafts of some sentences, all of them step by step."""
        drafter = self.drafter
        for finding in told:
            finding.happenings = self.merger.group(finding.view, finding.hits)
        for finding in told:
            finding.drafts = drafter.own(finding.view, finding.happenings, finding.tolls, finding.used)
        for finding in told:
            drafter.arm(finding.view, finding.drafts)
        for finding in told:
            drafter.count(finding.view, finding.drafts, finding.tolls, finding.tallies)
        drafted = [finding for finding in told if finding.drafts]
        for finding in drafted:
            finding.drafts = drafter.judge(finding.view, finding.drafts, finding.happenings)
        drafted = [finding for finding in drafted if finding.drafts]
        for finding in drafted:
            drafter.attribute(finding.view, finding.drafts, finding.speeches)
        for finding in drafted:
            drafter.name(finding.view, finding.drafts, finding.speeches, finding.quoted)
        for finding in drafted:
            drafter.locate(finding.view, finding.drafts, finding.speeches)

    @staticmethod
    def _hear(finding: Finding, attributor: Attributor) -> None:
        """Find who speaks in a sentence."""
        view = finding.view
        finding.speeches = attributor.find(view, finding.hits)
        finding.late = attributor.late(view, finding.speeches)[:1]
        if not any(speech.links for speech in finding.speeches):
            finding.quoted = attributor.quoted_on(view)

    def _count(self, finding: Finding, story: Story) -> bool:
        """Find what a sentence counts; False for a row of a table, which tells no more."""
        view = finding.view
        if story.tables.row(view):
            return False
        if finding.hits or finding.tolls or any(c.amount for c in view.chunks):
            finding.silent = False
            finding.tallies, finding.used = self.tallies.find(view, finding.hits, finding.tolls, story.report)
        finding.reported = story.report.of(view)
        story.outbreaks += outbreak_told(view)
        story.report.tell(view, finding.tallies)
        story.tables.open(view, finding.tallies)
        return True

    def _book(self, finding: Finding, story: Story) -> None:
        """Take the drafts of a sentence into the book, with those who say so and what they answer."""
        view, book, speeches, drafts = finding.view, story.book, finding.speeches, finding.drafts
        for link in finding.late:
            for draft in [d for d in book.drafts if d.sentence == view.index - 1]:
                draft.sources = told_of(draft, [link])
        spoken = next((s.links for s in reversed(speeches) if s.links and not s.whole), finding.quoted)
        subjects = self.drafter.filler.subjects
        if finding.silent:
            story.arms.settle(view, [])
            story.doers.remember(view, spoken, subjects)
            return
        for draft in drafts:
            if not draft.sources and not speeches:
                draft.sources = told_of(draft, list(finding.quoted))
            draft.times = draft.times or list(finding.reported)
        before_toll(view, drafts, finding.tallies)
        story.doers.give(view, drafts, subjects)
        story.doers.remember(view, spoken, subjects)
        for tally in finding.tallies:
            unit = next((i for i, u in enumerate(view.units) if u.start >= tally.span.start), 0)
            tally.sources = sources_of(speeches, unit)
            own = [w for s in speeches if s.first <= unit < s.last for w in s.when]
            tally.said_when = own or [w for s in speeches if s.unit < unit for w in s.when]
        story.replies.give(view, drafts, book.drafts)
        strengths = self.strengths.find(view, finding.hits, finding.tolls, finding.tallies)
        kept = without_small(view, [draft for draft in drafts if not stands(view, draft, strengths)])
        book.drafts += kept
        book.tallies += finding.tallies
        for strength in strengths:
            unit = next((i for i, u in enumerate(view.units) if u.start >= strength.span.start), 0)
            strength.sources = sources_of(speeches, unit)
        book.strengths += strengths
        story.arms.settle(view, kept)


def locatives(lexicon: Lexicon) -> list[str]:
    """Prepositions that give a place, as chunks carry them."""
    return [BA, *preps_giving(lexicon, "place")]


def preps_giving(lexicon: Lexicon, what: str) -> list[str]:
    """Prepositions that the packs say introduce `what`, as chunks carry them."""
    return [
        prep_key(form)
        for entry in lexicon.tables["grammar"]
        if entry.class_ == "preposition" and what in entry.gives.split()
        for form in entry.forms
    ]

"""One document's sentences → drafts.

Invariant: reading is a pure function of the text, its time expressions and the packs; sentences are read in order,
once.
Work is linear in the number of tokens: every search is bounded by a sentence, a clause or a fixed window.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from khabar.model.drafts import Draft, StrengthDraft, TallyDraft
from khabar.model.mentions import Mention
from khabar.model.spans import Span
from khabar.packs.lexicon import Lexicon
from khabar.read.antecedents import History, resolve_all
from khabar.read.armed_again import ArmsTold
from khabar.read.attribution import Attributor, sources_of, told_of
from khabar.read.chunking import Chunker
from khabar.read.clauses import split_clauses
from khabar.read.drafting import Drafter
from khabar.read.frames import prep_key
from khabar.read.framing import leave_misplaced
from khabar.read.happenings import TriggerFinder
from khabar.read.merge import Merger
from khabar.read.replies import Replies
from khabar.read.strengths import StrengthFinder, stands
from khabar.read.tables import Tables
from khabar.read.tallies import TallyFinder
from khabar.read.tally_sums import share
from khabar.read.tolls import TollFinder
from khabar.read.unit_making import UnitMaker
from khabar.read.view import View
from khabar.text.clitics import BA
from khabar.text.sentences import Sentence
from khabar.text.tokens import Token

Times = dict[int, tuple[int, Any]]


@dataclass(slots=True)
class Draftbook:
    """All that one document says, not yet grounded. mentions: every noun phrase, in order."""

    drafts: list[Draft] = field(default_factory=list)
    tallies: list[TallyDraft] = field(default_factory=list)
    strengths: list[StrengthDraft] = field(default_factory=list)
    sentences: dict[int, Span] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)


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

    def view(self, text: str, tokens: list[Token], sentence: Sentence, times: Times) -> View:
        """One sentence as rules see it."""
        units = self.maker.units(tokens, sentence.first, sentence.last, times)
        leave_misplaced(units, self.lexicon)
        chunks = self.chunker.chunks(units)
        return View(text, tokens, sentence, units, chunks, split_clauses(chunks), self.lexicon)

    def read(self, text: str, tokens: list[Token], sentences: list[Sentence], times: Times) -> Draftbook:
        """All drafts of the given sentences (furniture left out by the caller)."""
        book = Draftbook()
        attributor = Attributor(self.lexicon)
        replies = Replies(self.reply_preps)
        history = History(self.lexicon, self.nouns)
        arms = ArmsTold(self.lexicon)
        tables = Tables()
        for sentence in sentences:
            view = self.view(text, tokens, sentence, times)
            book.sentences[sentence.index] = view.span
            for chunk in view.chunks:
                if chunk.kind == "np":
                    mention = view.mention(chunk)
                    history.add(mention)
                    book.mentions.append(mention)
            if tables.row(view):
                continue
            told, counted = len(book.drafts), len(book.tallies)
            self._sentence(view, attributor, replies, book)
            tables.open(view, book.tallies[counted:])
            arms.settle(view, book.drafts[told:])
        resolve_all(book.drafts, history)
        share(book.tallies)
        return book

    def _sentence(self, view: View, attributor: Attributor, replies: Replies, book: Draftbook) -> None:
        hits = self.triggers.find(view)
        tolls = self.tolls.find(view)
        speeches = attributor.find(view, hits)
        for link in attributor.late(view, speeches)[:1]:
            quoted = [d for d in book.drafts if d.sentence == view.index - 1]
            for draft in quoted:
                draft.sources = told_of(draft, [link])
        if not hits and not tolls and not any(c.amount for c in view.chunks):
            return
        tallies, used = self.tallies.find(view, hits, tolls)
        happenings = self.merger.group(view, hits)
        drafts = self.drafter.drafts(view, happenings, tolls, speeches, used, tallies)
        for draft in drafts:
            if not draft.sources and not speeches:
                draft.sources = told_of(draft, list(attributor.quoted_on(view)))
        for tally in tallies:
            unit = next((i for i, u in enumerate(view.units) if u.start >= tally.span.start), 0)
            tally.sources = sources_of(speeches, unit)
            own = [w for s in speeches if s.first <= unit < s.last for w in s.when]
            tally.said_when = own or [w for s in speeches if s.unit < unit for w in s.when]
        replies.give(view, drafts, book.drafts)
        strengths = self.strengths.find(view, hits, tolls)
        book.drafts += [draft for draft in drafts if not stands(view, draft, strengths)]
        book.tallies += tallies
        for strength in strengths:
            unit = next((i for i, u in enumerate(view.units) if u.start >= strength.span.start), 0)
            strength.sources = sources_of(speeches, unit)
        book.strengths += strengths


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

"""The steps, in order: document → furniture and text → drafts → dated, placed, named claims.

Invariant: reading is a pure function of one document and the packs. One broad ``except`` stands here, around each
document: what breaks inside one is recorded as its issue and the others are unharmed.
"""

from __future__ import annotations

import gc
import inspect
from datetime import date
from functools import lru_cache

from khabar.clean.furniture import FurnitureFinder
from khabar.ground.bulletin import items, period
from khabar.ground.claims import ClaimGrounder
from khabar.ground.dated_lines import dated_lines, entries_told
from khabar.ground.dates import DayInterval, TimeExpression
from khabar.ground.dates_find import TimeFinder
from khabar.ground.edition import told_until, written_on
from khabar.ground.live import entry_days
from khabar.ground.named_days import in_their_years
from khabar.ground.published import date_document
from khabar.ground.terms import Terms
from khabar.ground.when import anchor_of
from khabar.ground.when_clock import Page
from khabar.ground.wordings import WordedDays
from khabar.ground.world import WorldEvents
from khabar.ground.year_lines import with_year_lines
from khabar.ingest.page.days import find_days
from khabar.large_pages import use_large_pages
from khabar.model import naming
from khabar.model.document import Document
from khabar.model.records import Issue, Published, Reading
from khabar.packs.lexicon import Lexicon, load_lexicon
from khabar.read.reader import TextReader, Times
from khabar.text.clitics import SIN
from khabar.text.letters import has_arabic_letter
from khabar.text.sentences import outside, split_sentences
from khabar.text.tokens import Token, tokenize
from khabar.version import __version__

MEETING = "consult"
MANY = 200
"""After so many documents a process is taken for one that reads many: large pages, once asked for, pay by then."""


class Reader:
    """Reads documents; build one per process, it keeps nothing of one document for the next."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load_lexicon()
        tables = self.lexicon.tables
        self.times = TimeFinder(tables["calendar"], tables["time_rule"])
        closed = self.lexicon.closed
        alike = [closed(name) for name in ("its_fall", "its_seizure", "its_recapture", "its_liberation", "its_entry")]
        self.world = WorldEvents(tables["world_event"], closed("aims"), closed("deaths"), closed("vowed"), alike)
        self.terms = Terms(tables["office"], self.lexicon.closed("former"), self.lexicon.closed("peers"))
        self.furniture = FurnitureFinder(tables["furniture"])
        self.reader = TextReader(self.lexicon)
        self._begun = 0

    def read(self, document: Document) -> Reading:
        """The reading of a document; a fault inside it becomes an issue of the reading.

        Reading makes no cycles, so the collector of garbage has nothing to find meanwhile, and rests.
        """
        self._begun += 1
        if self._begun == MANY:
            use_large_pages()
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self._read(document)
        except Exception as fault:
            issue = Issue(step="read", reason=f"{type(fault).__name__}: {fault}")
            return Reading(
                doc=document.doc, sha256=document.sha256, khabar=__version__, published=Published(),
                outlet=document.outlet, issues=(*document.issues, issue),
            )  # fmt: skip
        finally:
            if collecting:
                gc.enable()

    def _is_future(self, token: Token, opens: bool) -> bool:
        """Whether a word is a verb with the letter of the future (they *will* storm it), or opens its sentence as a
        present verb of meeting.
        """
        senses = self.lexicon.senses(token.word)
        if opens:
            return any(s.type == MEETING and s.tense == "present" for s in senses.by.get("trigger", ()))
        return any(sense.cut.proclitic == SIN for found in senses.by.values() for sense in found)

    def _read(self, document: Document) -> Reading:
        text = document.text
        tokens = tokenize(text)
        furniture = self.furniture.find(text, tokens)
        spans = tuple(line.span for line in furniture)
        sentences = split_sentences(tokens)
        expressions = {s.index: self.times.find(tokens, s.first, s.last) for s in sentences}
        told = date.fromisoformat(document.published) if document.published else None
        reporting = outside(tokens, sentences, spans)
        known = self.world.find(tokens, reporting)
        published = date_document(
            tokens, sentences, self.times, self.world, metadata=told, reporting=reporting, named=known,
            expressions=expressions, terms=self.terms, believed=document.believed, future=self._is_future,
            day_of_line=lambda first, last: _written_day(text[tokens[first].start : tokens[last - 1].end]),
        )  # fmt: skip
        named: dict[int, tuple[DayInterval, ...]] = {}
        wars: list[DayInterval] = []
        for event in known:
            named[event.sentence] = (*named.get(event.sentence, ()), DayInterval(event.start, event.end))
            if event.event.kind == "war":
                wars.append(DayInterval(event.start, event.end))
        day = written_on(expressions, [s.index for s in reporting], anchor_of(published))
        expressions = with_year_lines(tokens, sentences, expressions)
        if named:
            expressions = in_their_years(expressions, named, day)
        book = self.reader.read(text, tokens, reporting, _times(expressions))
        listed = items(text, tokens, sentences)
        covered = period(listed, expressions, day)
        live = entry_days(text, tokens, sentences, day)
        chronicle = {} if live else dated_lines(tokens, sentences, expressions, day)
        told_in = entries_told(tokens, sentences, expressions, chronicle) if chronicle else {}
        mentions = book.mentions
        heads = [s for s in sentences if s.index in told_in and s.index not in book.sentences]
        if heads:
            apart = self.reader.read(text, tokens, heads, _times(expressions)).mentions
            mentions = sorted([*mentions, *apart], key=lambda mention: mention.start)
        page = Page(
            live or chronicle,
            listed,
            covered,
            told_until(expressions, (s.index for s in reporting), day, covered),
            named,
            {s.index: s.line for s in sentences},
            told_in,
        )
        ground = ClaimGrounder(self.lexicon, text, day, mentions, page, wars)
        sentence = book.sentences
        issues = document.issues
        if not has_arabic_letter(text):
            issues = (*issues, Issue(step="read", reason="no Arabic letter in the text"))
        return Reading(
            doc=document.doc, sha256=document.sha256, khabar=__version__, published=published, outlet=document.outlet,
            furniture=spans,
            events=ground.events(book.drafts, sentence, book.tallies),
            tallies=tuple(ground.tally(n, d, sentence[d.sentence]) for n, d in enumerate(book.tallies, 1)),
            strengths=tuple(ground.strength(n, d, sentence[d.sentence]) for n, d in enumerate(book.strengths, 1)),
            issues=issues,
        )  # fmt: skip


def _written_day(line: str) -> date | None:
    """The day that a line tells, in Arabic or Latin letters, in any order of its parts."""
    found = next((one for one in find_days(line) if not one.hijri), None)
    return date.fromisoformat(found.day) if found is not None else None


def _times(expressions: dict[int, list[TimeExpression]]) -> Times:
    """Where a time expression, with the relation word before it, begins."""
    return {
        (e.lead if 0 <= e.lead < e.first else e.first): (e.last, e) for found in expressions.values() for e in found
    }


def compiled() -> bool:
    """Whether the steps of reading are compiled here; they read the same either way."""
    return not inspect.isfunction(TextReader.read)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader of the bundled packs, built once per process.

    What the packs made stays as long as the process does, so the collector of garbage rests while they are loaded and
    passes them over ever after.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        built = Reader()
        gc.freeze()
    finally:
        if collecting:
            gc.enable()
    return built


@lru_cache(maxsize=1)
def wordings() -> WordedDays:
    """Words of time by the bundled packs, built once per process."""
    tables = reader().lexicon.tables
    return WordedDays(tables["calendar"], tables["time_rule"])


def read_text(text: str, *, doc: str = "text", published: str | None = None, outlet: str | None = None) -> Reading:
    """Read one text. ``published`` is the ISO day that a feed would give.

    Raises:
        PackError: a pack has a fault.
    """
    sha256 = naming.text_sha256(text)
    return reader().read(Document(doc=doc, text=text, sha256=sha256, published=published, outlet=outlet))

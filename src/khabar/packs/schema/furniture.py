"""Lines of a page that are not reporting: cues and the words that page parts are made of."""

from __future__ import annotations

from typing import Literal

import msgspec

from khabar.packs.schema.base import Entry, NotExample


class Furniture(Entry, frozen=True, kw_only=True):
    """A cue that marks a line as furniture, or (``match: words``) a word class that page parts are made of.

    class: what the line is (menu, share, caption, byline, reading_time, comments, teaser, date_line, tags,
    advertisement, prompt, copyright, counter, stamp, section, source_line, formula, end_mark, note); ``keep`` for
    words that speak against furniture. forms: words and the marks that matter, ``{n}`` any number, ``{w}`` any word;
    other marks in a line are passed over. match: the form is the whole line, its start, its end, or anywhere in it.
    where: ``any``, ``body`` (never the headline), ``edge`` (not between two paragraphs), ``bottom`` (after the last
    one).
    max_words: a longer line is prose. prose: the cue holds even if the line ends like a sentence. block: what follows
    is furniture too: ``next`` (headlines up to the next paragraph), ``end`` (unless the report resumes), ``final``.
    part: the word class. Examples are whole lines.
    """

    class_: str = msgspec.field(name="class")
    match: Literal["line", "start", "end", "contains", "words"]
    forms: list[str]
    where: Literal["any", "body", "edge", "bottom"] = "any"
    max_words: int = 25
    prose: bool = False
    block: Literal["none", "next", "end", "final"] = "none"
    part: str = ""
    examples: list[str] = []
    not_examples: list[NotExample] = []

"""The article in a PDF that has letters in it, not only pictures of them.

Invariant: letters stand in the order in which they are read, found from their places on the page and not from the order
in which they were drawn; presentation forms are the letters that they show, nothing else is normalised. Scripts,
actions, forms and embedded files are neither run nor opened. The PDF is opened by a program apart from this one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from khabar.errors import InputError
from khabar.ingest import guarded, reasons
from khabar.ingest.days import to_day
from khabar.ingest.item import Extracted, Item
from khabar.ingest.limits import Limits
from khabar.ingest.papers import visual
from khabar.ingest.papers.layout import Laid, Page, lay_out
from khabar.ingest.papers.lines import Drawn, to_letters, to_lines
from khabar.model.article import Article, Aside, Told, ToldDay
from khabar.version import __version__

LETTERS_ON_AVERAGE: Final = 5
UNKNOWN_SHARE: Final = 0.3
_DATE: Final = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_WORD: Final = re.compile(r"[\u0620-\u064a]{4,}")
_THE, _EHT = "\u0627\u0644", "\u0644\u0627"


def extract(item: Item, limits: Limits) -> Extracted:
    """The text of a PDF, its paragraphs joined again, a line each.

    Raises:
        InputError: it holds no letters but pictures, wants a password, is damaged, or takes too long. No file is named.
    """
    wanted = {"pages": limits.pages, "letters": limits.letters}
    head, *found = guarded.ask("pdf", wanted, item.raw, limits.seconds)
    backwards = _backwards(found)
    drawn = [to_letters(page["letters"], backwards=backwards) for page in found]
    _check(head, found, drawn)
    pages = [_page(page, one) for page, one in zip(found, drawn, strict=True)]
    laid = lay_out(pages)
    notes = _notes(head, found, limits)
    if _is_mirrored(laid):
        laid = _mirrored(laid)
        notes.append("letters stand from left to right on the page; turned round")
    text, starts = _join(laid)
    notes.append("letters of a PDF have no place in its bytes; pages begin at letters " + ", ".join(starts))
    return Extracted(
        text=text,
        told=_told(head.get("info", {}), item.told),
        article=Article(
            by=f"khabar {__version__}, pypdfium2",
            media="application/pdf",
            asides=tuple(Aside(kind="furniture", text=said, first=0, last=0) for _, said in laid.furniture),
            notes=tuple(notes),
        ),
    )


def _check(head: dict[str, Any], found: Sequence[dict[str, Any]], drawn: Sequence[Drawn]) -> None:
    known = sum(len(one.letters) for one in drawn)
    unknown = sum(one.unknown for one in drawn)
    pictures = sum(page.get("images", 0) for page in found)
    if unknown > UNKNOWN_SHARE * (known + unknown):
        why = "its fonts do not tell which letters they draw; run OCR first"
        raise InputError(why, reason=reasons.NO_TEXT_LAYER)
    if known < LETTERS_ON_AVERAGE * max(1, len(drawn)):
        why = "no text layer, scanned; run OCR first" if pictures or not known else "no text layer; run OCR first"
        raise InputError(f"{why} ({head.get('pages', 0)} pages)", reason=reasons.NO_TEXT_LAYER)


def _page(page: dict[str, Any], drawn: Drawn) -> Page:
    return Page(lines=to_lines(drawn), width=page.get("width", 0), height=page.get("height", 0))


def _backwards(found: Sequence[dict[str, Any]]) -> bool:
    """Whether ligatures came back to front: whether that of lam and alef did more often than not."""
    pairs = (pair for page in found for pair in itertools.pairwise(page["letters"]) if pair[0][1:4] == pair[1][1:4])
    orders = [(chr(one[0]), chr(other[0])) for one, other in pairs]
    back = sum(other == visual.LAM and one in visual.ALIFS for one, other in orders)
    return bool(2 * back > sum(visual.LAM in order and not visual.ALIFS.isdisjoint(order) for order in orders))


def _is_mirrored(laid: Laid) -> bool:
    """Whether the words read back to front: more end in the article turned round than begin with the article."""
    words = [word for _, said in laid.paragraphs for word in _WORD.findall(said)]
    right = sum(word.startswith(_THE) for word in words)
    wrong = sum(word.endswith(_EHT) for word in words)
    return bool(wrong >= 3 and wrong > 2 * right)


def _mirrored(laid: Laid) -> Laid:
    def turn(some: list[tuple[int, str]]) -> list[tuple[int, str]]:
        return [(page, visual.to_reading(list(said))) for page, said in some]

    return Laid(paragraphs=turn(laid.paragraphs), furniture=turn(laid.furniture))


def _join(laid: Laid) -> tuple[str, list[str]]:
    """The text, and where in it the paragraphs of each page begin."""
    starts: list[str] = []
    at, page = 0, 0
    said = [(number, visual.balance(one)) for number, one in laid.paragraphs]
    for number, one in said:
        if number != page:
            starts.append(f"{number}@{at}")
            page = number
        at += len(one) + 1
    return "\n".join(one for _, one in said), starts


def _notes(head: dict[str, Any], found: Sequence[dict[str, Any]], limits: Limits) -> list[str]:
    notes = []
    pages = head.get("pages", 0)
    if len(found) < pages:
        notes.append(f"{len(found)} of {pages} pages read")
    bare = [str(page["page"]) for page in found if not page["letters"]]
    if bare:
        notes.append("no letters on pages " + ", ".join(bare[:20]) + (" …" if len(bare) > 20 else ""))
    for name, what in (("files", "embedded files not opened"), ("scripts", "scripts not run")):
        if head.get(name, 0) > 0:
            notes.append(f"{head[name]} {what}")
    return notes


def _told(info: dict[str, str], base: Told) -> Told:
    dates = [("published", info.get("CreationDate", "")), ("modified", info.get("ModDate", ""))]
    told = tuple(
        ToldDay(day=day, of=of, by="properties", said=said[:64])
        for of, said in dates
        if (match := _DATE.match(said)) and (day := to_day("-".join(match.groups())))
    )
    return msgspec.structs.replace(
        base,
        title=base.title or _line(info.get("Title", "")),
        author=base.author or _line(info.get("Author", "")),
        days=(*base.days, *told),
    )


def _line(said: str) -> str:
    return " ".join(said.split())[:500]

"""Copies made from articles, as sites make them of an agency's text: known to the last one, for measuring lineage.

Invariant: the same articles and seed give the same copies. Each names what it was made of, so nothing has to be coded.
"""

from __future__ import annotations

import datetime
import functools
import importlib.resources
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from khabar.errors import PackError
from khabar.packs.load import load_yaml

EDITED = 12
MANNERS = ("respelled", "credited", "framed", "reordered", "edited", "trimmed", "tail", "merged")
EXPECTED = {
    "respelled": ("copy",), "credited": ("copy",), "framed": ("copy",), "reordered": ("copy",), "edited": ("copy",),
    "trimmed": ("trim",), "tail": ("trim",), "merged": ("reuse", "trim", "copy"),
}  # fmt: skip
"""What a relation may be called for each manner of copying. Of a roundup of two texts, one may be nearly all."""


class Article(NamedTuple):
    """A text with the ISO day it appeared on, where known."""

    doc: str
    text: str
    published: str | None
    outlet: str | None = None


class Copy(NamedTuple):
    """A made copy: the article as it would be found, how it was made, and of which articles."""

    article: Article
    manner: str
    of: tuple[str, ...]


class Dress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``dress.yml``: what copies are dressed in."""

    lang: str
    source: str
    spellings: list[tuple[str, str]]
    credits: list[str]
    above: list[str]
    below: list[str]


@functools.lru_cache(maxsize=1)
def load_dress() -> Dress:
    """The table beside this module.

    Raises:
        PackError: it breaks its shape.
    """
    with importlib.resources.as_file(importlib.resources.files("khabar.evaluate").joinpath("dress.yml")) as path:
        try:
            return msgspec.convert(load_yaml(Path(path)), Dress)
        except msgspec.ValidationError as fault:
            raise PackError(f"khabar/evaluate/dress.yml: {fault}") from None


def make_copies(articles: Sequence[Article], *, seed: int = 1) -> Iterator[Copy]:
    """Yield one copy of each article in each manner; a roundup is made of an article and its neighbour."""
    for number, article in enumerate(articles):
        for manner, change in _CHANGES.items():
            rng = random.Random(f"{seed} {article.doc} {manner}")  # noqa: S311 - not for secrets
            yield _copy(article, manner, change(article.text, rng), rng)
        other = articles[(number + 1) % len(articles)]
        if other.doc != article.doc:
            rng = random.Random(f"{seed} {article.doc} merged")  # noqa: S311 - not for secrets
            text = "\n".join([*_half(article.text), *_half(other.text)])
            made = _copy(article, "merged", text, rng)
            yield made._replace(of=(article.doc, other.doc))


def _copy(article: Article, manner: str, text: str, rng: random.Random) -> Copy:
    later = rng.random() < 0.5
    made = article._replace(doc=f"{article.doc}+{manner}", text=text, published=_after(article.published, later))
    return Copy(made._replace(outlet=None), manner, (article.doc,))


def _after(day: str | None, later: bool) -> str | None:
    if not day or not later:
        return day
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _half(text: str) -> list[str]:
    """The first paragraphs, up to half of the letters, at least one."""
    kept: list[str] = []
    for line in _lines(text):
        if kept and sum(map(len, kept)) + len(line) > len(text) / 2:
            break
        kept.append(line)
    return kept


def respelled(text: str, rng: random.Random) -> str:
    """In the other spelling of each family."""
    for written, other in load_dress().spellings:
        text = text.replace(written, other)
    return text


def _credited(text: str, rng: random.Random) -> str:
    lines = _lines(text)
    at = min(1, len(lines) - 1)
    lines[at] = rng.choice(load_dress().credits) + lines[at]
    return "\n".join(lines)


def _framed(text: str, rng: random.Random) -> str:
    dress = load_dress()
    return "\n".join([*dress.above, *_lines(text), *dress.below])


def _reordered(text: str, rng: random.Random) -> str:
    head, *body = _lines(text)
    rng.shuffle(body)
    return "\n".join([head, *body])


def _edited(text: str, rng: random.Random) -> str:
    """Every `EDITED`-th word or so left out."""
    return re.sub(r"\S+[ \t]*", lambda m: "" if rng.random() < 1 / EDITED else m.group(), text)


def trimmed(text: str, rng: random.Random) -> str:
    """The first paragraphs: a third of the letters, at least two."""
    kept: list[str] = []
    for line in _lines(text):
        if len(kept) > 1 and sum(map(len, kept)) > len(text) / 3:
            break
        kept.append(line)
    return "\n".join(kept)


def _tail(text: str, rng: random.Random) -> str:
    """A headline of nobody's and the last paragraphs."""
    kept: list[str] = []
    for line in reversed(_lines(text)):
        if len(kept) > 1 and sum(map(len, kept)) > len(text) / 3:
            break
        kept.append(line)
    return "\n".join(reversed(kept))


_CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "respelled": respelled,
    "credited": _credited,
    "framed": _framed,
    "reordered": _reordered,
    "edited": _edited,
    "trimmed": trimmed,
    "tail": _tail,
}


def make_crowd(articles: Sequence[Article], count: int, *, seed: int = 1) -> Iterator[Copy]:
    """Yield many articles of words drawn at random as often as the given ones use them, a tenth of them copies.

    Half of the copies are respelled, half trimmed; a formula of the given articles stands in every fifth article.
    """
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    words = [word for article in articles for word in article.text.split()]
    formulas = [s.strip() for article in articles for s in re.split(r"[.\n]", article.text) if 6 < len(s.split()) < 14]
    written: list[Article] = []
    for number in range(count):
        day = (datetime.date(2023, 1, 1) + datetime.timedelta(days=rng.randrange(720))).isoformat()
        if written and rng.random() < 0.1:
            old = rng.choice(written)
            manner = rng.choice(("respelled", "trimmed"))
            text = _CHANGES[manner](old.text, rng)
            yield Copy(Article(f"n{number}", text, _after(old.published, True)), manner, (old.doc,))
            continue
        paragraphs = [_paragraph(words, rng) for _ in range(10)]
        if formulas and rng.random() < 0.2:
            paragraphs.append(rng.choice(formulas) + ".")
        article = Article(f"n{number}", "\n".join(paragraphs), day)
        if len(written) < count // 5:
            written.append(article)
        yield Copy(article, "", ())


def _paragraph(words: Sequence[str], rng: random.Random) -> str:
    return " ".join(word.strip(".") for word in rng.choices(words, k=rng.randint(20, 40))) + "."

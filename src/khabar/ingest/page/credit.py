"""Who wrote the article and from which agency it comes, as the page says.

Invariant: a name is what the page's letters say, without its label; agencies are those of the pack of outlets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, cast

from khabar.ingest.page.days import find_days
from khabar.ingest.page.head import Head
from khabar.ingest.page.marks import ASIDE, CREDIT, FURNITURE
from khabar.ingest.page.parts import Part
from khabar.ingest.page.structured import Thing
from khabar.ingest.page.words import forms_of
from khabar.packs.load import load_pack, packs_root
from khabar.packs.schema.actors import Outlet
from khabar.text.letters import fold

_WORD: Final = re.compile(r"[^\W_]+(?:\.(?=[^\W_]))?")
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_EDGE: Final = ' \t:|-\u2013\u2014/\\.,\u060c()[]\u2022*\u00ab\u00bb"\u0640+'
_LINE: Final = 14
_NAME: Final = 7
_FIRST: Final = 20


class Credits(NamedTuple):
    """Who wrote it and the agency, as told; ``line`` is the part whose letters credit the agency."""

    author: str
    agency: str
    line: Part | None


def find_credits(head: Head, thing: Thing | None, near: Sequence[Part], body: Sequence[Part], site: str) -> Credits:
    """The author and the agency of an article.

    Args:
        head: What the page tells of itself.
        thing: The structured article that is this page's.
        near: Parts around the headline and after the text, in order.
        body: The article's parts.
        site: The site's own name, which is no agency credit.
    """
    agency, line = _agency(near, body, site)
    return Credits(_author(head, thing, near, site), agency, line)


def is_agency(words: str) -> bool:
    """Whether these words are the name of an agency or outlet of the packs and little else."""
    return bool(_named(words)) and len(_WORD.findall(words)) <= _NAME


def _author(head: Head, thing: Thing | None, near: Sequence[Part], site: str) -> str:
    for said in (*_bylines(near), thing.author if thing else "", head.author):
        name = _clean(said)
        if name and _is_person(name, site):
            return name
    return ""


def _bylines(near: Sequence[Part]) -> Iterator[str]:
    """What stands in elements marked as an author's, or after a label."""
    for part in near:
        if part.words > _LINE or (part.role in ASIDE and part.role != FURNITURE):
            continue
        label = _after_label(part.text, "author_label")
        if label:
            yield label
        marked = any(node.kind == CREDIT for node in part.nodes) or part.kind == CREDIT
        if marked and part.words <= _NAME + 2 and next(find_days(part.text), None) is None:
            yield part.text


def _after_label(text: str, name: str) -> str:
    """What follows a label at the beginning of a line, up to a mark."""
    folded = fold(text)
    for form in sorted(map(fold, forms_of(name)), key=len, reverse=True):
        if folded.startswith(form) and (len(folded) == len(form) or not folded[len(form)].isalnum()):
            match = re.match(r"\W*" + r"\W+".join(map(re.escape, form.split())) + r"\s*[:\-\u2013|/\u0640]?\s*", folded)
            if match and len(fold(text)) == len(text):
                return re.split(r"\s[|\-\u2013\u2022]\s|\d", text[match.end() :], maxsplit=1)[0]
    return ""


def _clean(said: str) -> str:
    said = said.strip(_EDGE)
    rest = _after_label(said, "author_label")
    return (rest or said).strip(_EDGE)


def _is_person(name: str, site: str) -> bool:
    words = _WORD.findall(fold(name))
    if not words or len(words) > _NAME or any(letter.isdigit() for letter in name):
        return False
    whole = " ".join(words)
    taken = {" ".join(_WORD.findall(fold(form))) for form in forms_of("newsroom") | forms_of("credit_line")}
    return whole not in taken and whole != " ".join(_WORD.findall(fold(site))) and not is_agency(name)


def _agency(near: Sequence[Part], body: Sequence[Part], site: str) -> tuple[str, Part | None]:
    """The first agency that a short line or a bracket at the head of the text credits."""
    own = _named(site)
    for part in (*near, *body[-2:]):
        if part.words <= _LINE and (part.role not in ASIDE or part.role == FURNITURE):
            name = _credited(part)
            if name and _named(name) != own:
                return name, part
    for part in body[:2]:
        for match in _BRACKETS.finditer(part.text[:400]):
            before = len(_WORD.findall(part.text[: match.start()]))
            if before <= _FIRST and is_agency(match[1]) and _named(match[1]) != own:
                return _shortest(match[1]), None
    return "", None


def _credited(part: Part) -> str:
    """The agency that a short line names, if it names little else."""
    label = _after_label(part.text.strip(_EDGE), "source_label")
    for said in (label.strip(_EDGE), part.text.strip(_EDGE)):
        if said and _named(said):
            name = _shortest(said)
            if label or len(_WORD.findall(said)) - len(_WORD.findall(name)) <= 3:
                return name
    return ""


def _named(words: str) -> str:
    """The id of the first outlet of the packs among these words."""
    found = _find(words)
    return found[0] if found else ""


def _shortest(said: str) -> str:
    """The outlet's name as it stands in these letters."""
    found = _find(said)
    return said[found[1] : found[2]] if found else said


def _find(said: str) -> tuple[str, int, int] | None:
    words = [(fold(match[0]).strip("."), match.start(), match.end()) for match in _WORD.finditer(said[:400])]
    names = _outlets()
    for at in range(len(words)):
        for length in range(min(5, len(words) - at), 0, -1):
            key = " ".join(word[0] for word in words[at : at + length])
            if key in names:
                return names[key], words[at][1], words[at + length - 1][2]
    return None


@lru_cache(maxsize=1)
def _outlets() -> dict[str, str]:
    """The forms of outlets, their words parted by blanks → id."""
    found: dict[str, str] = {}
    for entry in cast(list[Outlet], load_pack(packs_root() / "outlets")[1]):
        if not entry.ambiguous:
            for form in entry.forms:
                found.setdefault(" ".join(word.strip(".") for word in _WORD.findall(fold(form))), entry.id)
    return found

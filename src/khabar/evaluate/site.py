"""A site of pages written for measuring: articles, templates and what each page must give, from one folder.

Invariant: the same folder makes the same bytes. What a page must give comes from its article and its entry in
``site.yml``, never from its mark-up.

The folder holds ``site.yml`` (pages), ``articles/*.yml``, ``templates/*.html`` (Jinja2), ``furniture.yml`` (what stands
around articles; its places and numbers occur in no article) and ``calendar.yml`` (names of months and days). Folders
inside it with a ``site.yml`` of their own, ``held`` and ``fresh``, are further sites with articles of their own; nobody
tunes on ``fresh``.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import yaml
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from khabar.errors import InputError
from khabar.evaluate import lettering

MAX_FILE_BYTES = 4 * 1024 * 1024
FIRST, HELD, FRESH = "", "held", "fresh"
"""The parts of a site, by their folders."""
HTML = "text/html; charset=utf-8"


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """What a page must give.

    ``body`` is the article's paragraphs as published, the lead included; ``optional`` holds lines that may be taken
    for the article's or not (who wrote an embedded post, the hour before an entry); days are ISO days in the outlet's
    own zone, None where the page tells none.
    """

    kind: str
    title: str | None = None
    body: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    outlet: str | None = None
    agency: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page: its address on the web it was made for, the bytes and headers as served, and what it must give.

    ``part`` is the folder that it is of: that of the first site, or of one which nobody tunes on.
    """

    name: str
    manner: str
    url: str
    raw: bytes
    headers: dict[str, str]
    gold: Gold
    part: str = FIRST

    @property
    def held(self) -> bool:
        """Whether nobody tunes on it."""
        return self.part != FIRST


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """Pages, and the places and numbers that mark what is not of any article."""

    pages: tuple[Page, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One page in ``site.yml``."""

    page: str
    manner: str
    template: str
    url: str
    outlet: str | None = None
    article: str | None = None
    more: tuple[str, ...] = ()
    charset: str = "utf-8"
    declared: str | None = None
    headers: dict[str, str] = {}
    minify: bool = False
    told: dict[str, Any] = {}
    gold: dict[str, Any] = {}


class Article:
    """An article as a template sees it; a line of its body is a string, or a mapping of a heading, table or post."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.title: str = told["title"]
        self.lead: str | None = told.get("lead")
        self.body: list[str | dict[str, Any]] = told["body"]
        self.author: str | None = told.get("author")
        self.agency: str | None = told.get("agency")
        self.section: str = told.get("section", "")
        self.tags: list[str] = told.get("tags", [])
        self.published = datetime.datetime.fromisoformat(told["published"])
        self.modified = datetime.datetime.fromisoformat(told["modified"]) if "modified" in told else None

    @property
    def text(self) -> list[str]:
        """Its lines as letters, the lead first."""
        return [*([self.lead] if self.lead else []), *map(_letters, self.body)]

    @property
    def optional(self) -> list[str]:
        """Lines beside its text that may be counted to it or not."""
        return [line["by"] for line in self.body if isinstance(line, dict) and "by" in line]


class Furniture:
    """What stands around articles, numbered, so that every page has its own and has it every time."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.menu: list[str] = told["menu"]
        self.cookies: str = told["cookies"]
        self.subscribe: str = told["subscribe"]
        self.newsletter: str = told["newsletter"]
        self.rights: str = told["rights"]

    def line(self, kind: str, number: int) -> str:
        """One line of a kind (titles, summaries, captions, comments, tickers)."""
        patterns, places, numbers = self.told[kind], self.told["places"], self.told["numbers"]
        found: str = patterns[number % len(patterns)].format(
            place=places[number * 5 % len(places)], n=numbers[number * 3 % len(numbers)]
        )
        return found

    def lines(self, kind: str, count: int, skip: int = 0) -> list[str]:
        """Some lines of a kind."""
        return [self.line(kind, skip + n) for n in range(count)]

    def teasers(self, count: int, skip: int = 0) -> list[dict[str, Any]]:
        """Teasers of other articles: title, summary, url and the day they appeared on."""
        first = datetime.datetime(2025, 7, 1, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=3)))
        return [
            {
                "title": self.line("titles", n),
                "summary": self.line("summaries", n),
                "url": f"/news/{40_000 + n}",
                "day": first - datetime.timedelta(days=n % 90, minutes=7 * n),
            }
            for n in range(skip, skip + count)
        ]

    def comments(self, count: int, skip: int = 0) -> list[dict[str, str]]:
        """Comments of readers: who and what."""
        names = self.told["names"]
        return [{"name": names[n % len(names)], "text": self.line("comments", n)} for n in range(skip, skip + count)]


def load_site(folder: str, *, held: bool = True) -> Site:
    """Make the pages of a folder, those of its held-back sites after them.

    Raises:
        InputError: the folder or one of its files is missing or has a fault.
    """
    root = Path(folder)
    told = _read(root / "furniture.yml")
    furniture = Furniture(told)
    environment = _environment(root, _read(root / "calendar.yml"))
    pages = _pages(root, environment, furniture, part=FIRST)
    for part in (HELD, FRESH) if held else ():
        if (root / part / "site.yml").is_file():
            pages += _pages(root / part, environment, furniture, part=part)
    return Site(pages=tuple(pages), places=tuple(told["places"]), numbers=tuple(map(str, told["numbers"])))


def _pages(root: Path, environment: jinja2.Environment, furniture: Furniture, *, part: str) -> list[Page]:
    pages = []
    for number, raw in enumerate(_read(root / "site.yml")):
        try:
            entry = msgspec.convert(raw, Entry)
        except msgspec.ValidationError as fault:
            raise InputError(f"{root / 'site.yml'}: page {number + 1}: {fault}") from None
        articles = [Article(_read(root / "articles" / f"{name}.yml")) for name in (entry.article, *entry.more) if name]
        try:
            pages.append(_page(entry, articles, environment, furniture, number=number, part=part))
        except (jinja2.TemplateError, KeyError, ValueError, TypeError) as fault:
            raise InputError(f"{root / 'site.yml'}: {entry.page}: {type(fault).__name__}: {fault}") from None
    return pages


def _page(
    entry: Entry,
    articles: Sequence[Article],
    environment: jinja2.Environment,
    furniture: Furniture,
    *,
    number: int,
    part: str,
) -> Page:
    template = environment.get_template(f"{part}/templates/{entry.template}".lstrip("/"))
    text = template.render(
        a=articles[0] if articles else None,
        more=articles[1:],
        p=entry,
        f=furniture,
        n=number * 11,
        url=entry.url,
        outlet=entry.outlet,
        declared=entry.declared or entry.charset,
        **entry.told,
    )
    if entry.minify:
        text = re.sub(r">\s+<", "><", re.sub(r"\s*\n\s*", " ", text))
    return Page(
        name=entry.page,
        manner=entry.manner,
        url=entry.url,
        raw=text.encode(entry.charset, errors="xmlcharrefreplace"),
        headers={"Content-Type": HTML} | entry.headers,
        gold=_gold(entry, articles, text),
        part=part,
    )


def _gold(entry: Entry, articles: Sequence[Article], page: str) -> Gold:
    """What the article tells, with what ``site.yml`` says of this page over it; names are asked of pages with them."""
    if not articles or entry.gold.get("kind") == "none":
        return msgspec.convert({"kind": "none"} | entry.gold, Gold)
    first = articles[0]
    whole = articles if entry.gold.get("all") else articles[:1]
    told: dict[str, Any] = {
        "kind": "article",
        "title": first.title,
        "body": [line for article in whole for line in article.text],
        "optional": [line for article in whole for line in article.optional],
        "published": first.published.date().isoformat(),
        "modified": first.modified.date().isoformat() if first.modified else None,
        "author": _if_in(first.author, page),
        "outlet": _if_in(entry.outlet, page),
        "agency": _if_in(first.agency, page) if first.agency != entry.outlet else None,
    }
    own = {name: value for name, value in entry.gold.items() if name not in ("all", "lines", "also")}
    told["body"] = [*told["body"][: entry.gold.get("lines")], *entry.gold.get("also", ())]
    return msgspec.convert(told | own, Gold)


def _if_in(name: str | None, page: str) -> str | None:
    return name if name and name in page else None


def _letters(line: str | dict[str, Any]) -> str:
    if isinstance(line, str):
        return line
    if "rows" in line:
        return "\n".join(" ".join(map(str, row)) for row in (line["head"], *line["rows"]))
    return str(next(line[kind] for kind in ("heading", "post", "quote", "entry") if kind in line))


def _environment(root: Path, calendar: Mapping[str, list[str]]) -> jinja2.Environment:
    made = SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(root),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "day": lambda moment, pattern: lettering.to_date_line(moment, pattern, calendar),
        "eastern": lettering.to_eastern,
        "shaped": lettering.to_presentation,
        "stretched": lettering.to_stretched,
        "letters": _letters,
        "json": lambda value: Markup(json.dumps(value, ensure_ascii=False)),  # noqa: S704 - as written in scripts, made to be read
    }
    return made


def _read(path: Path) -> Any:
    """A YAML file, no larger than `MAX_FILE_BYTES`."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(f"{path}: larger than {MAX_FILE_BYTES // 1024 // 1024} MiB, which no file of a site is")
        return yaml.safe_load(path.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as fault:
        what = fault.strerror if isinstance(fault, OSError) else " ".join(str(fault).split())
        raise InputError(f"{path}: {what}; a site is a folder as tests/site is") from None

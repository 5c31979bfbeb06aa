"""``khabar bench``."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from khabar import pipeline
from khabar.cli.bench_dating import dating
from khabar.cli.bench_ingest import ingest
from khabar.cli.bench_lineage import bench_lineage
from khabar.cli.bench_link import link
from khabar.cli.bench_pages import bench_pages
from khabar.cli.bench_query import query
from khabar.cli.files import examples_folder
from khabar.cli.options import help_when_bare
from khabar.cli.talk import DONE, put
from khabar.errors import InputError
from khabar.ingest.open import find_documents
from khabar.large_pages import use_large_pages
from khabar.model.document import Document

LETTERS = 3_500
BARE = re.compile(r"\w+|[^\w\s]")
FIRST_READING = "import sys, khabar; khabar.read(open(sys.argv[1], encoding='utf-8').read())"

app = typer.Typer()
app.command()(dating)
app.command()(ingest)
app.command()(link)
app.command()(query)
app.command("lineage")(bench_lineage)
app.command("pages")(bench_pages)


@app.callback(invoke_without_command=True)
def bench(context: typer.Context) -> None:
    """Measure how fast Khabar works here."""
    help_when_bare(context)


@app.command()
def read(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH...]", help="Articles; the bundled ones.")] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="How long to read for.")] = 5.0,
) -> None:
    """Articles of 3,500 letters a second on one core, beside a bare tokenizer loop; and the time to a first reading."""
    articles = _articles(paths or [str(examples_folder())])
    reader = pipeline.reader()
    _rate(articles, reader.read, 0)
    large = use_large_pages()  # after what the articles leave in the caches, as it is after many documents
    bare = _rate(articles, lambda article: sum(1 for _ in BARE.finditer(article.text)), seconds / 5)
    khabar = _rate(articles, reader.read, seconds)
    put(f"code                   {'compiled' if pipeline.compiled() else 'pure Python'}")
    put(f"articles               {len(articles)} different ones of {LETTERS:,} letters, read over and over")
    put(f"large pages            {large} MiB, asked for beforehand, as after {pipeline.MANY} documents")
    put(f"khabar read            {khabar:10,.1f} articles a second")
    put(f"bare tokenizer loop    {bare:10,.1f} articles a second")
    put(f"ratio                  {bare / khabar:10,.1f} times the bare loop's time")
    put(f"start to first reading {_start_up():10.2f} s (median of 5, packs cached)")
    raise typer.Exit(DONE)


def _articles(paths: Sequence[str]) -> list[Document]:
    """The articles, joined and cut to equal length."""
    text = "\n".join(document.text for document in find_documents(paths))
    if not text:
        raise InputError("no articles to read")
    while len(text) < LETTERS:
        text += "\n" + text
    pieces = [text[at : at + LETTERS] for at in range(0, len(text) - LETTERS + 1, LETTERS)]
    return [Document(doc=f"bench-{n}", text=piece, sha256="") for n, piece in enumerate(pieces)]


def _rate(articles: Sequence[Document], work: Callable[[Document], object], seconds: float) -> float:
    """Articles a second of processor time, after one round that fills the caches."""
    for article in articles:
        work(article)
    done, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for article in articles:
            work(article)
        done += len(articles)
    return done / spent


def _start_up() -> float:
    """Seconds from nothing to the reading of one whole bundled article, packs cached."""
    article = min(str(path) for path in examples_folder().glob("*.txt"))

    def once() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST_READING, article], check=True)  # noqa: S603 - our own program
        return time.perf_counter() - start

    once()
    return statistics.median(once() for _ in range(5))

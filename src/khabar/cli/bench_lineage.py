"""``khabar bench lineage``."""

from __future__ import annotations

import resource
import time
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from khabar import collection, pipeline
from khabar.cli.files import examples_folder
from khabar.cli.talk import DONE, put
from khabar.errors import InputError
from khabar.evaluate import copies, lineage
from khabar.evaluate.copies import Article, Copy
from khabar.ingest.meta import Meta, load_meta
from khabar.ingest.open import find_documents
from khabar.lineage import find
from khabar.model.lineage import Body, Relation, Signature
from khabar.model.records import Published, Reading

Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATH...]", help="Articles; the bundled ones.")]
MetaFiles = Annotated[list[str] | None, typer.Option("--meta", help="What a feed told of them; may be repeated.")]
KnownFile = Annotated[str | None, typer.Option("--known", help="Pairs of them that are related, as JSON lines.")]
Crowd = Annotated[int, typer.Option("--docs", min=0, help="How many articles to make up for measuring speed.")]
QUOTED = "quotation"  # of one statement only; what else both tell each may tell for itself
Seed = Annotated[int, typer.Option("--seed", help="For making copies.")]


def bench_lineage(
    paths: Paths = None, meta: MetaFiles = None, known: KnownFile = None, docs: Crowd = 2_000, seed: Seed = 1
) -> None:
    """How well copies, trims and retellings are found, how many origins they count for, and how fast.

    Copies are made of every article in several manners. All other pairs of articles are taken for unrelated, except
    those in the file of known pairs.
    """
    articles = _articles(paths or [str(examples_folder())], meta or ())
    pairs = [p for p in (lineage.load_known(known) if known else []) if {p.doc, p.of} <= {a.doc for a in articles}]
    base = [a for a in articles if a.doc not in {p.doc for p in pairs}]
    made = list(copies.make_copies(base, seed=seed))
    readings = {a.doc: _read(a) for a in (*articles, *(copy.article for copy in made))}
    texts = {a.doc: a.text for a in (*articles, *(copy.article for copy in made))}
    signatures = [find.sign(Body(doc=doc, reading=reading, text=texts[doc])) for doc, reading in readings.items()]
    relations = list(find.find_relations(signatures))
    put(f"{len(articles)} articles, {len(made)} copies made of them, {len(pairs)} pairs known; {len(relations)} found")
    _show_recall(made, pairs, relations)
    _show_precision(made, pairs, relations, len(signatures))
    _show_origins(made, pairs, readings, texts)
    if docs:
        _show_speed(articles, docs, seed)
    raise typer.Exit(DONE)


def _articles(paths: Sequence[str], meta: Sequence[str]) -> list[Article]:
    told = {doc: one for file in meta for doc, one in load_meta(file).items()}
    found = []
    for document in find_documents(paths):
        feed = told.get(document.doc) or Meta(doc=document.doc)
        found.append(Article(document.doc, document.text, feed.published, feed.outlet))
    if len({article.doc for article in found}) < len(found):
        raise InputError("two articles of one name")
    return sorted(found)


def _read(article: Article) -> Reading:
    return pipeline.read_text(article.text, doc=article.doc, published=article.published, outlet=article.outlet)


def _show_recall(made: Sequence[Copy], known: Sequence[lineage.Known], relations: Sequence[Relation]) -> None:
    put("")
    put(f"{'manner':18s} pairs  found  recall  kind fits  directed by day  of them wrong")
    for row in lineage.recall(made, known, relations):
        put(
            f"{row.manner:18s} {row.pairs:5d}  {row.found:5d}  {row.found / row.pairs:6.3f}  {row.fitting:9d}  "
            f"{row.dated:15d}  {row.turned:13d}" + (f"  missed: {' '.join(row.missed[:6])}" if row.missed else "")
        )


def _show_precision(
    made: Sequence[Copy], known: Sequence[lineage.Known], relations: Sequence[Relation], documents: int
) -> None:
    truth = lineage.Truth(made, known)
    put("")
    put(f"{'kind':12s} relations  right  precision   (of {documents * (documents - 1) // 2:,} pairs)")
    for kind, figure in lineage.precision(relations, truth).items():
        put(f"{kind:12s} {figure.read:9d}  {figure.found:5d}  {figure.found / figure.read:9.3f}")
    for relation in lineage.wrong(relations, truth)[:10]:
        put(f"wrong: {relation.kind} {relation.doc} / {relation.of}: {relation.because[0]}")


def _show_origins(
    made: Sequence[Copy], known: Sequence[lineage.Known], readings: Mapping[str, Reading], texts: Mapping[str, str]
) -> None:
    """Happenings that a text and one made of it both tell, and how many of them count one origin."""
    counts: dict[str, list[int]] = {}
    pairs = [(c.manner, c.article.doc, of) for c in made for of in c.of]
    pairs += [(k.kind, k.doc, k.of) for k in known if k.kind != QUOTED]
    for manner, doc, of in pairs:
        both = collection.chronology([readings[doc], readings[of]], texts, redating=False)
        told = [h for h in both.happenings if h.docs == 2]
        count = counts.setdefault(manner, [0, 0])
        count[0] += len(told)
        count[1] += sum(h.origins == 1 for h in told)
    put("")
    put(f"{'manner':18s} happenings told by both   of one origin")
    for manner, (told_by_both, one) in counts.items():
        put(f"{manner:18s} {told_by_both:23d}   {one:13d}")


def _show_speed(articles: Sequence[Article], docs: int, seed: int) -> None:
    crowd = list(copies.make_crowd(articles, docs, seed=seed))
    bodies = [Body(doc=c.article.doc, reading=_bare(c.article), text=c.article.text) for c in crowd]
    find.sign(bodies[0])
    start = time.process_time()
    signatures: list[Signature] = [find.sign(body) for body in bodies]
    signed = time.process_time()
    proposed = find.find_pairs(signatures)
    paired = time.process_time()
    by_doc = {s.doc: s for s in signatures}
    relations = [r for one, two in proposed if (r := find.compare(by_doc[one], by_doc[two]))]
    done = time.process_time()
    wanted = {frozenset((c.article.doc, c.of[0])) for c in crowd if c.of}
    got = {frozenset((r.doc, r.of)) for r in relations}
    put("")
    put(f"made-up articles       {docs:10,d}, {sum(len(c.article.text) for c in crowd) // docs:,} letters each")
    put(f"signed                 {docs / (signed - start):10,.0f} a second of processor time")
    put(f"paired by keys         {docs / (paired - signed):10,.0f} a second; {len(proposed):,} pairs proposed")
    put(f"compared               {len(proposed) / max(1e-9, done - paired):10,.0f} pairs a second")
    put(f"all together           {docs / (done - start):10,.0f} articles a second")
    wrong = len(lineage.wrong(relations, lineage.Truth(crowd, [])))
    put(f"copies among them      {len(wanted):10,d}, {len(wanted & got):,} found; {wrong:,} unrelated pairs")
    put(f"peak memory            {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10,.0f} MB")


def _bare(article: Article) -> Reading:
    published = Published(start=article.published, end=article.published, stated=True)
    return Reading(doc=article.doc, sha256="", khabar="", published=published)

"""The whole way from bytes to readings: the same bytes every time, true spans, every field with its reason."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from khabar import pipeline
from khabar.batch import read_all
from khabar.ingest.meta import load_meta
from khabar.ingest.open import find_items
from khabar.model.records import Published, Reading
from khabar.model.spans import Span
from khabar.serve.reasons import records_of, unexplained

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
META = str(ROOT / "examples" / "meta.jsonl")
ARTICLE = (
    "بغداد: مقتل جنديين في هجوم بمسيّرات على قاعدة عين الأسد\n\n"
    "أعلنت وزارة الدفاع الأميركية (البنتاغون)، الثلاثاء، أن 3 طائرات مسيّرة استهدفت قاعدة «عين الأسد» غربي العراق فجر "
    "الاثنين، ما أسفر عن مقتل جنديين وإصابة 12 آخرين.\n"
    'وقال مسؤول أميركي لوكالة رويترز إن "القوات تعرضت إلى 27 هجوما منذ 17 أكتوبر، 16 منها في العراق و11 في سوريا".\n'
    "وللولايات المتحدة 2500 جندي في العراق.\n"
)


def spans_in(value: object) -> Iterator[tuple[Span, str]]:
    """Every span of a record that carries its words, with the words."""
    if isinstance(value, tuple):
        for one in value:
            yield from spans_in(one)
    elif isinstance(value, msgspec.Struct):
        span = getattr(value, "span", None)
        words = getattr(value, "text", None) or getattr(value, "trigger", None)
        if isinstance(span, Span) and isinstance(words, str):
            yield span, words
        sentence_span = getattr(value, "sentence_span", None)
        if isinstance(sentence_span, Span):
            yield sentence_span, value.sentence  # type: ignore[attr-defined]
        for name in value.__struct_fields__:
            if name not in ("why", "issues"):
                yield from spans_in(getattr(value, name))


def faults(text: str, reading: Reading) -> list[str]:
    """Mentions whose words are not the text's letters at their span."""
    return [f"{span}: {words!r}" for span, words in spans_in(reading) if text[span.start : span.end] != words]


def eastern(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


VARIANTS = {
    "plain": ARTICLE,
    "byte-order mark": "\ufeff" + ARTICLE,
    "CRLF": ARTICLE.replace("\n", "\r\n"),
    "zero-width": ARTICLE.replace("عين الأسد", "عين\u200c الأ\u200bسد").replace("مسي", "م\u200dسي"),
    "bidi": ARTICLE.replace("27", "\u202a27\u202c").replace("«", "\u2067«").replace("»", "»\u2069"),
    "Eastern digits": eastern(ARTICLE),
    "no-break spaces": ARTICLE.replace(" في ", "\u00a0في\u00a0"),
    "tatweel": ARTICLE.replace("هجوم", "هجـــوم"),
    "harakat": ARTICLE.replace("مقتل", "مَقْتَل").replace("هجوم", "هُجُوم"),
    "curly quotes": ARTICLE.replace("«", "“").replace("»", "”"),
    "presentation forms": ARTICLE.replace("قاعدة", "\ufed7\ufe8e\ufecb\ufeaa\ufe93"),
    "all at once": "\ufeff" + eastern(ARTICLE).replace("\n", "\r\n").replace("هجوم", "هُجـــوم\u200f"),
}


@pytest.fixture(scope="module")
def bundled() -> dict[str, tuple[str, Reading]]:
    """Text and reading of every bundled article, with what a feed would tell."""
    outcomes = read_all(find_items([str(path) for path in EXAMPLES]), load_meta(META), keep_text=True)
    decode = msgspec.json.Decoder(Reading).decode
    return {Path(o.source).stem: (o.text or "", decode(o.line or b"")) for o in outcomes}


def test_the_bundled_articles_are_read(bundled: dict[str, tuple[str, Reading]]) -> None:
    """Is every bundled article read without an issue, and its day reasoned about, told or not?"""
    assert len(bundled) >= 12
    for doc, (_, reading) in bundled.items():
        assert reading.issues == (), doc
        assert reading.events, doc
        assert reading.published.because, doc
    assert sum(reading.published.start is not None for _, reading in bundled.values()) >= len(bundled) - 2


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_spans_are_slices(bundled: dict[str, tuple[str, Reading]], path: Path) -> None:
    """Are the words of every mention the file's letters at its span, furniture within the file?"""
    text, reading = bundled[path.stem]
    assert faults(text, reading) == []
    assert all(0 <= span.start < span.end <= len(text) for span in reading.furniture)


@pytest.mark.parametrize("variant", VARIANTS)
def test_spans_survive(variant: str) -> None:
    """Do spans stay true however a text is written, and are the attack, its dead and the total still found?"""
    text = VARIANTS[variant]
    reading = pipeline.read_text(text, published="2023-10-31")
    assert faults(text, reading) == []
    assert any(event.type == "assault" for event in reading.events)
    assert ("killed", 2) in {(toll.harm, toll.low) for event in reading.events for toll in event.casualties}
    assert [tally.low for tally in reading.tallies] == [27]
    assert [strength.low for strength in reading.strengths] == [2500]


def test_the_same_bytes_every_time() -> None:
    """Are two runs and two processes equal to the byte?"""
    sources = [str(path) for path in EXAMPLES]
    meta = load_meta(META)
    once = [outcome.line for outcome in read_all(find_items(sources), meta)]
    assert None not in once
    assert once == [outcome.line for outcome in read_all(find_items(sources), meta)]
    assert once == [outcome.line for outcome in read_all(find_items(sources), meta, jobs=2)]


def test_a_reader_keeps_nothing_between_documents() -> None:
    """Is a reading the same after another document, and alone?"""
    before = pipeline.read_text(ARTICLE, published="2023-10-31")
    for path in EXAMPLES[:3]:
        pipeline.read_text(path.read_text(encoding="utf-8"))
    assert pipeline.read_text(ARTICLE, published="2023-10-31") == before


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_field_has_its_reason(bundled: dict[str, tuple[str, Reading]], path: Path) -> None:
    """Does every field of every record carry a rule that accounts for it?"""
    _, reading = bundled[path.stem]
    open_fields = {record.id: unexplained(record) for record in records_of(reading)}
    assert {name: fields for name, fields in open_fields.items() if fields} == {}


class Tomorrow(datetime.date):
    """A calendar that is years ahead."""

    @classmethod
    def today(cls) -> datetime.date:
        return datetime.date(2031, 5, 6)


@pytest.mark.parametrize("text", ["قصفت الطائرات مواقع في حمص أمس الثلاثاء.", "قصفت الطائرات مواقع في حمص في أكتوبر."])
def test_an_unknown_day_never_depends_on_today(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Is an article without any day read the same in any year, and its happening left without a day of its own?"""
    here = pipeline.read_text(text)
    for module in ("khabar.ground.published", "khabar.ground.published_guess", "khabar.ground.when", "khabar.pipeline"):
        monkeypatch.setattr(f"{module}.date", Tomorrow, raising=False)
    assert pipeline.read_text(text) == here
    today = datetime.date.today().isoformat()
    assert today not in msgspec.json.encode(here).decode()


CLOCKS = (".today(", ".now(", "time.time(", "time_ns(")


def test_no_module_asks_for_today() -> None:
    """Does nothing read the clock but what tells a ledger when something was recorded, an archive when fetched?"""
    asking = {
        str(path.relative_to(ROOT / "src" / "khabar"))
        for path in sorted((ROOT / "src").rglob("*.py"))
        if any(
            clock in path.read_text(encoding="utf-8").replace("rows.now(", "").replace("clock.now(", "")
            for clock in CLOCKS
        )
    }
    assert asking == {"store/rows.py", "capture/clock.py"}


def test_a_fault_inside_one_document_is_its_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does what breaks inside a document become an issue of its reading, and harm no other?"""
    reader = pipeline.Reader(pipeline.reader().lexicon)

    def broken(*_: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(reader.furniture, "find", broken)
    document = pipeline.Document(doc="a", text=ARTICLE, sha256="0")
    reading = reader.read(document)
    assert reading.published == Published()
    assert [(issue.step, issue.reason) for issue in reading.issues] == [("read", "ValueError: no such thing")]


@pytest.mark.parametrize("text", ["", " \n", "No Arabic here.", "\ufeff", "12 34", "«««", "و", "هجوم"])
def test_next_to_nothing(text: str) -> None:
    """Is the shortest text read without a fault?"""
    reading = pipeline.read_text(text)
    assert [issue for issue in reading.issues if "no Arabic" not in issue.reason] == []


def test_reading_makes_no_cycles() -> None:
    """Is nothing left for the collector of garbage, which rests while a document is read, and works on after it?"""
    for path in EXAMPLES:
        pipeline.read_text(path.read_text(encoding="utf-8"))
    gc.collect()
    gc.disable()
    try:
        for path in EXAMPLES:
            pipeline.read_text(path.read_text(encoding="utf-8"))
        assert not gc.isenabled()
        assert gc.collect() == 0
    finally:
        gc.enable()
    pipeline.read_text(ARTICLE)
    assert gc.isenabled()

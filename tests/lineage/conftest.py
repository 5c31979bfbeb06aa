"""Documents to compare: texts with a day, an outlet, and who said what in which sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.lineage import Body
from khabar.model.records import Event, Published, Reading, SourceMention
from khabar.model.spans import Span

LONG = (
    "قالت وزارة الدفاع إن طائراتها دمرت مساء الخميس ثلاثة مستودعات للذخيرة شرق مدينة الميادين وقتلت 12 مسلحا.\n"
    "وأضاف بيان الوزارة أن العملية جاءت ردا على سقوط 7 صواريخ قرب قاعدة في حقل العمر النفطي قبل يومين من دون ضحايا.\n"
    "وشاهد سكان من بلدة ذيبان أعمدة الدخان ترتفع من جهة البادية حتى ساعات الفجر الأولى وسمعوا دوي انفجارات متقطعة.\n"
    "وذكر المرصد أن القصف أوقع 19 قتيلا بينهم أربعة من جنسيات غير سورية نقلوا إلى مشفى ميداني في أطراف المدينة.\n"
    "وأغلقت الحواجز الطريق الواصلة بين الميادين والبوكمال أمام الشاحنات المحملة بالقمح والوقود منذ صباح الجمعة.\n"
    "وقال سائق شاحنة إن الرتل توقف ست ساعات عند مفرق العشارة قبل أن يسمح له عناصر الحاجز بمتابعة السير شمالا.\n"
    "ودعت الأمم المتحدة جميع الأطراف إلى تجنب المدنيين وإلى فتح ممر للقوافل التي تحمل الطحين إلى المخيمات القريبة.\n"
    "ولم يصدر عن الحكومة في دمشق أي تعليق على الغارات التي تعد الأعنف في المنطقة منذ شهر آذار الماضي."
)


@pytest.fixture(scope="session")
def lines() -> list[str]:
    """The paragraphs of one article."""
    return LONG.split("\n")


@pytest.fixture(scope="session")
def body() -> Callable[..., Body]:
    """Makes a document of a text; `said` maps words of a sentence to the entity that said it."""
    return _body


def _body(
    doc: str,
    text: str,
    *,
    day: str | None = "2023-10-27",
    outlet: str | None = None,
    said: dict[str, str] | None = None,
) -> Body:
    published = Published(start=day, end=day, stated=day is not None)
    events = tuple(_said(n, text, words, entity) for n, (words, entity) in enumerate((said or {}).items()))
    reading = Reading(doc=doc, sha256=doc, khabar="0", published=published, outlet=outlet, events=events)
    return Body(doc=doc, reading=reading, text=text)


def _said(number: int, text: str, words: str, entity: str) -> Event:
    at = text.index(words)
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    span = Span(start, end if end >= 0 else len(text))
    source = SourceMention(text=words, span=Span(at, at + len(words)), kind="military", entity=entity)
    return Event(
        id=f"e{number}", type="assault", span=source.span, trigger=words, sentence=span.of(text), sentence_span=span,
        modality="asserted", sources=(source,),
    )  # fmt: skip

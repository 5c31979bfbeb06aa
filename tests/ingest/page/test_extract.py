"""Whole pages: what is the article, what stands around it, and which bytes each letter came from."""

import msgspec
import pytest

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.item import Extracted, Item
from khabar.ingest.page.extract import extract
from khabar.model.article import Told
from khabar.model.spans import Span
from khabar.model.widths import to_bytes

FIRST = "قتل ثلاثة جنود وأصيب خمسة آخرون في هجوم استهدف حاجزا للجيش قرب بلدة الرشيدة مساء الثلاثاء، وفق مصدر أمني."
SECOND = "وقال المصدر إن مسلحين فتحوا النار من سيارة مسرعة قبل أن يفروا باتجاه الحقول المجاورة للطريق العام."
THIRD = "ودفعت قيادة العمليات بتعزيزات إلى المنطقة وأغلقت الطريق المؤدي إليها حتى صباح الأربعاء."
TITLE = "مقتل ثلاثة جنود في هجوم على حاجز قرب الرشيدة"
ENGLISH = "Three soldiers were killed in an attack on a checkpoint near the town on Tuesday, a source said."
TEASER = "انفجار في سوق المدينة الجديدة يوقع قتلى وجرحى"


def page(body: str, *, head: str = "", title: str = f"<h1>{TITLE}</h1>") -> str:
    """A page of our own around a body."""
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{TITLE} | موقع النهر</title>{head}</head><body>"
        '<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/n">أخبار</a></li></ul></nav>'
        f"<main>{title}{body}</main><footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def paragraphs(*texts: str) -> str:
    """Texts as paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def taken(html: str | bytes, **told: str) -> Extracted:
    """The article of a page."""
    raw = html if isinstance(html, bytes) else html.encode()
    return extract(Item(name="p", source="p.html", raw=raw, kind="html", told=msgspec.convert(told, Told)))


def lines(html: str | bytes) -> list[str]:
    """The lines of the text after the headline."""
    return taken(html).text.split("\n")[2:]


def test_plain_article() -> None:
    """Is the text headline, empty line, paragraphs?"""
    found = taken(page(paragraphs(FIRST, SECOND, THIRD)))
    assert found.text == f"{TITLE}\n\n{FIRST}\n{SECOND}\n{THIRD}"
    assert found.told.title == TITLE


@pytest.mark.parametrize("charset", ["utf-8", "cp1256", "utf-16"])
def test_every_letter_has_its_bytes(charset: str) -> None:
    """Do the bytes that a span leads to spell the span, in every encoding, entities and blanks aside?"""
    html = page(paragraphs(FIRST.replace("الرشيدة", "<b>الرشيدة</b>"), SECOND, THIRD))
    raw = html.replace("utf-8", charset).encode(charset)
    found = taken(raw)
    assert FIRST in found.text
    for said in ("الرشيدة مساء", "سيارة مسرعة", THIRD):
        start = found.text.rindex(said)
        ranges = to_bytes(found.article, Span(start, start + len(said)), found.text)
        codec = {"utf-16": "utf-16-le"}.get(charset, charset)
        assert "".join(raw[a:b].decode(codec) for a, b in ranges) == said


def test_entities_lead_to_their_letters() -> None:
    """Is a letter written as an entity traced to the entity's bytes?"""
    raw = page(paragraphs(FIRST.replace("قتل", "&#1602;&#1578;&#1604;&nbsp;"), SECOND, THIRD)).encode()
    found = taken(raw)
    start = found.text.index("قتل ثلاثة", len(TITLE))
    ranges = to_bytes(found.article, Span(start, start + 3), found.text)
    assert b"".join(raw[a:b] for a, b in ranges) == b"&#1602;&#1578;&#1604;"


@pytest.mark.parametrize(
    ("box", "kind"),
    [
        (f'<div class="related-posts"><h3>اقرأ أيضا</h3><a href="/1">{TEASER}</a></div>', "related"),
        (f'<p><strong>اقرأ أيضا: <a href="/1">{TEASER}</a></strong></p>', "related"),
        (f'<figure><img src="a.jpg"><figcaption>{TEASER} (رويترز)</figcaption></figure>', "caption"),
        (f'<div class="wp-caption"><p class="wp-caption-text">{TEASER}</p></div>', "caption"),
        (f'<p style="display:none">{TEASER} وفق بيان طويل صدر أمس عن الوزارة.</p>', "hidden"),
        (f"<div hidden>{TEASER} وفق بيان طويل صدر أمس عن الوزارة.</div>", "hidden"),
        ('<div class="share-bar">شارك هذا الخبر على فيسبوك</div>', "furniture"),
        ("<p>اشترك الآن في نشرتنا البريدية ليصلك كل جديد</p>", "furniture"),
        (f'<div id="comments"><p>تعليق من قارئ: {TEASER} والله أعلم بما جرى هناك.</p></div>', "comment"),
    ],
)
def test_furniture_is_set_apart(box: str, kind: str) -> None:
    """Is what stands among the paragraphs and is not the article kept beside it, with its kind?"""
    html = page(paragraphs(FIRST, SECOND) + box + paragraphs(THIRD))
    assert lines(html) == [FIRST, SECOND, THIRD]
    found = taken(html)
    assert kind in {aside.kind for aside in found.article.asides}
    raw = html.encode()
    aside = next(one for one in found.article.asides if one.kind == kind)
    assert raw[aside.first : aside.last].decode()


def test_hidden_by_a_style_sheet() -> None:
    """Is what a style sheet hides by its class left out?"""
    html = page(f'{paragraphs(FIRST, SECOND)}<p class="zz">{THIRD}</p>', head="<style>.zz { display: none }</style>")
    assert lines(html) == [FIRST, SECOND]


def test_lead_apart_from_the_body() -> None:
    """Is a lead between the headline and the body's element taken?"""
    html = page(f'<p class="standfirst">{FIRST}</p><div class="article-body">{paragraphs(SECOND, THIRD)}</div>')
    assert lines(html) == [FIRST, SECOND, THIRD]


def test_line_breaks_and_tables() -> None:
    """Are paragraphs parted by breaks in the cell of a table taken line by line?"""
    cell = f"<td><font>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</font></td>"
    html = page(f"<table><tr>{cell}<td><a href='/1'>{TEASER}</a></td></tr></table>")
    assert lines(html) == [FIRST, SECOND, THIRD]


def test_foreign_paragraphs_are_counted() -> None:
    """Is a paragraph in another language kept beside the text, and its words counted?"""
    found = taken(page(paragraphs(FIRST, SECOND, ENGLISH, THIRD)))
    assert ENGLISH not in found.text
    assert dict(found.article.words)["en"] >= 15
    assert [one.kind for one in found.article.asides if one.text == ENGLISH] == ["foreign"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"<p>{ENGLISH}</p>" * 3, reasons.NOT_ARABIC),
        ("".join(f"<article><h2><a href='/{n}'>{TEASER} {n}</a></h2></article>" for n in range(9)), reasons.NO_ARTICLE),
        ("<p>مشاهدة الفيديو</p>", reasons.NO_ARTICLE),
    ],
)  # fmt: skip
def test_no_article(body: str, reason: str) -> None:
    """Is a page without an Arabic article refused, and said why?"""
    title = "" if reason == reasons.NOT_ARABIC else f"<h1>{TITLE}</h1>"
    html = page(body, title=title)
    if reason == reasons.NOT_ARABIC:
        html = "<html><body><h1>Attack near the town</h1>" + body + "</body></html>"
    with pytest.raises(InputError) as fault:
        taken(html)
    assert fault.value.reason == reason
    assert "\n" not in str(fault.value)


REST = ("ولم تتبن أي جهة الهجوم، لكن تنظيما مسلحا كان قد نفذ هجمات مشابهة في المحافظة خلال الشهر الماضي.",)
ALL = (FIRST, SECOND, THIRD, *REST)
SUMMARY = "أعلنت الشرطة أن الانفجار أوقع سبعة قتلى وعشرين جريحا في حصيلة غير نهائية مساء أمس."


def cards(shape: str, count: int = 4) -> str:
    """Teasers of one make, each with its number in its headline."""
    return "".join(shape.format(title=f"{TEASER} رقم {n}", summary=SUMMARY, n=n) for n in range(count))


@pytest.mark.parametrize(
    "around",
    [
        pytest.param("<app-rail>{}</app-rail>".format(cards("<a-c><h3>{title}</h3><p>{summary}</p></a-c>")), id="tag"),
        pytest.param(
            "<div>{}</div>".format(cards("<div class=c><h4>{title}</h4><div>{summary}</div></div>")), id="card"
        ),
        pytest.param(
            "<table>{}</table>".format(
                cards("<tr><td><b>{title}</b><br>{summary}<br><a href='/{n}'>المزيد</a></td></tr>")
            ),
            id="ends alike",
        ),
        pytest.param("<div class='signature'>انفجار في سوق المدينة الجديدة</div>", id="signature"),
        pytest.param(f"<div><h4>سامي حسن</h4><p>{SUMMARY}</p></div>", id="box with a label"),
        pytest.param(
            "<h2>مصادر<span class='mw-editsection'>[عدل]</span></h2><ul>{}</ul>".format(
                cards("<li>«<a href='/{n}'>{title}</a>»، 12 مايو 2025.</li>")
            ),
            id="references",
        ),
        pytest.param(
            f"<section role=region aria-labelledby='podcast-promo'><p>مراهقتي</p><p>{SUMMARY}</p></section>",
            id="region",
        ),
    ],
)
def test_what_stands_below_is_left(around: str) -> None:
    """Is a block below the article left out that has no word of class to say what it is?"""
    assert lines(page(f"<div>{paragraphs(*ALL)}</div>{around}")) == list(ALL)


def test_names_that_dress_letters() -> None:
    """Are paragraphs kept whose class speaks of a size of font, as share bars do?"""
    dressed = "".join(f"<p><span class='ms-rteFontSize-3'>{text}</span></p>" for text in ALL)
    assert lines(page(f"<div>{dressed}</div>")) == list(ALL)


def test_preformatted_stanzas() -> None:
    """Are paragraphs of a preformatted text parted at empty lines, and its first line the headline?"""
    html = f"<title>Wire</title><pre>\n{TITLE}\n\n" + "\n \n".join(ALL) + "\n</pre>"
    assert taken(html).text.split("\n") == [TITLE, "", *ALL]


def test_paragraphs_in_heading_tags() -> None:
    """Are sentences kept that stand in tags of headings?"""
    assert lines(page("".join(f"<h3>{text}</h3>" for text in ALL))) == list(ALL)


def test_title_is_not_the_name_of_the_site() -> None:
    """Is the headline the one that much is said below, where the title element names the site only?"""
    side = cards("<div><b><a href='/{n}'>{title}</a></b><p>{summary}</p></div>", 6)
    html = f"<title>موقع النهر</title><h1><a href='/'>موقع النهر</a></h1>{side}<h2>{TITLE}</h2>{paragraphs(*ALL)}"
    assert taken(html + "<p>موقع النهر</p>").told.title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("<div>منذ 4 سنوات الأربعاء 16 رمضان 1442 هـ - 28 أبريل 2021 م</div>", id="how long ago"),
        pytest.param(
            "<div><span class='sr-only'>Published On 28/4/2021</span><span aria-hidden=true>28/4/2021</span></div>"
            "<div>آخر تحديث: 30/4/2021</div>",
            id="twice for two kinds of reader",
        ),
    ],
)
def test_days_of_the_line(line: str) -> None:
    """Is the day found beside how long ago it was, and where each of two readers is shown it once?"""
    assert taken(page(line + f"<div>{paragraphs(*ALL)}</div>")).told.published == "2021-04-28"


def test_brief_with_a_day() -> None:
    """Is a single sentence below a headline and a day an article?"""
    assert lines(page(f"<p>5 يناير 2024</p><div><p>{FIRST}</p></div>")) == [FIRST]


def test_day_below_the_lead() -> None:
    """Is the line of date found that stands between the lead and the text, all in one element?"""
    inside = f"<h1>{TITLE}</h1><h5 class=summary>{REST[0]}</h5><ul><li>5 كانون الثاني 2024 10:22</li></ul>"
    html = page(f"<div class=details>{inside}<div>{paragraphs(FIRST, SECOND, THIRD)}</div></div>", title="")
    assert taken(html).told.published == "2024-01-05"

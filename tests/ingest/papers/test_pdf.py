"""PDFs with a text layer."""

from __future__ import annotations

import io
import time

import pytest

from khabar.errors import InputError
from khabar.ingest import guarded, reasons
from khabar.ingest.item import Extracted, Item
from khabar.ingest.limits import LIMITS, Limits
from khabar.ingest.load import to_document
from khabar.ingest.papers.pdf import extract
from khabar.version import __version__
from papermill import Glyph, bind, line, pdf, stream

RIGHT, TOP = 545.0, 760.0
WIDE = 66
TEXT = (
    "أعلن الجيش العراقي مساء الخميس مقتل ثلاثة من جنوده في هجوم بطائرة مسيرة استهدف قاعدة عين الأسد غربي البلاد وقال "
    "إن التحقيق جار لمعرفة الجهة التي أطلقتها وإن القوات تمشط المنطقة المحيطة بالقاعدة."
)


def read(raw: bytes, limits: Limits = LIMITS) -> Extracted:
    return extract(Item(name="a", source="a.pdf", raw=raw, kind="pdf"), limits)


def refusal(raw: bytes) -> InputError | None:
    try:
        read(raw, Limits(seconds=20.0))
    except InputError as fault:
        return fault
    return None


def wrap(text: str, wide: int = WIDE) -> list[str]:
    """Lines of at most so many letters, as a typesetter would break them."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= wide:
            lines.append("")
        lines[-1] = (lines[-1] + " " + word).strip()
    return lines


def column(lines: list[str], right: float = RIGHT, top: float = TOP, **how: object) -> list[Glyph]:
    return [glyph for n, said in enumerate(lines) for glyph in line(said, right, top - 18 * n, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize("drawn", ["visual", "logical"])
@pytest.mark.parametrize("blanks", [True, False])
def test_order_of_drawing_is_not_the_order_of_reading(drawn: str, blanks: bool) -> None:
    """Is the text the same whether its letters were drawn from the left or from the right, with blanks or gaps?"""
    found = read(pdf([column(wrap(TEXT), drawn=drawn, blanks=blanks)]))
    assert found.text == TEXT
    assert found.article.media == "application/pdf"
    assert __version__ in found.article.by


def test_lines_become_paragraphs() -> None:
    """Is a paragraph one line, and the next another, where only its last line is short?"""
    other = TEXT.replace("الخميس", "الجمعة")
    lines = [*wrap(TEXT), *wrap(other)]
    assert read(pdf([column(lines)])).text.split("\n") == [TEXT, other]


def test_paragraphs_go_on_over_the_page() -> None:
    """Is a paragraph whole that a page's end cuts?"""
    lines = wrap(TEXT + " " + TEXT)
    assert read(pdf([column(lines[:2]), column(lines[2:])])).text == TEXT + " " + TEXT


@pytest.mark.parametrize("ligature", ["\ufefb", "لا", "ال"])
def test_lam_alif_in_one_glyph(ligature: str) -> None:
    """Does lam-alif come out as lam and alif, whatever the font's table calls it?"""
    parts = [*"قال ا", ligature, *"حتلال إن "]
    letters = [*"وأعلن الجيش العراقي أن ", ligature, *" خسائر في قاعدة عين الأسد بعد سقوط صاروخين قربها"]
    found = read(pdf([line(parts, RIGHT, TOP) + line(letters, RIGHT, TOP - 40)])).text
    assert "قال الاحتلال إن" in found
    assert "أن لا خسائر" in found


def test_presentation_forms_only_are_opened() -> None:
    """Do presentation forms become letters, and does everything else stay as it stood?"""
    shaped = [*"\ufee3\ufed8\ufe98\ufede ", *"جنديين على مساحة كم² من الأرض قرب المدينة نفسها"]
    assert read(pdf([line(shaped, RIGHT, TOP)])).text == "مقتل جنديين على مساحة كم² من الأرض قرب المدينة نفسها"


def test_numbers_and_latin_letters() -> None:
    """Do figures, dates and Latin names inside Arabic keep their own direction?"""
    parts = [*"قالت ", "CNN", *" في ", "26/10/2023", *" إن ", "1,250", *" جنديا وصلوا إلى ", "Al-Asad base", *" أمس."]
    assert read(pdf([line(parts, RIGHT, TOP)])).text == (
        "قالت CNN في 26/10/2023 إن 1,250 جنديا وصلوا إلى Al-Asad base أمس."
    )


@pytest.mark.parametrize("shown", ["(قرب الحدود)", ")قرب الحدود("])
def test_brackets_open_before_they_close(shown: str) -> None:
    """Do brackets come out right, whichever of the two the font calls which?"""
    assert read(pdf([line("وقع الهجوم " + shown + " مساء الخميس في محافظة الأنبار", RIGHT, TOP)])).text == (
        "وقع الهجوم (قرب الحدود) مساء الخميس في محافظة الأنبار"
    )


def test_marks_stay_on_their_letters() -> None:
    """Does each vowel sign follow the letter over which it is drawn?"""
    glyphs = line("قتل ثلاثة جنود في هجوم على القاعدة مساء أمس", RIGHT, TOP)
    first = max(glyph.x for glyph in glyphs)
    marks = [Glyph("ُ", first + 3, TOP + 4), Glyph("ِ", first - 3, TOP - 4)]
    for drawn in (sorted([*glyphs, *marks], key=lambda one: one.x), [*glyphs, *marks]):
        assert read(pdf([drawn])).text.startswith("قُتِل ثلاثة")


def test_columns_are_read_from_the_right() -> None:
    """Is the right column read to its end before the left one, and the headline over both before them?"""
    title = line("هجوم على قاعدة عين الأسد وبيان من وزارة الدفاع وردود من العواصم", RIGHT, TOP + 30, size=13)
    one, other = wrap(TEXT, 32), wrap(TEXT.replace("الخميس", "الجمعة"), 32)
    page = [*title, *column(one), *column(other, right=RIGHT - 265)]
    said = read(pdf([sorted(page, key=lambda glyph: (-glyph.y, glyph.x))])).text.split("\n")
    assert said[0].startswith("هجوم على قاعدة")
    assert said[1:] == [TEXT, TEXT.replace("الخميس", "الجمعة")]


def test_running_heads_and_page_numbers_stand_apart() -> None:
    """Are heads and feet that run over the pages, and the pages' numbers, furniture and in no paragraph?"""
    pages = [
        [
            *line("نشرة الرصد اليومية", RIGHT, 800, size=9),
            *column(wrap(f"{day} " + TEXT + " " + TEXT)),
            *line(str(number), 300, 30, size=9),
        ]
        for number, day in enumerate(["السبت", "الأحد", "الاثنين", "الثلاثاء"], 1)
    ]
    found = read(pdf(pages))
    assert "نشرة" not in found.text
    assert not any(c.isdigit() for c in found.text)
    assert [aside.text for aside in found.article.asides] == [
        said for number in range(1, 5) for said in ("نشرة الرصد اليومية", str(number))
    ]
    assert {aside.kind for aside in found.article.asides} == {"furniture"}


def test_letters_have_no_place_in_the_bytes() -> None:
    """Is it said that spans cannot be shown in a PDF's bytes, and where each page begins instead?"""
    other = TEXT.replace("الخميس", "الجمعة")
    found = read(pdf([column(wrap(TEXT)), column(wrap(other))]))
    assert found.article.runs == ()
    at = found.text.index(other)
    assert any(note.endswith(f"pages begin at letters 1@0, 2@{at}") for note in found.article.notes)


def test_properties_are_told_and_date_nothing_by_themselves() -> None:
    """Are the title, author and days of the file told, the day of making not being taken for that of publication?"""
    info = {"Title": "تقرير", "Author": "مركز الرصد", "CreationDate": "D:20231027090000+03'00'", "ModDate": "D:2023"}
    told = read(pdf([column(wrap(TEXT))], info=info)).told
    assert (told.title, told.author, told.published) == ("تقرير", "مركز الرصد", None)
    assert [(day.day, day.of, day.by) for day in told.days] == [("2023-10-27", "published", "properties")]


def test_pictures_of_text_want_ocr() -> None:
    """Is a scanned PDF refused with what to do?"""
    picture = stream(
        b"\xff" * 64,
        more="/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray ",
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R "
        "/Resources << /XObject << /I 5 0 R >> >> >>",
        picture,
        stream(b"q 500 0 0 500 0 0 cm /I Do Q"),
    ]
    with pytest.raises(InputError, match="scanned; run OCR first") as caught:
        read(bind(objects))
    assert caught.value.reason == reasons.NO_TEXT_LAYER


def test_fonts_that_tell_nothing_want_ocr() -> None:
    """Is a PDF refused whose letters are nobody's?"""
    with pytest.raises(InputError, match="OCR") as caught:
        read(pdf([line("\ue001\ue002\ue003 \ue004\ue005\ue006 \ue007\ue008", RIGHT, TOP)]))
    assert caught.value.reason == reasons.NO_TEXT_LAYER


def encrypted(user: str) -> bytes:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([column(wrap(TEXT))])))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_empty_password_opens() -> None:
    """Is a PDF read that is encrypted only against printing?"""
    assert read(encrypted("")).text == TEXT


def test_a_password_locks() -> None:
    """Is a locked PDF refused as locked?"""
    with pytest.raises(InputError, match="without its password") as caught:
        read(encrypted("secret"))
    assert caught.value.reason == reasons.LOCKED


def test_scripts_and_files_are_noted_and_left_alone() -> None:
    """Is it noted that a PDF carries files and scripts, and is nothing of them in the text?"""
    more = [
        "<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1/'\\)) >>",
        "<< /Type /Filespec /F (run.exe) /EF << /F 7 0 R >> >>",
        stream(b"MZ", more="/Type /EmbeddedFile "),
    ]
    names = "/JavaScript << /Names [(a) 5 0 R] >> /EmbeddedFiles << /Names [(run.exe) 6 0 R] >>"
    catalog = f"/OpenAction 5 0 R /Names << {names} >>"
    found = read(pdf([column(wrap(TEXT))], more=more, catalog=catalog))
    assert found.text == TEXT
    assert "1 embedded files not opened" in found.article.notes
    assert "1 scripts not run" in found.article.notes


def test_pages_beyond_the_bound_are_not_read() -> None:
    """Is it noted that only so many pages were read?"""
    days = ["السبت", "الأحد", "الاثنين", "الثلاثاء"]
    found = read(pdf([column(wrap(f"{day} {TEXT}")) for day in days]), Limits(pages=2))
    assert found.text.count("الجيش") == 2
    assert "2 of 4 pages read" in found.article.notes


def test_a_page_tree_in_a_circle() -> None:
    """Is a PDF whose pages hold themselves refused, at once?"""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>",
        "<< >>",
    ]
    began = time.monotonic()
    with pytest.raises(InputError):
        read(bind(objects), Limits(seconds=20.0))
    assert time.monotonic() - began < 25


def test_cut_anywhere_it_is_refused_or_read() -> None:
    """Is a PDF cut short anywhere either read or refused in one line?"""
    raw = pdf([column(wrap(TEXT)[:2])])
    faults = [fault for end in range(0, len(raw), 50) if (fault := refusal(raw[:end]))]
    assert faults
    assert {fault.reason for fault in faults} <= {reasons.DAMAGED, reasons.NO_TEXT_LAYER}
    assert not any("\n" in str(fault) for fault in faults)


def test_a_paper_that_hangs_harms_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is one that takes too long given up, and the next one read?"""
    raw = pdf([column(wrap(TEXT))])
    with pytest.raises(InputError) as caught:
        read(raw, Limits(seconds=0.0))
    assert caught.value.reason == reasons.SLOW
    assert read(raw).text == TEXT


def test_a_program_that_dies_is_replaced() -> None:
    """Is a paper read although the program that opens papers was killed before?"""
    raw = pdf([column(wrap(TEXT))])
    read(raw)
    guarded._running("pdf")._process.kill()
    with pytest.raises(InputError) as caught:
        read(raw)
    assert caught.value.reason == reasons.DAMAGED
    assert read(raw).text == TEXT


@pytest.mark.slow
def test_a_stream_that_unpacks_without_end() -> None:
    """Is a page whose drawing unpacks into a gigabyte read or refused within its time and memory?"""
    bomb = stream(b" " * (1 << 30), packed=True)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>",
        bomb,
    ]
    with pytest.raises(InputError):
        read(bind(objects), Limits(seconds=30.0))


def test_as_a_document() -> None:
    """Is a PDF a document like any other?"""
    document = to_document(Item(name="a", source="a.pdf", raw=pdf([column(wrap(TEXT))])))
    assert document.text == TEXT
    assert document.article is not None


def test_the_same_bytes_give_the_same_text() -> None:
    """Is the outcome a function of the bytes?"""
    raw = pdf([column(wrap(TEXT))])
    assert read(raw) == read(raw)

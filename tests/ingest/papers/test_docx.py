"""Word documents."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from khabar.errors import InputError
from khabar.ingest import reasons
from khabar.ingest.item import Extracted, Item
from khabar.ingest.limits import LIMITS, Limits
from khabar.ingest.load import to_document
from khabar.ingest.papers.docx import PART, extract

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SAID = "أعلن الجيش العراقي مقتل ثلاثة من جنوده في هجوم على قاعدة عين الأسد."


def run(said: str) -> str:
    return f"<w:r><w:t>{said}</w:t></w:r>"


def para(inner: str) -> str:
    return f"<w:p><w:pPr><w:bidi/></w:pPr>{inner}</w:p>"


def word(body: str, more: dict[str, bytes | str] | None = None, prologue: str = "") -> bytes:
    """A Word document with this body and these parts beside it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"{prologue}<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, part in (more or {}).items():
            package.writestr(name, part)
    return out.getvalue()


def read(raw: bytes, limits: Limits = LIMITS) -> Extracted:
    return extract(Item(name="a", source="a.docx", raw=raw, kind="docx"), limits)


def test_paragraphs_and_tables_are_lines() -> None:
    """Is each paragraph a line, and each row of a table, its cells apart?"""
    row = "<w:tr>" + "".join(f"<w:tc>{para(run(said))}</w:tc>" for said in ("الأنبار", "٣ قتلى")) + "</w:tr>"
    body = para(run("أعلن الجيش ") + run("العراقي مقتل جندي")) + para("") + f"<w:tbl>{row}</w:tbl>"
    assert read(word(body)).text == "أعلن الجيش العراقي مقتل جندي\nالأنبار | ٣ قتلى"


def test_changes_are_taken_as_accepted() -> None:
    """Is what was struck out left out, what was put in and moved in its new place, and no field code in the text?"""
    body = para(
        run("قتل ")
        + '<w:del w:author="x"><w:r><w:delText>أربعة</w:delText></w:r></w:del>'
        + f'<w:ins w:author="x">{run("ثلاثة")}</w:ins>'
        + f"<w:moveFrom>{run(' أمس')}</w:moveFrom>"
        + run(" جنود")
        + f"<w:moveTo>{run(' اليوم')}</w:moveTo>"
        + "<w:r><w:instrText>HYPERLINK http://127.0.0.1</w:instrText></w:r>"
    )
    assert read(word(body)).text == "قتل ثلاثة جنود اليوم"


def test_text_boxes_count_once() -> None:
    """Is a text box, which a document holds in two renderings, read once?"""
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{para(run('نص في إطار'))}</w:txbxContent>"
    inner = f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    body = para(run(SAID) + f"<w:r><mc:AlternateContent {mc}>{inner}</mc:AlternateContent></w:r>")
    assert read(word(body)).text == SAID + "\nنص في إطار"


def test_heads_feet_and_notes_stand_apart() -> None:
    """Are running heads, footnotes and comments beside the text, and not in it?"""
    more: dict[str, bytes | str] = {
        "word/header1.xml": f"<w:hdr {W}>{para(run('نشرة الرصد'))}</w:hdr>",
        "word/footnotes.xml": f"<w:footnotes {W}><w:footnote>{para(run('حاشية'))}</w:footnote></w:footnotes>",
        "word/comments.xml": f"<w:comments {W}><w:comment>{para(run('تعليق'))}</w:comment></w:comments>",
    }
    found = read(word(para(run(SAID)), more))
    assert found.text == SAID
    assert [(aside.kind, aside.text) for aside in found.article.asides] == [
        ("furniture", "نشرة الرصد"), ("furniture", "حاشية"), ("comment", "تعليق"),
    ]  # fmt: skip


def test_properties_are_told() -> None:
    """Are the title, the author and the days of the file told, and none taken for the day of publication?"""
    core = (
        '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>تقرير</dc:title><dc:creator>محرر</dc:creator>'
        "<dcterms:created>2023-10-26T21:00:00Z</dcterms:created></cp:coreProperties>"
    )
    told = read(word(para(run(SAID)), {"docProps/core.xml": core})).told
    assert (told.title, told.author, told.published) == ("تقرير", "محرر", None)
    assert [(day.day, day.of, day.by) for day in told.days] == [("2023-10-26", "published", "properties")]


def test_macros_and_objects_are_noted() -> None:
    """Is it noted that a document carries macros and embedded objects?"""
    more: dict[str, bytes | str] = {"word/vbaProject.bin": b"x", "word/embeddings/oleObject1.bin": b"x"}
    notes = read(word(para(run(SAID)), more)).article.notes
    assert "1 macros not run" in notes
    assert "1 embedded objects not opened" in notes


def test_entities_are_not_expanded() -> None:
    """Is a document refused that defines entities: laughter without end, or a file of this machine?"""
    laugh = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    for entities in (f'<!ENTITY a0 "ha">{laugh}', '<!ENTITY a11 SYSTEM "file:///etc/passwd">'):
        prologue = f'<?xml version="1.0"?><!DOCTYPE w:document [{entities}]>'
        with pytest.raises(InputError) as caught:
            read(word(para(run("&a11; " + SAID)), prologue=prologue))
        assert caught.value.reason == reasons.DAMAGED


def test_a_part_that_unpacks_without_end() -> None:
    """Is a document refused whose text unpacks into more than stated, without unpacking it?"""
    with pytest.raises(InputError) as caught:
        read(word(para(run("ا" * (PART // 2 + 1)))))
    assert caught.value.reason == reasons.EXPANDS


def test_nested_without_end() -> None:
    """Is a document that nests tables in tables thousands deep read or refused, without a crash?"""
    deep = "<w:tbl>" * 5_000 + para(run(SAID)) + "</w:tbl>" * 5_000
    with pytest.raises(InputError):
        to_document(Item(name="a", source="a.docx", raw=word(deep), kind="docx"))


def test_cut_anywhere_it_is_refused() -> None:
    """Is a document cut short anywhere refused in one line?"""
    raw = word(para(run(SAID)), {"docProps/core.xml": "<x/>"})
    for end in range(0, len(raw), 50):
        with pytest.raises(InputError) as caught:
            read(raw[:end])
        assert caught.value.reason == reasons.DAMAGED


def test_bits_turned_anywhere_harm_nothing() -> None:
    """Is a document whose bytes were changed read or refused?"""
    raw = word(para(run(SAID)))
    outcomes = set()
    for at in range(0, len(raw), 7):
        broken = raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]
        try:
            outcomes.add(read(broken).text == SAID)
        except InputError as fault:
            outcomes.add(fault.reason)
    assert reasons.DAMAGED in outcomes
    assert outcomes <= {True, False, reasons.DAMAGED, reasons.LOCKED, reasons.EXPANDS}


def test_too_many_parts() -> None:
    """Is a package of thousands of parts refused before they are looked at?"""
    with pytest.raises(InputError, match="parts"):
        read(word(para(run(SAID)), {f"x{n}": b"" for n in range(6_000)}))


def test_a_package_that_is_none() -> None:
    """Is any zip file that is no Word document refused?"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", SAID)
    with pytest.raises(InputError, match="no Word document"):
        read(out.getvalue())
    with pytest.raises(InputError, match="damaged"):
        read(b"PK\x03\x04" + zlib.compress(b"x"))

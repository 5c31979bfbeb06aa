"""Mails and saved web archives."""

from __future__ import annotations

import time
from email.message import EmailMessage
from email.policy import SMTP
from types import SimpleNamespace
from typing import Any

import pytest

from khabar.errors import InputError
from khabar.ingest import kinds, reasons
from khabar.ingest.item import Extracted, Item
from khabar.ingest.letters import decode
from khabar.ingest.limits import LIMITS, Limits
from khabar.ingest.load import to_document
from khabar.ingest.papers import mail, mhtml
from khabar.model.article import Article

SAID = "أعلن الجيش العراقي مقتل ثلاثة من جنوده في هجوم على قاعدة عين الأسد."
FITTING = (reasons.NO_ARTICLE, reasons.DAMAGED, reasons.LETTERS, reasons.EMPTY)
PAGE = f"<html><body><p>{SAID}</p></body></html>"


def extract_page(item: Item, limits: Limits) -> Extracted:
    """What stands in for the extractor of pages, so that a test sees what it was given."""
    text = decode(item.raw, item.charset)[0].partition("<p>")[2].partition("</p>")[0]
    return Extracted(text=text, told=item.told, article=Article(by="a test", media="text/html", charset=item.charset))


@pytest.fixture(autouse=True)
def _pages(monkeypatch: pytest.MonkeyPatch) -> None:
    real = mail.importlib.import_module

    def load(name: str) -> Any:
        return SimpleNamespace(extract=extract_page) if name == kinds.DOCUMENTS["html"] else real(name)

    monkeypatch.setattr(mail, "importlib", SimpleNamespace(import_module=load))


def message(**headers: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    told = {"Subject": "بيان عن هجوم عين الأسد", "From": "المكتب الإعلامي <press@example.org>", **headers}
    for name, value in told.items():
        made[name.replace("_", "-")] = value
    return made


def read(raw: bytes, kind: str = "mail") -> Extracted:
    module = mail if kind == "mail" else mhtml
    return module.extract(Item(name="a", source="a.eml", raw=raw, kind=kind), LIMITS)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("carried", ["base64", "quoted-printable"])
def test_plain_text(charset: str, carried: str) -> None:
    """Is a mail's text read in its charset, whatever carries it?"""
    made = message()
    made.set_content(SAID, charset=charset, cte=carried)
    found = read(bytes(made))
    assert found.text == SAID
    assert found.article.charset == charset


def test_headers_are_told() -> None:
    """Are the subject, the sender, the list and the day of a mail told, the day in the sender's zone?"""
    made = message(Date="Thu, 26 Oct 2023 23:30:00 +0300", List_Id="نشرة الرصد <rasd.example.org>")
    made.set_content(SAID)
    told = read(bytes(made)).told
    assert (told.title, told.author, told.site) == ("بيان عن هجوم عين الأسد", "المكتب الإعلامي", "نشرة الرصد")
    assert told.published == "2023-10-26"
    assert [(day.of, day.by) for day in told.days] == [("published", "mail")]


def test_the_page_is_taken_before_the_plain_text() -> None:
    """Is the rendering in HTML taken, with what the mail tells?"""
    made = message(Date="Thu, 26 Oct 2023 23:30:00 +0300")
    made.set_content("نص مختصر")
    made.add_alternative(PAGE, subtype="html", charset="windows-1256")
    found = read(bytes(made))
    assert found.text == SAID
    assert found.told.published == "2023-10-26"
    assert found.article.media == "message/rfc822"


def test_the_plain_text_is_taken_where_the_page_holds_no_arabic() -> None:
    """Is a page that is one picture passed over for the text beside it?"""
    made = message()
    made.set_content(SAID)
    made.add_alternative("<html><img src='cid:1'></html>", subtype="html")
    assert read(bytes(made)).text == SAID


def test_the_plain_text_is_taken_where_the_page_holds_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the text beside a page read that the extractor of pages refuses?"""

    def refuse(item: Item, limits: Limits) -> Extracted:
        raise InputError("no article in the page", reason=reasons.NO_ARTICLE)

    monkeypatch.setattr(mail, "importlib", SimpleNamespace(import_module=lambda name: SimpleNamespace(extract=refuse)))
    made = message()
    made.set_content(SAID)
    made.add_alternative(PAGE, subtype="html")
    assert read(bytes(made)).text == SAID


def test_quotes_and_signatures_stand_apart() -> None:
    """Are the quoted mail and the signature beside the text, and not in it?"""
    made = message()
    made.set_content(f"{SAID}\n\n> كتب فلان أمس\n> نص قديم\n-- \nالمكتب الإعلامي\n")
    found = read(bytes(made))
    assert found.text == SAID
    assert [aside.kind for aside in found.article.asides] == ["furniture", "related"]
    assert "نص قديم" in found.article.asides[1].text


def test_a_forwarded_mail_is_not_empty() -> None:
    """Is the text kept where all of it is quoted?"""
    made = message()
    made.set_content("> " + SAID)
    assert SAID in read(bytes(made)).text


def test_flowed_lines_are_joined() -> None:
    """Are lines joined that the sender's program broke, and only those?"""
    raw = (
        b"From: a@example.org\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    body = SAID.replace("مقتل", "\r\nمقتل") + "\r\nسطر آخر\r\n"
    assert read(raw + body.encode()).text.split("\n") == [SAID, "سطر آخر"]


def test_attachments_are_listed_and_not_opened() -> None:
    """Is a mail one document, what is attached being named in its notes?"""
    made = message()
    made.set_content(SAID)
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="بيان.pdf")
    made.add_attachment(message(Subject="inner"))
    found = read(bytes(made))
    assert found.text == SAID
    assert found.article.notes == ("attached and not opened: بيان.pdf, message/rfc822",)


def test_a_charset_that_lies() -> None:
    """Is a mail read that says Latin-1 and is Arabic, or names a charset that is none?"""
    for charset in ("iso-8859-1", "x-none", "utf-8\r\n"):
        head = f"From: a@example.org\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
        assert read(head.encode() + SAID.encode("cp1256")).text == SAID


def test_the_page_of_a_web_archive() -> None:
    """Is the page that was saved taken, with its address, and what lies beside it left?"""
    made = EmailMessage(policy=SMTP)
    made["Snapshot-Content-Location"] = "https://example.org/a"
    made["Date"] = "Thu, 26 Oct 2023 20:00:00 -0000"
    made.make_related()
    for address, said in (("https://example.org/frame", "<p>إطار</p>"), ("https://example.org/a", PAGE)):
        made.add_related(said, subtype="html", cte="quoted-printable")
        made.get_payload()[-1]["Content-Location"] = address  # type: ignore[index, call-overload]
    made.add_related(b"\x89PNG", maintype="image", subtype="png")
    found = read(bytes(made), "mhtml")
    assert found.text == SAID
    assert found.told.address == "https://example.org/a"
    assert found.told.published is None
    assert "saved on 2023-10-26" in found.article.notes
    assert "2 other parts not opened" in found.article.notes


def test_a_web_archive_without_a_page() -> None:
    """Is one refused that holds no page?"""
    made = message()
    made.set_content(SAID)
    with pytest.raises(InputError) as caught:
        read(bytes(made), "mhtml")
    assert caught.value.reason == reasons.NO_ARTICLE


HOSTILE = {
    "parts in parts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)
    ),
    "many parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 50_000,
    "a header without end": b"Subject: " + b"a" * 1_000_000 + b"\r\n\r\nx",
    "encoded words": b"Subject: " + b"=?utf-8?b?2KM=?= " * 400 + b"\r\n\r\nx",
    "comments in comments": b"From: " + b"(" * 5_000 + b"\r\nContent-Type: text/plain; " + b"(" * 5_000 + b"\r\n\r\nx",
    "parameters": b"Content-Type: text/plain; " + b"a*0*=x;" * 1_000 + b"\r\n\r\nx",
    "no headers": SAID.encode(),
    "nothing": b"",
    "no base64": b"Content-Transfer-Encoding: base64\r\n\r\n====" + b"=" * 1_000,
    "uuencoded": b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 666 a\n!!!!\nend",
    "controls": b"Subject: \x00\x1b[2J\r\nDate: \x00\r\nFrom: \xff\xfe\r\n\r\n\x00",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["mail", "mhtml"])
def test_hostile(name: str, kind: str) -> None:
    """Is a mail that was built to break its readers read or refused in one line, and soon?"""
    began = time.process_time()
    try:
        to_document(Item(name="a", source="a.eml", raw=HOSTILE[name], kind=kind))
    except InputError as fault:
        assert "\n" not in str(fault)  # noqa: PT017 - either outcome will do
    assert time.process_time() - began < 10


def test_cut_anywhere() -> None:
    """Is a mail cut short anywhere read or refused?"""
    made = message(Date="Thu, 26 Oct 2023 23:30:00 +0300")
    made.set_content(SAID)
    made.add_alternative(PAGE, subtype="html")
    made.add_attachment(b"x" * 200, maintype="application", subtype="pdf", filename="a.pdf")
    raw = bytes(made)
    whole = 0
    for end in range(0, len(raw), 50):
        try:
            whole += SAID in read(raw[:end]).text
        except InputError as fault:
            assert fault.reason in FITTING  # noqa: PT017 - either outcome will do
    assert 0 < whole < len(raw) / 50

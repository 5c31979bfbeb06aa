"""Small valid files of every kind, made here: the seeds that the suites mutate.

Invariant: the same bytes every time; all letters in them are made up.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
import zlib
from functools import lru_cache

TITLE = "هجوم على حاجز شمال المدينة"
BODY = "قال مصدر محلي إن مسلحين هاجموا حاجزًا أمنيًا شمال المدينة فجر الاثنين، وقُتل في الهجوم ثلاثة جنود وأصيب اثنان."
TEXT = f"{TITLE}\n\n{BODY}\n".encode()
PAGE = f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE} | نشرة</title>
<meta property="og:title" content="{TITLE}"><meta property="article:published_time" content="2024-03-02T10:00:00+03:00">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{TITLE}",
"datePublished":"2024-03-02T10:00:00+03:00","author":{{"name":"سلمى"}},"publisher":{{"name":"نشرة"}}}}</script></head>
<body><header><nav><a href="/">الرئيسية</a></nav></header><article><h1>{TITLE}</h1><time datetime="2024-03-02">السبت 2 آذار
2024</time><p>{BODY}</p><p>{BODY} &#1608;&quot;&nbsp;</p><figure><img src="a.jpg"><figcaption>صورة</figcaption></figure>
<p>وأضاف المصدر أن الطريق أُغلق حتى المساء.</p></article><aside><h3>اقرأ أيضا</h3><ul><li><a href="/2">خبر آخر</a></li></ul>
</aside><footer>جميع الحقوق محفوظة</footer></body></html>""".encode()
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>نشرة</title><link>https://a.example/</link><item><title>{TITLE}</title><link>https://a.example/1</link>
<pubDate>Sat, 02 Mar 2024 10:00:00 +0300</pubDate><content:encoded><![CDATA[<p>{BODY}</p>]]></content:encoded></item>
<item><title>خبر</title><link>https://a.example/2</link><description>مقدمة</description></item></channel></rss>""".encode()
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>نشرة</title><entry><title>{TITLE}</title><link href="https://a.example/1"/>
<updated>2024-03-02T10:00:00+03:00</updated><content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>""".encode()
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/1</loc><lastmod>2024-03-02</lastmod>
<news:news><news:publication_date>2024-03-01</news:publication_date><news:title>x</news:title></news:news></url></urlset>"""
INDEX = b"""<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>"""
CSV = f'id,title,date,text\n1,{TITLE},2024-03-02,"{BODY}"\n2,خبر,3/4/2024,"{BODY}"\n'.encode()
ROWS = [{"id": n, "title": TITLE, "date": "2024-03-02", "text": BODY, "tags": ["a", "b"]} for n in (1, 2)]
JSONL = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()
JSON = json.dumps({"total": 2, "articles": ROWS}).encode()
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "نشرة",
        "items": [
            {"id": "1", "url": "https://a.example/1", "content_html": f"<p>{BODY}</p>", "date_published": "2024-03-02"}
        ],
    }
).encode()
TELEGRAM = json.dumps(
    {
        "name": "قناة",
        "type": "public_channel",
        "id": 7,
        "messages": [
            {"id": 1, "type": "message", "date": "2024-03-02T10:00:00", "date_unixtime": "1709362800", "text": BODY},
            {
                "id": 2,
                "type": "message",
                "date": "2024-03-02T10:00:00",
                "text_entities": [],
                "text": [BODY, {"type": "bold", "text": "x"}],
            },
            {"id": 3, "type": "service", "date": "2024-03-02T10:00:00", "actor": "a"},
        ],
    }
).encode()
MAIL = f"""Received: by mx.example; Sat, 2 Mar 2024 10:00:00 +0300
From: =?utf-8?b?{base64.b64encode("نشرة".encode()).decode()}?= <a@a.example>
Subject: =?utf-8?b?{base64.b64encode(TITLE.encode()).decode()}?=
Date: Sat, 2 Mar 2024 10:00:00 +0300
Message-ID: <1@a.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{base64.b64encode(TEXT).decode()}
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p>{BODY}</p>
--b--
""".replace("\n", "\r\n").encode()
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
    b"Content-ID: <frame>\r\nContent-Transfer-Encoding: binary\r\nContent-Location: https://a.example/1\r\n\r\n"
    + PAGE
    + b"\r\n--b\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAAAAACw=\r\n--b--\r\n"
)
MBOX = b"From a@a.example Sat Mar  2 10:00:00 2024\n" + MAIL + b"\n\nFrom b@a.example Sat Mar  2 10:00:00 2024\n" + MAIL
OPML = b'<opml version="2.0"><body><outline type="rss" text="a" xmlUrl="https://a.example/feed"/></body></opml>'
BOOKMARKS = b'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://a.example/1">a</A></DL>'
LINKS = b"# a list\nhttps://a.example/1\nhttp://[::1]:80/x\n\nhttps://\xd8\xa3.example/\n"
ROBOTS = b"User-agent: *\nDisallow: /private\nAllow: /private/a$\nCrawl-delay: 2\nSitemap: https://a.example/s.xml\n"
META = b'{"doc": "a", "outlet": "x", "published": "2024-03-02"}\n{"doc": "b"}\n'


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 2, 0, 0, 0)), raw)
    return buffer.getvalue()


def _tar(files: dict[str, bytes], form: int) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for name, raw in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return buffer.getvalue()


FILES = {"a.txt": TEXT, "folder/ب.html": PAGE, "t.csv": CSV}
ZIP = _zip(FILES)
NESTED = _zip({"inner.zip": _zip({"in.zip": ZIP}), "a.tar": _tar(FILES, tarfile.USTAR_FORMAT)})
TAR = _tar({**FILES, "l" * 150 + "/a.txt": TEXT}, tarfile.PAX_FORMAT)
GNU_TAR = _tar({"l" * 150 + "/a.txt": TEXT}, tarfile.GNU_FORMAT)
GZIP = gzip.compress(TEXT, mtime=0) + gzip.compress(TEXT, mtime=0)
BZIP2 = bz2.compress(TEXT)
XZ = lzma.compress(TEXT)
ZSTD = b"\x28\xb5\x2f\xfd\x20" + bytes([len(TEXT) & 255])  # a frame's head; enough to begin with


def _record(kind: str, fields: str, block: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{len(kind)}>\r\n"
    more = f"WARC-Date: 2024-03-02T10:00:00Z\r\n{fields}Content-Length: {len(block)}\r\n\r\n"
    return (head + more).encode() + block + b"\r\n\r\n"


def _response(body: bytes, *headers: str) -> bytes:
    return ("HTTP/1.1 200 OK\r\n" + "".join(f"{one}\r\n" for one in headers) + "\r\n").encode() + body


URI = "WARC-Target-URI: https://a.example/1\r\nContent-Type: application/http;msgtype=response\r\n"
CHUNKED = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)
WARC = (
    _record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: made up\r\n")
    + _record("response", URI, _response(PAGE, "Content-Type: text/html; charset=utf-8"))
    + _record(
        "response", URI, _response(gzip.compress(PAGE, mtime=0), "Content-Type: text/html", "Content-Encoding: gzip")
    )
    + _record("response", URI, _response(CHUNKED, "Content-Type: text/html", "Transfer-Encoding: chunked"))
    + _record(
        "response", URI, _response(zlib.compress(RSS), "Content-Type: application/rss+xml", "Content-Encoding: deflate")
    )
    + _record("resource", "WARC-Target-URI: https://a.example/t\r\nContent-Type: text/plain\r\n", TEXT)
    + _record("revisit", URI, b"")
)
WACZ = _zip(
    {
        "archive/data.warc.gz": gzip.compress(WARC, mtime=0),
        "pages/pages.jsonl": b'{"format":"json-pages-1.0"}\n{"url":"https://a.example/1","title":"x","ts":"2024-03-02"}\n',
        "datapackage.json": b'{"profile":"data-package","resources":[{"path":"archive/data.warc.gz"}]}',
    }
)

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{part}" ContentType="{media}"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}'
    "</Relationships>"
)
_REL = '<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{of}" Target="{to}"{more}/>'


def docx(document: str, *, more: dict[str, bytes] | None = None, relations: str = "") -> bytes:
    """A DOCX with this inside ``w:body``."""
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    main = _REL.format(id="r1", of="officeDocument", to="word/document.xml", more="")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return _zip(
        {
            "[Content_Types].xml": _TYPES.format(part="word/document.xml", media=media).encode(),
            "_rels/.rels": _RELS.format(all=main).encode(),
            "word/document.xml": f'<?xml version="1.0"?><w:document {space}><w:body>{document}</w:body></w:document>'.encode(),
            "word/_rels/document.xml.rels": _RELS.format(all=relations).encode(),
            "docProps/core.xml": (
                '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
                f"<dc:title>{TITLE}</dc:title><dcterms:created>2024-03-02T10:00:00Z</dcterms:created></cp:coreProperties>"
            ).encode(),
            **(more or {}),
        }
    )


DOCX = docx(
    f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:p><w:r><w:t>{BODY}</w:t></w:r></w:p>"
    f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{BODY}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


def xlsx(sheet: str, shared: str = "", dtd: str = "") -> bytes:
    """A workbook of one sheet with these rows."""
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    main = _REL.format(id="r1", of="officeDocument", to="xl/workbook.xml", more="")
    parts = _REL.format(id="r1", of="worksheet", to="worksheets/sheet1.xml", more="")
    parts += _REL.format(id="r2", of="sharedStrings", to="sharedStrings.xml", more="")
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return _zip(
        {
            "[Content_Types].xml": _TYPES.format(part="xl/workbook.xml", media=media).encode(),
            "_rels/.rels": _RELS.format(all=main).encode(),
            "xl/workbook.xml": f'<workbook {space} {relation}><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": _RELS.format(all=parts).encode(),
            "xl/worksheets/sheet1.xml": f"{dtd}<worksheet {space}><sheetData>{sheet}</sheetData></worksheet>".encode(),
            "xl/sharedStrings.xml": f"{dtd}<sst {space}>{shared}</sst>".encode(),
        }
    )


def _cells(row: int, *values: str) -> str:
    cells = (f'<c r="{chr(65 + n)}{row}" t="inlineStr"><is><t>{one}</t></is></c>' for n, one in enumerate(values))
    return f'<row r="{row}">{"".join(cells)}</row>'


XLSX = xlsx(_cells(1, "id", "title", "text") + _cells(2, "1", TITLE, BODY) + _cells(3, "2", "خبر", BODY))


def pdf(objects: dict[int, bytes], root: int = 1, *, told: int | None = None) -> bytes:
    """A PDF of these objects, its table of references right."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    at = {}
    for number, body in objects.items():
        at[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        out += b"%010d 00000 n \n" % at[number] if number in at else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (told or max(objects) + 1, root, start)
    return bytes(out)


def stream(raw: bytes, more: bytes = b"") -> bytes:
    """A stream of a PDF."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(raw), more, raw)


def _to_unicode(text: str) -> bytes:
    letters = sorted(set(text))
    lines = "\n".join(f"<{n:04x}> <{ord(c):04x}>" for n, c in enumerate(letters, 1))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(letters)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    ).encode()


def arabic_pdf(text: str = TITLE + " " + BODY, extra: dict[int, bytes] | None = None, catalog: bytes = b"") -> bytes:
    """A PDF with a text layer of Arabic letters, in an order as they are read."""
    codes = {c: n for n, c in enumerate(sorted(set(text)), 1)}
    words = text.split(" ")
    shown, y = [], 800
    for at in range(0, len(words), 6):
        line = " ".join(words[at : at + 6])[::-1]
        shown.append(b"1 0 0 1 60 %d Tm <%b> Tj" % (y, "".join(f"{codes[c]:04x}" for c in line).encode()))
        y -= 20
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
            4: stream(b"BT /F 12 Tf\n" + b"\n".join(shown) + b"\nET"),
            5: b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
            6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
            b" /Supplement 0 >> /DW 600 /FontDescriptor 8 0 R >>",
            7: stream(_to_unicode(text)),
            8: b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200"
            b" /ItalicAngle 0 /CapHeight 700 /StemV 80 >>",
            **(extra or {}),
        }
    )


PDF = arabic_pdf()


@lru_cache(maxsize=1)
def parquet() -> bytes:
    """A table of two rows; made when asked for, as its library is slow to load."""
    import pyarrow
    import pyarrow.parquet

    buffer = io.BytesIO()
    table = pyarrow.table({"id": ["1", "2"], "title": [TITLE, "خبر"], "text": [BODY, BODY], "n": [[1], [2, 3]]})
    pyarrow.parquet.write_table(table, buffer)
    return buffer.getvalue()


BOXES = {
    "gzip": (GZIP, gzip.compress(CSV, mtime=0), gzip.compress(GZIP, mtime=0), gzip.compress(WARC, mtime=0)),
    "bzip2": (BZIP2, bz2.compress(BZIP2)),
    "xz": (XZ, lzma.compress(PAGE) + XZ),
    "zstd": (ZSTD,),
    "zip": (ZIP, NESTED, DOCX),
    "tar": (TAR, GNU_TAR),
    "warc": (WARC,),
    "wacz": (WACZ, ZIP),
    "mbox": (MBOX,),
    "csv": (CSV, CSV.replace(b",", b";"), CSV.decode().encode("cp1256", "replace"), CSV.decode().encode("utf-16")),
    "jsonl": (JSONL, JSONL.replace(b"2024", b"\\u0662")),
    "json": (JSON, TELEGRAM, JSON_FEED, json.dumps(ROWS).encode(), json.dumps(ROWS[0]).encode()),
    "xml": (RSS, ATOM, SITEMAP, INDEX),
}
PAPERS = {
    "html": (PAGE, PAGE.decode().replace("utf-8", "windows-1256").encode("cp1256", "xmlcharrefreplace"), BODY.encode()),
    "pdf": (PDF,),
    "docx": (DOCX,),
    "mail": (MAIL,),
    "mhtml": (MHTML,),
}
NAMES = {
    "gzip": "a.gz", "bzip2": "a.bz2", "xz": "a.xz", "zstd": "a.zst", "zip": "a.zip", "tar": "a.tar", "warc": "a.warc",
    "wacz": "a.wacz", "mbox": "a.mbox", "csv": "a.csv", "jsonl": "a.jsonl", "json": "a.json", "xml": "a.xml",
    "html": "a.html", "pdf": "a.pdf", "docx": "a.docx", "mail": "a.eml", "mhtml": "a.mhtml", "excel": "a.xlsx",
    "parquet": "a.parquet",
}  # fmt: skip

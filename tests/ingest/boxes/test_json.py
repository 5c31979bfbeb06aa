"""JSON: documents, lines, and what Telegram exports."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from khabar.ingest import reasons
from khabar.ingest.boxes.objects import OBJECT, flatten, parse
from tabled import OTHER, SAID, open_table

ROWS = [
    {"title": {"rendered": "هجوم"}, "content": {"rendered": f"<p>{SAID}</p>"}, "date": "2023-10-26T22:00:00", "id": 7},
    {"title": {"rendered": "صاروخان"}, "content": {"rendered": OTHER}, "date": "2023-10-27T01:00:00", "id": 8},
]


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_a_list_of_objects() -> None:
    """Is each object of a list a document, fields being found by their dotted paths?"""
    found = open_table(dump(ROWS), "a.json")
    assert found.texts == [f"<p>{SAID}</p>", OTHER]
    assert [item.kind for item in found.items] == ["html", "text"]
    assert [item.name for item in found.items] == ["a:7", "a:8"]
    assert [item.told.title for item in found.items] == ["هجوم", "صاروخان"]
    assert [item.told.published for item in found.items] == ["2023-10-26", "2023-10-27"]
    assert found.notes == [
        "a.json: text=content.rendered title=title.rendered published=date id=id (guessed; --map sets)"
    ]


@pytest.mark.parametrize("path", ["items", "articles", "data", "hits.hits", "response.docs", "results"])
def test_lists_within(path: str) -> None:
    """Is the list of articles found in the answers of interfaces, whatever stands around it?"""
    value: Any = [{"text": SAID, "tags": [1, {"a": []}]}, {"text": OTHER}]
    for name in reversed(path.split(".")):
        value = {"status": "ok", "more": [[{"text": "x" * 50}]], name: value, "took": 3}
    found = open_table(dump(value), "a.json")
    assert found.texts == [SAID, OTHER]
    assert found.items[0].source == f"a.json!{path}!row 1"


def test_a_json_feed() -> None:
    """Is a feed of JSON read, its entries named by their addresses?"""
    entry = {"id": "https://example.org/2023/a-b", "url": "https://example.org/2023/a-b", "content_text": SAID}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "موقع",
        "items": [entry | {"date_published": "2023-10-26T10:00:00Z"}],
    }
    (item,) = open_table(dump(feed), "feed.json").items
    assert (item.raw.decode(), item.told.published) == (SAID, "2023-10-26")
    assert item.name == "example.org/a-b"


def test_an_article_that_is_the_whole_document() -> None:
    """Is one object an article where the names of its fields say so?"""
    (item,) = open_table(
        dump({"maintext": SAID, "title": "هجوم", "date_publish": "2023-10-26 10:00:00"}), "a.json"
    ).items
    assert (item.name, item.source, item.told.member) == ("a", "a.json", "")
    assert item.told.published == "2023-10-26"


@pytest.mark.parametrize(
    "value",
    [
        {"a": 1},
        {},
        [],
        [[SAID]],
        [1, 2],
        SAID,
        {"doc": "x", "outlet": "وكالة سواد", "events": [{"id": "e1", "sentence": SAID, "trigger": "مقتل"}]},
        {"name": "khabar", "description": SAID},
    ],
)
def test_other_records_are_passed(value: Any) -> None:
    """Is JSON that holds no articles passed over in a folder, and refused where it was named?"""
    for boxed in (True, False):
        found = open_table(dump(value), "a.json", boxed=boxed)
        assert not found.items
        assert all(one.passed == boxed for one in found.refusals if one.reason == reasons.NO_COLUMN)
        assert found.refusals


def test_lines() -> None:
    """Is each line an object, a broken one being refused alone?"""
    raw = dump({"text": SAID}) + '\n{"text": "x\n\n[1]\n' + "[" * 100_000 + "\n" + dump({"text": OTHER})
    found = open_table(raw, "a.jsonl")
    assert found.texts == [SAID, OTHER]
    assert [item.source for item in found.items] == ["a.jsonl!row 1", "a.jsonl!row 5"]
    assert [one.source for one in found.refusals] == [f"a.jsonl!row {n}" for n in (2, 3, 4)]


def test_lines_that_are_none() -> None:
    """Is a file of other things given up after some hundred lines, and not refused line by line to its end?"""
    found = open_table("x\n" * 100_000, "a.jsonl")
    assert len(found.refusals) <= 201


def test_a_line_that_is_too_long() -> None:
    """Is a line larger than any article refused alone?"""
    found = open_table(dump({"text": "ا" * OBJECT}) + "\n" + dump({"text": SAID}) + "\n", "a.jsonl")
    assert found.texts == [SAID]
    assert found.refusals[0].reason == reasons.TOO_LARGE


def test_numbers_stay_as_they_are_written() -> None:
    """Do NaN, numbers of ten thousand digits and names that stand twice harm nothing?"""
    much = "9" * 10_000
    raw = f'{{"text": "x", "text": "{SAID}", "n": NaN, "m": {much}, "k": 1e999, "published": 1698300000}}'
    for name in ("a.json", "a.jsonl"):
        (item,) = open_table(f"[{raw}]" if name == "a.json" else raw, name).items
        assert (item.raw.decode(), item.told.published) == (SAID, "2023-10-26")


def test_halves_of_surrogate_pairs() -> None:
    """Is a letter that is none the sign for that?"""
    (item,) = open_table(f'[{{"text": "{SAID} \\ud800"}}]', "a.json").items
    assert item.raw.decode() == SAID + " \ufffd"


@pytest.mark.parametrize(
    "raw",
    [
        "[" * 1_000_000,
        '{"a":' * 200_000,
        '[{"text": ' + "[" * 100_000,
        '{"items": ' * 50_000,
        '[{"text": "' + "a" * (OBJECT + 2 * 1024 * 1024),
        "[" + "1," * 1_000_000,
        '{"items": [' + "{}," * 10_000,
        "[}",
        "[,]",
        '[{"text": "x"},]',
        "{1: 2}",
    ],
    ids=range(11),
)
def test_hostile(raw: str) -> None:
    """Is JSON that was built to break its readers refused, in one line?"""
    found = open_table(raw, "a.json")
    assert not found.items
    assert found.refusals
    assert not any("\n" in one.message for one in found.refusals)


def test_what_stands_before_the_fault_is_kept() -> None:
    """Are the articles read that stand before the place where a document breaks off, and is that said?"""
    raw = dump([{"text": SAID}, {"text": OTHER}])
    found = open_table(raw[: raw.index(OTHER) + 10], "a.json")
    assert found.texts == [SAID]
    assert [one.reason for one in found.refusals] == [reasons.DAMAGED]


def test_cut_anywhere() -> None:
    """Is a document cut short anywhere answered for?"""
    raw = (dump(ROWS) + dump(chat(message(1)))).encode()
    for end in range(1, len(raw), 50):
        found = open_table(raw[:end], "a.json")
        assert found.items or found.refusals


class Endless(io.RawIOBase):
    """A list of articles without end, of which somebody counts what was read."""

    def __init__(self, rows: int) -> None:
        self.left = rows
        self.rest = b"["

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        row = dump({"text": SAID}).encode() + b","
        while self.left and len(self.rest) < size:
            self.rest += row
            self.left -= 1
        some, self.rest = self.rest[:size], self.rest[size:]
        return some


def test_a_list_is_read_as_it_comes() -> None:
    """Is the first article there before the last was read?"""
    from khabar.ingest.item import Box
    from khabar.ingest.open import find_within

    stream = Endless(1_000_000)
    found = find_within(stream, Box(source="a.json", name="a"), member="a.json")  # type: ignore[arg-type]
    for _ in range(300):
        next(found)
    assert stream.left > 900_000


def message(number: int, said: Any = SAID, **more: Any) -> dict[str, Any]:
    return {
        "id": number, "type": "message", "date": "2023-10-26T23:59:30", "date_unixtime": "1698353970",
        "from": "قناة الأنبار", "from_id": "channel1", "text": said, "text_entities": [], **more,
    }  # fmt: skip


def chat(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "قناة الأنبار", "type": "public_channel", "id": 1, "messages": list(messages), **more}


SERVICE = {"id": 1, "type": "service", "date": "2023-10-26T00:00:00", "actor": "x", "action": "create", "text": ""}


def test_a_telegram_channel() -> None:
    """Is each message a document, with its channel, day in the export's own zone, and whom it forwards?"""
    pieces = [
        "عاجل: ",
        {"type": "bold", "text": SAID},
        " ",
        {"type": "text_link", "text": "هنا", "href": "https://x.y"},
    ]
    found = open_table(
        dump(
            chat(
                SERVICE,
                message(2, pieces, forwarded_from="وكالة سبأ", edited="2023-10-27T00:10:00"),
                message(3, "صفارات إنذار", reply_to_message_id=2),
                message(4, "", photo="photos/1.jpg"),
                message(5, "تعليق على صورة", photo="photos/2.jpg", author="محرر"),
            )
        ),
        "result.json",
    )
    assert found.texts == [f"عاجل: {SAID} هنا", "صفارات إنذار", "تعليق على صورة"]
    first = found.items[0]
    assert (first.name, first.source) == ("قناة الأنبار:2", "result.json!قناة الأنبار!message 2")
    assert (first.told.site, first.told.outlet, first.told.agency) == ("قناة الأنبار", "قناة الأنبار", "وكالة سبأ")
    assert (first.told.published, first.told.modified) == ("2023-10-26", "2023-10-27")
    assert [item.told.author for item in found.items] == ["", "", "محرر"]
    assert [(one.reason, one.passed) for one in found.refusals] == [(reasons.EMPTY, True)] * 2


def test_all_chats_of_an_account() -> None:
    """Are the chats of a whole export gone through one by one, each message under its own channel?"""
    others = [chat(message(1), name="أولى"), chat(message(1, OTHER), name="ثانية", type="personal_chat")]
    whole = {"about": "x", "personal_information": {"user_id": 1}, "chats": {"about": "y", "list": others}}
    found = open_table(dump(whole), "result.json")
    assert [(item.name, item.told.outlet) for item in found.items] == [("أولى:1", "أولى"), ("ثانية:1", None)]
    assert found.texts == [SAID, OTHER]


@pytest.mark.parametrize(
    "broken",
    [
        message(1, 5), message(1, [5, None, {"text": 7}, SAID]), message(1, {"text": SAID}), message(1, id=[1]),
        message(1, date=5), message(1, date="soon"), message(1, forwarded_from={"a": 1}), {"type": "message"},
        message(1, edited=[]),
    ],
)  # fmt: skip
def test_messages_that_lie(broken: dict[str, Any]) -> None:
    """Is a message of the wrong shape read or passed over, and the one after it read?"""
    found = open_table(dump(chat(message(9, OTHER), broken, message(2))), "result.json")
    assert found.texts[0] == OTHER
    assert found.texts[-1] == SAID
    assert len(found.items) + len(found.refusals) == 3


def test_flattening_is_bounded() -> None:
    """Is an object of many thousand fields, or nested deep, flattened to a bounded number of fields?"""
    assert len(flatten({str(n): "x" for n in range(10_000)})) <= 500
    deep: Any = "x"
    for _ in range(300):
        deep = {"a": deep}
    assert flatten(deep) == {}
    assert flatten(parse('{"a": ["x", "y"], "b": [{"c": "z"}], "d": true}')) == {"a": "x\ny", "b.c": "z"}

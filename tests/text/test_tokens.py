"""Tokens: spans into the raw letters, whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text import tokens as module
from khabar.text.letters import HARAKAT, INVISIBLE, fold
from khabar.text.tokens import Token, tokenize

PIECES = st.sampled_from(
    [
        "قوات", "القوات", "قُتِلَ", "قـــصف", "اشتـ.ـباكات", "داعـ ـش", "ـ", "ـ.ـ", ".", "..", "…", "١٢", "٣٫٥",
        "1,500", "12.5",
        "ﻗﺼﻒ", "ﻻ", "ﷺ", "\u200f", "\u200c", "\u202b", "\u202c", "\u2066", "\u2069", "\u00a0", "\u202f", " ", "\n",
        "\r\n",
        "\u2028", "\ufeff", "«", "»", "“", "”", "\"", "'", "(", ")", "،", "؛", "؟", "F-16", "NATO", "AT&T", "é",
        "e\u0301",
        "\u064b", "\u0301", "🚀", "❤\ufe0f", "\x00", "-", "–", "/", "%", "ۖ", "ﹰ", "\U0001ee00", "\ud83d",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


def said(text: str) -> list[str]:
    """The letters of all tokens."""
    return [text[token.start : token.end] for token in tokenize(text)]


@given(TEXTS)
def test_spans_are_slices(text: str) -> None:
    """Do tokens stand in order, apart, each with the very letters of its span?"""
    end = 0
    for index, token in enumerate(tokenize(text)):
        assert token.index == index
        assert end <= token.start < token.end <= len(text)
        assert token.word.raw == text[token.start : token.end][: module.MAX_WORD]
        end = token.end


@given(TEXTS)
def test_nothing_seen_is_lost(text: str) -> None:
    """Is everything between tokens blank, invisible or a stray combining mark?"""
    tokens = tokenize(text)
    ends = [0, *(token.end for token in tokens)]
    starts = [*(token.start for token in tokens), len(text)]
    between = "".join(text[a:b] for a, b in zip(ends, starts, strict=True))
    dropped = set(INVISIBLE + HARAKAT) | {chr(c) for c in (*range(0x300, 0x370), *range(0xFE00, 0xFE10))}
    assert all(letter.isspace() or letter in dropped for letter in between)


@given(TEXTS)
def test_forms(text: str) -> None:
    """Is the form of a word its folding, and has only a number a value?"""
    for token in tokenize(text):
        raw = text[token.start : token.end]
        assert token.form == (raw if token.kind in ("mark", "line") else fold(raw)) or (raw, token.form) == ("/", '"')
        assert token.kind == "number" or token.word.value is None
        assert token.kind != "mark" or len(raw) == 1


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("قصف بلدة /تل تمر/ أمس", ["قصف", "بلدة", '"', "تل", "تمر", '"', "امس"]),
        ("في /كوباني/، قتل", ["في", '"', "كوباني", '"', "،", "قتل"]),
        ("في 3 شباط/فبراير من /عام/2014", None),
        ("بين 3 / 4 جنود / منهم", None),
    ],
)
def test_names_between_slashes(text: str, forms: list[str] | None) -> None:
    """Are two slashes close round a name straight quotation marks, and others left as they are?"""
    read = [token.form for token in tokenize(text)]
    assert read == forms if forms else '"' not in read


@pytest.mark.parametrize("text", ["اشتـ.ـباكات", "داعـ ـش", "تفـــ...ـــجير", "قـ*ـتل", "قـ\u00a0ـتل", "انـ.ـفـ.ـجار"])
def test_hidden_words(text: str) -> None:
    """Is a word that dots or blanks between tatweels hide from filters one word, with its full span?"""
    tokens = tokenize(f"و {text} عنيفة")
    assert [(token.start, token.end, token.kind) for token in tokens][1] == (2, 2 + len(text), "word")
    assert len(tokens) == 3
    assert set(tokens[1].form) <= set("اشتبكدعفجيرقلن")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1445هـ. وقال", ["1445", "هـ", ".", "وقال"]),
        ("بين 12 ـ 15", ["بين", "12", "ـ", "15"]),
        ("نعمـ . ـ لا", ["نعمـ", ".", "ـ", "لا"]),
        ("قال.نعم", ["قال", ".", "نعم"]),
        ("قالـ.نعم", ["قالـ", ".", "نعم"]),
        ("نعم ـ.ـ لا", ["نعم", "ـ", ".", "ـ", "لا"]),
        ("نعمـ\nـلا", ["نعمـ", "\n", "ـ", "لا"]),
    ],
)
def test_not_hidden(text: str, words: list[str]) -> None:
    """Are a dash of tatweel, a stop and an abbreviation no such joint?"""
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\ufeffقتل ثلاثة", ["قتل", "ثلاثة"]),
        ("\u200fقال\u200f: \u200fالقوات\u200f.", ["قال", ":", "القوات", "."]),
        ("\u202bقاعدة\u202c «عين الأسد»", ["قاعدة", "«", "عين", "الأسد", "»"]),
        ("مي\u200cروند", ["مي\u200cروند"]),
        ("\u061c12\u200f/\u200f10", ["12", "/", "10"]),
        ("قتل\u00a0ثلاثة", ["قتل", "ثلاثة"]),
        ("أ\r\n\r\nب", ["أ", "\r\n\r\n", "ب"]),
        ("12قتيلا", ["12", "قتيلا"]),
        ("طائرات F-16 و MQ-9", ["طائرات", "F-16", "و", "MQ-9"]),
        ("قتلى،وجرحى", ["قتلى", "،", "وجرحى"]),
        ("﴿قل﴾", ["﴿", "قل", "﴾"]),
        ("e\u0301tat", ["e\u0301tat"]),
        ("لقى حتفهً ً وآخر", ["لقى", "حتفهً", "وآخر"]),
        ("🚀🚀", ["🚀", "🚀"]),
    ],
)
def test_edges(text: str, words: list[str]) -> None:
    """Where do words begin and end beside what cannot be seen?"""
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1500", 1500), ("1,500", 1500), ("١٬٥٠٠", 1500), ("1.500", 1500), ("١٢٣", 123), ("۴۵", 45),
        ("1,500,000", 1_500_000),
        ("12.5", None), ("٣٫٥", None), ("1,50", None), ("1" * 13, None), ("007", 7),
    ],
)  # fmt: skip
def test_values(text: str, value: int | None) -> None:
    """Which written digits are a whole number?"""
    (token,) = tokenize(text)
    assert (token.kind, token.word.value) == ("number", value)


def test_early_damma() -> None:
    """Is the vowel kept that tells a passive?"""
    first, second = tokenize("قُتل قتل")
    assert (first.word.damma, second.word.damma) == (True, False)
    assert first.form == second.form


class Work:
    """Counts how many letters are folded."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.letters = 0
        plain = module.fold

        def counting(word: str) -> str:
            self.letters += len(word)
            return plain(word)

        monkeypatch.setattr(module, "fold", counting)


SIZES = [60_000, pytest.param(1_000_002, marks=pytest.mark.slow)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("piece", "tokens_a_letter"),
    [
        ("ب", 0), ("«", 1), ('"', 1), (".", 1), ("1,", 0), ("1", 0), (",", 1), ("\u064b", 0), ("\u0301", 0),
        ("ـ", 1), ("\u200f", 0),
        ("\n", 0), ("a", 0), ("بـ.", 2 / 3), ("ـ.", 1), ("ب\u200f", 0), ("ب\u064b", 0), ("بـ ـ", 0), ("ـ ", 1 / 2),
        ("ب ", 1 / 2),
        ("\u064b.", 1 / 2), ("ﷺ", 0), ("1.ب", 1),
    ],
)  # fmt: skip
def test_hostile_text(piece: str, tokens_a_letter: float, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a million letters of one kind come back as it must, with work for each letter once at most?"""
    work = Work(monkeypatch)
    monkeypatch.setattr(module, "_WORDS", {})
    tokens = tokenize((piece * size)[:size])
    assert abs(len(tokens) - size * tokens_a_letter) <= 3
    assert work.letters <= size
    assert all(len(token.word.raw) <= module.MAX_WORD for token in tokens)
    assert sum(token.end - token.start for token in tokens) <= size


def test_hiding_is_linear() -> None:
    """Does a text of broken joints take steps in proportion to its length? A quadratic one would never end here."""
    assert len(tokenize("ب" + "ـ . " * 100_000)) == 200_000
    assert len(tokenize("بـ ـ" + "ـ" * 200_000)) == 200_002
    (token,) = tokenize("بـ.ـ" * 200_000 + "ب")
    assert token.end == 800_001


def test_cache_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the memory for spellings stay within its bound, and are long spellings kept out of it?"""
    monkeypatch.setattr(module, "_WORDS", {})
    monkeypatch.setattr(module, "MAX_CACHED", 10)
    tokenize(" ".join(chr(0x628 + i % 3) * (i + 1) for i in range(100)) + " " + "ب" * 1000)
    assert len(module._WORDS) <= 10
    assert all(len(raw) <= module.MAX_WORD for raw in module._WORDS)


def test_words_are_shared() -> None:
    """Is one spelling one word?"""
    first, _, second = tokenize("قصف ثم قصف")
    assert first.word is second.word
    assert isinstance(first, Token)
    assert repr(first) == "Token(0, 0, 3, 'قصف')"


@given(TEXTS)
def test_pieces(text: str) -> None:
    """Does looking at a text piece by piece, the second time too, find what one expression finds in the whole?"""
    whole = [(t.index, t.start, t.end, t.word.raw) for t in module._spelled(text)]
    for _ in range(2):
        assert [(t.index, t.start, t.end, t.word.raw) for t in tokenize(text)] == whole

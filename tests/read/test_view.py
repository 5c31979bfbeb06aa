"""One sentence as rules see it: what it tells of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar import pipeline
from khabar.packs.lexicon import SOUGHT
from khabar.read.view import View
from khabar.text.tokens import tokenize

ViewOf = Callable[[str], View]


@pytest.mark.parametrize("name", SOUGHT)
def test_what_is_sought_is_found(name: str) -> None:
    """Is what is sought first a set of the packs, each word of it found, whatever is joined to it?"""
    lexicon = pipeline.reader().lexicon
    for phrase in lexicon.closed(name):
        for joined in ("", "و", "وب", "ل"):
            word = tokenize(joined + phrase)[0].word
            assert lexicon.sought(word) & SOUGHT[name], word.raw


def test_tells(view: ViewOf) -> None:
    """Does a sentence say whether it has a word of a set?"""
    assert view("قتل خمسة أشخاص في سلسلة هجمات متفرقة دون وقوع إصابات أخرى").tells("without")
    assert not view("قتل خمسة أشخاص في قصف على حلب").tells("without")

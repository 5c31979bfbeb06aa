"""Two mentions of one document: what their order and wording say."""

from __future__ import annotations

import msgspec
import pytest

from khabar.link import discourse, mentions
from khabar.link.nearest import FIRST, REACH, within_reach
from khabar.model import naming
from khabar.model.records import Reading

from .test_hard_cases import BASE, KTAIB, Article, at, drones, on, rockets, wounded


def described(*readings: Reading) -> dict[tuple[str, str], dict[str, float]]:
    """The features of each pair, by references."""
    ordered = naming.canonical(readings)
    names = naming.labels(ordered)
    nodes = list(mentions.to_nodes(ordered, names, {name: n for n, name in enumerate(names)}))
    return {(nodes[i].ref, nodes[j].ref): named for (i, j), named in discourse.describe(nodes)}


def pair(article: Article) -> dict[str, float]:
    """The features of the only pair of an article."""
    (named,) = described(article.reading()).values()
    return named


def test_agreement_counts_what_is_the_same() -> None:
    """Do the same doer, target, place and day count as four, and a clash of weapons as one that differs?"""
    one = Article("a", "2025-06-12")
    said = {"place": at("base"), "target": (BASE,), "initiator": (KTAIB,), "time": on("2025-06-11")}
    one.tells("هاجمت كتائب حزب الله قاعدة الرمانة.", "هاجمت", weapons=drones(), **said)
    one.tells("وطال الهجوم القاعدة.", "الهجوم", **said)
    assert pair(one)["agree_four"] == 1
    two = Article("a", "2025-06-12")
    two.tells("هاجمت كتائب حزب الله قاعدة الرمانة.", "هاجمت", weapons=drones(), **said)
    two.tells("وطال الهجوم القاعدة.", "الهجوم", weapons=rockets(), **said)
    named = pair(two)
    assert "agree_four" not in named
    assert named["differ_one"] == 1


def test_the_word_that_joins_two_deeds() -> None:
    """Are deeds of one sentence described by what stands between them?"""
    after, because = Article("a", "2025-06-12"), Article("b", "2025-06-12")
    sentence = "سيطرت القوات على البلدة عقب اشتباكات عنيفة."
    after.tells(sentence, "سيطرت", time=on("2025-06-11"))
    after.tells(sentence, "اشتباكات", same=True, time=on("2025-06-11"))
    sentence = "توفي ثلاثة جنود متأثرين بجراحهم جراء قصف القاعدة."
    because.tells(sentence, "توفي", "casualty", casualties=wounded(3), time=on("2025-06-11"))
    because.tells(sentence, "قصف", same=True, time=on("2025-06-11"))
    assert pair(after)["beside_sequel"] == 1
    named = pair(because)
    assert named["beside_cause"] == named["beside_wounds"] == 1
    assert "beside_sequel" not in named


def test_claims_of_the_reader_are_marked() -> None:
    """Has each feature its twin where the program read the claims, and none where a person coded them?"""
    known = msgspec.structs.replace(at("base"), entity="place.rummana")
    read, coded = Article("a", "2025-06-12"), Article("b", "2025-06-12")
    for article, where in ((read, known), (coded, at("base"))):
        article.tells("هجوم على قاعدة الرمانة.", "هجوم", place=where, time=on("2025-06-11"))
        article.tells("وقع الهجوم فجرا.", "الهجوم", time=on("2025-06-11"))
    named = pair(read)
    plain = {name for name in named if not name.endswith(discourse.AS_READ)}
    assert {name.removesuffix(discourse.AS_READ) for name in named} == plain
    assert len(named) == 2 * len(plain)
    assert not [name for name in pair(coded) if name.endswith(discourse.AS_READ)]


def test_other_documents_change_nothing() -> None:
    """Are a document's pairs described the same alone and beside others?"""
    one, two = Article("a", "2025-06-12"), Article("b", "2025-06-13")
    for article in (one, two):
        article.tells("هجوم على قاعدة الرمانة.", "هجوم", place=at("base"), time=on("2025-06-11"))
        article.tells("وقع الهجوم فجرا.", "الهجوم", time=on("2025-06-11"))
    alone = described(one.reading())
    assert described(two.reading(), one.reading()).items() >= alone.items()


@pytest.mark.parametrize("place", [0, 1, 5, REACH, REACH + FIRST + 3, 10_000])
def test_reach_is_bounded(place: int) -> None:
    """Is a mention compared with each that is in reach once, and with no more however long the document?"""
    reached = within_reach(place)
    assert len(reached) == len(set(reached)) == min(place, len(reached)) <= REACH + FIRST
    assert reached == sorted(reached)
    assert place == 0 or place - 1 in reached

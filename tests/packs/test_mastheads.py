"""Mastheads: does a host, a handle or a printed name lead to the outlet that bears it, and to no other?"""

from __future__ import annotations

import pytest

from khabar.packs.load import load_packs
from khabar.packs.mastheads import Mastheads, title_key
from khabar.packs.schema.actors import OUTLET_KINDS, Outlet

BUNDLED = [entry for entry in load_packs()["outlet"] if isinstance(entry, Outlet)]


def outlet(id_: str, **fields: object) -> Outlet:
    """An outlet of a made-up pack."""
    return Outlet(id=id_, lang="ar", source="nobody", **{"name": id_, "kind": "site", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("one.example", "a"), ("www.one.example", "a"), ("deep.down.one.example", "a"), ("sub.one.example", "b"),
        ("x.sub.one.example", "b"), ("notone.example", None), ("one.example.evil.example", None), ("example", None),
        ("", None), (".one.example", "a"),
    ],
)  # fmt: skip
def test_the_longest_domain_wins(host: str, found: str | None) -> None:
    """Does a host belong to the longest domain that it lies below, and never to one that it only resembles?"""
    heads = Mastheads([outlet("a", domains=["one.example"]), outlet("b", domains=["sub.one.example"])])
    hit = heads.host(host)
    assert (hit[0].id if hit else None) == found


def test_names_are_compared_whole_and_folded() -> None:
    """Is a name found under careless spelling and between marks, and not inside a longer one?"""
    heads = Mastheads([outlet("a", name="The Paper", titles=["أنباء المدينة"], forms=["وكالة المدينة"])])
    assert [o.id for o in heads.title(" «انباء المدينة» | ")] == ["a"]
    assert [o.id for o in heads.title("THE PAPER")] == ["a"]
    assert [o.id for o in heads.title("وكالة المدينة")] == ["a"]
    assert heads.title("أنباء المدينة الجديدة") == ()
    assert heads.title("") == ()


def test_a_collective_entry_answers_to_nothing() -> None:
    """Do the forms of an entry that names several outlets prove nothing, and the names of each of them something?"""
    several = outlet("many", kind="", forms=["قناة أولى", "قناة ثانية"])
    mixed = outlet("mixed", forms=["قناة ثالثة", "قناة رابعة"])
    own = outlet("own", titles=["قناة أولى"], told_as="many")
    other = outlet("other", titles=["قناة رابعة"], told_as="mixed")
    heads = Mastheads([several, mixed, own, other])
    assert [o.id for o in heads.title("قناة أولى")] == ["own"]
    assert heads.title("قناة ثانية") == heads.title("قناة ثالثة") == ()
    assert [o.id for o in heads.title("قناة رابعة")] == ["other"]


def test_a_bare_common_word_is_no_name() -> None:
    """Is a form that is also an ordinary word no proof?"""
    assert Mastheads([outlet("a", forms=["العالم"], ambiguous=True)]).title("العالم") == ()


def test_the_bundled_outlets_cover_the_field() -> None:
    """Are there more than 500 outlets with a domain, of every kind, each under one name alone?"""
    known = [o for o in BUNDLED if o.kind]
    assert len([o for o in known if o.domains]) > 500
    assert {o.kind for o in known} == set(OUTLET_KINDS)
    heads = Mastheads(BUNDLED)
    for one in known:
        assert [o.id for o in heads.title(one.name)] == [one.id], one.id
        assert all(heads.host(domain) == (one, domain) for domain in one.domains)


def test_every_affiliation_says_whose_words_it_is() -> None:
    """Does no entry tell an owner or a closeness without saying who says so?"""
    assert all(o.affiliation.text and o.affiliation.source for o in BUNDLED if o.affiliation)


@pytest.mark.parametrize("words", ["", " ", "...", "\u200f", "/", "«»"])
def test_marks_alone_are_no_name(words: str) -> None:
    """Do marks and blanks leave nothing to compare?"""
    assert title_key(words) == ""
    assert Mastheads(BUNDLED).title(words) == ()

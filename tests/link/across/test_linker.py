"""Linking across documents: one partition for one set of profiles, however and whenever they came."""

from __future__ import annotations

import random

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.link.across import joining, meeting, standing
from khabar.link.across.evidence import BIAS, Scale, describe, find_levels, score
from khabar.link.across.features import FEATURES
from khabar.link.across.linker import Linker
from khabar.link.across.pairs import MARKS
from khabar.link.across.profiles import Profile, Profiles

WEIGHTS = {
    BIAS: -1.2,
    "days.day/day/touching": 1.0,
    "days.day/day/1 apart": -1.5,
    "common.site": 2.0,
    "common.district": 1.0,
    "doers.same": 1.0,
    "doers.other": -2.5,
    "kinds.both known/other": -3.0,
    "names.same": 3.0,
    "document.same": -2.0,
    "told apart": -1.0,
}


@st.composite
def profiles(draw: st.DrawFn) -> list[Profile]:
    """Reports crowded into a few days, places and actors, so that much is near."""
    maybe = st.none() | st.integers(0, 3)

    def one(number: int) -> Profile:
        first = draw(st.none() | st.integers(100, 105))
        site = draw(st.sampled_from(["", "base", "field", "town"]))
        return Profile(
            id=number * 7919 % 1009,
            doc=f"d{draw(st.integers(0, 9))}",
            first=first,
            last=None if first is None else first + draw(st.sampled_from([0, 0, 0, 1, 9])),
            told=106,
            country="irq" if draw(st.booleans()) else "",
            district="west" if site else "",
            site=site,
            kinds=draw(st.sampled_from([0, 1, 2])),
            family="force",
            families=1,
            doers=draw(st.sampled_from([(), ("a",), ("b",)])),
            killed=draw(maybe),
            names=draw(st.sampled_from([(), (), ("inherent",)])),
        )

    rows = [one(n) for n in range(draw(st.integers(1, 24)))]
    for first, second in zip(rows[::2], rows[1::2], strict=False):
        if draw(st.integers(0, 3)) == 0:
            smallest = min(first.id, second.id)
            at = rows.index(first)
            rows[at : at + 2] = [msgspec.structs.replace(r, doc=first.doc, group=smallest) for r in (first, second)]
    return rows


def by_id(table: Profiles, cluster: np.ndarray, component: np.ndarray) -> dict[int, tuple[int, int]]:
    return {int(i): (int(a), int(b)) for i, a, b in zip(table.id, cluster, component, strict=True)}


@settings(max_examples=150)
@given(profiles(), st.randoms(use_true_random=False), st.integers(2, 30))
def test_arrivals_end_where_a_full_rebuild_ends(rows: list[Profile], rng: random.Random, crowd: int) -> None:
    """Is the partition the same for any order and any parts of arrival, to the last profile, keys that crowd too?"""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meeting, "CROWD", crowd)
        patch.setattr(standing, "CROWD", crowd)
        linker, whole = Linker(WEIGHTS), Profiles.of(rows)
        full = linker.link(whole)
        groups: dict[int, list[Profile]] = {}
        for row in rows:
            groups.setdefault(row.id if row.group is None else row.group, []).append(row)
        mixed = list(groups.values())
        rng.shuffle(mixed)
        cut = rng.randint(0, len(mixed))
        held = standing.Standing(linker, Profiles.of(row for group in mixed[:cut] for row in group))
        while cut < len(mixed):
            step = rng.randint(1, 4)
            held.add(Profiles.of(row for group in mixed[cut : cut + step] for row in group))
            cut += step
        assert by_id(held.profiles, held.cluster, held.component) == by_id(whole, full.cluster, full.component)


@given(profiles())
def test_no_edge_leads_out_of_a_component(rows: list[Profile]) -> None:
    """Is a component linked by itself what it was in the whole?"""
    linker, whole = Linker(WEIGHTS), Profiles.of(rows)
    full = linker.link(whole)
    for component in np.unique(full.component):
        inside = full.component == component
        assert linker.link(whole.take(inside)).cluster.tolist() == full.cluster[inside].tolist()


@given(profiles())
def test_evidence_is_symmetric(rows: list[Profile]) -> None:
    """Does a pair weigh the same either way round, in every feature?"""
    table = Profiles.of(rows)
    one, two = map(np.ravel, np.meshgrid(np.arange(len(rows)), np.arange(len(rows))))
    everything = Scale.of({level: 0.01 * n for n, level in enumerate(find_levels(), 1)})
    assert score(table, one, two, everything).tolist() == score(table, two, one, everything).tolist()


@pytest.mark.parametrize(("against", "happenings"), [(0.0, 1), (-2.0, 2)])
def test_other_documents_do_not_join_what_one_tells_as_two(against: float, happenings: int) -> None:
    """Do two that a document tells side by side stay two, though a third is like either? Unweighed they would not."""
    alike = {"first": 100, "last": 100, "country": "irq", "district": "west", "site": "base"}
    rows = [
        Profile(id=1, doc="one", **alike),
        Profile(id=2, doc="one", doers=("a",), **alike),
        Profile(id=3, doc="two", doers=("a",), **alike),
    ]
    linked = Linker(WEIGHTS | {"told apart": against}).link(Profiles.of(rows))
    assert len(set(linked.cluster.tolist())) == happenings
    assert linked.cluster[1] == linked.cluster[2]


def test_levels_have_unlike_names() -> None:
    """Can every level be named in a table of weights?"""
    levels = list(find_levels())
    assert len(set(levels)) == len(levels)
    assert set(Scale.of(dict.fromkeys(levels, 1.0)).tables) == set(FEATURES)


def test_a_table_names_only_what_there_is() -> None:
    """Is a misspelt level refused?"""
    with pytest.raises(KeyError, match="sight"):
        Linker({"common.sight": 1.0})


def test_reasons_add_up() -> None:
    """Is what a pair weighs the sum of the reasons given for it?"""
    rows = [
        Profile(id=n, doc=str(n), first=100, last=100, country="irq", district="w", site="base", doers=(doer,))
        for n, doer in enumerate("aab")
    ]
    linker, table = Linker(WEIGHTS), Profiles.of(rows)
    for one, two, sign in ((0, 1, 1), (0, 2, -1)):
        reasons = linker.explain_pair(table, one, two)
        edge = linker.edges(table, (np.array([one]), np.array([two]))).weight[0]
        assert round(sum(reasons.values()) * 100) == edge
        assert edge * sign > 0
    assert "doers.other" in linker.explain_pair(table, 0, 2)


def test_weak_keys_do_not_meet_each_other() -> None:
    """Do two reports that know their districts meet only there, and one that knows the country alone meet both?"""
    west, east = (Profile(id=n, doc=str(n), first=9, last=9, country="irq", district=d) for n, d in enumerate("we"))
    coarse = Profile(id=2, doc="2", first=9, last=9, country="irq")
    one, two = meeting.pairs(meeting.keys(Profiles.of([west, east, coarse])))
    assert list(zip(one.tolist(), two.tolist(), strict=True)) == [(0, 2), (1, 2)]


def test_a_crowded_key_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the work bounded where everyone offers one key?"""
    rows = [Profile(id=n, doc=str(n), first=9, last=9, district="w") for n in range(9)]
    assert len(meeting.pairs(meeting.keys(Profiles.of(rows)))[0]) == 36
    monkeypatch.setattr(meeting, "CROWD", 8)
    assert len(meeting.pairs(meeting.keys(Profiles.of(rows)))[0]) == 0


def test_what_one_document_tells_as_one_stays_one() -> None:
    """Do rows of one group share a cluster, and add up what speaks for another document's?"""
    far = {"first": 9, "last": 9, "district": "w", "doers": ("a",)}
    rows = [Profile(id=0, doc="a", group=0, **far), Profile(id=1, doc="a", group=0), Profile(id=2, doc="b", **far)]
    linked = Linker({BIAS: 0.6, "doers.other": -9.0}).link(Profiles.of(rows))
    assert linked.cluster.tolist() == [0, 0, 2]
    rows[1] = msgspec.structs.replace(rows[0], id=1)
    assert Linker({BIAS: 0.6, "doers.other": -9.0}).link(Profiles.of(rows)).cluster.tolist() == [0, 0, 0]


def test_one_between_two_stays_with_both() -> None:
    """Is a report that two happenings could claim kept as a candidate of the other, with scores?"""
    linker = Linker({BIAS: -0.5, "common.site": 2.0, "doers.other": -9.0, "doers.same": 1.0})
    sides = [*"aaa", "", *"bbb"]
    rows = [
        Profile(id=n, doc=str(n), first=9, last=9, district="w", site="base", doers=(s,) if s else ())
        for n, s in enumerate(sides)
    ]
    table = Profiles.of(rows)
    linked = linker.link(table)
    assert linked.cluster.tolist() == [0, 0, 0, 0, 4, 4, 4]
    found = linker.candidates(table, linked)
    assert (3, 4) in list(zip(found.row.tolist(), found.cluster.tolist(), strict=True))
    assert ((found.score > 0.5) & (found.score <= 1)).all()


def test_two_ids_alike_are_refused() -> None:
    """Is a profile that comes twice told, not merged in silence?"""
    twice = Profile(id=1, doc="a")
    with pytest.raises(ValueError, match="one id"):
        Linker(WEIGHTS).link(Profiles.of([twice, twice]))


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(-5, 5)), max_size=40),
    st.permutations(range(40)),
)
def test_joining_ignores_the_order_of_edges(edges: list[tuple[int, int, int]], order: list[int]) -> None:
    """Do equal edges in any order give one partition?"""
    held = {(min(a, b), max(a, b)): w for a, b, w in edges if a != b}
    found = [(a, b, w) for (a, b), w in held.items()]
    mixed = [found[k] for k in order if k < len(found)]
    first, second = (joining.join(10, *np.array(e or np.empty((0, 3)), np.int64).T) for e in (found, mixed))
    assert first.tolist() == second.tolist()


def test_a_series_beside_its_members_and_beside_another() -> None:
    """Is it told apart whether one of two is a series, or both, against the same side or another?"""
    mark = 1 << MARKS.index("series")
    rows = [
        Profile(id=n, doc=str(n), marks=marks, struck=struck, struck_kin=struck)
        for n, (marks, struck) in enumerate([(mark, ("a",)), (0, ("a",)), (mark, ("a",)), (mark, ()), (mark, ("b",))])
    ]
    table, others = Profiles.of(rows), np.array([1, 2, 3, 4])
    found = describe(table, np.zeros(4, np.int64), others, ["series"])["series"]
    levels = FEATURES["series"].levels
    assert [levels[at] for at in found] == ["one", "both, same struck", "both", "both, other struck"]
    assert describe(table, np.array([1]), np.array([1]), ["series"])["series"].tolist() == [-1]

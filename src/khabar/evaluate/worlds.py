"""Made-up worlds to measure linking on: reports of happenings that are known to the last mention.

Invariant: one number of mentions and one seed make one world, to the byte. Nothing in it is taken from reporting; the
names of its columns are those of the files that ``khabar bench link --worlds`` reads.

A world has countries, provinces, districts and sites, groups under umbrellas, types of happenings in families. A few
places and groups see most of what happens. More than a quarter of the happenings have a sibling in the same place
within four days. Reports come late, give wrong or wide days or none, coarser or wrong places, the family of the type
alone, an umbrella or nobody for the doer, figures that were rounded on the way.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]

COUNTRIES, PROVINCES, DISTRICTS, SITES = 16, 12, 9, 7
GROUPS, UNDER_ONE = 8, 4
TYPES, IN_FAMILY = 20, 4
UMBRELLA = 1_000
A_DAY = 60.0
MOST_REPORTS = 30
SIBLINGS = 0.28
LANDS = 2024
"""Seed of the map, which is the same in every world."""


@dataclasses.dataclass(frozen=True)
class Lands:
    """The map: for each site, district, province its centre, and how much of what happens it sees."""

    points: tuple[Column, ...]
    busy: tuple[Column, ...]

    @staticmethod
    def made() -> Lands:
        """Places scattered around the centre of what they lie in."""
        draw = np.random.default_rng(LANDS)
        centre = np.stack([draw.uniform(8, 40, COUNTRIES), draw.uniform(-8, 62, COUNTRIES)], axis=1)
        points, busy = [centre], [_uneven(draw, 1, COUNTRIES, 1.0)[0]]
        for parts, spread, slope in ((PROVINCES, 1.8, 1.1), (DISTRICTS, 0.4, 1.0), (SITES, 0.08, 1.2)):
            busy.append(_uneven(draw, len(points[-1]), parts, slope))
            points.append(np.repeat(points[-1], parts, axis=0) + draw.normal(0, spread, (len(points[-1]) * parts, 2)))
        return Lands(tuple(points), tuple(busy))


def make_world(mentions: int, seed: int) -> dict[str, Column]:
    """A world of so many mentions, in order of their telling; absent numbers are -1, absent days and points NaN.

    ``ev`` is the happening that a mention tells.
    """
    lands, draw = Lands.made(), np.random.default_rng(seed)
    share = 1 / np.arange(1, MOST_REPORTS + 1) ** 1.25
    share /= share.sum()
    count = int(mentions / (share @ np.arange(1, MOST_REPORTS + 1)) * 1.05) + 40
    happened = _happenings(draw, lands, count)
    reports = draw.choice(np.arange(1, MOST_REPORTS + 1), count, p=share)
    order = np.argsort(happened["day"], kind="stable")
    ev = np.repeat(order, reports[order])[:mentions]
    told = _reported(draw, lands, {name: column[ev] for name, column in happened.items()})
    told["ev"] = ev
    arrival = np.argsort(told["pub"], kind="stable")
    return {"unique_id": np.arange(len(ev)), **{name: column[arrival] for name, column in told.items()}}


def _uneven(draw: np.random.Generator, rows: int, size: int, slope: float) -> Column:
    """Shares that fall with rank, the ranks dealt out anew in each row."""
    share = 1 / np.arange(1, size + 1) ** slope
    return np.stack([draw.permutation(share / share.sum()) for _ in range(rows)])


def _pick(draw: np.random.Generator, shares: Column) -> Column:
    rank: Column = (draw.random(len(shares))[:, None] > shares.cumsum(axis=1)).sum(axis=1)
    within: Column = np.minimum(rank, shares.shape[1] - 1)
    return within


def _happenings(draw: np.random.Generator, lands: Lands, count: int) -> dict[str, Column]:
    days = count / A_DAY
    first = int(count * (1 - SIBLINGS))
    country = draw.choice(COUNTRIES, first, p=lands.busy[0])
    province = country * PROVINCES + _pick(draw, lands.busy[1][country])
    district = province * DISTRICTS + _pick(draw, lands.busy[2][province])
    fixed = np.random.default_rng(LANDS + 1)
    kinds, groups = _uneven(fixed, COUNTRIES, TYPES, 0.8), _uneven(fixed, COUNTRIES, GROUPS, 1.0)
    made = {
        "site": district * SITES + _pick(draw, lands.busy[3][district]),
        "day": np.floor(draw.uniform(0, days, first)).astype(np.int64),
        "kind": _pick(draw, kinds[country]),
        "doer": country * GROUPS + _pick(draw, groups[country]),
        "struck": country * GROUPS + _pick(draw, groups[country]),
    }
    made = {name: np.concatenate([made[name], more]) for name, more in _siblings(draw, made, count - first).items()}
    arms = _uneven(fixed, TYPES, 12, 1.5)
    made["weapon"] = _pick(draw, arms[made["kind"]])
    made["killed"] = np.clip(draw.pareto(1.1, count) * 1.6, 0, 450).astype(np.int64)
    made["injured"] = np.clip(draw.pareto(1.0, count) * 2.8, 0, 900).astype(np.int64)
    names = 1 / np.arange(1, 4_001) ** 0.8
    made["name"] = np.where(draw.random(count) < 0.25, draw.choice(4_000, count, p=names / names.sum()), -1)
    return made


def _siblings(draw: np.random.Generator, made: Mapping[str, Column], count: int) -> dict[str, Column]:
    """Happenings in the place of another, within four days, mostly by the same and often of the same kind."""
    of = draw.integers(0, len(made["day"]), count)
    twin = {name: column[of] for name, column in made.items()}
    twin["day"] = np.maximum(0, twin["day"] + draw.choice([-2, -1, 0, 0, 1, 1, 2, 3, 4], count))
    fate = draw.random(count)
    in_family = twin["kind"] // IN_FAMILY * IN_FAMILY + draw.integers(0, IN_FAMILY, count)
    other_kind = np.where(fate < 0.85, in_family, draw.integers(0, TYPES, count))
    twin["kind"] = np.where(fate < 0.5, twin["kind"], other_kind)
    for name, kept in (("doer", 0.8), ("struck", 0.6)):
        another = twin[name] // GROUPS * GROUPS + draw.integers(0, GROUPS, count)
        twin[name] = np.where(draw.random(count) < kept, twin[name], another)
    return twin


def _reported(draw: np.random.Generator, lands: Lands, true: Mapping[str, Column]) -> dict[str, Column]:
    count = len(true["day"])
    delay = draw.choice([0, 1, 2, 3, 4, 6], count, p=[0.42, 0.38, 0.09, 0.05, 0.03, 0.03])
    delay = np.where(draw.random(count) < 0.03, draw.integers(8, 400, count), delay)
    pub = true["day"] + delay
    first, last = _days(draw, true["day"], pub)
    return {
        "pub": pub,
        "d_lo": first,
        "d_hi": last,
        **_places(draw, lands, true["site"]),
        **_kinds(draw, true["kind"]),
        **_actor(draw, true["doer"], "actor"),
        **_actor(draw, true["struck"], "victim"),
        "killed": _figure(draw, true["killed"], 0.2),
        "injured": _figure(draw, true["injured"], 0.4),
        "weapon": _weapons(draw, true["weapon"]),
        "name": np.where(draw.random(count) < 0.5, true["name"], -1),
    }


def _days(draw: np.random.Generator, day: Column, pub: Column) -> tuple[Column, Column]:
    """As told: right, off by one, of two days, of a week, of a month, or not at all; never after the telling."""
    count, how = len(day), draw.random(len(day))
    shift = np.where((how >= 0.62) & (how < 0.74), np.where(draw.random(count) < 0.5, -1, 1), 0)
    first, last = (day + shift).astype(float), (day + shift).astype(float)
    two, earlier = (how >= 0.74) & (how < 0.84), draw.random(count) < 0.5
    first[two & earlier] -= 1
    last[two & ~earlier] += 1
    week, width = (how >= 0.84) & (how < 0.9), draw.integers(2, 7, count)
    before = draw.integers(0, width + 1)
    first[week] -= before[week]
    last[week] += (width - before)[week]
    month = (how >= 0.9) & (how < 0.93)
    first[month] = (day // 30 * 30)[month]
    last[month] = first[month] + 29
    last = np.minimum(last, np.maximum(pub, first))
    unknown = how >= 0.93
    return np.where(unknown, np.nan, first), np.where(unknown, np.nan, last)


def _places(draw: np.random.Generator, lands: Lands, site: Column) -> dict[str, Column]:
    count = len(site)
    level = draw.choice([4, 3, 2, 1, 0], count, p=[0.66, 0.19, 0.1, 0.03, 0.02])
    strayed = site // SITES * SITES + draw.integers(0, SITES, count)
    site = np.where((draw.random(count) < 0.03) & (level == 4), strayed, site)
    district = site // SITES
    province = district // DISTRICTS
    country = province // PROVINCES
    codes = (country, province, district, site)
    point = np.full((count, 2), np.nan)
    for n, code in enumerate(codes, 1):
        point[level == n] = lands.points[n - 1][code[level == n]]
    known = {name: np.where(level >= n, codes[n - 1], -1) for n, name in enumerate(("a0", "a1", "a2", "loc"), 1)}
    return {**known, "lat": point[:, 0], "lon": point[:, 1]}


def _kinds(draw: np.random.Generator, kind: Column) -> dict[str, Column]:
    count = len(kind)
    mixed = kind // IN_FAMILY * IN_FAMILY + draw.integers(0, IN_FAMILY, count)
    told = np.where(draw.random(count) < 0.1, mixed, kind)
    told = np.where(draw.random(count) < 0.04, draw.integers(0, TYPES, count), told)
    return {"etype": np.where(draw.random(count) < 0.15, -1, told), "fam": told // IN_FAMILY}


def _actor(draw: np.random.Generator, actor: Column, name: str) -> dict[str, Column]:
    """The group, its umbrella, nobody, or another of the country."""
    how = draw.random(len(actor))
    other = actor // GROUPS * GROUPS + draw.integers(0, GROUPS, len(actor))
    leaf = np.where(how >= 0.97, other, actor)
    umbrella = UMBRELLA + leaf // UNDER_ONE
    told = np.where(how < 0.2, umbrella, np.where(how < 0.42, -1, leaf))
    return {name: told, f"{name}_top": np.where(told < 0, -1, umbrella)}


def _figure(draw: np.random.Generator, true: Column, silent: float) -> Column:
    count = len(true)
    rough = np.round(true * draw.lognormal(0, 0.25, count) + draw.integers(-1, 2, count))
    told = np.where(draw.random(count) < 0.3, np.maximum(0, rough), true)
    return np.where(draw.random(count) < silent, -1, told).astype(np.int64)


def _weapons(draw: np.random.Generator, weapon: Column) -> Column:
    told = np.where(draw.random(len(weapon)) < 0.05, draw.integers(0, 12, len(weapon)), weapon)
    return np.where(draw.random(len(weapon)) < 0.45, -1, told)

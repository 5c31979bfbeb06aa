"""Codebook terms as people read them: days, counts, verbs.

Invariant: English only, from closed tables; no word of a document passes through here.
"""

from __future__ import annotations

from khabar.model.days import to_day

LONG = "Over longer spans"
UNDATED = "Day unknown"
LONG_DAYS = 7
VERBS = {
    "claim": "claims responsibility",
    "deny": "denies",
    "accuse": "accuses",
    "threaten": "warns",
    "reject": "rejects",
    "request": "calls on",
    "support": "supports",
}
DEEDS = {
    "assault": "Attack",
    "intercept": "Interception",
    "explosion": "Explosion",
    "casualty": "Casualties",
    "coerce": "Coercion",
    "mobilize": "Mobilization",
    "retreat": "Retreat",
    "protest": "Protest",
    "consult": "Talks",
    "agree": "Agreement",
    "cooperate": "Cooperation",
    "aid": "Aid",
    "concede": "Concession",
    "sanction": "Sanction",
}
HEDGES = {"negated": "said not to have happened"}
TOWARDS = {"consult": "with", "agree": "with", "cooperate": "with", "aid": "to", "concede": "to", "casualty": "harmed"}
WEAPONS = {"ied": "explosive device", "naval": "vessel", "air_defence": "air defence", "other": "other weapon"}
ROUNDS = {"artillery": "artillery round", "mortar": "mortar round"}
UNCOUNTED = frozenset({"aircraft", "air_defence"})
COUNTED = {"other": "counted"}


def count(low: int, high: int | None) -> str:
    """A count in words; None is open-ended."""
    if high is None:
        return f"at least {low:,}"
    if high == 0:
        return "none"
    return f"{low:,}" if low == high else f"{low:,}-{high:,}"


def many(number: int, noun: str) -> str:
    """``1 account``, ``2 accounts``."""
    plural = noun[:-1] + "ies" if noun.endswith("ly") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def days(start: str | None, end: str | None) -> str:
    """An interval as short as it can be read: ``26 Oct 2023``, ``26-28 Oct 2023``, ``26 Oct-2 Nov 2023``."""
    first, last = to_day(start), to_day(end)
    if first is None or last is None:
        return "day unknown"
    if first == last:
        return f"{first.day} {first:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day} {first:%b %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%b}-{last.day} {last:%b %Y}"
    return f"{first.day} {first:%b %Y}-{last.day} {last:%b %Y}"


def brief(start: str | None, end: str | None) -> str:
    """Days for a narrow column, without the year: ``26 Oct``, ``26-28 Oct``; the years for a long span."""
    first, last = to_day(start), to_day(end)
    if first is None or last is None:
        return ""
    if (last - first).days >= LONG_DAYS:
        return f"{first.year}" if first.year == last.year else f"{first.year}-{last.year}"
    if first == last:
        return f"{first.day} {first:%b}"
    return f"{first.day}-{last.day} {last:%b}"


def heading(start: str | None, end: str | None) -> str:
    """The heading that a happening stands under: its day, its few days, or that it is long or undated."""
    first, last = to_day(start), to_day(end)
    if first is None or last is None:
        return UNDATED
    if (last - first).days >= LONG_DAYS:
        return LONG
    if first == last:
        return f"{first:%A} {first.day} {first:%B %Y}"
    return f"{first:%a} {first.day} {first:%B} to {last:%a} {last.day} {last:%B %Y}"

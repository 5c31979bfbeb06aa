"""Reconciling by named, versioned rules: what the claims of a happening come to, field by field, and why.

Invariant: a pure function of the happening, its claims and the rule; every value is shown with all who give it, chosen
or not. A rule is data: ``rules.yml`` beside this module names its steps, its readings of vague words and its sources.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from khabar.errors import InputError
from khabar.model.chronology import Happening
from khabar.model.reconcilement import FieldResult, Reconcilement, Value
from khabar.model.records import HARMS
from khabar.reconcile.claims import Claim, interval_of, unique
from khabar.reconcile.happenings import is_campaign
from khabar.reconcile.narrowing import REFS, Ground, narrow, origins, refs
from khabar.reconcile.tables import load_table
from khabar.reconcile.values import FIELDS, Candidate, Witnesses, find_candidates


class Steps(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The steps for one sort of field. ``range``: of counts, a low and a high estimate beside the best."""

    steps: list[str]
    range: bool = False


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The number that a rule reads in a vague word, and who says so."""

    vague: str
    number: int
    source: str


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of one rule."""

    id: str
    version: int
    title: str
    source: str
    counts: Steps
    fields: Steps
    reads: list[Reading]
    note: str = ""

    @property
    def name(self) -> str:
        """The id with the version: ``ucdp/1``."""
        return f"{self.id}/{self.version}"


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``rules.yml``."""

    lang: str
    rules: list[Rule]


@functools.lru_cache(maxsize=1)
def load_rules() -> Mapping[str, Rule]:
    """Every version of every rule by its name, in the order of the file.

    Raises:
        PackError: the file breaks its shape.
    """
    return {rule.name: rule for rule in load_table("rules.yml", RuleFile).rules}


def names() -> tuple[str, ...]:
    """What ``--rule`` may be: the ids, each of which means its newest version, and the ids with a version."""
    rules = load_rules()
    return unique([*(rule.id for rule in rules.values()), *rules])


def get_rule(name: str) -> Rule:
    """The rule of a name; the newest version where the name gives none.

    Raises:
        InputError: there is no such rule.
    """
    rules = load_rules()
    versions = [rule for rule in rules.values() if name in (rule.id, rule.name)]
    if not versions:
        raise InputError(f"no rule {name!r}; one of {', '.join(names())}")
    return max(versions, key=lambda rule: rule.version)


def apply(happening: Happening, claims: Sequence[Claim], rule: str | Rule) -> Reconcilement:
    """What a happening comes to by a rule.

    Args:
        happening: The happening.
        claims: Its claims, in any order.
        rule: A rule, or its name.

    Raises:
        InputError: there is no such rule.
    """
    chosen = rule if isinstance(rule, Rule) else get_rule(rule)
    witnesses = Witnesses(happening, claims)
    campaign = is_campaign([span for c in claims if (span := interval_of(c))])
    results = []
    for field in FIELDS:
        candidates = find_candidates(field, happening, witnesses)
        if candidates:
            results.append(_result(field, candidates, happening, chosen, campaign=campaign))
    return Reconcilement(happening=happening.id, rule=chosen.name, fields=tuple(results))


def _result(
    field: str, candidates: list[Candidate], happening: Happening, rule: Rule, *, campaign: bool
) -> FieldResult:
    if field == "type":
        return _leading(candidates, happening)
    if field == "day" and campaign:
        return _whole_span(candidates, happening)
    if field == "weapons":
        return _weapons(candidates, rule)
    if field in HARMS:
        return _count(field, candidates, rule, campaign=campaign)
    steps = [step for step in rule.fields.steps if field != "happened" or step not in ("asserted", "precise")]
    kept, said = narrow(candidates, steps, Ground(field=field, read=_least))
    denials = _denials(happening) if field in ("initiator", "happened") else []
    return _made(field, candidates, kept[0].says, [*_opening(candidates), *said, *denials], kept)


def _made(
    field: str, candidates: Sequence[Candidate], result: str | None, said: Sequence[str], kept: Sequence[Candidate]
) -> FieldResult:
    counted = unique([c.voice.claim for c in kept])
    return FieldResult(field=field, values=to_values(candidates), result=result, reasoning=tuple(said), counted=counted)


def to_values(candidates: Sequence[Candidate]) -> tuple[Value, ...]:
    """Each value once with all who give it, the earliest first."""
    groups: dict[tuple[object, ...], list[Candidate]] = {}
    for c in candidates:
        groups.setdefault(c.key, []).append(c)
    return tuple(_value(group) for group in groups.values())


def _value(group: Sequence[Candidate]) -> Value:
    first = group[0]
    return Value(
        says=first.says,
        voices=tuple(c.voice for c in group),
        since=min((c.voice.said for c in group if c.voice.said), default=None),
        origins=origins(group),
        low=first.low if first.parts else None,
        high=first.high if first.parts else None,
        vague=first.vague,
    )


def _opening(candidates: Sequence[Candidate]) -> list[str]:
    """How many claims and origins say how many things."""
    claims = len({c.voice.claim for c in candidates})
    values = len({c.key for c in candidates})
    told = f"{_many(claims, 'claim')} of {_many(origins(candidates), 'independent origin')}"
    if values > 1:
        return [f"{told} give {values} values."]
    return [f"{told} {'gives' if claims == 1 else 'give'} one value ({refs(candidates)})."]


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _least(candidate: Candidate) -> int:
    return candidate.low


def _leading(candidates: list[Candidate], happening: Happening) -> FieldResult:
    kept = [c for c in candidates if c.says == happening.type]
    said = _opening(candidates)
    if len({c.says for c in candidates}) > 1:
        said.append(f"These are sides of one happening; {happening.type} leads.")
    return _made("type", candidates, happening.type, said, kept)


def _whole_span(candidates: list[Candidate], happening: Happening) -> FieldResult:
    said = [*_opening(candidates), "Most claims speak of a campaign: from the first day that anyone gives to the last."]
    return _made("day", candidates, f"{happening.start}..{happening.end}", said, candidates)


def _weapons(candidates: list[Candidate], rule: Rule) -> FieldResult:
    """Each kind of weapon by itself: kinds do not exclude each other, counts of one kind do."""
    kinds = unique([str(c.key[0]) for c in candidates])
    said, chosen = _opening(candidates), []
    for kind in sorted(kinds):
        told = [c for c in candidates if c.key[0] == kind]
        steps = [s for s in rule.counts.steps if s not in ("uninvolved", "no_perpetrator", "exact", "lowest")]
        kept, sentences = narrow(told, [*steps, "precise", "lowest"], Ground(field="weapons", read=_least))
        said += sentences
        chosen += kept
    return _made("weapons", candidates, ", ".join(unique([c.says for c in chosen])), unique(said), chosen)


def _denials(happening: Happening) -> list[str]:
    """Who denies, in a sentence each."""
    denied = [a for a in happening.acts if a.type == "deny" and a.modality == "asserted"]
    who = [(", ".join(p.shown for p in a.initiator) or "Someone unnamed", a.claim) for a in denied]
    return [f"{name} denies ({claim})." for name, claim in who[:REFS]]


def _count(field: str, candidates: list[Candidate], rule: Rule, *, campaign: bool) -> FieldResult:
    table = {r.vague: r for r in rule.reads}

    def read(c: Candidate) -> int:
        return sum(table[vague].number if vague in table else low for low, _, vague in c.parts)

    said = _opening(candidates)
    if campaign:
        said.append("The toll of a campaign grows: its latest figures are weighed.")
    steps = ["latest", *rule.counts.steps] if campaign else rule.counts.steps
    kept, sentences = narrow(candidates, steps, Ground(field=field, read=read))
    said += sentences
    if not kept:
        return _made(field, candidates, None, said, ())
    best = read(kept[0])
    said += _readings(kept[0], table)
    low, high = best, best
    if rule.counts.range:
        low, high, sentences = _range(candidates, read)
        said += sentences
    made = _made(field, candidates, f"{best:,}", said, kept)
    return msgspec.structs.replace(made, low=low, best=best, high=high)


def _readings(chosen: Candidate, table: Mapping[str, Reading]) -> Iterator[str]:
    """How the chosen figure was read as one number."""
    for low, high, vague in chosen.parts:
        words = vague.replace("_", " of ")
        if vague in table:
            yield f"In words alone ({words}), read as {table[vague].number:,}; source: {table[vague].source}."
        elif vague:
            yield f"In words alone ({words}); the rule has no number for it and takes the codebook's least, {low:,}."
        elif high is None:
            yield f"At least {low:,} is read as {low:,}."
        elif high != low:
            yield f"Of {low:,} to {high:,} the lower end is taken."


def _range(candidates: Sequence[Candidate], read: Callable[[Candidate], int]) -> tuple[int, int, list[str]]:
    """The low and the high estimate: the least of what is told as having happened, the most that anyone gives."""

    def most(c: Candidate) -> int:
        return read(c) if c.high is None or c.vague else c.high

    asserted = [c for c in candidates if c.voice.modality == "asserted"] or candidates
    low, high = min(map(read, asserted)), max(map(most, candidates))
    least, top = [c for c in asserted if read(c) == low], [c for c in candidates if most(c) == high]
    said = [f"Low estimate {low:,} ({refs(least)}), high estimate {high:,} ({refs(top)})."]
    if all(c.high is None for c in top):
        said.append(f"Nobody gives an upper bound: {high:,} is a least figure too.")
    return low, high, said

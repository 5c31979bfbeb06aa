"""Packs → one table of forms, and its cache on disk.

Invariant: the table is a pure function of the packs and of this version of the program; the cache renews itself when
either changes and is never trusted beyond its shape. Keys are the first folded word of a form.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from khabar.errors import PackError
from khabar.packs.conjugate import conjugate, nisba
from khabar.packs.load import load_packs, packs_root
from khabar.packs.number import vote
from khabar.packs.schema import SCHEMAS
from khabar.packs.schema.base import Entry
from khabar.packs.schema.words import Grammar
from khabar.text.clitics import AL, DUALS, MIM
from khabar.text.letters import ALIF, AYN, HA, MAQSURA, NUN, TA, TA_MARBUTA, WAW, YA, fold, fold_phrase, loose, respell
from khabar.version import __version__

_FIELDS: list[tuple[str, Any, Any]] = [
    (name, list[schema], msgspec.field(default_factory=list))  # type: ignore[valid-type]
    for name, schema in SCHEMAS.items()
]
Tables = msgspec.defstruct("Tables", _FIELDS)
KEPT = 8
_HASH = hashlib.sha256().digest_size


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One form. ``cls`` licenses clitics: verb noun name adjective fixed. ``rest``: the words after the first, loose.

    kind, entry: which table and which place in it. shape: verb passive noun active participle phrase form adjective …
    extra: what the form alone tells (hostile, friendly, the number of an office's holder).
    """

    kind: str
    entry: int
    cls: str
    shape: str = ""
    rest: tuple[str, ...] = ()
    tense: str = ""
    number: str = ""
    feminine: bool = False
    extra: str = ""


class Compiled(msgspec.Struct):
    """All packs, ready for use."""

    tables: Tables  # type: ignore[valid-type]
    forms: dict[str, list[Row]]
    spellings: list[tuple[str, str]]


_COUNTED = ("noun", "weapon", "harm")


_INFLECTED = ("trigger", "weapon", "noun")


def _agreeing(word: str) -> Iterator[str]:
    """The second word of a phrase where the first is definite, in the accusative with its alif, or a dual."""
    if word.startswith(AL) or not word.isalpha() or len(word) < 3 or word.isascii():
        return
    yield AL + word
    if not word.endswith((ALIF, MAQSURA, TA_MARBUTA)):
        yield word + ALIF
    stem = word[:-1] + TA if word.endswith(TA_MARBUTA) else word
    yield from (stem + ending for ending in DUALS)


class _Builder:
    def __init__(self, spellings: list[tuple[str, str]], numbers: dict[str, str], cases: Iterable[list[str]]) -> None:
        self.forms: dict[str, dict[Row, None]] = {}
        self.spellings = spellings
        self.numbers = numbers
        self.cases = {first: others for first, *others in cases}
        """The other cases of a word that begins names (the father of), by the one that packs write; folded."""

    def put(self, phrase: str, kind: str, entry: int, cls: str, shape: str, **features: str | bool) -> None:
        words = [respell(word, self.spellings) for word in fold_phrase(phrase).split()]
        if len(words) > 1 and ((len(words[-1]) == 1 and words[-1].isalpha()) or words[-1] == AL):
            words.pop()  # a joined letter at the end of a phrase belongs to the word after it
        if not words:
            return
        if kind in _COUNTED and cls == "noun" and shape != "adjective":
            features.setdefault("number", self.numbers.get(fold(words[0]), ""))
        rests = [words[1:]]
        if kind in _INFLECTED and cls == "noun" and len(words) == 2:
            rests += [[word] for word in _agreeing(words[1])]
        for rest in rests:
            row = Row(kind, entry, cls, shape, tuple(loose(word) for word in rest), **features)  # type: ignore[arg-type]
            self.forms.setdefault(words[0], {})[row] = None

    def verbs(self, pairs: Iterable[str], kind: str, entry: int, shape: str, name: str) -> None:
        for pair in pairs:
            if len(pair.split()) != 2:
                raise PackError(f"packs: entry {name}: verb {pair!r} must be 'past present'")
            try:
                forms = list(conjugate(pair))
            except ValueError as fault:
                raise PackError(f"packs: entry {name}: {fault}") from None
            for verb in forms:
                self.put(
                    verb.form, kind, entry, "verb", shape,
                    tense=verb.tense, number=verb.number, feminine=verb.feminine,
                    extra="first" if verb.first_person else "",
                )  # fmt: skip

    def words(self, forms: Iterable[str], kind: str, entry: int, cls: str, shape: str, **features: str) -> None:
        for form in forms:
            self.put(form, kind, entry, cls, shape, **features)
            if cls == "name" and " " in form:
                for other in self._in_other_cases(fold_phrase(form).split()):
                    self.put(other, kind, entry, cls, shape, **features)

    def _in_other_cases(self, words: list[str]) -> Iterator[str]:
        for at, word in enumerate(words[:-1]):
            for other in self.cases.get(word, ()):
                yield " ".join([*words[:at], other, *words[at + 1 :]])


_PLAN: dict[str, tuple[tuple[str, str, str], ...]] = {
    # field, licence of clitics, shape
    "trigger": (
        ("nouns", "noun", "noun"), ("active", "noun", "active"), ("passive", "noun", "participle"),
        ("phrases", "noun", "phrase"),
    ),
    "light": (("nouns", "noun", "noun"), ("active", "noun", "active")),
    "actor": (("forms", "name", "form"), ("hostile", "name", "form"), ("friendly", "name", "form")),
    "office": (("forms", "name", "form"),),
    "person": (("forms", "name", "form"),),
    "outlet": (("forms", "name", "form"),),
    "title": (("forms", "name", "form"),),
    "place": (("forms", "name", "form"),),
    "place_word": (("forms", "noun", "form"),),
    "weapon": (("forms", "noun", "form"),),
    "noun": (("forms", "noun", "form"),),
    "harm": (("nouns", "noun", "noun"), ("masdars", "noun", "masdar"), ("phrases", "fixed", "phrase")),
    "quantity": (("forms", "noun", "form"),),
    "report": (
        ("nouns", "noun", "noun"), ("participles", "noun", "participle"), ("masdars", "noun", "masdar"),
        ("phrases", "fixed", "phrase"),
    ),
    "speaker": (("forms", "noun", "form"),),
    "modal": (("forms", "fixed", "form"),),
    "grammar": (("forms", "fixed", "form"),),
}  # fmt: skip
_LAST_OF_PREPOSITIONS = (" " + MIM + NUN, " " + AYN + NUN)  # near *to*: those that end in min or an
_PREPOSITION_PRONOUNS = (
    HA, HA + ALIF, HA + MIM, HA + NUN, HA + MIM + ALIF, NUN + ALIF,
)  # fmt: skip


def _feminine(participles: Iterable[str]) -> Iterator[str]:
    """The feminine and the nominative plural of participles that list only their masculine."""
    for word in participles:
        if " " not in word and not word.endswith((TA_MARBUTA, YA)):
            yield word + TA_MARBUTA
            yield word + WAW + NUN


def _put_entry(build: _Builder, kind: str, number: int, entry: Entry) -> None:
    if kind == "place_word" and getattr(entry, "class_", "") in ("around", "after"):
        return  # prepositions and adjectives: grammar knows them
    if kind == "grammar" and getattr(entry, "class_", "") in ("spelling", "set", "case"):
        return  # no words of their own: how words are spelled, and which ones a rule speaks of
    for field, cls, shape in _PLAN.get(kind, ()):
        extra = field if field in ("hostile", "friendly") else ""
        nominal = kind == "grammar" and getattr(entry, "class_", "") in ("noun", "adjective", "quantifier")
        build.words(getattr(entry, field), kind, number, "noun" if nominal else cls, shape, extra=extra)
    if kind in ("trigger", "light"):
        build.words(_feminine(getattr(entry, "active", ())), kind, number, "noun", "active", extra="")
    build.verbs(getattr(entry, "verbs", ()), kind, number, "verb", entry.id)
    build.verbs(getattr(entry, "passives", ()), kind, number, "passive", entry.id)
    if kind == "nationality":
        for stem in getattr(entry, "forms", ()):
            for form, count, feminine in nisba(stem):
                build.put(form, kind, number, "noun", "adjective", number=count, feminine=feminine)
        build.words(getattr(entry, "plurals", ()), kind, number, "noun", "adjective", number="p")
    for adjective in getattr(entry, "adjectives", ()):
        for form, count, feminine in nisba(adjective):
            build.put(form, kind, number, "noun", "adjective", number=count, feminine=feminine)
    for place, holder in enumerate(getattr(entry, "holders", ())):
        build.words(holder.forms, kind, number, "name", "holder", extra=str(place))
    if kind == "grammar" and getattr(entry, "class_", "") in ("preposition", "inna", "subordinator"):
        for form in getattr(entry, "forms", ()):
            word = fold(form)
            if " " in form and not word.endswith(_LAST_OF_PREPOSITIONS):
                continue
            base = word[:-1] + YA if word.endswith(MAQSURA) else word
            for pronoun in _PREPOSITION_PRONOUNS:
                build.put(base + pronoun, kind, number, "fixed", "pronoun", extra=pronoun)


def compile_packs(packs: dict[str, list[Entry]]) -> Compiled:
    """The table of all forms.

    Raises:
        PackError: a verb that is no pair.
    """
    spellings = find_spellings(packs)
    counted = [e for kind in _COUNTED for e in packs.get(kind, [])]
    numbers = vote((getattr(e, "forms", getattr(e, "nouns", ())), getattr(e, "plurals", ())) for e in counted)
    cases = [
        [fold(form) for form in entry.forms]
        for entry in packs.get("grammar", ())
        if isinstance(entry, Grammar) and entry.class_ == "case"
    ]
    build = _Builder(spellings, numbers, cases)
    for kind, entries in packs.items():
        for number, entry in enumerate(entries):
            _put_entry(build, kind, number, entry)
    for number, form in _headed(packs):
        build.put(form, "place", number, "name", "form", extra="")
    forms = {first: list(rows) for first, rows in sorted(build.forms.items())}
    return Compiled(tables=Tables(**packs), forms=forms, spellings=spellings)


def _headed(packs: dict[str, list[Entry]]) -> Iterator[tuple[int, str]]:
    """Places by number that share their bare name with a smaller one, which is known by its head noun only (the village
    of X), each with the headed form: else the longer form would hide the town of that name.
    """
    levels = {
        fold(form): getattr(entry, "level", "")
        for entry in packs.get("place_word", ())
        if getattr(entry, "class_", "") == "head"
        for form in getattr(entry, "forms", ())
    }
    bare: dict[tuple[str, str], list[int]] = {}
    for number, entry in enumerate(packs.get("place", ())):
        for form in getattr(entry, "forms", ()):
            bare.setdefault((getattr(entry, "level", ""), fold(form)), []).append(number)
    for number, entry in enumerate(packs.get("place", ())):
        for form in getattr(entry, "forms", ()):
            head, _, rest = form.partition(" ")
            level = levels.get(fold(head), "") if rest else ""
            yield from ((other, form) for other in bare.get((level, fold(rest)), ()) if other != number)


def find_spellings(packs: dict[str, list[Entry]]) -> list[tuple[str, str]]:
    """Pairs (written, chosen) of folded word parts, in the order of the packs.

    Raises:
        PackError: a family without a second spelling, or whose chosen spelling holds a written one.
    """
    pairs = []
    for entry in packs.get("grammar", ()):
        if not isinstance(entry, Grammar) or entry.class_ != "spelling":
            continue
        chosen, *others = map(fold, entry.forms or [""])
        written = [other for other in dict.fromkeys(others) if other != chosen]
        if not written or not all(part and " " not in part for part in (chosen, *written)):
            raise PackError(f"packs: entry {entry.id}: a spelling is [chosen, written, …], parts of words that differ")
        pairs += [(other, chosen) for other in written]
    for written_part, _ in pairs:
        for _, chosen in pairs:
            if written_part in chosen:
                raise PackError(f"packs: spelling {written_part!r} would change the chosen spelling {chosen!r}")
    return pairs


def cache_folder() -> Path:
    """Where compiled packs lie: ``KHABAR_CACHE``, else the user's cache folder."""
    given = os.environ.get("KHABAR_CACHE")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "khabar"


def _digest(root: Path) -> str:
    """Changes whenever a pack file's name, size or time changes, or the program's version."""
    digest = hashlib.sha256(f"{__version__} {root}".encode())
    own = Path(__file__).resolve().parent
    for path in [*_files(root, "*.yml"), *sorted(own.rglob("*.py")), *sorted(own.parent.glob("text/*.py"))]:
        stat = path.stat()
        digest.update(f"{path.parent.name}/{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:20]


def _files(root: Path, pattern: str) -> Iterator[Path]:
    for folder in sorted(p for p in root.iterdir() if p.is_dir()):
        yield from sorted(folder.glob(pattern))


def load_compiled(root: Path | None = None) -> Compiled:
    """The packs under `root`, from the cache when it is fresh.

    Raises:
        PackError: a pack has a fault.
    """
    folder = (root or packs_root()).resolve()
    if not folder.is_dir():
        raise PackError(f"{folder}: no folder of packs")
    try:
        path = cache_folder() / f"packs-{_digest(folder)}.msgpack"
    except (OSError, RuntimeError):  # no home folder, or a pack file that went away meanwhile
        return compile_packs(load_packs(folder))
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return _read(path)
    compiled = compile_packs(load_packs(folder))
    with contextlib.suppress(OSError):
        _write(path, msgspec.msgpack.encode(compiled))
    return compiled


def _read(path: Path) -> Compiled:
    """The table in a cache file, whose first bytes are the hash of the others."""
    data = memoryview(path.read_bytes())
    if hashlib.sha256(data[_HASH:]).digest() != data[:_HASH]:
        raise msgspec.DecodeError("not what was written")
    return msgspec.msgpack.decode(data[_HASH:], type=Compiled)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
        try:
            handle.write(hashlib.sha256(data).digest() + data)
            handle.close()
            os.replace(handle.name, path)
        except OSError:
            Path(handle.name).unlink(missing_ok=True)
            raise
    for old in _newest(path.parent)[KEPT:]:
        old.unlink(missing_ok=True)


def _newest(folder: Path) -> list[Path]:
    """The cache files of a folder, last written first: checkouts beside each other have their own."""
    times: list[tuple[int, Path]] = []
    for path in folder.glob("packs-*.msgpack"):
        with contextlib.suppress(OSError):
            times.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(times, reverse=True)]

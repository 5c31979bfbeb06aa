"""Every parser, fed with what is nearly right and with mere bytes: does it return or refuse in one line and in time?"""

from __future__ import annotations

import mutations
import promise
import pytest
import skeletons
import targets
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

EXAMPLES = {"html": 60, "wacz": 40, "xml": 80, "feed": 60, "mhtml": 60}
lenient = settings(suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize("name", targets.ALL)
def test_parser_keeps_its_promise(name: str) -> None:
    """Does this parser return or refuse, the same twice, with nothing outside its text and bytes?"""
    target, seeds = targets.ALL[name]

    @settings(lenient, max_examples=EXAMPLES.get(name, 120))
    @given(mutations.either(seeds))
    def feed(raw: bytes) -> None:
        target(raw)

    for seed in seeds:
        target(seed)
    feed()


@settings(lenient, max_examples=100)
@given(st.sampled_from(sorted(set(skeletons.NAMES) - set(targets.APART))), st.data())
def test_a_file_that_lies_about_its_kind_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    """Is a file whose name says one thing and whose bytes another gone through without harm?"""
    seeds = {**skeletons.BOXES, **skeletons.PAPERS}
    raw = data.draw(mutations.either(seeds[data.draw(st.sampled_from(sorted(set(seeds) - set(targets.APART))))]))
    promise.check_within(raw, skeletons.NAMES[kind])


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=pytest.mark.slow) for kind in targets.APART])
def test_program_apart_is_survived(kind: str) -> None:
    """Is what breaks the program that opens it told of in one line?"""
    seeds = {"excel": lambda: skeletons.XLSX, "parquet": skeletons.parquet, "pdf": lambda: skeletons.PDF}[kind]()
    check = promise.check_document if kind == "pdf" else promise.check_box

    @settings(lenient, max_examples=8, phases=[Phase.generate])
    @given(mutations.either([seeds]))
    def feed(raw: bytes) -> None:
        check(kind, raw)

    check(kind, seeds)
    feed()

"""Faults of outlets: is what would send a document to the wrong outlet found before it is shipped?"""

from __future__ import annotations

import pytest

from khabar.evaluate.outlet_faults import find_outlet_faults
from khabar.packs.load import load_packs
from khabar.packs.schema.actors import Outlet


def outlet(id_: str, **fields: object) -> Outlet:
    """An outlet of a made-up pack."""
    return Outlet(id=id_, lang="ar", source="nobody", **{"name": id_, "kind": "site", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"kind": "blog"}, "kind 'blog' is none of"),
        ({"kind": "", "domains": ["a.example"]}, "collective entry"),
        ({"country": "Iraq"}, "no ISO 3166"),
        ({"zone": "GMT+3"}, "no IANA"),
        ({"domains": ["https://a.example"]}, "no host name"),
        ({"domains": ["A.example"]}, "no host name"),
        ({"domains": ["a.example/news"]}, "no host name"),
        ({"domains": ["example"]}, "no host name"),
        ({"telegram": ["@abc"]}, "no Telegram handle"),
        ({"languages": ["arabic"]}, "no ISO 639-1"),
    ],
)
def test_one_entry(fields: dict[str, object], why: str) -> None:
    """Is each thing that cannot be told in one line, with the entry?"""
    (fault,) = find_outlet_faults({"outlet": [outlet("o.one", **fields)]})
    assert fault.entry == "o.one"
    assert why in fault.what


@pytest.mark.parametrize(
    ("one", "two", "what"),
    [
        ({"domains": ["a.example"]}, {"domains": ["a.example"]}, "domain 'a.example'"),
        ({"telegram": ["Channel"]}, {"telegram": ["channel"]}, "handle 'channel'"),
        ({"titles": ["البلد"]}, {"forms": ["البلد"]}, "name 'البلد'"),
    ],
)
def test_two_entries(one: dict[str, object], two: dict[str, object], what: str) -> None:
    """Is what two outlets claim told of the second?"""
    (fault,) = find_outlet_faults({"outlet": [outlet("o.one", **one), outlet("o.two", **two)]})
    assert fault.entry == "o.two"
    assert what in fault.what
    assert "o.one" in fault.what


def test_a_domain_below_another_is_its_own() -> None:
    """May an outlet have a part of another's domain, as a sister site does?"""
    assert not list(
        find_outlet_faults({"outlet": [outlet("a", domains=["x.example"]), outlet("b", domains=["s.x.example"])]})
    )


def test_the_bundled_outlets() -> None:
    """Are the outlets that are shipped without a fault?"""
    assert not list(find_outlet_faults(load_packs()))

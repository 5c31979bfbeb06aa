"""``khabar verify``."""

from __future__ import annotations

import msgspec
import typer

from khabar.cli.ledgers import Address, AsJson, opened_ledger, put_lines
from khabar.cli.talk import DONE, FINDINGS, put
from khabar.ledger.verifying import Fault, Verified
from khabar.serve.console import isolated


def verify(ledger: Address, as_json: AsJson = False) -> None:
    """Hash every document again and find every span of every reading again.

    Exit status 1 where anything is not as it was when it came; each fault is one line.
    """
    faults = 0
    with opened_ledger(ledger) as opened:
        for one in opened.verify():
            faults += isinstance(one, Fault)
            if as_json:
                put_lines([msgspec.json.encode(one)])
            elif isinstance(one, Verified):
                found = f"{faults:,} fault{'s' if faults > 1 else ''}" if faults else "no faults"
                put(f"{found}: {one.documents:,} documents, {one.spans:,} spans of {one.claims:,} claims")
            else:
                put(f"{isolated(one.what)}: {isolated(one.reason)}")
    raise typer.Exit(FINDINGS if faults else DONE)

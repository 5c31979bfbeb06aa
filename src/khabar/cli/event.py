"""``khabar event``."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from khabar.cli.ledgers import Address, AsJson, AsOf, KnownAt, opened_ledger, put_lines
from khabar.cli.talk import console
from khabar.ledger import asking, grading
from khabar.ledger.moment import to_moment
from khabar.link.explain import Evidence
from khabar.reconcile import rules
from khabar.reconcile.page import DEFAULT_RULE, to_page
from khabar.serve import event as view


def event(
    ledger: Address,
    name: Annotated[str, typer.Argument(metavar="EVENT", help="A happening (ev-…) or a claim of it (DOC#RECORD).")],
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="RULE", help=f"Reconcile by this rule: {', '.join(rules.names())}. Repeatable."),
    ] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Say of each claim which evidence joined it to the others.")
    ] = False,
    as_json: AsJson = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """Show one happening: every value with who gives it since when, what a rule makes of them, who holds what.

    Any name that the happening ever had finds it.
    """
    moment = to_moment(as_of=as_of, known_at=known_at)
    with opened_ledger(ledger) as opened:
        found, linked = asking.event_with_links(opened.database, name, moment)
        page = to_page(found, asking.claims_among(found, linked), rule or (DEFAULT_RULE,))
        if why:
            ties = Evidence(linked.readings, linked.lineage).find_ties(found.claims)
            page = msgspec.structs.replace(page, evidence=tuple(ties))
        page = msgspec.structs.replace(page, grades=grading.graded(opened.database, found, moment))
        if not as_json:
            (page,) = asking.shortened(opened.database, [page])
    if as_json:
        put_lines([view.to_line(page)])
    else:
        view.render(page, console=console())

"""Mentions that reading hands to grounding."""

from __future__ import annotations

from dataclasses import fields, replace

from khabar.model.mentions import Mention
from khabar.model.spans import Span


def test_a_list_keeps_all_of_its_head() -> None:
    """Does the mention of a list say of its head everything that the head's own mention says?"""
    head = Mention(Span(0, 3), "abc")
    for field in fields(Mention):
        if field.name not in ("span", "text"):
            setattr(head, field.name, f"its {field.name}")
    told = replace(head, span=Span(0, 9), text="abc, defg", names=(), joined=True, plain=False)
    assert head.heading(Span(0, 9), "abc, defg", ()) == told

"""Marks and what they weigh."""

from __future__ import annotations

from khabar.model.marks import Group, Weigher


def test_marks_without_a_weight_say_nothing() -> None:
    """Is the score the sum of the weights that the table has, in any order?"""
    weigher = Weigher({"near": 0.1, "far": -0.7, "own": 0.2})
    one, other = Group(("near", "unheard of")), Group(("own", "far"))
    assert weigher.score([one, other]) == weigher.score([other, one]) == -0.4
    assert weigher.score([]) == 0.0


def test_a_group_is_weighed_again_by_another_table() -> None:
    """Does a group that one table weighed weigh by another one what that one says?"""
    group = Group(("near",))
    assert Weigher({"near": 0.5}).score([group]) == 0.5
    assert Weigher({"near": -0.25}).score([group]) == -0.25

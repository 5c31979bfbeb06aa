"""What the compiler is told of a class, where the steps of reading are compiled.

Invariant: nothing here does anything at run time. The stub beside this module names the decorator that the compiler
knows, so that ``mypy_extensions`` need not be installed where khabar runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def mypyc_attr(*, acyclic: bool) -> Callable[[T], T]:
    """A decorator that leaves a class as it is; ``acyclic`` says that no object of it can be part of a cycle."""
    return lambda cls: cls

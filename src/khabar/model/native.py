"""What the compiler is told of a class, where the steps of reading are compiled.

Invariant: without the compiler nothing here does anything; ``mypy_extensions`` need not be installed.
"""

from __future__ import annotations

try:
    from mypy_extensions import mypyc_attr
except ImportError:
    from collections.abc import Callable
    from typing import Any

    def mypyc_attr(*_: str, **__: object) -> Callable[[Any], Any]:  # type: ignore[misc]
        """A decorator that leaves a class as it is."""
        return lambda cls: cls


__all__ = ["mypyc_attr"]

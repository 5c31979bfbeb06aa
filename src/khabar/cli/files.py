"""Where the bundled articles lie."""

from __future__ import annotations

from pathlib import Path


def examples_folder() -> Path:
    """The bundled articles: inside an installed package, else at the top of the checkout."""
    here = Path(__file__).resolve()
    bundled = here.parent.parent / "_examples"
    return bundled if bundled.is_dir() else here.parents[3] / "examples"

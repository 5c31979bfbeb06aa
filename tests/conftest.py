"""What all tests share: one fixed pace for hypothesis, and the folder of gold articles where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def shared_folder() -> Path:
    """The folder beside the checkout that holds gold articles, or where KHABAR_SHARED says it is."""
    return Path(os.environ.get("KHABAR_SHARED") or ROOT.parent / "shared")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the shared folder where there is none."""
    if (shared_folder() / "gold").is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="no folder of gold articles beside the checkout"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold articles; a test that uses it is marked ``shared``."""
    return shared_folder()


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT

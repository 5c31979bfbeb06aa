"""Every command has help and stands in the README; the version is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.cli.main import run
from khabar.version import __version__

COMMANDS = [
    "read", "link", "chronology", "explain", "evaluate", "demo", "init", "add", "build", "event", "tallies",
    "contradictions", "lineage", "chain", "search", "judge", "diff", "verify", "pack check", "bench read",
    "bench query", "bench lineage", "bench dating",
    "bench link", "bench pages", "bench ingest", "extract", "capture", "archive list", "archive show", "archive verify",
    "archive stamp", "outlets",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str, root: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does the command explain itself, and does the README name it?"""
    assert run([*command.split(), "--help"]) == 0
    out, _ = capfdbinary.readouterr()
    assert len(out.decode().splitlines()) > 5
    assert f"khabar {command}" in (root / "README.md").read_text(encoding="utf-8")


def test_no_command_is_forgotten(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does this test know all commands?"""
    run(["--help"])
    listed = capfdbinary.readouterr()[0].decode().split("Commands:")[1]
    assert {line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "} == {
        command.split()[0] for command in COMMANDS
    }


def test_version(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Is the version one line on standard output?"""
    assert run(["--version"]) == 0
    assert capfdbinary.readouterr()[0].decode() == f"khabar {__version__}\n"


@pytest.mark.parametrize("group", ["pack", "bench", "archive"])
def test_a_bare_group(group: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Does a group without its command show its help as misuse?"""
    assert run([group]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert b"Usage:" in err

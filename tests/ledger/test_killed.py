"""A ledger whose builder is killed, robbed of its disk, or not alone."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from khabar import pipeline
from khabar.errors import LedgerError
from khabar.ledger.ledger import Ledger
from khabar.ledger.verifying import Verified

from .conftest import ARTICLES, META

KILLS = 200
SHORT = [str(path) for path in sorted(ARTICLES, key=lambda path: path.stat().st_size)[:4]]
SIDE_FILES = ("-wal", "-shm", "-build")


def answer(ledger: Ledger) -> bytes:
    """All that a ledger shows."""
    return msgspec.json.encode((ledger.chronology(), ledger.queue()))


def build_in_a_child(address: str, before: Callable[[], None] = lambda: None) -> int:
    """Start a build in a process of its own; its number."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            before()
            with Ledger.open(address) as ledger:
                ledger.build()
            status = 0
        except LedgerError as fault:
            status = 2 if "\n" not in str(fault) else 3
        finally:
            os._exit(status)
    return child


def kill_after(child: int, seconds: float) -> bool:
    """Kill a process when so much time has passed; whether it was still at work."""
    time.sleep(seconds)
    ended, _ = os.waitpid(child, os.WNOHANG)
    if ended:
        return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def is_whole(ledger: Ledger) -> bool:
    """Whether verify finds no fault."""
    return all(isinstance(one, Verified) for one in ledger.verify())


@pytest.mark.slow
def test_a_build_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    """Killed 200 times at random, does the ledger open, verify, and end with the bytes of an undisturbed build?"""
    pipeline.reader()
    unbuilt, whole = tmp_path / "unbuilt", tmp_path / "whole"
    with Ledger.create(str(unbuilt)) as ledger:
        list(ledger.add(SHORT, meta=META))
    shutil.copy(unbuilt, whole)
    began = time.perf_counter()
    os.waitpid(build_in_a_child(str(whole)), 0)
    lasts = time.perf_counter() - began
    with Ledger.open(str(whole)) as ledger:
        undisturbed = answer(ledger)
    chance, cut_short = random.Random(20231026), 0
    for _ in range(KILLS):
        path = tmp_path / "killed"
        for end in ("", *SIDE_FILES):
            Path(f"{path}{end}").unlink(missing_ok=True)
        shutil.copy(unbuilt, path)
        cut_short += kill_after(build_in_a_child(str(path)), chance.uniform(0, 1.1 * lasts))
        with Ledger.open(str(path)) as ledger:
            assert is_whole(ledger)
            ledger.build()
            assert answer(ledger) == undisturbed
            assert is_whole(ledger)
    assert cut_short > KILLS / 2


@pytest.mark.slow
def test_a_build_on_a_server_killed_at_any_moment_loses_nothing(postgresql: Callable[[], str]) -> None:
    """The same of a client of PostgreSQL, killed over and over on its way through one build."""
    pipeline.reader()
    answers = []
    for kills in (0, 25):
        address, chance = postgresql(), random.Random(7)
        with Ledger.create(address) as ledger:
            list(ledger.add(SHORT, meta=META))
        for _ in range(kills):
            kill_after(build_in_a_child(address), chance.uniform(0, 1.0))
            with Ledger.open(address) as ledger:
                assert is_whole(ledger)
        with Ledger.open(address) as ledger:
            wait_for_the_server(ledger)
            answers.append(answer(ledger))
    assert answers[0] == answers[1]


def wait_for_the_server(ledger: Ledger) -> None:
    """Build, once the server has noticed that the last client is gone."""
    for _ in range(50):
        try:
            ledger.build()
            return
        except LedgerError as fault:
            if "another khabar build" not in str(fault):
                raise
            time.sleep(0.1)
    raise AssertionError("the server still holds the lock of a process that is gone")


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    """When the disk can take no more, is that one line, and does the build end once there is room?"""
    path = tmp_path / "l"
    with Ledger.create(str(path)) as ledger:
        list(ledger.add(SHORT, meta=META))

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = path.stat().st_size + 20_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    _, status = os.waitpid(build_in_a_child(str(path), little_room), 0)
    assert os.waitstatus_to_exitcode(status) == 2
    with Ledger.open(str(path)) as ledger:
        assert is_whole(ledger)
        ledger.build()
        assert ledger.happenings()
        assert is_whole(ledger)


def test_two_builders_do_not_meet(tmp_path: Path) -> None:
    """Does one of two builds at once do the work, the other say so or find nothing left?"""
    path = tmp_path / "l"
    with Ledger.create(str(path)) as ledger:
        list(ledger.add(SHORT, meta=META))
    pipeline.reader()
    children = [build_in_a_child(str(path)), build_in_a_child(str(path))]
    ends = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    assert ends in ([0, 0], [0, 2])
    with Ledger.open(str(path)) as ledger:
        assert ledger.build().read == 0
        assert is_whole(ledger)

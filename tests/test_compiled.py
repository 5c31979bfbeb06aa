"""The compiled steps of reading, and what keeps them fit to be compiled."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from khabar import batch, pipeline
from khabar.ingest.open import find_items

ROOT = Path(__file__).resolve().parent.parent
READ = """
import sys
from khabar import batch, pipeline
from khabar.ingest.open import find_items
assert pipeline.compiled(), "what was to be compiled is pure Python"
for outcome in batch.read_all(find_items(sys.argv[1:])):
    if outcome.line:
        sys.stdout.buffer.write(outcome.line + b"\\n")
"""


def hook() -> ModuleType:
    """The file that compiles the wheel."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", [*hook().find_modules(ROOT / "src")], ids=lambda path: path.stem)
def test_no_struct_is_compiled(path: Path) -> None:
    """Is no msgspec struct made in a compiled module, where two of them would be equal only if they are one?"""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef):
            assert "Struct" not in " ".join(map(ast.unparse, node.bases)), f"{path}:{node.lineno} {node.name}"


@pytest.mark.parametrize("path", [*hook().find_modules(ROOT / "src")], ids=lambda path: path.stem)
def test_no_name_is_emptied_beside_its_use(path: Path) -> None:
    """Is no name set to None in one assignment with what reads it, where the compiler takes its old value for None?"""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple)):
            continue
        targets = node.targets[0]
        names = {t.id for t in targets.elts if isinstance(t, ast.Name)} if isinstance(targets, ast.Tuple) else set()
        used = {n.id for value in node.value.elts for n in ast.walk(value) if isinstance(n, ast.Name)}
        empties = any(isinstance(value, ast.Constant) and value.value is None for value in node.value.elts)
        assert not (empties and names & used), f"{path}:{node.lineno} {ast.unparse(node)}"


@pytest.mark.parametrize("path", [*hook().find_modules(ROOT / "src")], ids=lambda path: path.stem)
def test_nothing_is_copied_by_copy(path: Path) -> None:
    """Is no object copied by `copy`, which makes a compiled class anew without what its making asks for?"""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        taken = node.module if isinstance(node, ast.ImportFrom) else ""
        assert "copy" not in [*names, taken], f"{path}:{node.lineno} imports copy"


def test_a_checkout_is_pure_python() -> None:
    """Do tests run the sources that stand here?"""
    assert not pipeline.compiled()


def test_missing_compiler_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is it said in one line what is to be installed where there is no C compiler?"""
    monkeypatch.setenv("CC", "no-such-compiler -O1")
    fault = hook().missing()
    assert "apt-get install gcc" in fault
    assert "\n" not in fault


@pytest.mark.slow
def test_compiled_readings_are_the_same(tmp_path: Path) -> None:
    """Does the compiled wheel read the bundled and the open articles to the same bytes?"""
    fault = hook().missing()
    if fault:
        pytest.skip(fault)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, env={**os.environ, "KHABAR_COMPILE": "1"})
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "lib")
    folders = [str(ROOT / "examples"), str(ROOT / "eval" / "articles")]
    compiled = subprocess.run(
        [sys.executable, "-c", READ, *folders],
        check=True,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "lib")},
    ).stdout
    pure = [outcome for outcome in batch.read_all(find_items(folders)) if outcome.line]
    for outcome, line in zip(pure, compiled.splitlines(), strict=True):
        assert outcome.line == line, outcome.source

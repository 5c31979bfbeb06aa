"""The house has floors: imports run down, never sideways or up, and none hides in a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "khabar"
MODULES = sorted(SOURCE.rglob("*.py"))

STEPS = {"ingest", "clean", "read", "ground", "lineage", "link", "redate", "reconcile", "evaluate"}
GROUND = {"errors", "version"}
BELOW_STEPS = {"packs", "text", "model"} | GROUND
BELOW_PIPELINE = STEPS | BELOW_STEPS
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "version": set(),
    "large_pages": set(),
    "model": GROUND,
    "text": {"model"} | GROUND,
    "packs": {"text", "model"} | GROUND,
    **dict.fromkeys(STEPS, BELOW_STEPS),
    "store": {"model"} | GROUND,
    "serve": {"store", "model"} | GROUND,
    "pipeline": {"large_pages"} | BELOW_PIPELINE,
    "collection": {"pipeline"} | BELOW_PIPELINE,
    "ledger": {"batch", "capture", "collection", "pipeline", "store"} | BELOW_PIPELINE,
    "batch": {"pipeline"} | BELOW_PIPELINE,
    "capture": {"ingest"} | BELOW_STEPS,
    "cli": {"capture", "large_pages", "pipeline", "collection", "batch", "ledger", "serve", "store"} | BELOW_PIPELINE,
    "__init__": {"capture", "pipeline", "collection", "batch", "ledger", "serve", "store"} | BELOW_PIPELINE,
    "__main__": {"cli"},
}


def floor_of(module: str) -> str:
    """The part of the house that a module of ours belongs to."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def name_of(path: Path) -> str:
    """The dotted name of a source file."""
    parts = ("khabar", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def find_imports(tree: ast.AST, module: str) -> Iterator[tuple[ast.stmt, str]]:
    """Every module of ours that a file imports: ``from khabar.x import y`` names both x and, where it is one, x.y."""
    known = {name_of(path) for path in MODULES}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names if alias.name.split(".")[0] == "khabar")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import in line {node.lineno}"
            if node.module and node.module.split(".")[0] == "khabar":
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    yield node, whole if whole in known else node.module


def graph() -> dict[str, set[str]]:
    """Which of our modules imports which."""
    return {
        name_of(path): {target for _, target in find_imports(ast.parse(path.read_text("utf-8")), name_of(path))}
        for path in MODULES
    }


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_down(path: Path) -> None:
    """Does this module import only from the floors below its own, or from its own?"""
    module = name_of(path)
    floor = floor_of(module)
    assert floor in ALLOWED, f"{module}: no such floor in the house; give it one here"
    for node, target in find_imports(ast.parse(path.read_text("utf-8")), module):
        below = floor_of(target)
        assert below == floor or below in ALLOWED[floor], f"{module}:{node.lineno} imports {target}, which is not below"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_import_hides(path: Path) -> None:
    """Does every import stand at the top of its module, none in a function, a class or a branch?"""
    tree = ast.parse(path.read_text("utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            assert id(node) in top, f"{path}:{node.lineno} hides an import"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "__import__", f"{path}:{node.lineno} hides an import"


def test_no_circles() -> None:
    """Can the modules be put in an order in which each imports only those before it?"""
    arrows = graph()
    done: set[str] = set()
    while True:
        free = {module for module, targets in arrows.items() if not (targets & arrows.keys()) - done}
        ready = free - done
        if not ready:
            break
        done |= ready
    assert not set(arrows) - done, f"modules in a circle: {sorted(set(arrows) - done)}"


def test_model_imports_nothing_of_ours() -> None:
    """Does the model stand alone?"""
    for module, targets in graph().items():
        if floor_of(module) == "model":
            assert all(floor_of(target) == "model" for target in targets), module


def test_the_test_sees_arrows() -> None:
    """Would an upward arrow be seen at all?"""
    tree = ast.parse("from khabar.cli import main\nimport khabar.pipeline\n")
    assert {floor_of(target) for _, target in find_imports(tree, "khabar.text.x")} == {"cli", "pipeline"}
    assert "cli" not in ALLOWED["text"]


def docstring_lines(tree: ast.AST) -> set[int]:
    """Numbers of the lines that docstrings take."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            lines.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return lines


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_arabic_in_code(path: Path) -> None:
    """Does knowledge of Arabic live in the packs, and not in the code? Examples in docstrings aside."""
    text = path.read_text("utf-8")
    aside = docstring_lines(ast.parse(text))
    for number, line in enumerate(text.splitlines(), 1):
        assert number in aside or not any("\u0620" <= letter <= "\u064a" for letter in line), f"{path}:{number}"

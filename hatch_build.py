"""Compiles the steps of reading where a wheel is built with KHABAR_COMPILE=1; a wheel is pure Python otherwise.

Run as a program it says what this machine lacks for that, in one line.

Invariant: compiled modules stand beside their sources in the wheel, never in the working tree; C files and objects are
kept in ``build/compiled``, so that only what changed is compiled again.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a program
    BuildHookInterface = object  # type: ignore[assignment, misc]

FOLDERS = ("text", "clean", "read", "ground")
ALONE = (
    "pipeline.py",
    "packs/lexicon.py",
    "model/drafts.py",
    "model/earth.py",
    "model/marks.py",
    "model/mentions.py",
    "model/picking.py",
)
FLAGS = ["-fvisibility=hidden", "-fno-plt", "-fno-align-jumps", "-fno-align-loops"]
"""For gcc and clang: what one module calls in another is called straight, not through the table of a library."""
NEAR = """\
#include <Python.h>
static void CPy_DecRef(PyObject *p) __attribute__((cold));
static void CPy_XDecRef(void *p) __attribute__((cold));
PyAPI_FUNC(void) PyErr_SetString(PyObject *exception, const char *string) __attribute__((cold));
#include <CPy.h>
void CPy_AddTraceback(const char *filename, const char *funcname, int line, PyObject *globals) __attribute__((cold));
void CPy_TypeErrorTraceback(const char *filename, const char *funcname, int line, PyObject *globals,
                            const char *expected, PyObject *value) __attribute__((cold));
void CPyError_OutOfMemory(void) __attribute__((cold));
void CPy_AttributeError(const char *filename, const char *funcname, const char *classname, const char *attrname,
                        int line, PyObject *globals) __attribute__((cold));
#pragma GCC visibility push(hidden)
"""
"""Read before each C file: what is only run when something fails stands apart from what is run always (which is then a
quarter less, for a processor's small memory of code), and what modules share is known to be theirs alone."""
MYPY = ("--config-file=", "--ignore-missing-imports", "--python-version=3.11")
TOOLS = ["mypy[mypyc]>=2.4", "setuptools>=77", "types-PyYAML>=6.0.12"]


class CompilingHook(BuildHookInterface):
    """Adds the compiled modules to a wheel."""

    def dependencies(self) -> list[str]:
        """What compiling needs; the program's own dependencies are there for their types."""
        return [*TOOLS, *self.metadata.core.dependencies] if _wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name the results to the builder."""
        if not _wanted() or self.target_name != "wheel" or version == "editable":
            return
        fault = missing()
        if fault:
            self.app.abort(fault)
        folder = Path(self.root, "build", "compiled")
        for file in build(Path(self.root, "src"), folder):
            build_data["force_include"][str(file)] = str(file.relative_to(folder / "lib"))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _wanted() -> bool:
    return os.environ.get("KHABAR_COMPILE", "0") not in ("", "0")


def missing() -> str:
    """What this machine lacks for compiling, in one line; empty where it lacks nothing."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"no C compiler ({compiler}) to compile khabar with; on Debian or Ubuntu: apt-get install gcc"
    header = Path(sysconfig.get_path("include"), "Python.h")
    if not header.exists():
        return f"no {header} to compile khabar with; on Debian or Ubuntu: apt-get install python3-dev"
    return ""


def find_modules(source: Path) -> Iterator[Path]:
    """The modules to compile, in the folder of sources."""
    house = source / "khabar"
    for folder in FOLDERS:
        for path in sorted((house / folder).glob("*.py")):
            if path.name != "__init__.py":
                yield path
    yield from (house / name for name in ALONE)


def build(source: Path, folder: Path) -> list[Path]:
    """Compile the modules below `source`, with C files, objects and (under ``lib``) results in `folder`.

    Level 2 of the compiler's: at level 1 the runtime of mypyc is not inlined, and reading takes half as long again.
    """
    from mypyc.build import mypycify  # noqa: PLC0415 - only there where compiling is asked for
    from setuptools import Distribution  # noqa: PLC0415
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    extensions = mypycify(
        [*MYPY, *map(str, find_modules(source))],
        opt_level="2", debug_level="0", multi_file=True, group_name="khabar", target_dir=str(folder / "c"),
    )  # fmt: skip
    near = folder / "c" / "near.h"
    if not near.exists() or near.read_text(encoding="ascii") != NEAR:
        near.write_text(NEAR, encoding="ascii")
    for extension in extensions if os.name != "nt" else ():
        shared = ["-include", str(near)] if extension.name.endswith("__mypyc") else []
        extension.extra_compile_args = [*extension.extra_compile_args, *FLAGS, *shared]
    command = build_ext(Distribution({"name": "khabar", "ext_modules": extensions}))
    command.build_lib, command.build_temp = str(folder / "lib"), str(folder / sysconfig.get_config_var("SOABI"))
    command.ensure_finalized()
    original = command.build_extensions

    def side_by_side() -> None:
        command.compiler.compile = _compile_all(command.compiler, folder / "c")
        original()

    command.build_extensions = side_by_side
    shutil.rmtree(folder / "lib", ignore_errors=True)
    command.run()
    return [Path(path) for path in command.get_outputs()]


def _compile_all(compiler: Any, headers: Path) -> Any:
    """A `compile` like the compiler's own that uses every processor and takes objects newer than what they are of."""
    one = compiler.compile
    newest = max((path.stat().st_mtime for path in headers.glob("*.h")), default=0.0)

    def compile_all(sources: list[str], output_dir: str, **options: Any) -> list[str]:
        def current(source: str) -> list[str]:
            objects: list[str] = compiler.object_filenames([source], output_dir=output_dir)
            made = Path(objects[0])
            if made.exists() and made.stat().st_mtime > max(newest, Path(source).stat().st_mtime):
                return objects
            return one([source], output_dir=output_dir, **options)  # type: ignore[no-any-return]

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return [made for objects in pool.map(current, sources) for made in objects]

    return compile_all


if __name__ == "__main__":
    sys.exit(missing() or 0)

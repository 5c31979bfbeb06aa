"""The ``khabar`` command.

Invariant: whatever goes wrong on purpose is one line on standard error, never a traceback. Exit status 0: done; 1:
findings; 2: misuse or input that could not be read.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterable, Sequence
from typing import IO, Annotated

import typer

from khabar import pipeline
from khabar.cli.options import help_when_bare
from khabar.cli.talk import DONE, INTERRUPTED, MISUSE, put, say
from khabar.errors import KhabarError
from khabar.version import __version__

COLLECT_AFTER = 20_000
VERBS = {  # the module under khabar.cli that holds each, loaded only for its own command: a reading needs no database
    **dict.fromkeys(("read", "link", "chronology", "explain", "evaluate", "demo"), ""),
    **dict.fromkeys(("init", "add", "build", "event", "search", "judge", "diff", "verify", "capture", "outlets"), ""),
    "extract": "",
    **dict.fromkeys(("tallies", "contradictions", "lineage", "chain"), "views"),
    "link": "chronology",
}
GROUPS = ("pack", "bench", "archive")


def to_app(verbs: Iterable[str] = VERBS, groups: Iterable[str] = GROUPS) -> typer.Typer:
    """The command line with these verbs and groups of verbs."""
    made = typer.Typer(
        name="khabar",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback(invoke_without_command=True)(khabar)
    for verb in verbs:
        made.command(verb)(getattr(importlib.import_module(f"khabar.cli.{VERBS[verb] or verb}"), verb))
    for group in groups:
        made.add_typer(importlib.import_module(f"khabar.cli.{group}").app, name=group)
    return made


def _version(wanted: bool) -> None:
    if wanted:
        put(f"khabar {__version__}" + (" (compiled)" if pipeline.compiled() else ""))
        raise typer.Exit


def khabar(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read Arabic reporting on armed incidents into a chronology that anyone can check.

    Data goes to standard output, talk to standard error. Exit status 0: done; 1: findings; 2: misuse, or input that
    could not be read.
    """
    help_when_bare(context)


def main() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(COLLECT_AFTER)  # what one document makes is gone with it; the collector finds next to nothing
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit status."""
    if _open_streams():
        say("standard output is closed, so there is nowhere to write")
        return MISUSE
    verb = next((word for word in arguments if not word.startswith("-")), None)
    try:
        app = to_app((verb,), ()) if verb in VERBS else to_app((), (verb,)) if verb in GROUPS else to_app()
        status = app(list(arguments), prog_name="khabar", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # the reader of our output left; typer makes that a SystemExit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (KhabarError, typer.TyperException) as fault:
        say(_one_line(fault))
        return MISUSE
    except ModuleNotFoundError as fault:
        if not fault.name or fault.name.split(".")[0] == "khabar":
            raise
        package = "'khabar[bench]'" if verb == "bench" else fault.name
        say(f"khabar {verb} wants {fault.name}; pip install {package}")
        return MISUSE
    except OSError as fault:
        say(f"{fault.filename or 'output'}: {fault.strerror or fault}")
        return MISUSE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    return status if isinstance(status, int) else DONE


def _open_streams() -> bool:
    """Open on nothing the standard streams that our caller closed; whether standard output was one of them."""
    streams: dict[str, IO[str] | None] = {name: getattr(sys, name) for name in ("stdin", "stdout", "stderr")}
    for name, stream in streams.items():
        if stream is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    return streams["stdout"] is None


def _one_line(fault: KhabarError | typer.TyperException) -> str:
    if isinstance(fault, typer.TyperException):
        return f"{fault.format_message().rstrip('.')}; khabar --help tells more"
    return str(fault)

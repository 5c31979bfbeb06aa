"""Lines with a label on the left, wrapped by hand so that nothing is padded and no isolate stays open.

Invariant: no line is wider than the console, none ends in a space, and each line closes the isolates that it opens.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from khabar.serve.console import FIRST_STRONG, POP

LABEL_WIDTH = 11
NARROWEST = 24


class Sheet:
    """Writes rows of label and body to a console."""

    def __init__(self, console: Console) -> None:
        """Write to `console`, in its width."""
        self.console = console
        self.width = max(NARROWEST, console.width - LABEL_WIDTH - 2)

    def heading(self, title: str) -> None:
        """A title with a line under it and a blank line before."""
        self.blank()
        self._print(Text(title.upper(), style="bold"))
        self._print(Text("=" * min(cell_len(title), self.console.width), style="dim"))

    def blank(self) -> None:
        """An empty line."""
        self.console.print()

    def row(self, label: str, body: Text | str, *, label_style: str = "dim", style: str = "") -> None:
        """One row; a long body goes on under itself."""
        text = body if isinstance(body, Text) else Text(body, style=style)
        for n, line in enumerate(self._wrapped(text, self.width)):
            left = label if n == 0 else ""
            pad = " " * max(0, LABEL_WIDTH - cell_len(left))
            self._print(Text(pad).append(left, style=label_style).append("  ").append_text(line))

    def lead(self, start: str, body: Text) -> None:
        """A row whose body begins after `start` and goes on under itself; below `start` where that leaves no room."""
        width = self.console.width - cell_len(start)
        if width < NARROWEST:
            self.plain(Text(start).append_text(body))
            return
        for n, line in enumerate(self._wrapped(body, width)):
            self._print(Text(start if n == 0 else " " * cell_len(start)).append_text(line))

    def plain(self, body: Text | str) -> None:
        """A row without a label, in the whole width."""
        text = body if isinstance(body, Text) else Text(body)
        for line in self._wrapped(text, self.console.width):
            self._print(line)

    def _wrapped(self, text: Text, width: int) -> Iterator[Text]:
        carried = 0
        for line in text.wrap(self.console, width):
            line.rstrip()
            opened = carried + line.plain.count(FIRST_STRONG) - line.plain.count(POP)
            whole = Text(FIRST_STRONG * carried).append_text(line).append(POP * max(0, opened))
            carried = max(0, opened)
            yield whole

    def _print(self, line: Text) -> None:
        line.rstrip()
        self.console.print(line, soft_wrap=True, highlight=False, markup=False, emoji=False)

"""The few errors we raise. Each message is one line that names the file and what to do."""

from __future__ import annotations


class KhabarError(Exception):
    """Base of everything Khabar raises on purpose; the command line prints it without a traceback, exit status 2."""


class PackError(KhabarError):
    """A pack breaks its schema or refers to something that does not exist."""


class InputError(KhabarError):
    """A file cannot be read as a document; the other documents are unharmed.

    ``reason`` is one of the constant words of `khabar.ingest.reasons`, for counting.
    """

    def __init__(self, message: str, *, reason: str = "unreadable") -> None:
        super().__init__(message)
        self.reason = reason


class LedgerError(KhabarError):
    """A ledger cannot be opened, made or written; what it held before is unharmed."""


class SpanError(KhabarError):
    """A span points outside its text."""

"""Documents of a ledger as the steps take them: with their text, and with the reading that counts.

Invariant: the text is decoded from the bytes that came, each time; nothing else is kept of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection

from khabar.ingest.letters import decode
from khabar.ledger.load import load_readings
from khabar.ledger.moment import Moment
from khabar.ledger.overlay import Overlay
from khabar.model.document import Document
from khabar.model.records import Reading
from khabar.store import documents
from khabar.store.documents import Kept


def to_document(connection: Connection, kept: Kept) -> Document:
    """The document behind a row.

    Raises:
        ValueError: its bytes are damaged.
    """
    text, encoding = decode(documents.get_content(connection, kept.id))
    return Document(
        doc=kept.doc, text=text, sha256=kept.sha256, path=kept.path, outlet=kept.outlet, published=kept.published,
        encoding=encoding,
    )  # fmt: skip


def load(connection: Connection, ids: Collection[int], overlay: Overlay) -> dict[int, tuple[Reading, str]]:
    """The reading that counts and the text of each of these documents."""
    found, _ = load_readings(connection, Moment(), overlay, ids)
    numbers = {one.label: one for one in documents.find_documents(connection, ids=sorted(ids))}
    return {numbers[reading.doc].id: (reading, to_document(connection, numbers[reading.doc]).text) for reading in found}


class Texts(Mapping[str, str]):
    """The texts of documents by label, each decoded when it is asked for."""

    def __init__(self, connection: Connection, kept: Mapping[str, Kept]) -> None:
        self._connection = connection
        self._kept = kept

    def __getitem__(self, label: str) -> str:
        return to_document(self._connection, self._kept[label]).text

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

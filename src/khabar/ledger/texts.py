"""Documents of a ledger as the steps take them: with their text, and with the reading that counts.

Invariant: the text is decoded from the bytes that came, each time; of bytes that are no plain text it is what was taken
out of them when they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from khabar.ingest.letters import decode
from khabar.ledger.load import load_readings
from khabar.ledger.moment import Moment
from khabar.ledger.overlay import Overlay
from khabar.model.document import Document
from khabar.model.records import Reading
from khabar.store import documents
from khabar.store.documents import Kept


def get_text(connection: Connection, kept: Kept) -> str:
    """The text of one document, its bytes checked.

    Raises:
        ValueError: its bytes or its text are damaged.
    """
    return get_texts(connection, [kept])[kept.id]


def get_texts(connection: Connection, some: Sequence[Kept]) -> dict[int, str]:
    """The texts of documents, by number, their bytes checked.

    Raises:
        ValueError: bytes or a text are damaged.
    """
    ids = [one.id for one in some]
    contents, taken = documents.get_contents(connection, ids), documents.get_renditions(connection, ids)
    return {one.id: taken[one.id] if one.id in taken else decode(contents[one.id], one.encoding)[0] for one in some}


def to_document(connection: Connection, kept: Kept) -> Document:
    """The document behind a row.

    Raises:
        ValueError: its bytes are damaged.
    """
    return Document(
        doc=kept.doc, text=get_text(connection, kept), sha256=kept.sha256, path=kept.path, outlet=kept.outlet,
        published=kept.published, encoding=kept.encoding,
    )  # fmt: skip


def load(connection: Connection, ids: Collection[int], overlay: Overlay) -> dict[int, tuple[Reading, str]]:
    """The reading that counts and the text of each of these documents."""
    found, _ = load_readings(connection, Moment(), overlay, ids)
    numbers = {one.label: one for one in documents.find_documents(connection, ids=sorted(ids))}
    return {numbers[reading.doc].id: (reading, get_text(connection, numbers[reading.doc])) for reading in found}


class Texts(Mapping[str, str]):
    """The texts of documents by label, each decoded when it is asked for."""

    def __init__(self, connection: Connection, kept: Mapping[str, Kept]) -> None:
        self._connection = connection
        self._kept = kept

    def __getitem__(self, label: str) -> str:
        return get_text(self._connection, self._kept[label])

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

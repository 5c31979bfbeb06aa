"""Timestamps of an authority (RFC 3161) over the closed files of an archive.

Invariant: the authority is told a SHA-256 and nothing else; its response is kept as it came, beside the files, and
anyone can check it without Khabar: ``openssl ts -verify -data FILE -in RESPONSE -CAfile CERTIFICATES``.
"""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Final

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from khabar.capture.addresses import Address
from khabar.capture.exchange import Client
from khabar.errors import InputError
from khabar.ingest import reasons

SUFFIX: Final = ".tsr"
MEDIA: Final = "application/timestamp-query"
_STAND_IN: Final = b"khabar"
_MOST: Final = 256 * 1024


def stamp(path: Path, folder: Path, client: Client, authority: Address, agent: str) -> None:
    """Have a file stamped, unless it is already.

    Args:
        path: The file.
        folder: Where its response is kept.
        client: Reaches the authority.
        authority: Its address.
        agent: What the request calls itself.

    Raises:
        InputError: it gave none, or it cannot be kept. One line, the file first.
    """
    kept = folder / (path.name + SUFFIX)
    if kept.exists():
        return
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
        response = ask(client, authority, digest, agent)
        folder.mkdir(exist_ok=True)
        part = kept.with_name(f".{kept.name}.part")
        part.write_bytes(response)
        part.replace(kept)
    except InputError as fault:
        raise InputError(f"{path.name}: {fault}", reason=fault.reason) from None
    except OSError as fault:
        raise InputError(f"{path.name}: not stamped: {fault.strerror}") from None


def ask(client: Client, authority: Address, digest: bytes, agent: str) -> bytes:
    """The authority's response for a SHA-256, DER.

    Raises:
        InputError: it cannot be reached, or gives no timestamp of that digest. One line, the authority first.
    """
    asked = TimestampRequestBuilder(data=_STAND_IN, hash_algorithm=HashAlgorithm.SHA256).build().as_bytes()
    query = asked.replace(hashlib.sha256(_STAND_IN).digest(), digest)  # the library hashes for itself, we have hashed
    headers = (("User-Agent", agent), ("Content-Type", MEDIA), ("Accept", "application/timestamp-reply"))
    try:
        exchange = client.ask(authority, headers, method="POST", body=query)
        if exchange.status != 200:
            raise InputError(f"answered with {exchange.status}", reason=reasons.GONE)
        moment_of(exchange.body, digest)
    except InputError as fault:
        raise InputError(f"{authority.url}: {fault}; nothing was stamped", reason=fault.reason) from None
    return exchange.body


def moment_of(response: bytes, digest: bytes) -> datetime.datetime:
    """The moment that a response vouches for; its signature is not looked at.

    Raises:
        InputError: it is none, or of other bytes.
    """
    try:
        parsed = decode_timestamp_response(response[:_MOST])
        info = parsed.tst_info
        same, moment = info.message_imprint.message == digest, info.gen_time
    except Exception as fault:  # whatever the parser of foreign bytes raises
        raise InputError(f"no timestamp ({type(fault).__name__})", reason=reasons.DAMAGED) from None
    if not same:
        raise InputError("a timestamp of other bytes", reason=reasons.DAMAGED)
    return moment


def check(response: bytes, digest: bytes, trusted: list[x509.Certificate]) -> datetime.datetime:
    """The moment that a response vouches for, its signature checked.

    Args:
        response: DER, as the authority gave it.
        digest: The SHA-256 of the file.
        trusted: The authority's certificates: roots first and foremost.

    Raises:
        InputError: it does not hold.
    """
    moment = moment_of(response, digest)
    builder = VerifierBuilder()
    for one in trusted:
        if one.issuer == one.subject:
            builder = builder.add_root_certificate(one)
        else:
            builder = builder.add_intermediate_certificate(one)
    try:
        builder.build().verify(decode_timestamp_response(response[:_MOST]), digest)
    except (VerificationError, ValueError) as fault:
        raise InputError(f"a timestamp that does not hold: {fault}", reason=reasons.DAMAGED) from None
    return moment


def load_certificates(path: str) -> list[x509.Certificate]:
    """The certificates of a PEM file.

    Raises:
        InputError: there are none. One line, the file first.
    """
    try:
        return x509.load_pem_x509_certificates(Path(path).read_bytes())
    except (OSError, ValueError):
        raise InputError(f"{path}: no file of certificates (PEM)") from None

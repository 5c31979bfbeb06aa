"""Tests of timestamps, against an authority that the test sets up."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from loopback import Site, a_client, a_fetcher, http

from khabar.capture import timestamp
from khabar.capture.addresses import to_address
from khabar.capture.archive import TIMESTAMPS, Archive
from khabar.capture.keeper import Keeper
from khabar.capture.verify import Checked, find_faults
from khabar.errors import InputError

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the authority is openssl")
SETTINGS = """
[tsa]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


class Authority:
    """A timestamp authority with a root of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.cert = folder, str(folder / "root.pem")
        root_key, self.key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        root = self._certify("Test Root", "Test Root", root_key, root_key, ca=True)
        leaf = self._certify("Test TSA", "Test Root", self.key, root_key, ca=False)
        (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        (folder / "tsa.pem").write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
        plain = (
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )  # fmt: skip
        (folder / "tsa.key").write_bytes(self.key.private_bytes(*plain))
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(SETTINGS.format(folder=folder))

    def answer(self, request: bytes) -> bytes:
        """The response to a query, as openssl makes it."""
        query = request.partition(b"\r\n\r\n")[2]
        (self.folder / "query").write_bytes(query)
        command = ["openssl", "ts", "-reply", "-config", self.folder / "tsa.cnf", "-section", "tsa"]
        done = subprocess.run([*command, "-queryfile", self.folder / "query"], capture_output=True, check=True)
        return http(done.stdout, kind="application/timestamp-reply")

    def _certify(
        self, name: str, issuer: str, key: rsa.RSAPrivateKey, by: rsa.RSAPrivateKey, *, ca: bool
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        made = x509.CertificateBuilder().subject_name(_name(name)).issuer_name(_name(issuer))
        made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
        made = made.not_valid_before(now - datetime.timedelta(days=1))
        made = made.not_valid_after(now + datetime.timedelta(days=30))
        made = made.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        if not ca:
            usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
            made = made.add_extension(usage, critical=True)
        return made.sign(by, hashes.SHA256())


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


@pytest.fixture
def authority(tmp_path: Path, site: Site) -> Authority:
    """An authority that answers at /tsa."""
    made = Authority(tmp_path / "authority")
    site.pages["/tsa"] = made.answer
    return made


@pytest.fixture
def whole(site: Site, tmp_path: Path) -> Path:
    """An archive of one page."""
    site.pages["/a"] = http(b"a")
    with Keeper(tmp_path / "whole") as keeper:
        a_fetcher(keeper, site).fetch(site.lead("/a"))
    return tmp_path / "whole"


def stamp(whole: Path, site: Site, path: str = "/tsa") -> Path:
    (file,) = (whole / "warc").iterdir()
    timestamp.stamp(file, whole / TIMESTAMPS, a_client(site), to_address(site.url(path)), "Khabar/test")
    return whole / TIMESTAMPS / (file.name + timestamp.SUFFIX)


def test_stamped(whole: Path, site: Site, authority: Authority) -> None:
    """Is a closed file stamped, its digest and nothing else sent, and the stamp found good by openssl too?"""
    token = stamp(whole, site)
    (file,) = (whole / "warc").iterdir()
    assert hashlib.sha256(file.read_bytes()).digest() in (authority.folder / "query").read_bytes()
    assert len((authority.folder / "query").read_bytes()) < 100
    checked = Checked()
    assert list(find_faults(Archive(whole), checked, timestamp.load_certificates(authority.cert))) == []
    assert checked.stamps == 1
    assert "stamped" in checked.notes[0]
    assert "not checked" not in checked.notes[0]
    command = ["openssl", "ts", "-verify", "-data", file, "-in", token, "-CAfile", authority.cert]
    assert b"Verification: OK" in subprocess.run(command, capture_output=True, check=True).stdout
    site.asked.clear()
    stamp(whole, site)
    assert site.asked == []


def test_without_certificates(whole: Path, site: Site, authority: Authority) -> None:
    """Is a stamp that nobody could check told as such?"""
    stamp(whole, site)
    checked = Checked()
    assert list(find_faults(Archive(whole), checked)) == []
    assert "not checked" in checked.notes[0]


def test_another_authority(whole: Path, site: Site, authority: Authority, tmp_path: Path) -> None:
    """Is a stamp refused that another authority gave than the one trusted?"""
    stamp(whole, site)
    other = timestamp.load_certificates(Authority(tmp_path / "other").cert)
    (fault,) = find_faults(Archive(whole), Checked(), other)
    assert "does not hold" in fault


def test_any_flipped_byte(whole: Path, site: Site, authority: Authority) -> None:
    """Does a stamp with any one byte changed either fail, or say the same moment of the same bytes still?"""
    token = stamp(whole, site)
    trusted = timestamp.load_certificates(authority.cert)
    data = token.read_bytes()
    digest = hashlib.sha256(next((whole / "warc").iterdir()).read_bytes()).digest()
    moment, passed = timestamp.check(data, digest, trusted), 0
    for place in range(0, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 4
        try:
            assert timestamp.check(bytes(changed), digest, trusted) == moment
            passed += 1
        except InputError:
            continue
    assert passed < len(data) / 7 / 2


@pytest.mark.parametrize(
    "answer", [http(b""), http(b"0" * 500), http(b"", status="500 Fault"), http(b"\x30\x03\x02\x01\x02")]
)
def test_no_stamp(whole: Path, site: Site, answer: bytes) -> None:
    """Is an authority that gives no timestamp told in one line, and nothing kept?"""
    site.pages["/tsa"] = answer
    with pytest.raises(InputError, match="nothing was stamped"):
        stamp(whole, site)
    assert not list(whole.glob(f"{TIMESTAMPS}/*"))


def test_stamp_of_other_bytes(whole: Path, site: Site, authority: Authority) -> None:
    """Is a stamp of other bytes refused when it comes, and found when it lies there?"""
    token = stamp(whole, site)
    kept = token.read_bytes()
    token.unlink()
    (whole / "SHA256SUMS").unlink()
    (file,) = (whole / "warc").iterdir()
    file.write_bytes(file.read_bytes() + b"x")
    site.pages["/tsa"] = http(kept)
    with pytest.raises(InputError, match="of other bytes"):
        stamp(whole, site)
    token.write_bytes(kept)
    assert any("of other bytes" in one for one in find_faults(Archive(whole), Checked()))

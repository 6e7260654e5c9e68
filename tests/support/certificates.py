"""Certificates for tests, made while they run: an authority, and what it issues, as PEM files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


@dataclass(frozen=True, slots=True)
class Papers:
    """Where somebody's certificate, its key and the authority that it trusts lie."""

    cert: Path
    key: Path
    ca: Path

    @property
    def together(self) -> Path:
        """Certificate and key in one file, as Kafka and MongoDB want them."""
        path = self.cert.with_suffix(".both.pem")
        path.write_bytes(self.key.read_bytes() + self.cert.read_bytes())
        return path


class Authority:
    """A certificate authority that keeps what it issues in a folder."""

    def __init__(self, folder: Path, name: str = "ca") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._authority = trustme.CA()
        self.file = folder / f"{name}.pem"
        self._authority.cert_pem.write_to_path(str(self.file))

    def issue(self, name: str, *names: str, expired: bool = False) -> Papers:
        """A certificate for these host names and addresses (none: `name` itself), under files called `name`."""
        until = datetime.now(UTC) + (timedelta(days=-1) if expired else timedelta(days=1))
        issued = self._authority.issue_cert(*(names or (name,)), not_before=until - timedelta(days=2), not_after=until)
        papers = Papers(self._folder / f"{name}.crt", self._folder / f"{name}.key", self.file)
        papers.cert.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
        papers.key.write_bytes(_pkcs8(issued.private_key_pem.bytes()))
        return papers


def _pkcs8(key: bytes) -> bytes:
    """Java reads no other form."""
    return load_pem_private_key(key, None).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

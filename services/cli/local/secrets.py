"""Secrets of the local stack: made when they are first needed, and kept with its state."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def local_secret(state: Path, name: str) -> str:
    """64 hexadecimal digits, the same until the state is removed; nobody but the owner reads the file."""
    path = state / "secrets" / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as made:
            made.write(secrets.token_hex(32))
            made.flush()
            # Whoever comes second finds the first one's.
            with contextlib.suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text()

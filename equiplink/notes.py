"""Signed notes of C2SP: the checkpoint's signature, and sealing of secrets at rest.

The key is a file beside the database, never a row in it: who can rewrite rows
still cannot sign for them, nor open what was sealed.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from equiplink.errors import Tampered

NAME = "equiplink.local"
ED25519 = b"\x01"


class Key:
    """An Ed25519 key that signs checkpoints and seals bids.

    ``Key.at(path)`` reads the file or makes it, readable by its owner only.
    """

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key().public_bytes_raw()

    @classmethod
    def at(cls, path: Path) -> Key:
        """Read the key at *path*; make a new one when there is none."""
        try:
            return cls(bytes.fromhex(path.read_text("ascii").strip()))
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and linked, so that two processes that start together agree on one key.
        with NamedTemporaryFile("w", dir=path.parent) as file:
            file.write(os.urandom(32).hex() + "\n")
            file.flush()
            with suppress(FileExistsError):
                path.hardlink_to(file.name)
        return cls.at(path)

    @property
    def verifier(self) -> str:
        """The public key in C2SP form: ``name+id+base64``, to hand to an outsider."""
        blob = ED25519 + self.public
        return f"{NAME}+{key_id(self.public).hex()}+{b64encode(blob).decode()}"

    def sign(self, body: str) -> str:
        """Return *body* as a signed note."""
        signature = key_id(self.public) + self._private.sign(body.encode())
        return f"{body}\n— {NAME} {b64encode(signature).decode()}\n"

    def sign_bytes(self, data: bytes) -> bytes:
        """Return the bare signature of *data*, for what is no note."""
        return self._private.sign(data)

    def verifies(self, note: str) -> bool:
        """Say whether *note* is signed by this key."""
        return verifies(note, self.public)

    def seal(self, plain: bytes, *, purpose: str) -> str:
        """Encrypt *plain* so that reading the database alone does not show it."""
        return self._fernet(purpose).encrypt(plain).decode()

    def unseal(self, sealed: str, *, purpose: str) -> bytes:
        """Return what was sealed; raise ``Tampered`` when a byte was changed."""
        try:
            return self._fernet(purpose).decrypt(sealed.encode())
        except InvalidToken:
            raise Tampered(
                "the sealed content was changed; keep it and call the auditor",
                zh="密封内容已被改动，请保留原件并通知审计人员",
            ) from None

    def _fernet(self, purpose: str) -> Fernet:
        kdf = HKDF(SHA256(), length=32, salt=b"equiplink seal", info=purpose.encode())
        return Fernet(b64encode(kdf.derive(self._seed), altchars=b"-_"))


def key_id(public: bytes) -> bytes:
    """Return the four bytes by which a note names its key."""
    return sha256(NAME.encode() + b"\n" + ED25519 + public).digest()[:4]


def verifies(note: str, public: bytes) -> bool:
    """Say whether *note* carries a valid signature of *public*."""
    body, gap, lines = note.rpartition("\n\n")
    if not gap:
        return False
    return any(
        _signs(line.removeprefix(f"— {NAME} "), body + "\n", public)
        for line in lines.split("\n")
        if line.startswith(f"— {NAME} ")
    )


def _signs(signature: str, body: str, public: bytes) -> bool:
    try:
        blob = b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(blob[4:], body.encode())
    except (InvalidSignature, ValueError):
        return False
    return blob[:4] == key_id(public)

"""Envelopes that anybody can close and only one key opens, and keys that live in a memory.

An envelope is HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305, base mode),
so a bidder can close one with software that is not ours. What is written on it,
the *label*, is HPKE's ``info``: it is not secret, and an envelope whose label was
exchanged does not open. Keys are hex and envelopes base64, as they are stored.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
BLOCK = 1024
"""Contents are filled up with spaces to a multiple of this, so that a length tells no price."""


def new_private() -> str:
    """Return a new private key."""
    return X25519PrivateKey.generate().private_bytes_raw().hex()


def new_salt() -> str:
    """Return what makes the same passphrase another key."""
    return os.urandom(16).hex()


def private_of(passphrase: str, salt: str) -> str:
    """Return the private key that *passphrase* stands for; slow on purpose (argon2id, 64 MiB)."""
    kdf = Argon2id(
        salt=bytes.fromhex(salt), length=32, iterations=3, lanes=4, memory_cost=64 * 1024
    )
    return kdf.derive(passphrase.encode()).hex()


def public_of(private: str) -> str:
    """Return the public half."""
    return _private(private).public_key().public_bytes_raw().hex()


def close(content: bytes, public: str, *, label: str) -> str:
    """Return *content* in an envelope for *public*. A content does not end with a space."""
    filled = content.ljust(-(-len(content) // BLOCK) * BLOCK)
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return b64encode(SUITE.encrypt(filled, key, info=label.encode())).decode()


def open_with(private: str, envelope: str, *, label: str) -> bytes | None:
    """Return the content; None when the key, the label or a byte is another."""
    try:
        blob = b64decode(envelope, validate=True)
        return SUITE.decrypt(blob, _private(private), info=label.encode()).rstrip(b" ")
    except (InvalidTag, ValueError):
        return None


def _private(private: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes.fromhex(private))

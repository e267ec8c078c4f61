"""Secrets as they are kept: passwords as scrypt hashes, tokens and keys as SHA-256 digests."""

import hashlib
import hmac
import secrets
from typing import Final

_COST: Final = 2**13
_KEY: Final = secrets.token_bytes(32)
_MOST_PROVEN: Final = 1000
_proven: set[bytes] = set()
"""Passwords that were right, each with its hash, as digests under a key of this process."""


def hash_password(password: str) -> str:
    """``salt$hash``, both hexadecimal, with a fresh salt."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_scrypt(password, salt).hex()}"


def password_matches(password: str, kept: str) -> bool:
    """Whether `password` is the one whose hash was `kept` (`hash_password`)."""
    # A run of tests logs in a thousand times with one password, and scrypt is slow on purpose.
    proof = hmac.digest(_KEY, f"{kept}${password}".encode(), "sha256")
    if proof in _proven:
        return True
    salt, _, expected = kept.partition("$")
    found = _scrypt(password, bytes.fromhex(salt))
    matches = hmac.compare_digest(found, bytes.fromhex(expected))
    if matches and len(_proven) < _MOST_PROVEN:
        _proven.add(proof)
    return matches


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=8, p=1)


def new_token() -> str:
    """A token nobody can guess, of characters that need no quoting anywhere."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token or key. They are long and random, so one plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def bearer_token(authorization: str | None) -> str | None:
    """The token of an ``Authorization: Bearer TOKEN`` header, or None.

    The scheme's name is case-insensitive (RFC 7235, section 2.1; InstantCard's page writes it
    in small letters, Synctera's with a capital).
    """
    scheme, _, token = (authorization or "").strip().partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and token else None

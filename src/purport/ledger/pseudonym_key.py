"""The key of pseudonyms and the names behind them, in a file that a passphrase locks.

AES-256-GCM under a key that scrypt makes of the passphrase (RFC 7914; N = 2^17, r = 8, p = 1 as
OWASP's password storage sheet has it). The file is JSON; only the salt and the nonce can be read.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from purport.errors import LockedKey, UsageError
from purport.ledger.facets import folded

_SCHEMA = "purport/pseudonyms/1"
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 1 << 17, 8, 1
_TOKEN_CHARS = 8


@dataclass(frozen=True, slots=True)
class PseudonymKey:
    """What makes tokens of names, and the names that it made tokens of so far, by token."""

    secret: bytes = field(repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    def token(self, name: str, kind: str = "Person") -> str:
        """Return the token of a name; case, accents and marks aside, the same name has the same.

        Forty bits of an HMAC: of ten thousand names two have the same token once in 20,000 times.
        """
        words = " ".join(folded(name)) or name
        digest = hmac.digest(self.secret, words.encode("utf-8", "surrogatepass"), sha256)
        return f"{kind}-{base64.b32encode(digest)[:_TOKEN_CHARS].decode().lower()}"


def new_key() -> PseudonymKey:
    """Return a key that nobody has had before."""
    return PseudonymKey(secrets.token_bytes(_KEY_BYTES))


def read_key(path: Path, passphrase: str) -> PseudonymKey:
    """Return the key that a file holds.

    Raises:
        LockedKey: the passphrase is another, or the file is no such key.
        UsageError: the file cannot be read.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        salt, nonce, sealed = (base64.b64decode(kept[name]) for name in ("salt", "nonce", "sealed"))
        if kept["schema"] != _SCHEMA:
            raise LockedKey("it is no key of pseudonyms", str(path))
    except OSError as error:
        what = f"the key cannot be read ({error.strerror})"
        raise UsageError(what, str(path), "Check who may read it.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise LockedKey("it is no key of pseudonyms", str(path)) from error
    opened = json.loads(_open(passphrase, salt, nonce, sealed, path))
    return PseudonymKey(base64.b64decode(opened["secret"]), opened["names"])


def write_key(path: Path, key: PseudonymKey, passphrase: str) -> None:
    """Write a key so that only its owner may read the file, and only with the passphrase.

    The file is at any moment the old one or the whole new one.

    Raises:
        UsageError: it cannot be written, or the passphrase is empty.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - seldom needed

    if not passphrase:
        raise UsageError("the passphrase is empty", str(path), "Give one.")
    said = {
        "secret": base64.b64encode(key.secret).decode(),
        "names": dict(sorted(key.names.items())),
    }
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    data = json.dumps(said).encode()
    sealed = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, data, _SCHEMA.encode())
    kept = {"schema": _SCHEMA} | {
        name: base64.b64encode(part).decode()
        for name, part in (("salt", salt), ("nonce", nonce), ("sealed", sealed))
    }
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        opened = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as stream:
            json.dump(kept, stream)
        half.replace(path)
    except OSError as error:
        what = f"the key cannot be written ({error.strerror})"
        raise UsageError(what, str(path), "Give another place with --key.") from error
    finally:
        half.unlink(missing_ok=True)


def _open(passphrase: str, salt: bytes, nonce: bytes, sealed: bytes, path: Path) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - seldom needed
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - likewise

    try:
        return AESGCM(_stretched(passphrase, salt)).decrypt(nonce, sealed, _SCHEMA.encode())
    except (InvalidTag, ValueError) as error:
        raise LockedKey("the passphrase does not open it", str(path)) from error


def _stretched(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - seldom needed

    kdf = Scrypt(salt=salt, length=_KEY_BYTES, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P)
    return kdf.derive(passphrase.encode("utf-8", "surrogatepass"))

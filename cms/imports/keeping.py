"""The uploaded file between check and confirmation: stored privately, named by a signed token."""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils import timezone

MAX_AGE = timedelta(hours=1)
_SALT = "cms.imports"


@dataclass(frozen=True)
class Kept:
    """A stored file; `digest` is that of the report its reader has seen."""

    stored_name: str
    file_name: str
    sha256: str
    register: str
    user_id: int | None
    digest: str


class ExpiredError(Exception):
    """The token is not ours, is too old, or its file is gone."""


def keep(content: bytes, *, file_name: str, register: str, user_id: int | None, digest: str) -> str:
    """Store a file for an hour; returns the token of its confirmation."""
    storage = _storage()
    _sweep(storage)
    stored_name = storage.save(f"{secrets.token_hex(16)}.upload", ContentFile(content))
    sha256 = hashlib.sha256(content).hexdigest()
    kept = Kept(stored_name, file_name, sha256, register, user_id, digest)
    return signing.dumps(asdict(kept), salt=_SALT, compress=True)


def open_kept(token: str, *, register: str, user_id: int | None) -> tuple[Kept, bytes]:
    """The stored file of a token given to this account for this register; raises ExpiredError."""
    try:
        kept = Kept(**signing.loads(token, salt=_SALT, max_age=MAX_AGE))
    except (signing.BadSignature, TypeError) as error:
        raise ExpiredError from error
    if (kept.register, kept.user_id) != (register, user_id):
        raise ExpiredError
    try:
        with _storage().open(kept.stored_name) as stored:
            content = stored.read()
    except FileNotFoundError as error:
        raise ExpiredError from error
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise ExpiredError
    return kept, content


def drop(kept: Kept) -> None:
    """Delete a stored file that is no longer needed."""
    _storage().delete(kept.stored_name)


def _storage() -> Storage:
    return storages["imports"]


def _sweep(storage: Storage) -> None:
    """Delete files whose tokens have expired."""
    try:
        _folders, names = storage.listdir("")
    except FileNotFoundError:
        return
    for name in names:
        if name.endswith(".upload") and timezone.now() - storage.get_modified_time(name) > MAX_AGE:
            storage.delete(name)

"""Whose words a message holds, and who may see them: signed when it is written, checked before it is shown.

A staff message is signed by the person's own key; what the worker, the clock or the program says, by the installation.
The signature covers the case, the place in the thread, author, visibility, template, day, references and ciphertext: a
row that is put in, moved, or shown to others than it was written for no longer verifies, and is not shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from feedback.model.view import Author
from feedback.organisation.staff_store import StaffStore
from feedback.sealing import keys
from feedback.storage.database import Row

Sign = Callable[[bytes], bytes]
_COVERED = ("submission_id", "n", "author", "staff_id", "template", "internal", "day", "law_refs", "bound")


class Signatures:
    """Signs and checks rows of messages."""

    def __init__(self, staff: StaffStore, secrets: keys.Secrets) -> None:
        self._staff = staff
        self._secrets = secrets
        self._house_key = keys.verify_key(secrets)

    def by_house(self, row: Row) -> bytes:
        """The installation's signature."""
        return keys.sign(_text(row), self._secrets)

    def by(self, sign: Sign) -> Callable[[Row], bytes]:
        """The signature of whoever holds a key."""
        return lambda row: sign(_text(row))

    def is_genuine(self, row: Row) -> bool:
        """Whether a message is what its author wrote, for whom it was written.

        Messages from before there were signatures carry the installation's, put on once when they were adopted.
        """
        signature, text = row["signature"] or b"", _text(row)
        if row["author"] == Author.STAFF and row["bound"]:
            signers = self._staff.signers(row["staff_id"]) if row["staff_id"] else []
            return any(keys.verify(text, signature, signer) for signer in signers)
        return keys.verify(text, signature, self._house_key)


def place_of(row: Row) -> str:
    """To what a ciphertext is bound: case, author and visibility; in the first version it was the row's id."""
    if not row["bound"]:
        return f"message:{row['id']}"
    seen = "internal" if row["internal"] else "shown"
    return f"message of {row['submission_id']} by {row['author']} {row['staff_id'] or ''} {seen}"


def _text(row: Row) -> bytes:
    body = hashlib.blake2b(row["body_ct"] or b"", digest_size=32).hexdigest()
    return json.dumps([*(row[name] for name in _COVERED), body], ensure_ascii=False, default=str).encode()

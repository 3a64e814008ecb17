"""What the database says of the union's keys and people, as a flat list of subjects and fingerprints."""

from __future__ import annotations

import hashlib
import json

from feedback.storage.database import FeedbackDatabase

SALT = "codes salt"  # the subject of what every code is derived with
# subject → the columns that make it what it is; a name or an office hour is no matter of keys
_QUERIES = {
    "unit": """SELECT code AS subject, tier, kind, parent, replaced_by, valid_from, valid_to, hex(public_key), epoch
               FROM unit""",
    "person": """SELECT s.id AS subject, s.login, hex(s.public_key), s.active, s.trial, s.other_posts, f.staff_id
                 FROM staff s LEFT JOIN second_factor f ON f.staff_id = s.id""",
    "signer": "SELECT hex(verify_key) AS subject, staff_id FROM staff_signer",
    "role": "SELECT staff_id || ' ' || unit || ' ' || role || ' ' || valid_from AS subject, valid_to FROM role_grant",
    "custodians": "SELECT first || ' ' || second AS subject, 1 FROM recovery_share",
    "set-up": "SELECT name AS subject, value FROM setting WHERE name = 'intake_opened'",
    "codes": "SELECT 'salt' AS subject, hex(value) FROM setting WHERE name = 'system_salt'",
    "recovery": "SELECT 'key' AS subject, hex(value) FROM setting WHERE name = 'recovery_public'",
}


class ManifestStore:
    """Reads the rows that the manifest holds."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def snapshot(self) -> dict[str, str]:
        """Subject ("person 17", "unit cd-kcn") → fingerprint of its row."""
        found = {}
        for kind, sql in _QUERIES.items():
            for row in self._db.rows(sql):
                subject = row.pop("subject")
                text = json.dumps(list(row.values()))
                found[f"{kind} {subject}"] = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
        return found

"""What every new case begins with, whether a worker sent it or staff split it from another."""

from __future__ import annotations

import json
import secrets as random_source
from dataclasses import asdict
from typing import Any

from feedback.cases.store import CaseStore
from feedback.model.case import Kind
from feedback.model.draft import Place
from feedback.sealing import keys, receipt
from feedback.storage.database import FeedbackDatabase, random_id


def first_columns(
    db: FeedbackDatabase, cases: CaseStore, public: bytes, private: bytes, place: Place, year: int
) -> dict[str, Any]:
    """The columns of a new case with this key pair: names of its own, the recovery copy of its key, and the place.

    The company is no column: its name is sealed, and its code would lead to a few people.
    """
    recovery = db.setting("recovery_public")
    return {
        "id": random_id(),
        "public_no": _free_public_no(cases, year),
        "public_key": public,
        "sealed_for_recovery": keys.seal(private, recovery) if recovery else None,
        "kind": Kind.UNCLASSIFIED,
        "place": json.dumps({name: code for name, code in asdict(place).items() if code and name != "company"}),
    }


def _free_public_no(cases: CaseStore, year: int) -> str:
    while True:
        number = receipt.new_public_no(year, random_source.randbelow)
        if not cases.by_public_no(number):
            return number

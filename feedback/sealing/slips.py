"""The proof of submission (phiếu tiếp nhận): a few signed lines of text, checked without a database."""

from __future__ import annotations

import base64
import hashlib
from datetime import date

from feedback.model.lifecycle import State
from feedback.model.view import Slip
from feedback.sealing import keys

_SIGNATURE = "Chữ ký: "


def make_slip(public_no: str, day: date, unit_name: str, text: str, state: State, secrets: keys.Secrets) -> Slip:
    """A signed slip. The text of the submission enters only as a salted hash; the same input gives the same slip."""
    salt = keys.derive(secrets.signing_seed, f"slip {public_no}")[:8]
    digest = hashlib.blake2b(text.encode(), key=salt, digest_size=16).hexdigest()
    body = "\n".join(
        (
            "PHIẾU TIẾP NHẬN",
            f"Số: {public_no}",
            f"Ngày: {day:%d/%m/%Y}",
            f"Nơi nhận: {unit_name}",
            f"Dấu vết nội dung: {salt.hex()}-{digest}",
        )
    )
    signature = base64.b64encode(keys.sign(body.encode(), secrets)).decode()
    return Slip(public_no, day, unit_name, state, f"{body}\n{_SIGNATURE}{signature}")


def verify_slip(slip: str, verify_key: bytes) -> bool:
    """Whether a slip, as people copied it, was signed by us; spaces around its lines do not matter."""
    lines = [line.strip() for line in slip.strip().splitlines() if line.strip()]
    if len(lines) < 2 or not lines[-1].startswith(_SIGNATURE.strip()):
        return False
    try:
        signature = base64.b64decode(lines[-1].removeprefix(_SIGNATURE.strip()).strip(), validate=True)
    except ValueError:
        return False
    return keys.verify("\n".join(lines[:-1]).encode(), signature, verify_key)

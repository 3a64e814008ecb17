"""The proof of submission (phiếu tiếp nhận): a few signed lines of text, checked without a database."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from feedback.model.lifecycle import State
from feedback.model.view import Slip
from feedback.sealing import keys

_SIGNATURE = "Chữ ký: "
_SLIP = re.compile(  # over one line of single spaces; a wrapped mark or signature may hold spaces
    r"PHIẾU TIẾP NHẬN Số: ?(?P<number>KN\d\d-\w{5}) Ngày: ?(?P<day>\d\d/\d\d/\d{4}) Nơi nhận: ?(?P<unit>.{1,200}?) "
    r"Dấu vết nội dung: ?(?P<trace>[0-9a-f -]{49,80}) Chữ ký: ?(?P<signature>(?:[A-Za-z0-9+/] ?){86}==)"
)


def make_slip(public_no: str, day: date, unit_name: str, text: str, state: State, secrets: keys.Secrets) -> Slip:
    """A signed slip. The text of the submission enters only as a salted hash; the same input gives the same slip."""
    salt = keys.derive(secrets.signing_seed, f"slip {public_no}")[:8]
    digest = hashlib.blake2b(text.encode(), key=salt, digest_size=16).hexdigest()
    body = _body(public_no, f"{day:%d/%m/%Y}", unit_name, f"{salt.hex()}-{digest}")
    signature = base64.b64encode(keys.sign(body.encode(), secrets)).decode()
    return Slip(public_no, day, unit_name, state, f"{body}\n{_SIGNATURE}{signature}")


@dataclass(frozen=True, slots=True)
class SlipRead:
    """What a slip says, as it was copied; whether that is true only its signature tells."""

    public_no: str
    day: str  # "01/12/2026"
    unit_name: str
    body: str  # the signed lines
    signature: str


def read_slip(copied: str) -> SlipRead | None:
    """The slip in a text as people copy, wrap, indent or surround it; None when there is none."""
    found = _SLIP.search(" ".join(unicodedata.normalize("NFC", copied).split()))
    if not found:
        return None
    number, day, unit, trace = found["number"], found["day"], found["unit"], "".join(found["trace"].split())
    body = _body(number, day, unit, trace)
    return SlipRead(number, day, unit, body, "".join(found["signature"].split()))


def verify_slip(slip: str, verify_key: bytes) -> bool:
    """Whether a slip, as people copied it, was signed by us."""
    read = read_slip(slip)
    if read is None:
        return False
    try:
        signature = base64.b64decode(read.signature, validate=True)
    except ValueError:
        return False
    return keys.verify(read.body.encode(), signature, verify_key)


def _body(number: str, day: str, unit: str, trace: str) -> str:
    """The signed lines."""
    return "\n".join(
        ("PHIẾU TIẾP NHẬN", f"Số: {number}", f"Ngày: {day}", f"Nơi nhận: {unit}", f"Dấu vết nội dung: {trace}")
    )

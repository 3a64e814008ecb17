"""Opens and closes the content of a case: reading needs the case's private key, writing only the public one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from feedback.cases.case import Case
from feedback.cases.signatures import Sign, Signatures, place_of
from feedback.cases.store import CaseStore
from feedback.cases.thread_store import ThreadStore
from feedback.model.access import Mode
from feedback.model.answer import TEMPLATES, unpack
from feedback.model.draft import Photo
from feedback.model.view import Author, Message
from feedback.organisation.grant_store import GrantStore, usable
from feedback.organisation.manifest import Manifest
from feedback.organisation.recipients import Confirmed, Recipients, takes
from feedback.organisation.store import OrgStore
from feedback.sealing import keys
from feedback.storage.database import Row, random_id


class Vault:
    """Content in and out of the case store."""

    def __init__(
        self,
        cases: CaseStore,
        threads: ThreadStore,
        grants: GrantStore,
        org: OrgStore,
        manifest: Manifest,
        recipients: Recipients,
        signatures: Signatures,
    ) -> None:
        self._cases = cases
        self._threads = threads
        self._grants = grants
        self._org = org
        self._manifest = manifest
        self._recipients = recipients
        self._signatures = signatures

    def hold(self) -> None:
        """Raise DatabaseAltered when keys or people are not what the verbs wrote: nothing is sealed or opened then."""
        self._manifest.hold()

    def confirmed(self, unit: str, epoch: int, private: bytes) -> Confirmed:
        """The list that speaks for what this key of a unit opens."""
        return self._recipients.for_opening(unit, epoch, private)

    def may_copy_for_recovery(self, confirmed: Confirmed) -> bool:
        """Whether the unit has confirmed the recovery key and its custodians as they stand now."""
        return self._recipients.takes_recovery(confirmed)

    def copy_for_recovery(self, case: Case, private: bytes, confirmed: Confirmed) -> None:
        """A case older than the custodians gets its recovery copy from whoever opens it."""
        public, copied = self._recipients.recovery_public(), self._cases.secret(case.id, "sealed_for_recovery")
        if public and copied is None and self.may_copy_for_recovery(confirmed):
            self._cases.update(case.id, sealed_for_recovery=keys.seal(private, public))

    def write(
        self,
        case: Case,
        author: Author,
        text: str,
        day: date,
        *,
        message_id: int | None = None,
        photos: Iterable[Photo] = (),
        staff_id: int | None = None,
        template: str = "",
        internal: bool = False,
        law_refs: Iterable[str] = (),
        sign: Sign | None = None,
    ) -> int:
        """Append an encrypted and signed message with its pictures; returns its id. Staff sign with their own key."""
        assert (author is Author.STAFF) == (sign is not None)
        message_id = self._threads.add(
            case.id,
            author,
            day,
            lambda row: keys.seal_text(text, case.public_key, place_of(row)),
            self._signatures.by(sign) if sign else self._signatures.by_house,
            message_id=message_id,
            staff_id=staff_id,
            template=template,
            internal=internal,
            law_refs=law_refs,
        )
        for photo in photos:
            attachment_id = random_id()
            content = keys.seal_file(photo.jpeg, case.public_key, f"attachment:{attachment_id}")
            self._threads.add_attachment(case.id, message_id, attachment_id, content)
        return message_id

    def thread(self, case: Case, private: bytes, internal: bool) -> tuple[Message, ...]:
        """The thread in clear, with or without internal notes.

        A message that its author did not write like that is not shown: left out for the worker, empty for staff.
        """
        photos: dict[int, list[int]] = defaultdict(list)
        for row in self._threads.attachments(case.id):
            photos[row["message_id"]].append(row["id"])
        rows = [(row, self._signatures.is_genuine(row)) for row in self._threads.of(case.id, internal)]
        shown = [(row, genuine) for row, genuine in rows if genuine or internal]
        thread = (_message(row, private, photos[row["id"]], genuine) for row, genuine in shown)
        if not internal:
            return tuple(thread)
        return tuple(replace(m, by=row["staff_id"] or 0) for m, (row, _) in zip(thread, shown, strict=True))

    def forged(self) -> list[str]:
        """The public numbers of cases that hold a message whose signature does not fit; needs no case key."""
        wrong = {row["submission_id"] for row in self._threads.all() if not self._signatures.is_genuine(row)}
        return sorted(self._cases.get(case_id).public_no for case_id in wrong)

    def photo(self, case: Case, private: bytes, attachment_id: int) -> Photo | None:
        """One picture of the case."""
        content = self._threads.attachment(case.id, attachment_id)
        return Photo(keys.open_file(content, private, f"attachment:{attachment_id}")) if content else None

    def company(self, case: Case, private: bytes) -> str:
        """The company's name, "" when it was not given."""
        sealed = self._cases.secret(case.id, "company_ct")
        return keys.open_text(sealed, private, f"company:{case.id}") if sealed else ""

    def seal_to_units(
        self,
        case: Case,
        private: bytes,
        units: Mapping[str, tuple[Mode, str]],
        day: date,
        confirmed: Confirmed | None = None,
    ) -> None:
        """Seal the case key to units (code → mode, reason); an excluded unit or one without a key is left out.

        What is in the case already goes only to keys of the opener's list (`confirmed`); None is for a case that is
        being sent, which has no opener: there the manifest alone speaks.
        """
        self._manifest.hold()
        excluded = self._cases.excluded_units(case.id)
        for code, (mode, reason) in units.items():
            public = self._org.public_key(code)
            if not public or code in excluded:
                continue
            if confirmed is None or takes(confirmed, code, public[0]):
                self._grants.add(case.id, code, public[1], keys.seal(private, public[0]), mode, reason, day)

    def open_with(self, case: Case, unit_keys: dict[tuple[str, int], bytes]) -> bytes | None:
        """The case's private key by the unit keys at hand (unit, epoch → private key) and a usable grant."""
        for grant in usable(self._grants.of(case.id)):
            unit_private = unit_keys.get((grant.unit, grant.epoch))
            if unit_private:
                return keys.unseal(grant.sealed, unit_private)
        return None


def _message(row: Row, private: bytes, photos: list[int], genuine: bool) -> Message:
    body = keys.open_text(row["body_ct"], private, place_of(row)) if genuine and row["body_ct"] else ""
    answer = unpack(body) if row["template"] in TEMPLATES else None
    return Message(
        row["id"],
        Author(row["author"]),
        date.fromisoformat(row["day"]),
        answer.plain() if answer else body,
        row["template"] if genuine else "",
        tuple(json.loads(row["law_refs"])) if genuine else (),
        tuple(photos),
        bool(row["internal"]),
        row["read_on"] is None and row["author"] != Author.WORKER,
        genuine,
        answer,
    )

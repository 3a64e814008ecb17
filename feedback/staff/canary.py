"""A petition that is sent only to see that it arrives: out by the worker's way, read by the owner, back by the code.

It runs before the intake opens, inside a transaction that is taken back, and leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from feedback.cases.mover import Mover
from feedback.cases.vault import Vault
from feedback.errors import Fault, NotAllowed
from feedback.model.draft import Draft, Place
from feedback.model.union import CONTENT_ROLES
from feedback.organisation.keyring import StaffSession
from feedback.worker.service import Submissions

TEXT = "Thử đường đi, không phải kiến nghị."  # sealed and taken back: nobody ever reads it


class Canary:
    """Sends one petition to every owner of whom a session is at hand."""

    def __init__(self, submissions: Submissions, mover: Mover, vault: Vault) -> None:
        self._submissions = submissions
        self._mover = mover
        self._vault = vault

    def fly(self, sessions: Iterable[StaffSession], now: datetime) -> int:
        """How many owners it reached; NotAllowed when one could not read it, or when there was none to reach."""
        readers, owners = list(sessions), set[str]()
        for place in self._places():
            owner = self._submissions.route(Draft(TEXT, place=place), now).owner.code
            reader = next((s for s in readers if s.has(owner, CONTENT_ROLES)), None)
            if owner not in owners and reader:
                self._once(place, reader, now)
                owners.add(owner)
        if not owners:
            raise NotAllowed(Fault.CANARY_LOST, unit="")
        return len(owners)

    def _places(self) -> list[Place]:
        areas = self._mover.org.load().areas
        return [Place(), *(Place(**{area.scope.value: area.code}) for area in areas)]

    def _once(self, place: Place, reader: StaffSession, now: datetime) -> None:
        code = self._submissions.new_code()
        number = self._submissions.submit(Draft(TEXT, place=place), code, now).public_no
        case = self._mover.cases.by_public_no(number)
        assert case is not None
        private = self._vault.open_with(case, reader.unit_keys)
        thread = self._vault.thread(case, private, internal=True) if private else ()
        back = self._submissions.look_up(code, now).messages
        copied = self._mover.cases.secret(case.id, "sealed_for_recovery") is not None
        if not (thread and thread[0].text == TEXT and back and back[0].text == TEXT and copied):
            raise NotAllowed(Fault.CANARY_LOST, unit=case.owner)

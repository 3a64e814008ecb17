"""Where the people of the union are told: e-mail or a Telegram chat, sealed under the server's key.

An address counts once its owner has typed the code that was sent there, or sent from there the code that the console
showed. Ten digits live for a quarter of an hour and count once.
"""

from __future__ import annotations

import secrets as random_source
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from feedback.clockwork.span import write_instant
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed
from feedback.model.notice import Route
from feedback.notices.address_store import AddressStore
from feedback.sealing import keys

CODE_DIGITS = 10
CODE_LIVES = timedelta(minutes=15)
MOST_WRONG, WRONG_WINDOW = 30, timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Address:
    """A way to a person. `value` is an e-mail address, or the token under which the channel keeps the chat."""

    person: int
    route: Route
    value: str = field(repr=False)


class Addresses:
    """Linked addresses and the codes that link them."""

    def __init__(self, store: AddressStore, secrets: keys.Secrets) -> None:
        self._store = store
        self._secrets = secrets
        self._wrong: deque[datetime] = deque(maxlen=MOST_WRONG)

    def begin(self, person: int, route: Route, value: str, now: datetime) -> str:
        """The code that links an address; an e-mail address is checked first."""
        if route is Route.EMAIL and not _is_email(value):
            raise NotAllowed(Fault.ADDRESS_BROKEN)
        code = "".join(random_source.choice("0123456789") for _ in range(CODE_DIGITS))
        until = write_instant(local(now) + CODE_LIVES)
        self._store.put_code(self._mark(code), person, route, self._close(value), until)
        return code

    def link(self, code: str, now: datetime, person: int | None = None) -> Address:
        """Take a code: from the person who got it by e-mail, or (without `person`) from the chat that sent it."""
        self._refuse_guessing(now)
        row = self._store.take_code(self._mark(code.replace(" ", "")), write_instant(local(now)))
        if not row or (person is not None and row["staff_id"] != person):
            self._wrong.append(now)
            raise NotAllowed(Fault.LINK_CODE_WRONG)
        self._store.put(row["staff_id"], Route(row["route"]), row["box"], local(now).date())
        return Address(row["staff_id"], Route(row["route"]), self._open(row["box"]))

    def of(self, person: int) -> list[Address]:
        """The ways to a person, e-mail first."""
        found = [Address(person, Route(r["route"]), self._open(r["box"])) for r in self._store.of(person)]
        return sorted(found, key=lambda a: list(Route).index(a.route))

    def linked(self, person: int) -> Mapping[Route, date]:
        """The routes of a person, each with the day on which it was linked; what they lead to stays sealed."""
        return {Route(row["route"]): date.fromisoformat(row["linked_on"]) for row in self._store.of(person)}

    def unlink(self, person: int, route: Route) -> None:
        """The person wants nothing there any more."""
        self._store.drop(person, route)

    def people(self) -> frozenset[int]:
        """Everybody who has a linked address."""
        return self._store.people()

    def _refuse_guessing(self, now: datetime) -> None:
        recent = [at for at in self._wrong if now - at < WRONG_WINDOW]
        if len(recent) >= MOST_WRONG:
            raise NotAllowed(Fault.LINK_CODE_WRONG)

    def _mark(self, code: str) -> str:
        return keys.derive(self._secrets.notice_key, f"link {code}").hex()

    def _close(self, value: str) -> bytes:
        return keys.wrap(value.encode(), self._secrets.notice_key)

    def _open(self, box: bytes) -> str:
        return keys.unwrap(box, self._secrets.notice_key).decode()


def new_token() -> str:
    """Under which the channel keeps a chat of staff."""
    return f"staff-{random_source.token_hex(16)}"


def _is_email(text: str) -> bool:
    name, _, host = text.partition("@")
    plain = text.isascii() and not any(c.isspace() or c in '<>,;:"\\()[]' for c in text)
    return bool(name) and "." in host.strip(".") and plain and len(text) <= 254

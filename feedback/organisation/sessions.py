"""Open sessions of staff: in memory only, checked at each request, and ended by time, by leaving or by a new password.

    token = sessions.log_in(login, password, code, now, address)   # password and second factor
    session = sessions.use(token, now)                             # at each request: present roles and keys

Half an hour without a request ends a session, and eight hours end it in any case. A person's epoch is looked at each
time, so that a departed one is out at once; colleagues get the unit's newest key without logging in again.
"""

from __future__ import annotations

import hashlib
import secrets as random_source
import threading
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from feedback.clockwork.span import read_instant
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed, SecondFactorMissing, SessionEnded, TooManyLogIns, WrongPassword
from feedback.organisation.attempts import Attempts
from feedback.organisation.keyring import Keyring, StaffSession
from feedback.organisation.login_store import LoginStore
from feedback.organisation.manifest import Manifest
from feedback.organisation.second_factor import Factor, close_box, new_factor, open_box

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A second factor that is being set up: what the app scans, and the ten codes to print."""

    factor: Factor
    uri: str = field(repr=False)
    recovery_codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Open:
    session: StaffSession
    epoch: int
    opened_at: datetime
    seen_at: datetime


class Sessions:
    """Log-ins and the sessions that they open. One object for a running process."""

    def __init__(self, keyring: Keyring, logins: LoginStore, manifest: Manifest) -> None:
        self._keyring = keyring
        self._manifest = manifest
        self._logins = logins
        self._attempts = Attempts()
        self._lock = threading.Lock()
        self._open: dict[bytes, _Open] = {}

    def log_in(self, login: str, password: str, code: str, now: datetime, address: str = "") -> str:
        """Open a session and return its token. `code`: six digits of the app, or a recovery code.

        Raises WrongPassword (also for a wrong code), TooManyLogins, or SecondFactorMissing after a right password.
        """
        session = self._unlock(login, password, now, address)
        box = self._logins.factor(session.member.id)
        if box is None:
            raise SecondFactorMissing
        if not self._takes(session, open_box(box, session.private_key), code, now):
            self._attempts.note_wrong(login, address, now)
            raise WrongPassword  # the words do not tell which of the two was wrong
        self._attempts.note_right(login, address)
        return self._keep(session, now)

    def log_in_trial(self, login: str, now: datetime) -> str:
        """Trial mode: the server holds the key, and nothing is asked."""
        return self._keep(self._keyring.open_trial_session(login, now), now)

    def has_factor(self, login: str) -> bool:
        """Whether this person has set up a second factor; True for an unknown login, which is to be refused later."""
        member = self._keyring.member(login)
        return member is None or self._logins.factor(member.id) is not None

    def begin_factor(self, login: str) -> Enrolment:
        """A fresh second factor to show; nothing is stored before `set_factor`."""
        factor, codes = new_factor()
        return Enrolment(factor, factor.uri(login), codes)

    def set_factor(
        self, login: str, password: str, enrolment: Enrolment, code: str, now: datetime, address: str = ""
    ) -> str:
        """Store the second factor of somebody who has none, once its first code is right; returns a session's token.

        Who has one already and wants another logs in and uses `replace_factor`.
        """
        session = self._unlock(login, password, now, address)
        if self._logins.factor(session.member.id) is not None:
            raise NotAllowed(Fault.SECOND_FACTOR_THERE)
        self._store_factor(session, enrolment, code, now)
        return self._keep(session, now)

    def replace_factor(self, session: StaffSession, enrolment: Enrolment, code: str, now: datetime) -> None:
        """Another telephone, or ten new recovery codes, by somebody who is logged in."""
        self._store_factor(session, enrolment, code, now)

    def confirm(self, session: StaffSession, password: str, now: datetime, address: str = "") -> None:
        """The password again, before keys, accounts or an identity are touched; WrongPassword, or TooManyLogIns.

        On trial nobody has one, and nothing is asked.
        """
        if not session.member.trial:
            self._unlock(session.member.login, password, now, address)

    def accept(self, login: str, invitation: str, password: str, now: datetime, address: str = "") -> None:
        """Somebody who was invited chooses a password; the second factor follows at the first log-in.

        NotAllowed when the invitation was used, is over, or never was; FeedbackError for a password that is too weak.
        """
        if self._attempts.too_many(login, address, now):
            raise TooManyLogIns
        try:
            session = self._keyring.open_session(login, invitation, now)
        except WrongPassword:
            self._attempts.note_wrong(login, address, now)
            raise NotAllowed(Fault.INVITATION_OVER) from None
        until = self._logins.invited_until(session.member.id)
        if until is None or read_instant(until) < local(now):
            raise NotAllowed(Fault.INVITATION_OVER)
        self._keyring.change_password(session, password)
        self._logins.take_invitation(session.member.id)

    def use(self, token: str, now: datetime, *, quiet: bool = False) -> StaffSession:
        """The session of a token with the roles and keys of this moment; SessionEnded when it is over.

        `quiet` is for what a page asks by itself: it does not count as a request of the person.
        """
        key = _mark(token)
        with self._lock:
            found = self._open.get(key)
        if found is None:
            raise SessionEnded
        late = now - found.seen_at > IDLE or now - found.opened_at > LONGEST
        if late or self._logins.epoch(found.session.member.id) != found.epoch:
            self.log_out(token)
            raise SessionEnded
        session = self._keyring.renewed(found.session, now)
        with self._lock:
            if key not in self._open:  # logged out in another window meanwhile
                raise SessionEnded
            self._open[key] = replace(found, session=session, seen_at=found.seen_at if quiet else now)
        return session

    def lives(self, token: str, now: datetime) -> bool:
        """Whether a session is still open."""
        try:
            self.use(token, now)
        except SessionEnded:
            return False
        return True

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(_mark(token), None)

    def _unlock(self, login: str, password: str, now: datetime, address: str) -> StaffSession:
        if self._attempts.too_many(login, address, now):
            raise TooManyLogIns
        try:
            session = self._keyring.open_session(login, password, now)
            if self._logins.invited_until(session.member.id) is not None:
                raise WrongPassword  # an invitation opens its own page and nothing else
        except WrongPassword:
            self._attempts.note_wrong(login, address, now)
            raise
        return session

    def _takes(self, session: StaffSession, factor: Factor, code: str, now: datetime) -> bool:
        step = factor.step_of(code, now)
        if step is not None:
            return self._logins.take_step(session.member.id, step)
        rest = factor.without(code)
        if rest is None:
            return False
        self._logins.set_factor(session.member.id, close_box(rest, session.private_key))
        return True

    def _store_factor(self, session: StaffSession, enrolment: Enrolment, code: str, now: datetime) -> None:
        step = enrolment.factor.step_of(code, now)
        if step is None:
            raise NotAllowed(Fault.SECOND_FACTOR_UNCONFIRMED)
        with self._manifest.changing():  # that somebody has a second factor stands there
            self._logins.set_factor(session.member.id, close_box(enrolment.factor, session.private_key))
        self._logins.take_step(session.member.id, step)

    def _keep(self, session: StaffSession, now: datetime) -> str:
        token, epoch = random_source.token_urlsafe(32), self._logins.epoch(session.member.id)
        assert epoch is not None
        with self._lock:
            self._open = {k: o for k, o in self._open.items() if now - o.seen_at <= IDLE}
            self._open[_mark(token)] = _Open(session, epoch, now, now)
        return token


def _mark(token: str) -> bytes:
    """Tokens are looked up by digest, so that the time of a comparison tells nothing of a token."""
    return hashlib.blake2b(token.encode(), digest_size=32).digest()

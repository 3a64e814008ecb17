"""The sample union at work: at one moment somebody writes, and whoever the policy lets act does."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from bot.operations.demo.people import Letter, Reply, people, replies
from feedback.assembly import Feedback
from feedback.errors import Fault, FeedbackError, NoKey
from feedback.model.access import Verb
from feedback.model.draft import Draft, Place
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.staff import requests as ask
from feedback.staff.requests import Request
from feedback.worker.service import Submissions

_ABLE = frozenset({Role.HANDLER, Role.LEAD})


@dataclass(frozen=True, slots=True)
class Sent:
    """A case that arrived."""

    number: str
    code: str
    letter: Letter


class DemoUnion:
    """Everybody of the sample union, at the moment `now`."""

    def __init__(self, half: Feedback, now: datetime, chance: Random) -> None:
        self.half = half
        self.now = now
        self.chance = chance
        self.replies: Mapping[Any, Reply] = replies()
        self.sessions: dict[str, StaffSession] = {
            person.login: half.keyring.open_trial_session(person.login, now) for person in people()
        }

    @property
    def worker(self) -> Submissions:
        """The face of the workers."""
        return self.half.submissions

    def send(self, letter: Letter, place: Place, **values: Any) -> Sent:
        """A worker sends a letter."""
        code = self.worker.new_code()
        draft = Draft(letter.text, place, **{"category": letter.category, **values})
        return Sent(self.worker.submit(draft, code, self.now).public_no, code, letter)

    def act(self, number: str, verb: Verb, build: Callable[..., Request], /, **values: Any) -> bool:
        """Somebody who may do this does it; False when nobody may, as the case stands now."""
        session = self.somebody(number, verb)
        if session is None:
            return False
        try:
            with self.half.db.savepoint():
                version = self.half.office.read(session, number, self.now).version
                request = build(number=number, version=version, token=secrets.token_hex(8), **values)
                self.half.office.act(session, request, self.now)
        except FeedbackError:  # the clock, or a guard of the table, was faster
            return False
        return True

    def assign(self, number: str) -> bool:
        """The case is given to a handler of its unit, or to its only officer."""
        lead = self.somebody(number, Verb.ASSIGN)
        if lead is None:
            return False
        owner = self.half.office.read(lead, number, self.now).owner
        able = [s.member.login for s in self.sessions.values() if s.roles.get(owner, frozenset()) & _ABLE]
        return any(self.act(number, Verb.ASSIGN, ask.Assign, login=login) for login in able)

    def somebody(self, number: str, verb: Verb) -> StaffSession | None:
        """The first person who may; who was not asked before says "tôi không liên quan"."""
        for session in self.sessions.values():
            try:
                fault = self.half.office.may(session, number, self.now)[verb]
                if fault is Fault.ARE_YOU_INVOLVED:
                    self._say_uninvolved(session, number)
                    fault = self.half.office.may(session, number, self.now)[verb]
            except NoKey:
                continue
            if fault is None:
                return session
        return None

    def _say_uninvolved(self, session: StaffSession, number: str) -> None:
        self.half.desk.declare_uninvolved(session, number, self.now)

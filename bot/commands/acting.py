"""What every step of `danbiet feedback` shares: the version that was seen, the token of the act, and one way in.

A command is one act of the office: `--version` is the version that `show` printed (left out: the present one), and
`--token` makes a line that is typed or piped twice one act; left out, each line is an act of its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from bot.clock import vietnam_now
from bot.commands.log_in import open_session
from bot.texts import submissions as words
from feedback.assembly import Feedback
from feedback.errors import Fault
from feedback.model.access import Verb
from feedback.model.lifecycle import State
from feedback.organisation.keyring import StaffSession
from feedback.staff import requests as ask
from feedback.staff.requests import Request
from feedback.staff.values import Change

AS = click.option("--as", "login", default="", help="Tên đăng nhập; sẽ hỏi mật khẩu.")
NUMBER = click.argument("number")


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts in which case, and on which version of it."""

    half: Feedback
    session: StaffSession
    number: str
    version: int | None
    token: str

    def do(self, request: type[Request], **values: Any) -> Change:
        """Do it through the office; what was done before under the same token is not done again."""
        office, now = self.half.office, vietnam_now()
        version = self.version or office.glance(self.session, self.number, now).version
        token = self.token or secrets.token_urlsafe(16)
        made = request(number=self.number, version=version, token=token, **values)
        return office.act(self.session, made, now)

    def say(self, request: type[Request], **values: Any) -> None:
        """Do it and print where the case stands afterwards."""
        change = self.do(request, **values)
        line = words.DONE_BEFORE if change.repeated else words.DONE
        click.echo(line.format(number=change.number, state=words.STATES[change.state]))

    def begun(self) -> Act:
        """A case that nobody looked at yet is opened first."""
        if self.half.office.glance(self.session, self.number, vietnam_now()).state is not State.RECEIVED:
            return self
        change = Act(self.half, self.session, self.number, self.version, "").do(ask.Open)
        return Act(self.half, self.session, self.number, change.version if self.version else None, self.token)

    def uninvolved(self) -> Act:
        """Keep the answer that the person just gave to "bạn có liên quan không?", where none was given before."""
        can = self.half.office.glance(self.session, self.number, vietnam_now()).can
        if can[Verb.READ] is Fault.ARE_YOU_INVOLVED:
            Act(self.half, self.session, self.number, self.version, "").do(ask.DeclareUninvolved)
        return self


def step(command: Callable[..., None]) -> Callable[..., None]:
    """A command on one case: number, log-in, version and token become the `Act` that it is called with."""

    def run(number: str, login: str, version: int | None, token: str, **values: Any) -> None:
        half, session = open_session(login)
        command(Act(half, session, number, version, token), **values)

    run.__doc__, run.__name__ = command.__doc__, command.__name__
    run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    run = click.option("--token", default="", help="Mã của lần gõ này: gõ lại với cùng mã thì không làm hai lần.")(run)
    run = click.option("--version", type=int, help="Phiên bản mà lệnh show đã in; vụ đã đổi thì không làm gì.")(run)
    return NUMBER(AS(run))

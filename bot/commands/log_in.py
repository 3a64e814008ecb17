"""Who is at the keyboard: the session of `danbiet office` when a command runs inside it, otherwise a log-in of its own.

A log-in asks for the password and for the second factor; who has none yet sets it up on the spot. In trial mode nothing
is asked, and this is said in red.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import click

from bot import settings
from bot.clock import vietnam_now
from bot.submissions import open_submissions
from bot.texts import office as words
from bot.texts import submissions as submission_words
from feedback.assembly import Feedback
from feedback.organisation.keyring import StaffSession
from feedback.organisation.trial import READERS


@dataclass(frozen=True, slots=True)
class Office:
    """An open session that the lines of a shell share."""

    half: Feedback
    login: str
    token: str = field(repr=False)


def open_half() -> Feedback:
    """The submissions half: the one of the office, or a fresh one."""
    office = _office()
    return office.half if office else open_submissions(settings.load())


def open_session(login: str) -> tuple[Feedback, StaffSession]:
    """The submissions half and the session of the person who acts."""
    half = open_half()
    trial = half.people.is_trial()
    if trial:
        click.secho(submission_words.TRIAL, fg="red", bold=True, err=True)
    office = _office()
    if not login and not trial and not office:
        raise click.UsageError(submission_words.WHO)
    return half, session_of(half, login or (office.login if office else READERS[0]))


def session_of(half: Feedback, login: str) -> StaffSession:
    """A session of this person: the office's own when it is theirs, otherwise after a log-in."""
    office = _office()
    token = office.token if office and office.login == login else log_in(half, login)
    return half.sessions.use(token, vietnam_now())


def log_in(half: Feedback, login: str) -> str:
    """Ask for what a log-in needs; the token of the session that it opens."""
    if half.people.logs_in_without_password(login):
        return half.sessions.log_in_trial(login, vietnam_now())
    password = ask_password(login)
    if half.people.is_known(login) and not half.sessions.has_factor(login):
        return _enrol(half, login, password)
    return half.sessions.log_in(login, password, _ask(words.ASK_CODE, login), vietnam_now())


def ask_password(login: str) -> str:
    """Ask without showing; never from the command line, where others could read it."""
    return _ask(words.LOGIN_PROMPT, login)


def _enrol(half: Feedback, login: str, password: str) -> str:
    enrolment = half.sessions.begin_factor(login)
    click.echo(words.ENROL.format(login=login, secret=enrolment.factor.secret, uri=enrolment.uri), err=True)
    token = half.sessions.set_factor(login, password, enrolment, _ask(words.ASK_CODE, login), vietnam_now())
    click.echo("\n".join([words.RECOVERY_CODES, *(f"  {code}" for code in enrolment.recovery_codes)]), err=True)
    return token


def _ask(question: str, login: str) -> str:
    answer: str = click.prompt(question.format(login=login), hide_input=True, err=True)
    return answer


def _office() -> Office | None:
    context = click.get_current_context(silent=True)
    return context.find_object(Office) if context else None

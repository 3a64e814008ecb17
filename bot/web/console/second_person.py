"""A second person at the same desk: some acts need two, and each opens their own key for that act alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.web.console.visit import Visit
from bot.web.guard import address_of
from feedback.organisation.keyring import StaffSession


@contextmanager
def second(visit: Visit, name: str = "hai") -> Iterator[StaffSession]:
    """The session of whoever typed login, password and six digits into the form; it ends with the act."""
    sessions, login = visit.faces.sessions, visit.text(f"{name}_ten")
    if visit.faces.trial:
        token = sessions.log_in_trial(login, visit.now)
    else:
        password, code = str(visit.form.get(f"{name}_mat_khau", "")), visit.text(f"{name}_so")
        token = sessions.log_in(login, password, code, visit.now, address_of(visit.request))
    try:
        yield sessions.use(token, visit.now)
    finally:
        sessions.log_out(token)

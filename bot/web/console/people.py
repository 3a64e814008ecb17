"""Người và chìa khóa: who works where, which keys wait for a word, custodians; each act is confirmed by password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.responses import Response

from bot.texts import console_house as words
from bot.texts.faults import sentence
from bot.web.console.second_person import second
from bot.web.console.visit import Page, Visit
from feedback.errors import FeedbackError, NoKey
from feedback.model.union import Role
from feedback.staff.people import NewPerson, WaitingKey

PATH = "/nguoi"
VISITORS = frozenset({Role.LEAD, Role.SUPERVISOR, Role.CUSTODIAN, Role.ADMIN})
Act = Callable[[Visit], Response]


def everybody(visit: Visit) -> Response:
    """Everybody, and what waits for this person's word."""
    return _show(visit)


def person(visit: Visit) -> Response:
    """One person, with what can be done."""
    return _one(visit)


def invite(visit: Visit) -> Response:
    """Add somebody; the invitation is shown once."""
    login = visit.text("login")
    wanted = NewPerson(
        login,
        visit.text("name"),
        visit.text("unit"),
        _roles(visit),
        posts=_many(visit, "post"),
        since=_day(visit, "since"),
        until=_day(visit, "until"),
    )
    return _invited(visit, login, visit.faces.people.invite(visit.session, wanted, visit.now), words.INVITED)


def invite_again(visit: Visit) -> Response:
    """A forgotten password."""
    login = visit.place("login")
    invitation, lacking = visit.faces.people.invite_again(visit.session, login, visit.now)
    note = words.LACKING.format(units=", ".join(sorted(lacking))) if lacking else ""
    return _invited(visit, login, invitation, words.INVITED_AGAIN, note)


def add_role(visit: Visit) -> Response:
    """A further role, between two days."""
    login, since, until = visit.place("login"), _day(visit, "since"), _day(visit, "until")
    wanted = NewPerson(login, "", visit.text("unit"), _roles(visit), since=since, until=until)
    visit.faces.people.add(visit.session, wanted, visit.now)
    return visit.go(f"{PATH}/{login}", words.ROLES_ADDED.format(login=login))


def end_role(visit: Visit) -> Response:
    """A role ends."""
    login, (unit, _, role) = visit.place("login"), visit.text("role_at").partition(" ")
    count = visit.faces.people.end_role(visit.session, login, Role(role), unit, visit.now, _day(visit, "on"))
    return visit.go(f"{PATH}/{login}", words.ROLE_ENDED.format(count=count))


def set_posts(visit: Visit) -> Response:
    """Other posts."""
    login = visit.place("login")
    visit.faces.people.set_posts(visit.session, login, _many(visit, "post"), visit.now)
    return visit.go(f"{PATH}/{login}", words.POSTS_KEPT)


def leave(visit: Visit) -> Response:
    """A person leaves."""
    login = visit.place("login")
    gone = visit.faces.people.leave(login, [visit.session], visit.now)
    said = words.LEFT.format(login=login, sealed=gone.sealed_again, moved=gone.handed_over)
    return visit.go(PATH, said)


def settle_key(visit: Visit) -> Response:
    """A key is taken into the unit's list, or not."""
    key = next((k for k in visit.faces.people.waiting(visit.session, visit.now) if _name(k) == visit.text("key")), None)
    if key is None:
        return visit.go(PATH, words.NO_SUCH_KEY)
    if visit.text("answer") == "yes":
        visit.faces.people.confirm(visit.session, key, visit.now)
        return visit.go(PATH, words.CONFIRMED.format(name=key.name))
    visit.faces.people.refuse(visit.session, key, visit.now)
    return visit.go(PATH, words.REFUSED.format(name=key.name))


def rotate(visit: Visit) -> Response:
    """A unit gets a new key."""
    count = visit.faces.people.rotate(visit.session, visit.text("unit"), visit.now)
    return visit.go(PATH, words.ROTATED.format(count=count))


def drill(visit: Visit) -> Response:
    """Two custodians prove that they can."""
    with second(visit) as other:
        fingerprint = visit.faces.custody.drill(visit.session, other, visit.now)
    return visit.go(PATH, words.DRILLED.format(fingerprint=fingerprint))


def replace_custodians(visit: Visit) -> Response:
    """Two custodians hand the recovery key on."""
    with second(visit) as other:
        visit.faces.custody.replace_custodians(visit.session, other, _many(visit, "keeper"), visit.now)
    return visit.go(PATH, words.REPLACED)


def renew_unit(visit: Visit) -> Response:
    """A lone officer who chose a new password gets a new key of the unit from the tier above."""
    with second(visit) as officer:
        found = visit.faces.custody.renew_unit(visit.session, officer, visit.text("unit"), visit.now)
    return visit.go(PATH, words.RECOVERED.format(moved=len(found.cases), left=found.left))


# --- inside ---


def confirmed(act: Act, back: Act, *, password: bool = True) -> Act:
    """An act behind the password; what is refused is said on the page that it came from."""

    def checked(visit: Visit) -> Response:
        try:
            if password:
                visit.confirm()
            return act(visit)
        except (FeedbackError, ValueError) as error:
            visit.request.state.alert = sentence(error) if isinstance(error, FeedbackError) else words.CHOOSE
            return back(visit)

    return checked


def _show(visit: Visit) -> Response:
    visit.session.require(VISITORS)
    people = visit.faces.people
    everyone = people.all(visit.now)
    return visit.show(
        "people.html",
        409 if _alert(visit) else 200,
        alert=_alert(visit),
        people=everyone,
        waiting=[(key, _name(key)) for key in people.waiting(visit.session, visit.now)],
        units=_units(visit),
        own=sorted(unit for unit, _ in visit.session.unit_keys),
        roles=list(Role),
        keepers=[line for line in everyone if any(role.role is Role.CUSTODIAN for role in line.roles)],
        fingerprint=visit.faces.custody.fingerprint(),
        is_keeper=any(Role.CUSTODIAN in roles for roles in visit.session.roles.values()),
        words=words,
        typed=visit.form,
    )


def _one(visit: Visit) -> Response:
    visit.session.require(VISITORS)
    line = next((one for one in visit.faces.people.all(visit.now) if one.login == visit.place("login")), None)
    if line is None:
        raise NoKey
    facts = {"line": line, "units": _units(visit), "roles": list(Role), "alert": _alert(visit), "words": words}
    return visit.show("person.html", 409 if _alert(visit) else 200, **facts)


def _invited(visit: Visit, login: str, invitation: str, said: str, note: str = "") -> Response:
    line = next(one for one in visit.faces.people.all(visit.now) if one.login == login)
    if not invitation:
        return visit.go(f"{PATH}/{login}", words.ROLES_ADDED.format(login=login))
    link = f"{visit.request.base_url}moi/{login}/{invitation}"
    return visit.show("invited.html", line=line, link=link, text=said.format(name=line.name), note=note)


def _alert(visit: Visit) -> str:
    return getattr(visit.request.state, "alert", "")


def _units(visit: Visit) -> dict[str, str]:
    return {unit.code: unit.name for unit in visit.faces.house.organisation().units}


def _name(key: WaitingKey) -> str:
    return f"{key.unit} {key.subject} {key.entry}"


def _many(visit: Visit, name: str) -> tuple[str, ...]:
    return tuple(value for value in visit.form.getlist(name) if isinstance(value, str) and value)


def _roles(visit: Visit) -> tuple[Role, ...]:
    found = tuple(map(Role, _many(visit, "role")))
    if not found:
        raise ValueError("no role")
    return found


def _day(visit: Visit, name: str) -> date | None:
    return date.fromisoformat(visit.text(name)) if visit.text(name) else None


_OF_ALL = {
    "them": invite, "khoa": settle_key, "doi-khoa": rotate, "dien-tap": drill, "giu-khoa": replace_custodians,
    "khoa-don-vi": renew_unit,
}  # fmt: skip
_OF_ONE = {"vai-tro": add_role, "thoi": end_role, "kiem-nhiem": set_posts, "quen": invite_again, "nghi": leave}
PAGES = (
    Page(PATH, everybody),
    *(Page(f"{PATH}/viec/{name}", confirmed(act, _show), "POST") for name, act in _OF_ALL.items()),
    Page(f"{PATH}/{{login}}", person),
    *(Page(f"{PATH}/{{login}}/{name}", confirmed(act, _one), "POST") for name, act in _OF_ONE.items()),
)

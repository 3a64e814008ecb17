"""Permissions through HTTP: every person × page × verb does what the policy says, and a case that is not yours answers
exactly like one that does not exist."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import pyotp
import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.staff_site import build_console
from bot.web.console.steps import STEPS
from feedback.assembly import Feedback
from feedback.errors import Fault
from feedback.model.access import Verb
from feedback.model.case import Category, Kind, RefusalCode
from feedback.model.draft import Draft, Place
from tests.console.conftest import Browser
from tests.feedback.real_union import PASSWORD, PEOPLE, real_union, session
from tests.feedback.union import MONDAY
from tests.library import SmallLibrary

NOWHERE = "KN26-ZZZZZ"
LEAD = "kcn-lanh-dao"


def received(half: Feedback) -> str:
    draft = Draft("Công ty chậm lương.", place=Place(industrial_park="kcn-song-lam"), category=Category.WAGE)
    return half.submissions.submit(draft, half.submissions.new_code(), MONDAY).public_no


def screened(half: Feedback) -> str:
    number, lead = received(half), session(half, LEAD)
    half.desk.declare_uninvolved(lead, number, MONDAY)
    half.triage.open(lead, number, MONDAY)
    return number


def working(half: Feedback) -> str:
    number, lead = screened(half), session(half, LEAD)
    half.triage.accept(lead, number, Kind.PETITION, Category.WAGE, MONDAY)
    half.handling.assign(lead, number, "kcn-xu-ly", MONDAY)
    return number


def proposed(half: Feedback) -> str:
    number = screened(half)
    half.triage.propose_refusal(session(half, LEAD), number, RefusalCode.PRIVATE_MATTER, "Việc riêng.", MONDAY)
    return number


def recused(half: Feedback) -> str:
    number, lead = working(half), session(half, LEAD)
    half.desk.mover.exclusions.bar_person(half.cases.by_public_no(number).id, lead.member.id, "recusal")  # type: ignore[union-attr]
    return number


FULL = bool(os.environ.get("DANBIET_FULL"))
STARTS = (received, screened, working, proposed, recused) if FULL else (screened, recused)


@pytest.fixture(scope="module")
def half() -> Iterator[Feedback]:
    feedback = real_union()
    yield feedback
    feedback.db.close()


@pytest.fixture(scope="module")
def tokens(half: Feedback) -> dict[str, str]:
    """Everybody is logged in."""
    found = {}
    for login in PEOPLE:
        enrolment = half.sessions.begin_factor(login)
        digits = pyotp.TOTP(enrolment.factor.secret).at(MONDAY)
        found[login] = half.sessions.set_factor(login, PASSWORD, enrolment, digits, MONDAY)
    return found


@pytest.fixture
def browser(half: Feedback) -> Iterator[Browser]:
    site = build_console(Settings(), SmallLibrary(), half, now=lambda: MONDAY)
    with TestClient(site, base_url="http://127.0.0.1:8081", follow_redirects=False) as client:
        yield Browser(client)


def come_in(browser: Browser, token: str) -> None:
    browser.client.cookies.clear()
    browser.client.cookies.set("danbiet_staff", token, domain="127.0.0.1")


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.__name__)
def test_every_person_sees_and_does_what_the_policy_says(
    half: Feedback, tokens: dict[str, str], browser: Browser, start: Callable[[Feedback], str]
) -> None:
    number = start(half)
    for login, token in tokens.items():
        who = half.sessions.use(token, MONDAY)
        come_in(browser, token)
        browser.open(f"/ho-so/{number}")
        if not half.office.find(who, number, MONDAY):
            assert browser.status == 404, login
            continue
        assert browser.status == 200, login
        if half.office.may(who, number, MONDAY)[Verb.READ] is Fault.ARE_YOU_INVOLVED:
            assert "Bạn có liên quan" in browser.page
            half.desk.declare_uninvolved(who, number, MONDAY)
        for verb in STEPS:
            allowed = half.office.may(who, number, MONDAY)[verb] is None
            page = browser.open(f"/ho-so/{number}?viec={verb.value}")
            assert (f"?viec={verb.value}#lam" in page) is allowed, (login, verb)
            assert ('id="lam"' in page) is allowed, (login, verb)


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.__name__)
def test_a_forbidden_step_does_nothing_even_when_it_is_posted(
    half: Feedback, tokens: dict[str, str], browser: Browser, start: Callable[[Feedback], str]
) -> None:
    number = start(half)
    for login, token in tokens.items():
        who = half.sessions.use(token, MONDAY)
        come_in(browser, token)
        csrf = re.search(r'name="csrf" value="(\w+)"', browser.open("/"))
        assert csrf
        may = half.office.may(who, number, MONDAY) if half.office.find(who, number, MONDAY) else {}
        forbidden = [verb for verb in STEPS if may.get(verb, Fault.NO_KEY)]
        for verb in forbidden if may or FULL else forbidden[:2]:
            case = half.cases.by_public_no(number)
            assert case
            form = {"csrf": csrf[1], "viec": verb.value, "buoc": "gui", "version": str(case.version), "token": "t"}
            filled = {field.name: "1" for field in STEPS[verb].fields}
            answer = browser.client.post(f"/ho-so/{number}/viec", data={**form, **filled})
            assert answer.status_code in {404, 409, 422}, (login, verb)
            assert bool(may) is (answer.status_code != 404), (login, verb)
            assert half.cases.by_public_no(number) == case, (login, verb)


@pytest.mark.parametrize("path", ["", "?viec=answer", "/anh/1"])
def test_not_yours_answers_like_nothing_there(
    half: Feedback, tokens: dict[str, str], browser: Browser, path: str
) -> None:
    number = working(half)
    for login in ("xa-lanh-dao", "kcn-so-lieu", "tinh-quan-tri", "giu-1", "tld-lanh-dao"):
        come_in(browser, tokens[login])
        pages = []
        for one in (number, NOWHERE):
            pages.append(browser.open(f"/ho-so/{one}{path}").replace(one, "N"))
            assert browser.status == 404
        assert pages[0] == pages[1], login

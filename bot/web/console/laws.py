"""Văn bản: a law is brought in by its file. First a report says what was read and what is missing; then it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.operations.law_desk import LawDesk, describe
from bot.texts import console_house as words
from bot.texts.faults import sentence
from bot.web.console.visit import Page, Visit
from feedback.errors import FeedbackError, NoKey
from feedback.model.union import CONTENT_ROLES, Role
from knowledge.model import ImportReport

PATH = "/ban-cau-hoi/van-ban"
LARGEST = 20 * 1024 * 1024  # bytes
PENDING = "law"
UNTAKEN = frozenset({"refused", "skipped"})


def show(visit: Visit) -> Response:
    """What is there, and the form."""
    return _show(visit)


def look(visit: Visit) -> Response:
    """Read a file and say what would become of it; nothing is kept."""
    desk, sent = _desk(visit), visit.form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _show(visit, words.CHOOSE_FILE, 422)
    name, data = sent.filename[:200], sent.file.read()
    reports = desk.look(name, data)
    memory = visit.session.memory.setdefault(PENDING, {})
    memory.clear()
    may_be_kept = any(report.status not in UNTAKEN for report in reports)
    if may_be_kept:
        memory[0] = (name, data)
    return _show(visit, reports=reports, may_be_kept=may_be_kept)


def keep(visit: Visit) -> Response:
    """Bring in what was looked at."""
    desk, pending = _desk(visit), visit.session.memory.get(PENDING, {}).get(0)
    if pending is None:
        return visit.go(PATH, words.CHOOSE_FILE)
    try:
        visit.faces.house.note_laws(visit.session, visit.now)
    except FeedbackError as error:
        return _show(visit, sentence(error), 409)
    name, data = pending
    reports = desk.take(name, data, replace=bool(visit.text("replace")))
    visit.session.memory.pop(PENDING, None)
    return _show(visit, reports=reports, kept=True)


def _desk(visit: Visit) -> LawDesk:
    if visit.faces.laws is None:
        raise NoKey
    return visit.faces.laws


def _show(
    visit: Visit,
    alert: str = "",
    status: int = 200,
    *,
    reports: Sequence[ImportReport] = (),
    may_be_kept: bool = False,
    kept: bool = False,
) -> Response:
    visit.session.require(CONTENT_ROLES | {Role.ADMIN})
    return visit.show(
        "laws.html",
        status,
        alert=alert,
        reports=[(report.status, describe(report, dry_run=not kept)) for report in reports],
        may_be_kept=may_be_kept,
        kept=kept,
        documents=_desk(visit).documents(),
        words=words,
    )


PAGES = (
    Page(PATH, show),
    Page(f"{PATH}/xem", look, "POST", largest=LARGEST),
    Page(f"{PATH}/luu", keep, "POST"),
)

"""Sửa cây tổ chức: a unit is added, renamed, moved or merged, or a whole file is read, and "ai nhận gì" seen first.

Every way leads to the same preview. What is previewed waits in the memory of the session; it is kept only when nobody
else changed the organisation meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.texts import console_redraw as words
from bot.texts.faults import flaws, sentence
from bot.web.console.people import confirmed
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.errors import BadOrganisation, FeedbackError
from feedback.model.union import CONTENT_ROLES, Role, UnitKind
from feedback.organisation.units import Organisation, read_csv, read_toml, write_csv, write_toml
from feedback.staff.survey import Redrawn

PATH = "/to-chuc/cay"
VISITORS = CONTENT_ROLES | {Role.ADMIN}
LARGEST = 4 * 1024 * 1024  # bytes; a file of ten thousand units
PENDING = "organisation"


def show(visit: Visit) -> Response:
    """The forms."""
    return _show(visit)


def toml_file(visit: Visit) -> Response:
    """The organisation in use, to change it in an editor."""
    return _download(visit, write_toml, "toml")


def csv_file(visit: Visit) -> Response:
    """The same for a spreadsheet."""
    return _download(visit, write_csv, "csv")


def add(visit: Visit) -> Response:
    """One more unit."""
    since = _day(visit, "since")
    code, name, kind = visit.text("code"), visit.text("name"), UnitKind(visit.text("kind"))
    if not code or not name:
        raise ValueError
    return _preview(visit, visit.faces.survey.with_unit(code, name, kind, visit.text("parent"), since))


def change(visit: Visit) -> Response:
    """Another name, or another unit above."""
    code, name, parent = visit.text("unit"), visit.text("name"), visit.text("parent")
    if not code or not (name or parent):
        raise ValueError
    return _preview(visit, visit.faces.survey.with_change(code, name, parent))


def merge(visit: Visit) -> Response:
    """A unit ends, and another one takes over."""
    code, heir = visit.text("unit"), visit.text("heir")
    if not code or not heir or code == heir:
        raise ValueError
    return _preview(visit, visit.faces.survey.with_end(code, heir, _day(visit, "on")))


def read_file(visit: Visit) -> Response:
    """A whole file, TOML or CSV; what is wrong in it is said line by line."""
    sent = visit.form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise ValueError
    try:
        text = sent.file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return _show(visit, alert=words.NOT_UTF8)
    reads = read_csv if sent.filename.lower().endswith(".csv") else read_toml
    return _preview(visit, reads(text))


def keep(visit: Visit) -> Response:
    """Keep what was previewed."""
    pending = visit.session.memory.get(PENDING, {}).get(0)
    if pending is None:
        return visit.go(PATH, words.NOTHING_PENDING)
    before, after = pending
    if before != visit.faces.house.organisation():
        visit.session.memory.pop(PENDING)
        return _show(visit, alert=words.CHANGED_MEANWHILE)
    visit.faces.house.replace_organisation(visit.session, after, visit.now)
    visit.session.memory.pop(PENDING)
    return visit.go(PATH, words.KEPT)


def move_cases(visit: Visit) -> Response:
    """The cases of a unit that ended go to its successor."""
    count = visit.faces.office.move_cases(visit.session, visit.text("unit"), visit.now)
    return visit.go(PATH, words.MOVED.format(count=count))


# --- inside ---


def _preview(visit: Visit, organisation: Organisation) -> Response:
    before = visit.faces.house.organisation()
    redrawn = visit.faces.survey.redrawn(organisation, visit.now)
    memory = visit.session.memory.setdefault(PENDING, {})
    memory.clear()
    if not redrawn.wrong:
        memory[0] = (before, organisation)
    return _show(visit, redrawn)


def _show(visit: Visit, redrawn: Redrawn | None = None, alert: str = "") -> Response:
    visit.session.require(VISITORS)
    alert = alert or getattr(visit.request.state, "alert", "")
    organisation, day = visit.faces.house.organisation(), local(visit.now).date()
    held = {unit for unit, _ in visit.session.unit_keys}
    ended = [u for u in organisation.units if not u.exists(day) and u.replaced_by and u.code in held]
    return visit.show(
        "redraw.html",
        409 if alert or (redrawn and redrawn.wrong) else 200,
        alert=alert,
        redrawn=redrawn,
        wrong=flaws(redrawn.wrong) if redrawn else [],
        doubtful=flaws(redrawn.doubtful) if redrawn else [],
        changes=[words.change_of(one.before, one.after, _names(redrawn)) for one in redrawn.units] if redrawn else [],
        units=[u for u in organisation.units if u.exists(day)],
        ended=ended,
        names={unit.code: unit.name for unit in organisation.units},
        kinds=words.KINDS,
        today=day,
        typed=visit.form,
    )


def _names(redrawn: Redrawn) -> dict[str, str]:
    return {u.code: u.name for one in redrawn.units for u in (one.before, one.after) if u} | dict(redrawn.names)


def _download(visit: Visit, write: Callable[[Organisation], str], kind: str) -> Response:
    visit.session.require(VISITORS)
    text = write(visit.faces.house.organisation())
    media = "text/csv" if kind == "csv" else "application/toml"
    mark = "\ufeff" if kind == "csv" else ""  # so that a spreadsheet reads Vietnamese
    headers = {"content-disposition": f'attachment; filename="to-chuc.{kind}"'}
    return Response(f"{mark}{text}", media_type=media, headers=headers)


def _day(visit: Visit, name: str) -> date:
    return date.fromisoformat(visit.text(name))


def _said(visit: Visit, act: Callable[[Visit], Response]) -> Response:
    """An act of the preview; a file that is wrong says where."""
    try:
        return act(visit)
    except BadOrganisation as error:
        return _show(visit, alert="\n".join(flaws(error.problems)))
    except FeedbackError as error:
        return _show(visit, alert=sentence(error))
    except ValueError:
        return _show(visit, alert=words.INCOMPLETE)


def _previewed(act: Callable[[Visit], Response]) -> Callable[[Visit], Response]:
    return lambda visit: _said(visit, act)


_PREVIEWS = {"them": add, "doi": change, "gop": merge, "tep": read_file}
PAGES = (
    Page(PATH, show),
    Page(f"{PATH}.toml", toml_file),
    Page(f"{PATH}.csv", csv_file),
    *(Page(f"{PATH}/{name}", _previewed(act), "POST", largest=LARGEST) for name, act in _PREVIEWS.items()),
    Page(f"{PATH}/luu", confirmed(keep, _show), "POST"),
    Page(f"{PATH}/chuyen-vu", confirmed(move_cases, _show), "POST"),
)

"""Cases that reach the union by mouth or on paper: typed for a worker, and the slip that proves it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.clock import vietnam_now
from bot.commands.acting import AS
from bot.commands.feedback_triage import CATEGORIES
from bot.commands.log_in import open_half, open_session
from bot.texts import submissions as words
from feedback.assembly import Feedback
from feedback.cases.union_words import mentions_union
from feedback.model.case import Category, Concern, EmergencyKind
from feedback.model.draft import Draft, Place
from feedback.worker.emergency import find_alarm

NO_DANGER = "none"
DANGERS = [NO_DANGER, *(kind.value for kind in EmergencyKind)]
CONCERNS = [concern.value for concern in Concern if concern is not Concern.PERSON]


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@AS
@click.option("--province", default="")
@click.option("--commune", default="")
@click.option("--park", default="", help="Khu công nghiệp.")
@click.option("--branch", default="")
@click.option("--company", default="", help="Mã doanh nghiệp.")
@click.option("--company-name", default="", help="Tên doanh nghiệp; được khóa lại.")
@click.option("--category", type=click.Choice(CATEGORIES), default=Category.OTHER.value, show_default=True)
@click.option("--danger", type=click.Choice(DANGERS), help="Có ai đang gặp nguy hiểm không? Không ghi thì được hỏi.")
@click.option("--concern", type=click.Choice(CONCERNS), help="Có liên quan đến ai trong công đoàn? Không ghi thì hỏi.")
@click.option("--person", "people", multiple=True, help="Tên đăng nhập của cán bộ bị nêu; lặp lại được.")
@click.option("--urgent", is_flag=True)
@click.option("--contact", default="", help="Chỉ khi người lao động muốn nêu tên.")
@click.option("--signed-sheet", is_flag=True, help="Có phiếu ký của người lao động (bắt buộc khi nêu tên).")
def assist(
    file: Path,
    login: str,
    province: str,
    commune: str,
    park: str,
    branch: str,
    company: str,
    company_name: str,
    category: str,
    danger: str | None,
    concern: str | None,
    people: tuple[str, ...],
    urgent: bool,
    contact: str,
    signed_sheet: bool,
) -> None:
    """Nhập hộ kiến nghị nghe qua điện thoại, nhận trên giấy hoặc ở cuộc họp; in mã một lần.

    Ví dụ: danbiet feedback assist loi-ke.txt --company may-anh-duong --category wage --as lan
    """
    if contact and not signed_sheet:
        raise click.UsageError(words.SHEET_NEEDED)
    half, session = open_session(login)
    text = file.read_text(encoding="utf-8")
    emergency, concerns = _asked_danger(text, danger), _asked_concern(text, concern)
    draft = Draft(
        text,
        place=Place(province=province, commune=commune, industrial_park=park, branch=branch, company=company),
        category=Category(category),
        company_name=company_name,
        concerns=concerns | ({Concern.PERSON} if people else frozenset()),
        people_concerned=tuple(_person(half, name) for name in people),
        emergency=emergency,
        urgent=urgent,
        contact=contact,
    )
    given = half.assisted.send(session, draft, vietnam_now(), looked_at=True, signed=signed_sheet)
    assert given.slip
    click.echo(given.slip.text)
    click.echo(words.CODE_ONCE.format(code=given.code))


def _asked_danger(text: str, given: str | None) -> EmergencyKind | None:
    """The question of step 2; where the words speak of danger, a "no" is asked about once more."""
    chosen = given or click.prompt(words.ASK_DANGER, type=click.Choice(DANGERS), err=True)
    alarm = find_alarm(text)
    if chosen == NO_DANGER and alarm and not given:
        kind = words.EMERGENCIES[alarm.kind]
        chosen = NO_DANGER if click.confirm(words.STILL_NO_DANGER.format(kind=kind), err=True) else alarm.kind.value
    elif chosen == NO_DANGER and alarm and alarm.sure:
        raise click.UsageError(words.DANGER_IN_WORDS.format(kind=words.EMERGENCIES[alarm.kind]))
    return None if chosen == NO_DANGER else EmergencyKind(chosen)


def _asked_concern(text: str, given: str | None) -> frozenset[Concern]:
    """The question of step 5; words about the union do not go with "nobody"."""
    chosen = Concern(given or click.prompt(words.ASK_CONCERN, type=click.Choice(CONCERNS), err=True))
    if chosen is Concern.NOBODY and mentions_union(text):
        raise click.UsageError(words.UNION_IN_WORDS)
    return frozenset({chosen})


def _person(half: Feedback, login: str) -> int:
    found = half.people.id_of(login)
    if found is None:
        raise click.UsageError(words.NO_SUCH_PERSON.format(login=login))
    return found


@click.group()
def slip() -> None:
    """Phiếu tiếp nhận mà người lao động giữ.

    Ví dụ: danbiet feedback slip verify phieu.txt
    """


@slip.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Phiếu này có đúng do hệ thống này ký không, có bị sửa chữ nào không.

    Ví dụ: danbiet feedback slip verify phieu.txt
    """
    genuine = open_half().submissions.verify_slip(file.read_text(encoding="utf-8"))
    click.echo(words.SLIP_GENUINE if genuine else words.SLIP_FALSE)
    sys.exit(0 if genuine else 1)

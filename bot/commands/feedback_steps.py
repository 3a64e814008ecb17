"""The steps of `danbiet feedback`: each takes a public number and says where the case stands afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from bot.clock import vietnam_now
from bot.commands.feedback import AS
from bot.commands.log_in import open_session
from bot.texts import submissions as words
from feedback.assembly import Feedback
from feedback.cases.store import Case
from feedback.cases.union_words import mentions_union
from feedback.model.case import Category, Concern, EmergencyKind, Kind, Level, Outcome, RefusalCode
from feedback.model.draft import Draft, Place
from feedback.model.lifecycle import State
from feedback.organisation.keyring import StaffSession
from feedback.sealing import receipt
from feedback.staff.handling import STATED_OUTCOMES, Answer
from feedback.worker.emergency import find_alarm

NUMBER = click.argument("number")
NO_DANGER = "none"
DANGERS = [NO_DANGER, *(kind.value for kind in EmergencyKind)]
CONCERNS = [concern.value for concern in Concern if concern is not Concern.PERSON]
KINDS = [k.value for k in Kind if k is not Kind.UNCLASSIFIED]
CATEGORIES = [c.value for c in Category]


def _opened(half: Feedback, session: StaffSession, number: str) -> Case | None:
    """A case that nobody looked at yet is opened first; who never said "không liên quan" is asked to."""
    case = half.desk.mover.cases.by_public_no(number)
    if case and case.state is State.RECEIVED:
        return half.triage.open(session, number, vietnam_now())
    return case


def say(case: Case) -> None:
    """Print where a case stands now."""
    click.echo(words.DONE.format(number=case.public_no, state=words.STATES[case.state]))


@click.command()
@NUMBER
@AS
@click.option("--kind", type=click.Choice(KINDS), required=True, help="Loại đơn.")
@click.option("--category", type=click.Choice(CATEGORIES), required=True, help="Lĩnh vực.")
@click.option("--no-conflict", is_flag=True, help="Đã xem: không có xung đột lợi ích.")
@click.confirmation_option(prompt="Bạn không có liên quan gì đến vụ này?")
def accept(number: str, login: str, kind: str, category: str, no_conflict: bool) -> None:
    """Tiếp nhận: ghi loại, lĩnh vực; cấp số thụ lý và hạn trả lời.

    Ví dụ: danbiet feedback accept KN26-7F3KQ --kind petition --category wage --as lan
    """
    half, session = open_session(login)
    half.desk.declare_uninvolved(session, number, vietnam_now())
    _opened(half, session, number)
    say(half.triage.accept(session, number, Kind(kind), Category(category), vietnam_now(), no_conflict=no_conflict))


@click.command()
@NUMBER
@click.argument("text")
@AS
def ask(number: str, text: str, login: str) -> None:
    """Hỏi lại người gửi; thời hạn tạm dừng.

    Ví dụ: danbiet feedback ask KN26-7F3KQ "Việc này từ tháng nào?" --as lan
    """
    half, session = open_session(login)
    case = half.desk.mover.cases.by_public_no(number)
    verb = half.handling.ask if case and case.state is State.IN_PROGRESS else half.triage.ask
    say(verb(session, number, text, vietnam_now()))


@click.command()
@NUMBER
@click.argument("person")
@AS
def assign(number: str, person: str, login: str) -> None:
    """Giao vụ cho một người của đơn vị.

    Ví dụ: danbiet feedback assign KN26-7F3KQ minh --as lan
    """
    half, session = open_session(login)
    say(half.handling.assign(session, number, person, vietnam_now()))


@click.command()
@NUMBER
@click.argument("file", type=click.File(encoding="utf-8"))
@AS
@click.option("--outcome", type=click.Choice(sorted(STATED_OUTCOMES)), help="Kết quả, nếu chưa giải quyết xong.")
@click.option("--law", "law_refs", multiple=True, help='Căn cứ, thí dụ "45/2019/QH14:97".')
def answer(number: str, file: TextIO, login: str, outcome: str | None, law_refs: tuple[str, ...]) -> None:
    """Trả lời theo năm phần, đọc từ tệp; các phần cách nhau bằng dòng ---.

    Ví dụ: danbiet feedback answer KN26-7F3KQ tra-loi.txt --as lan
    """
    parts = [part.strip() for part in f"\n{file.read()}\n".split("\n---\n")]
    if len(parts) != 5:
        raise click.UsageError(words.ANSWER_PARTS)
    half, session = open_session(login)
    reached = Outcome(outcome) if outcome else None
    say(half.handling.answer(session, number, Answer(*parts), vietnam_now(), outcome=reached, law_refs=law_refs))


@click.command()
@NUMBER
@AS
@click.option("--code", type=click.Choice([c.value for c in RefusalCode]), help="Mã lý do.")
@click.option("--reason", default="", help="Lý do mà người gửi sẽ đọc.")
@click.option("--confirm", is_flag=True, help="Người thứ hai: đồng ý từ chối.")
@click.option("--reject", is_flag=True, help="Người thứ hai: không đồng ý, tiếp nhận.")
def refuse(number: str, login: str, code: str | None, reason: str, confirm: bool, reject: bool) -> None:
    """Đề xuất không tiếp nhận; người thứ hai dùng --confirm hoặc --reject.

    Ví dụ: danbiet feedback refuse KN26-7F3KQ --code N5 --reason "Việc riêng giữa hai người." --as lan
    """
    if confirm + reject + bool(code) != 1:
        raise click.UsageError("Chọn một: --code và --reason, hoặc --confirm, hoặc --reject.")
    half, session = open_session(login)
    now = vietnam_now()
    if code:
        _opened(half, session, number)
        say(half.triage.propose_refusal(session, number, RefusalCode(code), reason, now))
    else:
        verb = half.triage.confirm_refusal if confirm else half.triage.reject_refusal
        say(verb(session, number, now))


@click.command()
@NUMBER
@AS
@click.option("--to", required=True, help="Nơi có trách nhiệm.")
@click.option("--how", required=True, help="Cách gửi, địa chỉ, giờ tiếp.")
def redirect(number: str, login: str, to: str, how: str) -> None:
    """Không thuộc công đoàn: chỉ rõ nơi có trách nhiệm và cách gửi.

    Ví dụ: danbiet feedback redirect KN26-7F3KQ --to "Bảo hiểm xã hội tỉnh" --how "Quầy 3, giờ hành chính" --as lan
    """
    half, session = open_session(login)
    _opened(half, session, number)
    say(half.triage.redirect(session, number, to, how, vietnam_now()))


@click.command()
@NUMBER
@AS
@click.option("--reason", required=True, help="Lý do, cấp trên sẽ đọc.")
def escalate(number: str, login: str, reason: str) -> None:
    """Chuyển vụ lên cấp trên; các nơi bị loại được bỏ qua.

    Ví dụ: danbiet feedback escalate KN26-7F3KQ --reason "Vượt thẩm quyền" --as lan
    """
    half, session = open_session(login)
    case = half.handling.escalate(session, number, reason, vietnam_now())
    unit = half.org.unit(case.owner)
    click.echo(words.HANDED_UP.format(number=number, unit=unit.name if unit else case.owner))


@click.command()
@NUMBER
@click.argument("leading")
@AS
@click.option("--kind", type=click.Choice(["duplicate", "related"]), default="related", show_default=True)
def link(number: str, leading: str, login: str, kind: str) -> None:
    """Liên kết hai vụ: trùng (câu trả lời của vụ đứng đầu gửi cho cả hai) hoặc liên quan. Không bao giờ nhập làm một.

    Ví dụ: danbiet feedback link KN26-7F3KQ KN26-M4XPA --kind duplicate --as lan
    """
    half, session = open_session(login)
    half.handling.link(session, number, leading, kind, vietnam_now())


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
        raise click.UsageError("Nêu tên thì cần phiếu ký: thêm --signed-sheet. Không có phiếu thì để ẩn danh.")
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
        level=Level.NAMED if contact else Level.ANONYMOUS,
        contact=contact,
        channel="assisted",
    )
    code = half.submissions.new_code()
    slip = half.submissions.submit(draft, code, vietnam_now())
    half.office.note_assisted(session, slip.public_no, vietnam_now())
    click.echo(slip.text)
    click.echo(words.CODE_ONCE.format(code=receipt.format_code(code)))


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
    member = half.staff.by_login(login)
    if member is None:
        raise click.UsageError(words.NO_SUCH_PERSON.format(login=login))
    return member.id

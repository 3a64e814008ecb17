"""`danbiet staff` and `danbiet trial`: who works where, who holds which key, and what waits for a lead's word."""

from __future__ import annotations

from datetime import date, datetime

import click

from bot import settings
from bot.clock import vietnam_now
from bot.commands.log_in import Office, open_half, session_of
from bot.operations.stage import Stage, stage_of
from bot.submissions import begin_trial
from bot.texts import staff as words
from bot.texts import stage as stage_words
from bot.texts import submissions as submission_words
from feedback.assembly import Feedback
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.organisation.trial import READERS
from feedback.staff.people import NewPerson, WaitingKey

BY = click.option("--by", default="", help="Người làm việc này: người phụ trách của đơn vị, hoặc cấp trên.")
AS = click.option("--as", "login", default="", help="Tên đăng nhập; sẽ hỏi mật khẩu và sáu số.")
ROLE = click.Choice([r.value for r in Role])
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def staff() -> None:
    """Cán bộ: thêm, vai trò, kiêm nhiệm, quên mật khẩu, cho nghỉ, xác nhận khóa.

    Ví dụ: danbiet staff add minh --name "Trần Minh" --unit cd-kcn --role handler --by lan
    """


@staff.command()
@click.argument("login")
@click.option("--name", required=True, help="Tên hiển thị với cán bộ khác.")
@click.option("--unit", required=True, help="Mã đơn vị.")
@click.option("--role", "roles", type=ROLE, multiple=True, required=True)
@click.option("--also", "posts", multiple=True, help="Đơn vị khác mà người này kiêm nhiệm.")
@click.option("--from", "since", type=DAY, help="Vai trò bắt đầu từ ngày này; mặc định hôm nay.")
@click.option("--until", type=DAY, help="Ngày đầu tiên không còn vai trò.")
@BY
def add(
    login: str,
    name: str,
    unit: str,
    roles: tuple[str, ...],
    posts: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    by: str,
) -> None:
    """Thêm cán bộ, hoặc thêm vai trò cho người đã có. Người đầu tiên của đơn vị tạo ra khóa của đơn vị.

    Ví dụ: danbiet staff add minh --name "Trần Minh" --unit cd-kcn --role handler --by lan
    """
    half = open_half()
    giver = actor(half, by)
    password = "" if half.people.is_known(login) else new_password(login)
    person = NewPerson(login, name, unit, tuple(map(Role, roles)), password, posts, _day(since), _day(until))
    half.people.add(giver, person, vietnam_now())
    click.echo(f"{login}: {', '.join(submission_words.ROLES[Role(r)] for r in roles)} tại {unit}.")


@staff.command("end-role")
@click.argument("login")
@click.argument("role", type=ROLE)
@click.argument("unit")
@click.option("--on", "day", type=DAY, help="Ngày đầu tiên không còn vai trò; mặc định hôm nay.")
@BY
def end_role(login: str, role: str, unit: str, day: datetime | None, by: str) -> None:
    """Kết thúc một vai trò. Không còn vai trò nào ở đơn vị thì đơn vị có khóa mới.

    Ví dụ: danbiet staff end-role minh handler cd-kcn --by lan
    """
    half = open_half()
    count = half.people.end_role(_required(half, by), login, Role(role), unit, vietnam_now(), _day(day))
    click.echo(words.ROLE_ENDED.format(login=login, role=submission_words.ROLES[Role(role)], unit=unit, count=count))


@staff.command()
@click.argument("login")
@click.option("--also", "posts", multiple=True, help="Đơn vị kiêm nhiệm; không ghi gì thì bỏ hết.")
@BY
def posts(login: str, posts: tuple[str, ...], by: str) -> None:
    """Ghi lại những nơi một người kiêm nhiệm: họ không mở được vụ tránh những nơi đó.

    Ví dụ: danbiet staff posts minh --also cd-an-thuong --by lan
    """
    half = open_half()
    line = half.people.set_posts(actor(half, by), login, posts, vietnam_now())
    click.echo(words.POSTS.format(login=login, posts=", ".join(line.posts) or words.NOBODY_ELSE))


@staff.command()
@click.argument("login")
def password(login: str) -> None:
    """Đổi mật khẩu của mình.

    Ví dụ: danbiet staff password lan
    """
    half = open_half()
    session = session_of(half, login)
    half.people.change_password(session, new_password(login))
    click.echo(words.CHANGED.format(login=login))


@staff.command()
@click.argument("login")
@BY
def reset(login: str, by: str) -> None:
    """Một người quên mật khẩu: người khác trong đơn vị cấp khóa mới, người đó gõ mật khẩu mới.

    Ví dụ: danbiet staff reset minh --by lan
    """
    half = open_half()
    helper = _required(half, by)
    lacking = half.people.renew(helper, login, new_password(login), vietnam_now())
    click.echo(words.RENEWED.format(login=login))
    if lacking:
        click.echo(words.STILL_WITHOUT_KEY.format(units=", ".join(sorted(lacking)), login=login))


@staff.command("renew-unit")
@click.argument("unit")
@click.argument("officer")
@BY
def renew_unit(unit: str, officer: str, by: str) -> None:
    """Người làm một mình mất khóa: đơn vị có khóa mới, cấp trên chuyển khóa từng vụ mà không đọc.

    Ví dụ: danbiet staff renew-unit cd-an-thuong hoa --by tam
    """
    half = open_half()
    above, holder = _required(half, by), session_of(half, officer)
    found = half.custody.renew_unit(above, holder, unit, vietnam_now())
    click.echo(words.RECOVERED.format(count=len(found.cases), left=found.left))


@staff.command()
@click.argument("login")
@click.option("--by", "stayers", multiple=True, help="Người ở lại của mỗi đơn vị mà người này giữ khóa.")
def remove(login: str, stayers: tuple[str, ...]) -> None:
    """Cho một người nghỉ: mất khóa và hết phiên ngay, đơn vị có khóa mới, việc giao cho người phụ trách.

    Ví dụ: danbiet staff remove minh --by lan
    """
    half = open_half()
    sessions = [session_of(half, stayer) for stayer in stayers] or [_required(half, "")]
    done = half.people.leave(login, sessions, vietnam_now())
    click.echo(words.LEFT.format(login=login, sealed=done.sealed_again, handed=done.handed_over))


@staff.command()
@click.argument("unit")
@BY
def rotate(unit: str, by: str) -> None:
    """Đổi khóa của đơn vị: chỉ những người đã xác nhận giữ khóa mới, mọi vụ được khóa lại.

    Ví dụ: danbiet staff rotate cd-kcn --by lan
    """
    half = open_half()
    count = half.people.rotate(_required(half, by), unit, vietnam_now())
    click.echo(words.ROTATED.format(unit=unit, count=count))


@staff.command("list")
def list_staff() -> None:
    """Mọi cán bộ, vai trò và nơi kiêm nhiệm.

    Ví dụ: danbiet staff list
    """
    for person in open_half().people.all(vietnam_now()):
        held = [
            f"{line.unit}: {submission_words.ROLES[line.role]}"
            + (f" (đến {line.until:%d/%m/%Y})" if line.until else "")
            + ("" if line.has_key or line.role in {Role.ADMIN, Role.ANALYST} else " (chưa có khóa)")
            for line in person.roles
        ]
        also = f"  kiêm nhiệm: {', '.join(person.posts)}" if person.posts else ""
        click.secho(f"{person.login}  {'; '.join(held)}{also}", fg="red" if person.trial else None)


# --- what waits for a lead's word ---


@staff.command()
@AS
def pending(login: str) -> None:
    """Những khóa chờ bạn xác nhận: cấp trên mới, người mới, khóa đã thay đổi.

    Ví dụ: danbiet staff pending --as lan
    """
    half = open_half()
    found = half.people.waiting(_required(half, login), vietnam_now())
    for key in found:
        line = words.WAITING_CHANGED if key.known_before else words.WAITING_NEW
        click.echo(line.format(unit=key.unit, subject=key.subject, name=key.name, fingerprint=key.fingerprint))
    if not found:
        click.echo(words.NOTHING_WAITS)


@staff.command()
@click.argument("subject")
@click.option("--unit", default="", help="Đơn vị của bạn, khi bạn thuộc nhiều nơi.")
@click.option("--yes", is_flag=True, help="Tôi đã so dấu vân tay.")
@AS
def confirm(subject: str, unit: str, yes: bool, login: str) -> None:
    """Xác nhận một khóa sau khi so dấu vân tay: từ đó nội dung cũ mới được khóa cho nơi đó.

    Ví dụ: danbiet staff confirm "unit ldld-tinh" --as lan
    """
    half = open_half()
    session = _required(half, login)
    key = _waiting(half, session, subject, unit)
    question = words.ASK_CONFIRM.format(name=key.name, fingerprint=key.fingerprint)
    if yes or click.confirm(question, err=True):
        half.people.confirm(session, key, vietnam_now())
        click.echo(words.CONFIRMED.format(name=key.name))


@staff.command()
@click.argument("subject")
@click.option("--unit", default="", help="Đơn vị của bạn, khi bạn thuộc nhiều nơi.")
@AS
def refuse(subject: str, unit: str, login: str) -> None:
    """Không xác nhận một khóa mà bạn không được báo.

    Ví dụ: danbiet staff refuse "unit cap-tren-la" --as lan
    """
    half = open_half()
    session = _required(half, login)
    key = _waiting(half, session, subject, unit)
    half.people.refuse(session, key, vietnam_now())
    click.echo(words.REFUSED.format(name=key.name))


@click.command()
@click.option("--if-new", is_flag=True, help="Chỉ khi thư mục chưa bắt đầu gì; nếu không thì thôi.")
def trial(if_new: bool) -> None:
    """Bật chế độ thử nghiệm: máy chủ giữ khóa, chạy được ngay, không dùng cho kiến nghị thật.

    Ví dụ: danbiet trial
    """
    chosen = settings.load()
    if if_new and stage_of(chosen.data) is not Stage.NONE:
        return
    if begin_trial(chosen, vietnam_now()) is None:
        if not if_new:
            raise click.ClickException(stage_words.ALREADY_EARNEST)
        return
    click.secho(submission_words.TRIAL, fg="red", bold=True)


def actor(half: Feedback, login: str) -> StaffSession | None:
    """The person who does something about people or the house: named, at the office, or in trial mode the first one.

    None is nobody, which the set-up alone may be.
    """
    context = click.get_current_context(silent=True)
    office = context.find_object(Office) if context else None
    name = login or (office.login if office else READERS[0] if half.people.is_trial() else "")
    return session_of(half, name) if name else None


def new_password(login: str) -> str:
    """Ask for a new password twice, without showing it."""
    answer: str = click.prompt(
        words.NEW_LOGIN_PROMPT.format(login=login), hide_input=True, confirmation_prompt=True, err=True
    )
    return answer


def _required(half: Feedback, login: str) -> StaffSession:
    found = actor(half, login)
    if not found:
        raise click.UsageError(submission_words.WHO)
    return found


def _waiting(half: Feedback, session: StaffSession, subject: str, unit: str) -> WaitingKey:
    for key in half.people.waiting(session, vietnam_now()):
        if key.subject == subject and unit in {"", key.unit}:
            return key
    raise click.ClickException(words.NOT_WAITING.format(subject=subject))


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None

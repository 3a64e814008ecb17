"""`danbiet staff`, `danbiet custodians`, `danbiet trial`: who holds which key."""

from __future__ import annotations

from pathlib import Path

import click

from bot import settings
from bot.clock import vietnam_now
from bot.commands.log_in import open_half, session_of
from bot.submissions import begin_trial, installation_key
from bot.texts import submissions as words
from feedback.assembly import Feedback
from feedback.backup import make_kit
from feedback.errors import Fault, FeedbackError
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.organisation.staff_store import StaffMember


@click.group()
def staff() -> None:
    """Cán bộ: thêm, đổi mật khẩu, cho nghỉ.

    Ví dụ: danbiet staff add lan --name "Nguyễn Thị Lan" --unit cd-kcn --role lead
    """


@staff.command()
@click.argument("login")
@click.option("--name", required=True, help="Tên hiển thị với cán bộ khác.")
@click.option("--unit", required=True, help="Mã đơn vị.")
@click.option("--role", "roles", type=click.Choice([r.value for r in Role]), multiple=True, required=True)
@click.option("--also", "posts", multiple=True, help="Đơn vị khác mà người này kiêm nhiệm.")
@click.option("--by", default="", help="Người đang giữ khóa của đơn vị (khi đơn vị đã có người).")
def add(login: str, name: str, unit: str, roles: tuple[str, ...], posts: tuple[str, ...], by: str) -> None:
    """Thêm cán bộ, hoặc thêm vai trò cho người đã có. Người đầu tiên của đơn vị tạo ra khóa của đơn vị.

    Ví dụ: danbiet staff add minh --name "Trần Minh" --unit cd-kcn --role handler --by lan
    """
    half = open_half()
    giver = _session(half, by) if by else None
    with half.manifest.changing():
        member = half.staff.by_login(login) or half.keyring.add_person(login, name, _new_password(login), posts)
        for role in roles:
            half.keyring.give_role(member, Role(role), unit, vietnam_now(), giver)
    click.echo(f"{login}: {', '.join(words.ROLES[Role(r)] for r in roles)} tại {unit}.")


@staff.command()
@click.argument("login")
def password(login: str) -> None:
    """Đổi mật khẩu của mình.

    Ví dụ: danbiet staff password lan
    """
    half = open_half()
    session = _session(half, login)
    half.keyring.change_password(session, _new_password(login))
    click.echo(f"{login}: đã đổi mật khẩu.")


@staff.command()
@click.argument("login")
@click.option("--by", "stayers", multiple=True, help="Người ở lại của mỗi đơn vị mà người này giữ khóa.")
def remove(login: str, stayers: tuple[str, ...]) -> None:
    """Cho một người nghỉ: mất khóa ngay, đơn vị có khóa mới, mọi vụ được khóa lại.

    Ví dụ: danbiet staff remove minh --by lan
    """
    half = open_half()
    member = _member(half, login)
    sessions = [_session(half, stayer) for stayer in stayers]
    by = {unit: s for s in sessions for unit, _ in s.unit_keys}
    count = half.keyring.remove_person(member, by, vietnam_now())
    click.echo(f"{login}: đã nghỉ; {count} vụ được khóa lại.")


@staff.command("list")
def list_staff() -> None:
    """Mọi cán bộ và vai trò.

    Ví dụ: danbiet staff list
    """
    half = open_half()
    for member in half.staff.all():
        roles = half.staff.roles(member.id, vietnam_now().date())
        named = {unit: ", ".join(sorted(words.ROLES[r] for r in held)) for unit, held in sorted(roles.items())}
        text = "; ".join(f"{unit}: {held}" for unit, held in named.items())
        click.secho(f"{member.login}  {text}", fg="red" if member.trial else None)


@click.group()
def custodians() -> None:
    """Ba người giữ khóa khôi phục: hai người bất kỳ mở được, một người thì không.

    Ví dụ: danbiet custodians set an binh chi
    """


@custodians.command("set")
@click.argument("logins", nargs=3)
@click.option("--old", nargs=2, help="Hai người giữ khóa cũ, khi đổi người.")
def set_custodians(logins: tuple[str, str, str], old: tuple[str, str] | None) -> None:
    """Tạo khóa khôi phục cho ba người; với --old thì chuyển khóa cũ cho ba người mới.

    Ví dụ: danbiet custodians set an binh chi
    """
    half = open_half()
    members = [_member(half, login) for login in logins]
    if old:
        half.recovery.replace_custodians(_session(half, old[0]), _session(half, old[1]), members, vietnam_now())
    else:
        half.recovery.set_custodians(members, vietnam_now())
    click.echo("Đã có ba người giữ khóa. In bộ khôi phục: danbiet custodians kit TỆP")


@custodians.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def kit(file: Path) -> None:
    """Bộ khôi phục: khóa cài đặt, khóa lại cho những người giữ khóa. Cất ngoài máy chủ.

    Ví dụ: danbiet custodians kit bo-khoi-phuc.danbiet-backup
    """
    loaded = settings.load()
    make_kit(open_half().db, file, installation_key(loaded), vietnam_now())
    click.echo(str(file))


@custodians.command()
@click.argument("unit")
@click.argument("logins", nargs=-1, required=True)
@click.option("--custodian", "pair", nargs=2, required=True, help="Hai người giữ khóa.")
def recover(unit: str, logins: tuple[str, ...], pair: tuple[str, str]) -> None:
    """Một đơn vị mất hết khóa: tạo khóa mới cho những người này, mở lại mọi vụ của đơn vị.

    Ví dụ: danbiet custodians recover cd-kcn lan minh --custodian an binh
    """
    half = open_half()
    custodians = [_session(half, login) for login in pair]
    members = [_session(half, login) for login in logins]
    found = half.recovery.recover_unit(unit, custodians[0], custodians[1], members, vietnam_now())
    click.echo(f"{len(found.cases)} vụ mở lại được, {found.left} vụ còn chờ.")


@click.command()
def trial() -> None:
    """Bật chế độ thử nghiệm: máy chủ giữ khóa, chạy được ngay, không dùng cho kiến nghị thật.

    Ví dụ: danbiet trial
    """
    half = open_half()
    if not begin_trial(half, vietnam_now()):
        raise click.ClickException("Đã có cán bộ với mật khẩu riêng: không bật chế độ thử nghiệm được nữa.")
    click.secho(words.TRIAL, fg="red", bold=True)


def _member(half: Feedback, login: str) -> StaffMember:
    member = half.staff.by_login(login)
    if not member:
        raise FeedbackError(Fault.NO_SUCH_LOGIN, login=login)
    return member


def _session(half: Feedback, login: str) -> StaffSession:
    _member(half, login)
    return session_of(half, login)


def _new_password(login: str) -> str:
    answer: str = click.prompt(
        words.NEW_LOGIN_PROMPT.format(login=login), hide_input=True, confirmation_prompt=True, err=True
    )
    return answer

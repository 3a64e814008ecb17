"""`danbiet setup`: from an empty folder to a union that can receive. Run again, it goes on where it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from bot import settings
from bot.clock import vietnam_now
from bot.commands.log_in import open_half, session_of
from bot.commands.operator_file import read_operator_file
from bot.commands.org import read_organisation
from bot.commands.staff import new_password
from bot.operations import lock
from bot.operations.first_union import NotComplete, read_people
from bot.operations.stage import Stage, set_trial_aside, stage_of
from bot.operations.union_check import lacking
from bot.settings import Settings
from bot.submissions import installation_key
from bot.texts import command as command_words
from bot.texts import setup as words
from bot.texts import stage as stage_words
from bot.texts import submissions as submission_words
from feedback.assembly import Feedback
from feedback.backup import make_kit
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.sealing.keys import fingerprint
from feedback.staff.people import NewPerson

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("organisation", type=FILE)
@click.argument("people", type=FILE)
@click.option("--kit", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Nơi ghi bộ khôi phục.")
def setup(organisation: Path, people: Path, kit: Path) -> None:
    """Lập một công đoàn làm thật: tổ chức, cán bộ, ba người giữ khóa, bộ khôi phục, thử đường đi, mở nhận.

    Mỗi người tự gõ mật khẩu khi được hỏi. Dừng giữa chừng thì chạy lại, việc đã xong được giữ.

    Ví dụ: danbiet setup to-chuc.toml can-bo.toml --kit /mnt/usb/bo-khoi-phuc.danbiet-backup
    """
    now = vietnam_now()
    _end_trial(settings.load(), now)
    half = open_half()
    if half.house.is_open():
        click.echo(words.ALREADY)
        return
    listed = list(_read_people(people))
    _organisation(half, organisation, now)
    sessions = _people(half, listed, now)
    _custodians(half, [p.login for p in listed if Role.CUSTODIAN in p.roles], now)
    half.people.begin_lists(sessions.values(), now)
    click.echo(words.LISTS)
    _kit(half, kit, now)
    _open(half, sessions, now)


def _end_trial(chosen: Settings, now: datetime) -> None:
    """What was tried is set aside, never turned into the real thing."""
    if stage_of(chosen.data) is Stage.TRIAL:
        try:
            with closing(lock.hold(chosen.data / "serve.lock")):
                aside = set_trial_aside(chosen.data, now)
        except lock.AlreadyRunning:
            raise click.ClickException(command_words.ALREADY_RUNNING) from None
        click.echo(stage_words.SET_ASIDE.format(folder=aside))


def _read_people(file: Path) -> Iterator[NewPerson]:
    try:
        yield from read_people(read_operator_file(file))
    except NotComplete as error:
        raise click.ClickException("\n".join(error.missing)) from None


def _organisation(half: Feedback, file: Path, now: datetime) -> None:
    if not half.house.organisation().units:
        half.house.replace_organisation(None, read_organisation(file), now)
    found = half.house.organisation()
    click.echo(words.ORGANISATION.format(units=len(found.units), areas=len(found.areas)))


def _people(half: Feedback, listed: list[NewPerson], now: datetime) -> dict[str, StaffSession]:
    """Add everybody who is not there yet; unit → a session of its first person. A prompt holds no transaction."""
    sessions: dict[str, StaffSession] = {}
    for person in listed:
        if half.people.is_known(person.login):
            click.echo(words.PERSON_KNOWN.format(login=person.login))
            if person.unit not in sessions:
                sessions[person.unit] = session_of(half, person.login)
            continue
        password = new_password(person.login)
        chosen = NewPerson(person.login, person.name, person.unit, person.roles, password, person.posts)
        half.people.add(sessions.get(person.unit), chosen, now)
        if person.unit not in sessions:
            sessions[person.unit] = half.people.first_session(person.login, password, now)
        roles = ", ".join(submission_words.ROLES[role] for role in person.roles)
        click.echo(words.PERSON.format(login=person.login, roles=roles, unit=person.unit))
    return {unit: half.people.renewed(session, now) for unit, session in sessions.items()}


def _custodians(half: Feedback, logins: list[str], now: datetime) -> None:
    if half.custody.recovery_public():
        click.echo(words.CUSTODIANS_KNOWN)
        return
    if len(logins) != 3:
        raise click.ClickException(words.CUSTODIANS_WRONG.format(count=len(logins)))
    half.custody.set_custodians(None, logins, now)
    click.echo(words.CUSTODIANS.format(logins=", ".join(logins)))


def _kit(half: Feedback, kit: Path, now: datetime) -> None:
    public = half.custody.recovery_public()
    assert public is not None
    if kit.exists():
        click.echo(words.KIT_KNOWN.format(file=kit))
        return
    make_kit(half.db, kit, installation_key(settings.load()), now)
    click.echo(words.KIT.format(file=kit, fingerprint=fingerprint(public)))


def _open(half: Feedback, sessions: dict[str, StaffSession], now: datetime) -> None:
    missing = lacking(half.house.readiness(now))
    if missing:
        raise click.ClickException("\n".join([words.LACKING, *(f"- {what}" for what in missing)]))
    reached: list[int] = []
    half.house.open_intake(None, lambda: reached.append(half.canary.fly(sessions.values(), now)), now)
    click.echo(words.CANARY.format(owners=reached[0]))
    click.echo(words.OPEN)
    click.echo(words.CHECK)

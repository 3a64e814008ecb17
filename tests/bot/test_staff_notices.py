"""Somebody is told: by e-mail or Telegram, counts alone; what reaches nobody is listed; of duty only truth is said."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import build
from bot.channels.mail import Mailer
from bot.clock import VIETNAM
from bot.conversation import respond
from bot.conversation.intake.danger import watched
from bot.conversation.intents import told
from bot.conversation.parts.model import State, Turn
from bot.engine.adapter import Received
from bot.engine.jobs import Jobs
from bot.engine.mailbox import Mailbox, Place
from bot.engine.pace import Pace
from bot.engine.sealing import Seal
from bot.engine.staff_notices import StaffChat, StaffNotices, text_of
from bot.messages import Channel, Incoming, Reply
from bot.services import open_services
from bot.settings import MailSettings, Settings
from bot.texts import emergency as emergency_words
from bot.texts import notices as words
from feedback.errors import FeedbackError, NotAllowed
from feedback.model.case import EmergencyKind, Lane
from feedback.model.draft import Draft
from feedback.model.lifecycle import Clock as CaseClock
from feedback.model.notice import NoticeKind, Route
from feedback.model.union import Tier
from feedback.notices.addresses import new_token
from feedback.sealing.keys import Secrets
from feedback.staff.workload import TOLD_ON
from tests.bot.conftest import Clock
from tests.doubles.smtp import Post, post_office
from tests.feedback.real_union import real_union, session
from tests.feedback.union import COMPANY, KEY, MONDAY, shown
from tests.library import SmallLibrary

EIGHT = datetime(2026, 11, 25, 8, 1, tzinfo=VIETNAM)  # a Wednesday
SENDER = "danbiet@union.example"
CONSOLE = "https://canbo.example"


class Telegram:
    """A Telegram that only listens."""

    reply_window: int | None = None

    def __init__(self) -> None:
        self.said: list[tuple[str, Reply]] = []

    def translate(self, body: str) -> Received:
        return Received("", Incoming(Channel.TELEGRAM, button=body))

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        self.said.append((address, reply))


class House:
    """A union in earnest whose people are told by a post office and a Telegram on this machine."""

    def __init__(self, data: Path, post: Post) -> None:
        self.post, self.clock, self.telegram = post, Clock(), Telegram()
        self.clock.now = MONDAY
        self.feedback = real_union()
        self.feedback.db.set_setting(TOLD_ON, MONDAY.date().isoformat())  # this morning's message is out
        self.app = build(Settings(data=data), SmallLibrary(), now=self.clock, feedback=self.feedback)
        engine = self.app.engine
        engine.add_channel(Channel.TELEGRAM, self.telegram, Pace())  # type: ignore[arg-type]
        engine.contacts.reached(Channel.TELEGRAM)
        self.mailbox = Mailbox(None, Seal(b"\x05" * 32))
        mailer = Mailer(MailSettings(host="127.0.0.1", port=post.port, security="none", sender=SENDER))
        self.staff = StaffNotices(self.feedback, self.mailbox, engine, mailer.send, CONSOLE)
        self.jobs = Jobs(self.feedback, Secrets.derive(KEY), self.mailbox, engine, self.clock, self.staff)

    def id(self, login: str) -> int:
        member = self.feedback.staff.by_login(login)
        assert member
        return member.id

    def link_mail(self, login: str) -> str:
        address = f"{login}@union.example"
        code = self.feedback.addresses.begin(self.id(login), Route.EMAIL, address, self.clock.now)
        self.feedback.addresses.link(code, self.clock.now, self.id(login))
        return address

    def link_telegram(self, login: str) -> Place:
        code = self.feedback.addresses.begin(self.id(login), Route.TELEGRAM, new_token(), self.clock.now)
        token = StaffChat(self.feedback).link(code, self.clock.now)
        place = Place(Channel.TELEGRAM, f'{{"chat": "{login}"}}', self.id(login).to_bytes(32, "big"))
        self.mailbox.wish(f"staff:{token}", place, self.clock.now.date(), lambda day, count: day)
        return place

    def send(self, text: str = "Công ty trả lương chậm.", **values: Any) -> tuple[str, str]:
        code = self.feedback.submissions.new_code()
        draft = Draft(text, **{"place": COMPANY, **values})
        return code, self.feedback.submissions.submit(draft, code, self.clock.now).public_no

    async def round(self, now: datetime | None = None) -> None:
        self.clock.now = now or self.clock.now
        await self.jobs.round()

    async def telegrams(self, place: Place) -> list[Reply]:
        await self.app.engine.settled(place.chat, 10)
        return [reply for address, reply in self.telegram.said if address == place.address]


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as office:
        yield office


@pytest.fixture
def house(tmp_path: Path, post: Post) -> House:
    return House(tmp_path, post)


async def test_counts_are_collected_and_nothing_else_is_said(house: House) -> None:
    address = house.link_mail("kcn-tiep")
    numbers = [house.send()[1] for _ in range(3)]
    await house.round()
    assert house.post.of(address) == []  # not at once: the minute would tell when a worker wrote
    await house.round(EIGHT)
    ((_, text),) = house.post.of(address)
    assert "3 việc mới" in text
    assert "mới, chưa ai mở: 3" in text  # the digest of the morning, in the same message
    assert not any(number in text for number in numbers)
    await house.round(EIGHT + timedelta(minutes=1))
    assert len(house.post.of(address)) == 1


async def test_an_emergency_goes_at_once_by_every_way_and_is_acknowledged_by_the_button(house: House) -> None:
    address, place = house.link_mail("kcn-lanh-dao"), house.link_telegram("kcn-lanh-dao")
    house.send("Có người bị máy cuốn tay.", emergency=EmergencyKind.ACCIDENT)
    await house.round()
    assert [subject for subject, _ in house.post.of(address)] == [words.SUBJECT_URGENT]
    (reply,) = await house.telegrams(place)
    services = open_services(Settings(data=Path("/nowhere")), SmallLibrary(), house.feedback, None)  # type: ignore[arg-type]
    turn = Turn(State(), Incoming(Channel.TELEGRAM, button=reply.buttons[0].id), services, house.clock.now)
    assert told.answer(turn)[1][0].text == words.ACKNOWLEDGED
    assert told.answer(turn)[1][0].text == words.NOTHING_TO_ACKNOWLEDGE


async def test_whoever_opens_an_emergency_answers_the_call(house: House) -> None:
    _, number = house.send("Cháy kho.", emergency=EmergencyKind.ACCIDENT)
    lead = session(house.feedback, "kcn-lanh-dao")
    assert house.feedback.notices.unacknowledged() > 0
    shown(house.feedback, lead, number, house.clock.now)
    assert house.feedback.notices.unacknowledged() == 0


async def test_a_post_office_that_refuses_is_tried_again_and_then_listed(house: House) -> None:
    address = house.link_mail("kcn-tiep")
    house.send()
    house.post.refuses = True
    for hour in range(4):
        await house.round(EIGHT + timedelta(hours=hour))
    assert house.post.of(address) == []
    house.post.refuses = False
    await house.round(EIGHT + timedelta(hours=6))
    assert len(house.post.of(address)) == 1
    house.send()
    house.post.refuses = True
    for hour in range(60):
        await house.round(EIGHT + timedelta(days=1, hours=hour))
    stuck = house.feedback.notices.stuck(house.clock.now)
    assert {row["trouble"] for row in stuck if row["person"] == house.id("kcn-tiep")} == {"mail"}


async def test_who_has_no_address_finds_it_at_the_console(house: House) -> None:
    house.send()
    await house.round(EIGHT + timedelta(hours=2))
    lead = session(house.feedback, "kcn-lanh-dao")
    assert lead.member.id in {row["person"] for row in house.feedback.notices.stuck(house.clock.now)}
    assert NoticeKind.NEW_CASE in {row["kind"] for row in house.feedback.duty.notices(lead, house.clock.now)}
    assert lead.member.id not in {row["person"] for row in house.feedback.notices.stuck(house.clock.now)}


async def test_five_weeks_of_a_union(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """22 cases, some answered and some forgotten; two days without a post office; the lead by Telegram."""
    for login in ("kcn-tiep", "tinh-lanh-dao", "tinh-tiep", "ubkt-tinh", "tld-lanh-dao", "tld-ubkt"):
        house.link_mail(login)
    place = house.link_telegram("kcn-lanh-dao")
    notices = house.feedback.notices
    sent: list[int] = []
    made: dict[int, dict[str, Any]] = {}
    original = notices.sent

    def note(ids: Sequence[int], now: datetime, acknowledge: str = "") -> None:
        sent.extend(ids)
        original(ids, now, acknowledge)

    monkeypatch.setattr(notices, "sent", note)
    chance, lead, numbers = random.Random(22), session(house.feedback, "kcn-lanh-dao"), list[str]()
    for hour in range(35 * 24):
        now = MONDAY + timedelta(hours=hour)
        house.clock.now = now
        if hour % 38 == 0 and len(numbers) < 22:
            emergency = EmergencyKind.ACCIDENT if len(numbers) % 7 == 3 else None
            numbers.append(house.send(emergency=emergency)[1])
        if chance.random() < 0.02 and numbers:
            with suppress(FeedbackError):
                shown(house.feedback, lead, chance.choice(numbers), now)
        house.post.refuses = 14 * 24 <= hour < 16 * 24
        if now.hour in {0, 6, 8, 9, 13, 14, 18}:
            await house.round(now)
        made |= {row["id"]: row for row in house.feedback.db.rows("SELECT * FROM notice WHERE person IS NOT NULL")}
        assert not house.feedback.db.rows("SELECT 1 FROM notice WHERE person IS NULL AND watch = ''")
    assert len(numbers) == 22
    mornings = [row for row in made.values() if row["kind"] == NoticeKind.DIGEST]
    days = {row["made_at"][:10] for row in mornings}
    assert len(days) > 15
    assert all(house.feedback.deadlines.calendar.is_working_day(date.fromisoformat(day)) for day in days)
    assert len({(row["person"], row["made_at"][:10]) for row in mornings}) == len(mornings)
    sent = [one for one in sent if made[one]["kind"] != NoticeKind.DIGEST]
    assert len(sent) == len(set(sent)) > 100
    letters = [text for _, _, text in house.post.letters] + [r.text for r in await house.telegrams(place)]
    told_of = sum(int(n) for text in letters for n in re.findall(r"^(\d+) ", text, re.MULTILINE))
    assert told_of == len(sent)
    listed = {row["id"] for row in notices.stuck(house.clock.now)}
    open_rows = {row["id"]: row for row in house.feedback.db.rows("SELECT * FROM notice WHERE sent_on IS NULL")}
    later = {i for i, row in open_rows.items() if row["due_at"] > (house.clock.now - timedelta(hours=1)).isoformat()}
    answered = {i for i, row in made.items() if i not in open_rows and row["kind"].startswith("emergency")}
    made = {i: row for i, row in made.items() if row["kind"] != NoticeKind.DIGEST}
    assert not made.keys() - set(sent) - listed - later - answered


# --- duty ---


def on_duty(house: House, login: str, start: datetime, hours: int = 8) -> None:
    text = "\n".join(
        (
            "[[shift]]",
            'unit = "cd-kcn"',
            f'login = "{login}"',
            f"start = {start:%Y-%m-%dT%H:%M:%S}",
            f"end = {start + timedelta(hours=hours):%Y-%m-%dT%H:%M:%S}",
        )
    )
    house.feedback.duty.load(session(house.feedback, "kcn-lanh-dao"), text, house.clock.now)


def sentence(house: House, trial: bool = False) -> str:
    services = open_services(Settings(data=Path("/nowhere")), SmallLibrary(), house.feedback, None)  # type: ignore[arg-type]
    assert isinstance(services.staff, StaffChat)
    services.staff.delivery = house.staff
    object.__setattr__(services, "trial", trial)
    return watched(Turn(State(), Incoming(Channel.WEB), services, house.clock.now), "cd-kcn")


async def test_that_somebody_looks_is_said_only_while_it_is_so(house: House) -> None:
    assert sentence(house) == emergency_words.UNWATCHED  # no roster
    on_duty(house, "kcn-lanh-dao", MONDAY - timedelta(hours=1))
    assert sentence(house) == emergency_words.UNWATCHED  # a shift, and no way to call
    house.link_mail("kcn-lanh-dao")
    assert sentence(house) == emergency_words.WATCHED.format(within="30 phút")
    assert sentence(house, trial=True) == emergency_words.WATCHED_TRIAL
    house.post.refuses = True
    house.send(emergency=EmergencyKind.ACCIDENT)
    await house.round()
    assert sentence(house) == emergency_words.UNWATCHED  # the way does not work
    house.post.refuses = False
    await house.round(house.clock.now + timedelta(minutes=10))
    assert sentence(house) == emergency_words.WATCHED.format(within="30 phút")
    house.clock.now = MONDAY + timedelta(hours=8)
    assert sentence(house) == emergency_words.UNWATCHED  # the shift is over
    on_duty(house, "kcn-lanh-dao", MONDAY + timedelta(hours=8), hours=12)
    assert sentence(house) == emergency_words.WATCHED.format(within="2 giờ")


async def test_the_person_on_duty_is_called_first(house: House) -> None:
    house.link_mail("kcn-lanh-dao")
    address = house.link_mail("kcn-tiep")
    on_duty(house, "kcn-tiep", MONDAY - timedelta(hours=1))
    house.send(emergency=EmergencyKind.ACCIDENT)
    await house.round(MONDAY + timedelta(minutes=31))
    assert words.SUBJECT_URGENT in [subject for subject, _ in house.post.of(address)]


def test_a_roster_is_refused_with_what_is_wrong(house: House) -> None:
    lead = session(house.feedback, "kcn-lanh-dao")
    shift = '[[shift]]\nunit = "{}"\nlogin = "{}"\nstart = 2026-11-23T08:00:00\nend = 2026-11-23T{}:00:00\n'
    for unit, login, end in (("tld", "kcn-tiep", "17"), ("cd-kcn", "ai-do", "17"), ("cd-kcn", "kcn-tiep", "08")):
        with pytest.raises(FeedbackError, match="roster_broken"):
            house.feedback.duty.load(lead, shift.format(unit, login, end), MONDAY)
    with pytest.raises(NotAllowed):
        house.feedback.duty.load(session(house.feedback, "kcn-tiep"), shift.format("cd-kcn", "kcn-tiep", "17"), MONDAY)


# --- addresses ---


def test_an_address_is_linked_by_its_own_code_once(house: House) -> None:
    addresses, person = house.feedback.addresses, house.id("kcn-tiep")
    code = addresses.begin(person, Route.EMAIL, "lan@union.example", MONDAY)
    with pytest.raises(NotAllowed, match="link_code_wrong"):
        addresses.link(code, MONDAY, house.id("kcn-lanh-dao"))
    with pytest.raises(NotAllowed, match="link_code_wrong"):
        addresses.link(code, MONDAY, person)  # it is gone with the wrong try
    code = addresses.begin(person, Route.EMAIL, "lan@union.example", MONDAY)
    with pytest.raises(NotAllowed, match="link_code_wrong"):
        addresses.link(code, MONDAY + timedelta(minutes=16), person)
    code = addresses.begin(person, Route.EMAIL, "lan@union.example", MONDAY)
    addresses.link(code, MONDAY, person)
    assert [a.value for a in addresses.of(person)] == ["lan@union.example"]
    pages = house.feedback.db.db.conn.serialize()
    assert b"lan@union.example" not in pages
    assert code.encode() not in pages
    with pytest.raises(NotAllowed, match="address_broken"):
        addresses.begin(person, Route.EMAIL, "lan@union.example\nBcc: x@y.z", MONDAY)


@pytest.mark.parametrize(
    ("channel", "links"), [(Channel.TELEGRAM, True), (Channel.ZALO_OA, False), (Channel.WEB, False)]
)
def test_a_chat_is_linked_by_typing_its_code(house: House, channel: Channel, links: bool) -> None:
    code = house.feedback.addresses.begin(house.id("kcn-tiep"), Route.TELEGRAM, new_token(), house.clock.now)
    services = open_services(Settings(data=Path("/nowhere")), SmallLibrary(), house.feedback, None)  # type: ignore[arg-type]
    incoming = Incoming(channel, f"Nối {code[:5]} {code[5:]}")
    assert told.accepts(State(), incoming)
    state, _ = told.answer(Turn(State(), incoming, services, house.clock.now))
    assert state.mail.startswith("staff:") is links


# --- lanes ---


def test_raising_a_lane_starts_its_clock(house: House) -> None:
    lead, (code, number) = session(house.feedback, "kcn-lanh-dao"), house.send()
    shown(house.feedback, lead, number, MONDAY)
    house.feedback.triage.open(lead, number, MONDAY)
    house.feedback.triage.classify(lead, number, MONDAY, lane=Lane.URGENT)
    case = house.feedback.cases.by_public_no(number)
    assert case
    first = house.feedback.deadlines.open(case.subject, CaseClock.FIRST_LOOK)
    assert first
    assert first["due_at"] == "2026-11-23T17:00"
    assert code


def test_retaliation_gets_its_four_hours(house: House) -> None:
    lead, (code, number) = session(house.feedback, "kcn-lanh-dao"), house.send()
    shown(house.feedback, lead, number, MONDAY)
    house.feedback.triage.open(lead, number, MONDAY)
    house.feedback.submissions.report_retaliation(code, "Tôi bị chuyển ca vì đã gửi.", MONDAY, token="a")
    case = house.feedback.cases.by_public_no(number)
    assert case
    first = house.feedback.deadlines.open(case.subject, CaseClock.FIRST_LOOK)
    assert first
    assert first["due_at"] == "2026-11-23T17:00"


async def test_boards_get_a_root_to_keep_every_monday(house: House) -> None:
    address = house.link_mail("ubkt-tinh")
    for day in range(8):
        await house.round(datetime(2026, 11, 24, 8, 30, tzinfo=VIETNAM) + timedelta(days=day))
    roots = {root.root.hex() for root in house.feedback.record.roots()}
    found = [text for _, text in house.post.of(address) if any(root in text for root in roots)]
    assert len(found) == 1


def test_nothing_of_a_case_stands_in_a_message() -> None:
    told_of = [kind for kind in NoticeKind if kind is not NoticeKind.DIGEST]
    rows = [{"kind": kind.value, "detail": "", "public_no": "KN26-AAAAA"} for kind in told_of]
    assert "KN26" not in text_of(rows)
    assert all(line.partition(" ")[0].isdigit() for line in text_of(rows).splitlines()[: len(told_of)])


# --- the morning, and what a linked chat may ask ---


async def test_the_morning_says_how_much_waits_with_links_and_once(house: House) -> None:
    address = house.link_mail("kcn-lanh-dao")
    number = house.send()[1]
    await house.round(EIGHT - timedelta(minutes=2))
    assert not any(words.DIGEST in text for _, text in house.post.of(address))
    await house.round(EIGHT)
    await house.round(EIGHT + timedelta(minutes=1))
    (text,) = [text for _, text in house.post.of(address) if words.DIGEST in text]
    assert text.startswith(words.DIGEST)
    assert f"mới, chưa ai mở: 1\n  {CONSOLE}/hang-doi?muc=new" in text.replace("\r\n", "\n")
    assert number not in text


async def test_no_morning_message_on_a_day_off_at_night_or_without_work(house: House) -> None:
    address = house.link_mail("tld-lanh-dao")  # nothing waits for the top
    other = house.link_mail("kcn-lanh-dao")
    house.send()
    for at in (datetime(2026, 11, 28, 9, tzinfo=VIETNAM), datetime(2026, 11, 27, 21, tzinfo=VIETNAM)):
        await house.round(at)  # a Saturday; a night
    assert not any(words.DIGEST in text for _, text in house.post.of(other))
    await house.round(datetime(2026, 11, 30, 9, tzinfo=VIETNAM))
    assert any(words.DIGEST in text for _, text in house.post.of(other))
    assert house.post.of(address) == []


async def test_the_morning_counts_no_case_that_bars_its_reader(house: House) -> None:
    lead = house.id("kcn-lanh-dao")
    number = house.send()[1]
    assert house.feedback.workloads.of(lead, house.clock.now).new == 1
    case = house.feedback.cases.by_public_no(number)
    assert case
    house.feedback.desk.mover.exclusions.bar_person(case.id, lead, "worker")
    assert house.feedback.workloads.of(lead, house.clock.now).open == 0


async def test_whoever_has_a_post_below_is_told_nothing_of_cases_that_bar_a_union_below(house: House) -> None:
    """Which union it is stands under a mark that only the case's key reads."""
    lead = house.id("kcn-lanh-dao")
    number = house.send()[1]
    case = house.feedback.cases.by_public_no(number)
    assert case
    grassroots = next(unit.code for unit in house.feedback.org.load().units if unit.tier is Tier.GRASSROOTS)
    house.feedback.desk.mover.exclusions.bar_unit(case.id, grassroots, "worker", b"k" * 32)
    assert house.feedback.workloads.of(lead, house.clock.now).open == 1
    house.feedback.staff.set_posts(lead, [grassroots])
    assert house.feedback.workloads.of(lead, house.clock.now).open == 0


def chat_of(house: House, place: Place, text: str) -> str:
    """What the bot answers in a Telegram chat."""
    services = open_services(Settings(data=Path("/nowhere")), SmallLibrary(), house.feedback, None)  # type: ignore[arg-type]
    assert isinstance(services.staff, StaffChat)
    services.staff.delivery = house.staff
    incoming = Incoming(Channel.TELEGRAM, text, sender=place.chat.hex())
    return respond(State(), incoming, services=services, now=house.clock.now)[1][0].text


@pytest.mark.parametrize("command", ["/viec", "/qua_han", "/truc", "/VIEC "])
async def test_a_linked_chat_is_answered_with_counts_and_a_stranger_like_for_any_unknown_command(
    house: House, command: str
) -> None:
    place, number = house.link_telegram("kcn-lanh-dao"), house.send()[1]
    stranger = Place(Channel.TELEGRAM, "{}", b"s" * 32)
    said = chat_of(house, place, command)
    assert chat_of(house, stranger, command) == chat_of(house, stranger, "/khong_co_lenh") != said
    assert number not in said
    assert not set(said) & set("{}")


async def test_the_counts_of_a_chat_are_of_its_own_person(house: House) -> None:
    lead, above = house.link_telegram("kcn-lanh-dao"), house.link_telegram("tld-lanh-dao")
    house.send()
    assert words.WORK.format(count=1) in chat_of(house, lead, "/viec")
    assert chat_of(house, above, "/viec") == words.NO_WORK
    assert chat_of(house, lead, "/qua_han") == words.NOT_LATE
    house.clock.now = MONDAY + timedelta(days=40)
    assert "quá hạn: 1" in chat_of(house, lead, "/qua_han")
    assert words.NOBODY_ON_DUTY in chat_of(house, lead, "/truc")
    on_duty(house, "kcn-lanh-dao", house.clock.now - timedelta(hours=1))
    assert words.ON_DUTY.format(count=1) in chat_of(house, lead, "/truc")


async def test_thoi_bao_ends_a_linked_chat_as_was_promised(house: House) -> None:
    place = house.link_telegram("kcn-lanh-dao")
    assert chat_of(house, place, "Thôi báo") == words.UNLINKED_CHAT
    assert chat_of(house, place, "/viec") == chat_of(house, place, "/khong_co_lenh")
    assert house.feedback.addresses.of(house.id("kcn-lanh-dao")) == []


async def test_who_left_is_answered_nothing(house: House) -> None:
    place = house.link_telegram("kcn-tiep")
    house.feedback.staff.deactivate(house.id("kcn-tiep"), house.clock.now.date())
    assert chat_of(house, place, "/viec") == chat_of(house, place, "/khong_co_lenh")

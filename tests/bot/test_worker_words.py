"""Every sentence that a worker can read: short, in words that workers know, and so in trial and in earnest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from bot.conversation import State
from bot.conversation.follow import dialogue as follow
from bot.texts import faults, intake, petition_pages, submissions
from bot.texts import follow as follow_words
from bot.texts.catalogue import flat
from bot.texts.letters import LETTERS
from feedback.errors import Fault, NotAllowed
from tests.bot.test_follow import Sender

MOST_WORDS = 20
WHOLE = [
    "follow",
    "intake",
    "emergency",
    "matters",
    "talk",
    "answers",
    "share",
    "kinds",
    "petition_pages",
    "web",
    "letters",
]
OF_SUBMISSIONS = ["STATES", "CATEGORIES", "LANES", "LEVELS", "OUTCOMES", "REFUSALS", "CLOCKS", "EMERGENCIES"]
ENGLISH = {"talk.GUIDE_ENGLISH", "talk.IN_ENGLISH"}
SENTENCES = re.compile(r"(?<=[.!?;…])\s+|\n")
FORBIDDEN = re.compile(
    r"\b(?:thụ lý|thẩm quyền|thời hiệu|mối nối|danh tính|tình tiết|khách quan|xác minh|nghiệp vụ|quý (?:vị|khách)|"
    r"kính (?:gửi|mời|thưa)|vui lòng|trạng thái hiện nay|diện (?:khẩn|gấp)|UBKT|CĐCS|LĐLĐ|NSDLĐ|BLLĐ|TLĐ|"
    r"server|token|link|chat|bot|click|admin|online|session|update|file|adapter|danbiet)\b",
    re.IGNORECASE,
)


def constants(module: str) -> Iterator[tuple[str, str]]:
    for name, value in vars(import_module(f"bot.texts.{module}")).items():
        if name.isupper() and f"{module}.{name}" not in ENGLISH:
            yield from flat(value, f"{module}.{name}")


def all_texts() -> list[tuple[str, str]]:
    found = [pair for module in WHOLE for pair in constants(module)]
    for name in OF_SUBMISSIONS:
        found += flat(getattr(submissions, name), f"submissions.{name}")
    for letter in LETTERS:  # the letter itself is written to an employer
        asked = [text for field in letter.fields for text in (field.label, field.hint)]
        found += [(f"letters.{letter.id}", text) for text in (letter.title, letter.about, *letter.know, *asked)]
    found += [(f"faults.{fault}", faults.WORDS[fault]) for fault in faults.TO_WORKERS]
    return [*found, ("faults.CANNOT_NOW", faults.CANNOT_NOW)]


def test_they_are_all_looked_at() -> None:
    assert len(all_texts()) > 600


def test_sentences_are_short() -> None:
    long = [
        (name, sentence)
        for name, text in all_texts()
        for sentence in SENTENCES.split(text)
        if sum(bool(re.search(r"\w", word)) for word in sentence.split()) > MOST_WORDS
    ]
    assert long == []


def test_words_are_those_that_workers_know() -> None:
    assert [(name, text) for name, text in all_texts() if FORBIDDEN.search(text)] == []


def test_a_fault_of_staff_reaches_no_worker() -> None:
    of_staff = set(Fault) - faults.TO_WORKERS
    assert [fault for fault in of_staff if faults.for_worker(NotAllowed(fault)) != faults.CANNOT_NOW] == []


def test_a_verb_that_the_case_has_left_behind_shows_the_case() -> None:
    sender = Sender()
    sender.looks()
    for button in ("follow:keep", "follow:choose:5"):
        sender.state = State.unpack(sender.state.pack())
        if button.startswith("follow:choose"):
            sender.says(button="follow:confirm")
        assert follow_words.STATE_CHANGED in sender.says(button=button)
        assert sender.number in sender.heard
    assert Fault.NOT_IN_THIS_STATE in follow.MOVED_ON


def test_pages_and_chats_call_the_code_step_the_same() -> None:
    assert petition_pages.CODE_HEADING == intake.CODE_TITLE
    assert petition_pages.TO_CODE == intake.SEND

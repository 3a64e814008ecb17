""" "Bạn làm ở đâu?": once in a chat, only where the answer turns on it, and kept until the chat is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.clock import VIETNAM
from bot.conversation import Services, State, respond
from bot.messages import Channel, Incoming, Reply
from bot.texts import answers
from knowledge.model import Answer, Audience, QuestionOutcome
from tests.library import MEALS, PATHS, SmallLibrary

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=VIETNAM)
OF_STATE = replace(MEALS, audience=(Audience.STATE,))


class TwoRules(SmallLibrary):
    """One rule for all, another for state enterprises; without a reader nobody knows which is meant."""

    def answer(
        self,
        question: str,
        as_of: date,
        topic: str | None = None,
        most: int = 10,
        reader: Audience | None = None,
        before: str = "",
    ) -> Answer:
        hits = (OF_STATE, PATHS) if reader is Audience.STATE else (PATHS, OF_STATE)
        sure = "chắc chắn" in question
        return Answer(question, question, as_of, True, hits[:most], ("safety",), False, 1.0 if sure else 0.6)


class Counts:
    """Remembers what was counted."""

    def __init__(self) -> None:
        self.rows: list[tuple[date, str, QuestionOutcome]] = []

    def add(self, day: date, topic: str, outcome: QuestionOutcome) -> None:
        self.rows.append((day, topic, outcome))


class Chat:
    def __init__(self, services: Services | None = None) -> None:
        self.state = State()
        self.services = services or Services(TwoRules())
        self.replies: tuple[Reply, ...] = ()

    def says(self, text: str = "", button: str = "") -> str:
        incoming = Incoming(Channel.TELEGRAM, text, button=button)
        state, self.replies = respond(self.state, incoming, services=self.services, now=NOW)
        self.state = State.unpack(state.pack())
        return "\n".join(reply.text for reply in self.replies)


def test_it_is_asked_below_the_likeliest_answer_and_once() -> None:
    chat = Chat()
    text = chat.says("hội nghị họp khi nào")
    assert answers.WHERE_YOU_WORK in text
    assert PATHS.title in text
    labels = [b.label for b in chat.replies[-1].buttons]
    assert [*answers.WORKPLACES.values(), answers.SKIPPED_LABEL] == labels[: len(answers.WORKPLACES) + 1]
    assert chat.replies[0].buttons == ()
    assert answers.WHERE_YOU_WORK not in chat.says("công khai những gì ở đây")


def test_the_question_is_answered_again_for_the_place() -> None:
    chat = Chat()
    chat.says("hội nghị họp khi nào")
    text = chat.says(button="reader:state")
    assert MEALS.title in text
    assert "doanh nghiệp nhà nước" in text
    assert chat.state.reader == "state"


def test_the_place_is_kept_for_the_questions_after_it() -> None:
    chat = Chat()
    chat.says("hội nghị họp khi nào")
    chat.says(button="reader:state")
    assert MEALS.title in chat.says("chắc chắn công khai những gì cho người lao động biết")


def test_passing_over_is_an_answer_too() -> None:
    chat = Chat()
    chat.says("hội nghị họp khi nào")
    assert answers.PASSED_OVER in chat.says(button="reader:unsaid")
    assert answers.WHERE_YOU_WORK not in chat.says("công khai những gì ở nơi làm")


def test_a_sure_answer_asks_nothing() -> None:
    assert answers.WHERE_YOU_WORK not in Chat().says("chắc chắn hội nghị họp khi nào")


def test_it_can_be_changed_and_goes_with_the_chat() -> None:
    chat = Chat()
    chat.says("hội nghị họp khi nào")
    chat.says(button="reader:state")
    assert answers.WHERE_YOU_WORK in chat.says("đổi nơi làm")
    chat.says(button="reader:private")
    assert chat.state.reader == "private"
    chat.says(button="privacy:forget")
    assert chat.state.reader == ""


def test_every_place_is_an_audience() -> None:
    assert all(Audience(place) for place in answers.WORKPLACES)


def test_questions_are_counted_by_topic_and_outcome_alone() -> None:
    counts = Counts()
    chat = Chat(Services(SmallLibrary(), counts=counts))
    chat.says("com giữa ca thế nào")
    chat.says(button="helpful:yes")
    chat.says("hoàn toàn không có trong luật nào cả nhé")
    assert [row[2] for row in counts.rows] == [
        QuestionOutcome.ANSWERED,
        QuestionOutcome.HELPED,
        QuestionOutcome.NOT_FOUND,
    ]
    assert {row[0] for row in counts.rows} == {date(2026, 11, 30)}


def test_a_message_to_the_bot_itself_is_no_question() -> None:
    counts = Counts()
    Chat(Services(SmallLibrary(), counts=counts)).says("cảm ơn nha")
    assert counts.rows == []

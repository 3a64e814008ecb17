"""Tell us if it helped: 👎 sends the question (not the worker) to the unanswered desk."""

from dataclasses import replace

from bot.conversation.parts.menu import menu
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.texts import answers
from knowledge.model import QuestionOutcome


def answer(turn: Turn) -> Outcome:
    """Thanks; after 👎 the question is kept for the desk, once."""
    helped = turn.incoming.button != "helpful:no"
    if turn.state.question:
        outcome = QuestionOutcome.HELPED if helped else QuestionOutcome.NOT_HELPED
        turn.services.count(turn.today, turn.state.topic, outcome)
    if helped:
        return turn.state, (menu(turn.services, answers.THANKS),)
    words = [answers.SORRY]
    if turn.services.desk and turn.state.question:
        turn.services.desk.add(turn.state.question, "unhelpful", turn.today)
        words.append(answers.SORRY_KEPT)
    if turn.services.hotline:
        words.append(answers.CALL_UNION.format(hotline=turn.services.hotline))
    return replace(turn.state, question=""), (menu(turn.services, *words),)


DIALOGUE = Dialogue("helpful", answer)

"""Narrow: a few words fit several topics, so the worker says which one is meant."""

from dataclasses import replace

from bot.conversation.ask.answering import HITS, answer_reply, finder
from bot.conversation.parts.labels import short
from bot.conversation.parts.menu import HOME, menu, petition_about, try_out
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.messages import Button, Reply, say
from bot.texts import answers


def with_question(reply: Reply, topics: tuple[str, ...], turn: Turn) -> tuple[Reply, ...]:
    """A first answer, and below it the question which of the nearest topics is meant.

    The buttons of both stand below the question: a typed number counts the buttons of one reply.
    """
    titles = {topic.id: topic.title for topic in turn.services.library.topics()}
    chosen = [Button(f"narrow:{topic}", short(titles[topic])) for topic in topics if topic in titles]
    return replace(reply, buttons=()), say(answers.WHICH_TOPIC, buttons=(*chosen, *reply.buttons, HOME))


def answer(turn: Turn) -> Outcome:
    """`narrow:ID`: the last question again, within one topic."""
    question, topic = turn.state.question, turn.incoming.button.removeprefix("narrow:")
    found = turn.services.library.answer(question, turn.today, topic, HITS) if question else None
    if found is None or not found.hits:
        return turn.state.idle(), (menu(turn.services, answers.NOTHING_BEFORE),)
    keys = tuple(hit.citation.key for hit in found.hits)
    reply = answer_reply(found, finder(turn), (*try_out(found.hits[0].keys), *petition_about(turn.services, keys[0])))
    return replace(turn.state.idle(), question=question, cited=keys), (reply,)


DIALOGUE = Dialogue("narrow", answer)

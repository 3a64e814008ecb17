"""Narrow: a few words fit several topics, so the worker says which one is meant."""

from dataclasses import replace

from bot.conversation.answering import HITS, answer_reply
from bot.conversation.labels import short
from bot.conversation.menu import HOME, menu
from bot.conversation.model import Dialogue, Outcome, Turn
from bot.messages import Button, Reply, say
from bot.texts import answers


def which(topics: tuple[str, ...], turn: Turn) -> Reply:
    """The question which of the nearest topics is meant, below a first answer."""
    titles = {topic.id: topic.title for topic in turn.services.library.topics()}
    chosen = [Button(f"narrow:{topic}", short(titles[topic])) for topic in topics if topic in titles]
    return say(answers.WHICH_TOPIC, buttons=(*chosen, HOME))


def answer(turn: Turn) -> Outcome:
    """`narrow:ID`: the last question again, within one topic."""
    question, topic = turn.state.question, turn.incoming.button.removeprefix("narrow:")
    found = turn.services.library.answer(question, turn.today, topic, HITS) if question else None
    if found is None or not found.hits:
        return turn.state.idle(), (menu(turn.services, answers.NOTHING_BEFORE),)
    keys = tuple(hit.citation.key for hit in found.hits)
    return replace(turn.state.idle(), question=question, cited=keys), (answer_reply(found),)


DIALOGUE = Dialogue("narrow", answer)

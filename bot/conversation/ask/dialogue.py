"""Ask: a question in everyday words gets the article that answers, or an honest "not found"."""

from dataclasses import replace
from functools import partial

from bot.conversation.ask import follow_up, narrow
from bot.conversation.ask.answering import HITS, answer_reply, citation_line, finder
from bot.conversation.ask.browse import ALL, topic_button
from bot.conversation.parts.menu import HOME, PETITION, menu, petition_about
from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.messages import Block, BlockKind, Incoming, Reply, say
from bot.texts import answers, talk
from knowledge.model import Answer

LONGEST = 1000  # characters of a question
NEAREST = 3  # topics offered after an abstention


def accepts(state: State, incoming: Incoming) -> bool:
    """Any text with a letter in it."""
    return any(c.isalpha() for c in incoming.text)


def answer(turn: Turn) -> Outcome:
    """Answer a question, an example, or a follow-up of the last question."""
    text = _example(turn.incoming.button) or turn.incoming.text.strip()
    if not text:
        return turn.state, (menu(turn.services, talk.EMPTY),)
    if len(text) > LONGEST:
        return turn.state, (menu(turn.services, talk.TOO_LONG.format(limit=LONGEST)),)
    if follow_up.asks_where(text):
        return _last_place(turn)
    return _search(turn, text)


def _search(turn: Turn, text: str) -> Outcome:
    question, found = _found(turn, text)
    keys = tuple(hit.citation.key for hit in found.hits)
    if found.answered and found.hits:
        state = replace(turn.state.idle(), question=question, cited=keys)
        reply = answer_reply(found, finder(turn), petition_about(turn.services, keys[0]))
        return state, narrow.with_question(reply, found.topics, turn) if found.unclear else (reply,)
    if turn.services.desk:
        turn.services.desk.add(question, "unanswered", turn.today)
    return replace(turn.state.idle(), question=question, cited=()), (_not_found(turn, found),)


def _found(turn: Turn, text: str) -> tuple[str, Answer]:
    """The question as it was understood, and its answer.

    What leans back is asked together with the last question; so is a circumstance, if it finds nothing alone. The new
    words are searched twice: said once, they often find only the last answer again.
    """
    last, ask = turn.state.question, partial(turn.services.library.answer, as_of=turn.today, most=HITS)
    if not (last and follow_up.leans_back(text)):
        alone = ask(text)
        if alone.answered or not last or not follow_up.is_circumstance(text):
            return text, alone
    question = follow_up.joined(last, text)[-LONGEST:]
    both = ask(f"{question} {text}")
    return (question, both) if both.answered else (text, ask(text))


def _not_found(turn: Turn, found: Answer) -> Reply:
    words = [answers.NOT_FOUND, answers.NOT_FOUND_WHAT_NOW]
    if turn.services.hotline:
        words.append(answers.CALL_UNION.format(hotline=turn.services.hotline))
    topics = {topic.id: topic for topic in turn.services.library.topics()}
    near = [topic_button(topics[t]) for t in found.topics[:NEAREST] if t in topics]
    human = (PETITION,) if turn.services.petitions else ()
    return say(*words, buttons=(*near, *human, ALL, HOME))


def _last_place(turn: Turn) -> Outcome:
    """Where the last answer stands, for "điều đó ở luật nào?"."""
    for key in turn.state.cited[:1]:
        number, _, article = key.rpartition(":")
        hit = turn.services.library.article(number, article, turn.today)
        if hit:
            place = Block(citation_line(hit, whole=True), BlockKind.CITATION)
            return turn.state, (Reply((Block(answers.LAST_PLACE), place), (HOME,)),)
    return turn.state, (menu(turn.services, answers.NOTHING_BEFORE),)


def _example(button: str) -> str:
    number = button.removeprefix("ask:example:")
    if number.isdecimal() and len(number) < 3 and int(number) < len(talk.EXAMPLES):
        return talk.EXAMPLES[int(number)]
    return ""


DIALOGUE = Dialogue("ask", answer, accepts=accepts)

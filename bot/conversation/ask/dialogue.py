"""Ask: a question in everyday words gets the article that answers, or an honest "not found"."""

from dataclasses import replace
from functools import partial

from bot.conversation.ask import follow_up, narrow, reader
from bot.conversation.ask.answering import DOUBTFUL, HITS, answer_reply, citation_line, finder
from bot.conversation.ask.browse import ALL, topic_button
from bot.conversation.parts.labels import short
from bot.conversation.parts.languages import begin
from bot.conversation.parts.menu import HOME, PETITION, menu, petition_about, try_out
from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.messages import Block, BlockKind, Button, Incoming, Reply, say
from bot.texts import answers, intake, talk
from knowledge.language import is_english
from knowledge.model import Answer, QuestionOutcome
from knowledge.sentences import LONG, questions_in

LONGEST = 1000  # characters of a question
CONTEXT_SECONDS = 30 * 60
SHORT = 8  # words of a message that may lean on the one before it
STORY = Button("intake:story", intake.STORY_BUTTON)
NEAREST = 3  # topics offered after an abstention


def accepts(state: State, incoming: Incoming) -> bool:
    """Any text with a letter in it."""
    return any(c.isalpha() for c in incoming.text)


def answer(turn: Turn) -> Outcome:
    """Answer a question, an example, a follow-up of the last question, or the questions of a story."""
    text = _example(turn.incoming.button) or turn.incoming.text.strip()
    if not text:
        return turn.state, (menu(turn.services, talk.EMPTY),)
    if is_english(text):
        return begin(turn.state, "en")
    if follow_up.asks_where(text):
        return _last_place(turn)
    asked = questions_in(text)
    state: State = turn.state
    replies: tuple[Reply, ...] = ()
    for question in asked:
        state, more = _search(replace(turn, state=state), question[:LONGEST])
        replies += _headed(question, more) if len(asked) > 1 else more
    if len(text.split()) < LONG:
        return state, replies
    return replace(state, told=text), _with_story(turn, replies)


def _headed(question: str, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Replies below the question that they answer: there are two of them."""
    first, *rest = replies
    head = Block(answers.YOU_ASKED.format(question=short(question)), BlockKind.HEADING)
    return replace(first, blocks=(head, *first.blocks)), *rest


def _with_story(turn: Turn, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """The replies, and the way to a petition that takes the story along."""
    if turn.services.petitions is None:
        return replies
    *earlier, last = replies
    return (*earlier, replace(last, buttons=(STORY, *last.buttons)))


def _search(turn: Turn, text: str) -> Outcome:
    question, found = _found(turn, text)
    topic = next(iter(found.topics), "")
    if found.answered and found.hits:
        turn.services.count(turn.today, topic, _outcome(found))
        return _answered(turn, question, found, topic)
    turn.services.count(turn.today, topic, QuestionOutcome.NOT_FOUND)
    if turn.services.desk:
        turn.services.desk.add(question, "unanswered", turn.today)
    return replace(turn.state.idle(), question=question, cited=(), topic=topic), (_not_found(turn, found),)


def _outcome(found: Answer) -> QuestionOutcome:
    return QuestionOutcome.DOUBTFUL if found.chance < DOUBTFUL else QuestionOutcome.ANSWERED


def _answered(turn: Turn, question: str, found: Answer, topic: str) -> Outcome:
    """The answer; below it what else must be known: which topic is meant, or where the asker works."""
    keys = tuple(hit.citation.key for hit in found.hits)
    state = replace(turn.state.idle(), question=question, cited=keys, asked_at=turn.now.timestamp(), topic=topic)
    more = (*try_out(found.hits[0].keys), *petition_about(turn.services, keys[0]))
    reply = answer_reply(found, finder(turn), more)
    if found.unclear:
        return state, narrow.with_question(reply, found.topics, turn)
    if reader.decides(turn, question, found):
        return replace(state, reader=reader.UNSAID), reader.with_question(reply)
    return state, (reply,)


def _found(turn: Turn, text: str) -> tuple[str, Answer]:
    """The question as it was understood, and its answer.

    What leans back, and what is too short to say its subject, is asked after the last question for half an hour; if
    that finds nothing, it is asked for itself.
    """
    last = _last_question(turn)
    ask = partial(turn.services.library.answer, as_of=turn.today, most=HITS, reader=reader.known(turn.state))
    if last and (follow_up.leans_back(text) or follow_up.is_circumstance(text) or _is_short(text)):
        after = ask(text, before=last)
        if after.answered:
            return follow_up.joined(last, text)[-LONGEST:], after
    return text, ask(text)


def _last_question(turn: Turn) -> str:
    """The question before this one, if it is not too long ago to be what is spoken of."""
    return turn.state.question if turn.now.timestamp() - turn.state.asked_at <= CONTEXT_SECONDS else ""


def _is_short(text: str) -> bool:
    return len(text.split()) <= SHORT


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

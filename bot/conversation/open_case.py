"""Messages while a case is open: words for its handler, or a question beside it.

A message that plainly asks about the law, or about this service, is answered at once, and one tap still sends its words
to the handler. That is the kinder mistake: an answer too many costs nothing and the words are there, while a question
that waits behind "gửi cho người xử lý?" is a trap. Whoever was asked something by the union is taken to reply to it.

The case stays open beside such an answer, which says until when and offers to lock it. Nothing said meanwhile reaches
the unanswered desk: it may be about the case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.ask import dialogue as ask
from bot.conversation.follow import dialogue as follow
from bot.conversation.follow.acts import LOCK, SEND_SAID
from bot.conversation.follow.view import clock_time
from bot.conversation.intents import own_matters
from bot.conversation.intents.recognise import recognise
from bot.conversation.parts import follow_session
from bot.conversation.parts.follow_session import FOLLOW, Session
from bot.conversation.parts.menu import LOST
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.conversation.parts.words import fold
from bot.messages import Block, BlockKind
from bot.texts import follow as words
from knowledge.sentences import LONG, is_question

LOST_WORDS = re.compile(r"\b(?:quen|mat|roi mat|(?:khong|ko|k|hong|chua) (?:nho|con|co|thay|biet|luu|chep))\b")
SHORT = 8  # words of a message that says why there is no code
SURE = 0.5  # an answer of the law less probable than this is no reason to think that it was asked for
ENDING = frozenset({"cancel", "welcome", "privacy"})  # dialogues that lock the case
ACTS: Mapping[str, str] = {  # what an open case does itself
    "withdraw": "follow:withdraw",
    "add_to_petition": "follow:write",
    "retaliation": "follow:retaliation",
    "follow": "follow:",
    "stop": "follow:leave",
}

ABOUT_US = frozenset(  # what is asked of this service also while a case is open; the rest may be meant for its handler
    {"anonymous_how", "back", "cost", "english", "goodbye", "greeting", "help", "how_long_until_answer", "human"}
    | {"hours", "is_it_official", "language", "lost_code", "menu", "my_data", "other_channel", "petition", "privacy"}
    | {"source_of_law", "telephone", "thanks", "voice", "where_is_the_union", "who_are_you", "who_reads"}
)


def redirected(turn: Turn, session: Session | None, dialogue: Dialogue) -> tuple[Turn, Dialogue]:
    """The turn and the dialogue that it belongs to; a question beside the case leaves the follow dialogue."""
    if session is None:
        return (turn, dialogue) if dialogue.name != FOLLOW else _without_code(turn, dialogue)
    turn = replace(turn, services=replace(turn.services, desk=None))
    if dialogue.name != FOLLOW:
        return turn, dialogue
    if turn.incoming.button == follow.QUESTION.id and session.text:
        asked = replace(turn.incoming, text=_last(session.text), button="")
        return replace(turn, incoming=asked), _reader(turn, asked.text)
    waits = session.step not in {"", follow.WAITS}  # an act waits for these words, whatever they are
    if turn.incoming.button or turn.incoming.attachments or waits or follow.accepts(turn.state, turn.incoming):
        return turn, dialogue
    act = ACTS.get(recognise(turn.incoming.text) or "")
    if act and not session.text:
        return replace(turn, incoming=replace(turn.incoming, text="", button=act)), dialogue
    return turn, _reader(turn, turn.incoming.text) if not session.awaits and _asks(
        turn, turn.incoming.text
    ) else dialogue


def still_open(turn: Turn, session: Session | None, dialogue: Dialogue, outcome: Outcome) -> Outcome:
    """The outcome of another dialogue with the case still open beside it, or with a word that it was locked."""
    if dialogue.name == FOLLOW:
        return outcome
    if session is None:
        return _words_wait(turn, dialogue, outcome)
    state, (*earlier, last) = outcome
    if state.dialogue not in {"", FOLLOW} or dialogue.name in ENDING:
        locked = last if last.clears else replace(last, blocks=(*last.blocks, _note(words.LOCKED)))
        return state, (*earlier, locked)
    said = turn.incoming.text.strip()
    session = _beside(session, said) if said else session
    waiting = (_note(words.STILL_WAITING),) if session.text else ()
    note = _note(words.STILL_OPEN.format(time=clock_time(session.until, turn.now)))
    sending = (follow.SEND,) if session.text else (SEND_SAID,) if said else ()
    kept = follow_session.keep_beside(state, session)
    shown = replace(last, blocks=(*last.blocks, *waiting, note), buttons=(*sending, *last.buttons, LOCK))
    return kept, (*earlier, shown)


def _without_code(turn: Turn, dialogue: Dialogue) -> tuple[Turn, Dialogue]:
    """Words where a code is waited for: a question is answered, not called a wrong code."""
    text, typed = turn.incoming.text, turn.state.dialogue == FOLLOW and not turn.incoming.button
    if not typed or turn.incoming.attachments or follow.accepts(turn.state, turn.incoming):
        return turn, dialogue
    waits = follow_session.was_open(turn.state)
    if not waits and LOST_WORDS.search(fold(text)) and len(text.split()) <= SHORT:
        return replace(turn, incoming=replace(turn.incoming, text="", button=LOST.id)), own_matters.DIALOGUE
    if not any(c.isalpha() for c in text):
        return turn, dialogue
    asks = _asks(turn, text) if waits else bool(recognise(text)) or is_question(text)
    if not asks or recognise(text) == "follow":
        return turn, dialogue
    return replace(turn, services=replace(turn.services, desk=None)), _reader(turn, text)


def _words_wait(turn: Turn, dialogue: Dialogue, outcome: Outcome) -> Outcome:
    """Words that wait for the code of their case go on waiting; whoever leaves is told that they are dropped."""
    state, (*earlier, last) = outcome
    waiting = turn.state.dialogue == FOLLOW and (turn.state.draft.get("text") or turn.state.draft.get("photos"))
    if not waiting or last.clears or state.dialogue == FOLLOW:
        return outcome
    if state.dialogue or dialogue.name in ENDING:
        return state, (*earlier, replace(last, blocks=(*last.blocks, _note(words.WORDS_DROPPED))))
    return state.waiting(FOLLOW, **turn.state.draft), (*earlier, last)


def _beside(session: Session, said: str) -> Session:
    """The session after a question was answered: words that waited before it still wait."""
    if not session.text:
        return replace(session.at_rest(), said=said)
    left = session.text.removesuffix(said).strip()
    return replace(session, text=left) if left else replace(session.at_rest(), said=said)


def _last(text: str) -> str:
    """The last of the messages that wait: what was typed just now."""
    return text.rpartition("\n\n")[2]


def _reader(turn: Turn, text: str) -> Dialogue:
    """Who answers words that are not for the case."""
    return own_matters.DIALOGUE if recognise(text) else ask.DIALOGUE


def _asks(turn: Turn, text: str) -> bool:
    """Whether words are plainly a question to this service: about itself, or about a law that it finds."""
    if len(text.split()) >= LONG:
        return False
    if recognise(text) in ABOUT_US:
        return True
    if not is_question(text):
        return False
    found = turn.services.library.answer(text, turn.today, most=1)
    return found.answered and bool(found.hits) and found.chance >= SURE


def _note(text: str) -> Block:
    return Block(text, BlockKind.NOTE)

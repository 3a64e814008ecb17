"""Where somebody works: asked once in a chat, and only where the answer turns on it; "Bỏ qua" is an answer too."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.ask.answering import HITS, answer_reply, finder
from bot.conversation.parts.menu import menu, petition_about, try_out
from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.messages import Block, BlockKind, Button, Reply, say
from bot.texts import answers
from knowledge.audience import NARROW
from knowledge.model import Answer, Audience, Hit

UNSAID = "unsaid"  # it was asked, and need not be asked again
SURE = 0.9  # an answer that is so probable needs no question
COMMANDS = frozenset({"doi noi lam", "doi noi lam viec", "/noilam", "noi toi lam", "ban lam o dau"})


def known(state: State) -> Audience | None:
    """Where the worker said they work."""
    return Audience(state.reader) if state.reader in answers.WORKPLACES else None


def decides(turn: Turn, question: str, found: Answer) -> bool:
    """Whether a firm's worker and the narrow readers of what was found would get different answers.

    Only asked where rules for narrow readers are among the first hits, and the first is not sure.
    """
    if turn.state.reader or found.chance >= SURE:
        return False
    narrow = {audience for hit in found.hits for audience in hit.audience} & NARROW
    if not narrow:
        return False
    readers = [Audience.PRIVATE, *sorted(narrow)]
    firsts = {_first(turn.services.library.answer(question, turn.today, most=1, reader=r).hits) for r in readers}
    return len(firsts) > 1


def with_question(reply: Reply) -> tuple[Reply, ...]:
    """The answer that is likeliest, and below it the question; the buttons of both stand below the question."""
    return replace(reply, buttons=()), say(answers.WHERE_YOU_WORK, buttons=(*_choices(), *reply.buttons))


def answer(turn: Turn) -> Outcome:
    """`reader:private`: kept for the chat, and the last question is answered for it; `reader:` asks."""
    chosen = turn.incoming.button.partition(":")[2]
    if not chosen:
        return turn.state, (say(answers.WHERE_YOU_WORK, buttons=_choices()),)
    state = replace(turn.state, reader=chosen if chosen in answers.WORKPLACES else UNSAID)
    audience = known(state)
    if audience is None:
        return state, (menu(turn.services, answers.PASSED_OVER),)
    said = Block(answers.REMEMBERED.format(place=answers.WORKPLACES[audience].lower()), BlockKind.NOTE)
    found = _again(turn, audience)
    if found is None:
        return state, (menu(turn.services, said.text),)
    keys = tuple(hit.citation.key for hit in found.hits)
    more = (*try_out(found.hits[0].keys), *petition_about(turn.services, keys[0]))
    reply = answer_reply(found, finder(turn), more)
    return replace(state, cited=keys), (replace(reply, blocks=(*reply.blocks, said)),)


def _again(turn: Turn, audience: Audience) -> Answer | None:
    """The last question answered for a reader; None where there is none, or nothing answers it."""
    if not turn.state.question:
        return None
    found = turn.services.library.answer(turn.state.question, turn.today, most=HITS, reader=audience)
    return found if found.answered and found.hits else None


def _choices() -> tuple[Button, ...]:
    places = (Button(f"reader:{audience}", label) for audience, label in answers.WORKPLACES.items())
    return (*places, Button(f"reader:{UNSAID}", answers.SKIPPED_LABEL))


def _first(hits: tuple[Hit, ...]) -> str:
    """What answers first: a card by its name, or an article."""
    return next((hit.card.name if hit.card else hit.citation.key for hit in hits), "")


DIALOGUE = Dialogue("reader", answer, COMMANDS)

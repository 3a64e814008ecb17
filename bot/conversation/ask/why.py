"""Cards by their buttons: "Vì sao" shows the law behind one, "card:…" shows another one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.conversation.ask.answering import card_reply, finder
from bot.conversation.ask.card import why
from bot.conversation.parts.menu import HOME, menu, petition_about, try_out
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.texts import answers


def _answer(turn: Turn, *, reasons: bool) -> Outcome:
    mark = turn.incoming.button.partition(":")[2]
    hit = turn.services.library.marked_card(mark, turn.today)
    if hit is None:
        return turn.state, (menu(turn.services, answers.ARTICLE_GONE),)
    petition = (*try_out(hit.keys), *petition_about(turn.services, hit.citation.key))
    state = replace(turn.state, cited=(hit.citation.key,))
    if reasons:
        reply = why(hit, finder(turn), turn.today)
        return state, (replace(reply, buttons=(*petition, HOME)),)
    assert hit.card
    return replace(state, question=hit.card.name), (card_reply(hit, finder(turn), petition),)


WHY = Dialogue("why", partial(_answer, reasons=True))
CARD = Dialogue("card", partial(_answer, reasons=False))

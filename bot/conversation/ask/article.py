"""A whole article, in plain words and in the law's own, with its citation."""

from dataclasses import replace

from bot.conversation.ask.answering import see_also, whole_article
from bot.conversation.parts.menu import menu, petition_about, try_out
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.texts import answers
from knowledge.model import Hit


def answer(turn: Turn) -> Outcome:
    """`article:145/2020/NĐ-CP:43` shows that article as of today."""
    hit = _find(turn, turn.incoming.button.removeprefix("article:"))
    if hit is None:
        return turn.state, (menu(turn.services, answers.ARTICLE_GONE),)
    see = [found for key in see_also(hit) if (found := _find(turn, key))]
    reply = whole_article(hit, turn.today, see, (*try_out(hit.keys), *petition_about(turn.services, hit.citation.key)))
    return replace(turn.state, cited=(hit.citation.key,)), (reply,)


def _find(turn: Turn, key: str) -> Hit | None:
    number, _, article = key.rpartition(":")
    return turn.services.library.article(number, article, turn.today)


DIALOGUE = Dialogue("article", answer)

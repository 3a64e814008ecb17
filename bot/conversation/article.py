"""A whole article, in plain words and in the law's own, with its citation."""

from dataclasses import replace

from bot.conversation.answering import whole_article
from bot.conversation.menu import menu, petition_about
from bot.conversation.model import Dialogue, Outcome, Turn
from bot.texts import answers


def answer(turn: Turn) -> Outcome:
    """`article:145/2020/NĐ-CP:43` shows that article as of today."""
    number, _, article = turn.incoming.button.removeprefix("article:").rpartition(":")
    hit = turn.services.library.article(number, article, turn.today)
    if hit is None:
        return turn.state, (menu(turn.services, answers.ARTICLE_GONE),)
    reply = whole_article(hit, turn.today)
    about = petition_about(turn.services, hit.citation.key)
    return replace(turn.state, cited=(hit.citation.key,)), (replace(reply, buttons=(*reply.buttons, *about)),)


DIALOGUE = Dialogue("article", answer)

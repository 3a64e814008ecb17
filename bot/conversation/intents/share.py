"""The address of this installation, and its QR code, to be shown to a colleague.

Neither holds a unit's code or anything about the worker who shows it.
"""

from dataclasses import replace

from bot.conversation.parts.menu import HOME
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.messages import say
from bot.texts import share as words


def answer(turn: Turn) -> Outcome:
    """The addresses with the code of the first one; where there is none, whom to ask."""
    services = turn.services
    ways = (
        (words.WEB, services.public_url),
        (words.TELEGRAM, services.telegram_link),
        (words.ZALO, services.zalo_link),
    )
    lines = [line.format(address=address) for line, address in ways if address]
    if not lines:
        return turn.state, (say(words.NO_ADDRESS, buttons=(HOME,)),)
    reply = say(words.SHARE, "\n".join(lines), buttons=(HOME,))
    first = services.public_url or services.zalo_link or services.telegram_link
    return turn.state, (replace(reply, picture=first),)


DIALOGUE = Dialogue(
    "share",
    answer,
    frozenset({"/gioithieu", "gioi thieu", "gioi thieu cho dong nghiep", "/chiase", "chia se", "/qr", "qr", "ma qr"}),
)

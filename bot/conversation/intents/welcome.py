"""Welcome.

The first words, example questions, the menu; `/start <code>` also remembers the unit of a poster.
"""

from bot.conversation.intents import unit
from bot.conversation.parts.menu import menu, menu_buttons
from bot.conversation.parts.model import Dialogue, Outcome, Services, Turn
from bot.conversation.parts.words import fold
from bot.messages import Button, Channel, Reply, say
from bot.texts import talk

GREETINGS = frozenset({"/start", "start", "bat dau", "chao", "xin chao", "chao ban", "hello", "hi", "alo"})
MENU_WORDS = frozenset({"/menu", "menu", "ve dau"})


def answer(turn: Turn) -> Outcome:
    """The whole welcome for a greeting; only the menu for "menu"."""
    state = turn.state.idle()
    if turn.incoming.button == "welcome:menu" or fold(turn.incoming.text) in MENU_WORDS:
        return state, (menu(turn.services, talk.MENU, in_place=True),)
    code = turn.incoming.start
    if not code or turn.services.unit is None:
        return state, (welcome(turn.services),)
    found = unit.known(turn.services, code)
    sentence = talk.LINK_UNKNOWN.format(code=code[:40])
    if found:
        state, sentence = unit.remember(state, found)
    # the web page showed the welcome already, and sends the code together with the first question
    greeting = () if turn.incoming.channel is Channel.WEB else (welcome(turn.services),)
    return state, (say(sentence), *greeting)


def welcome(services: Services) -> Reply:
    """Who speaks, how to ask, four example questions and the menu."""
    examples = tuple(Button(f"ask:example:{n}", text) for n, text in enumerate(talk.EXAMPLES))
    return say(talk.WELCOME, talk.HOW_TO_ASK, buttons=(*examples, *menu_buttons(services)))


DIALOGUE = Dialogue("welcome", answer, GREETINGS | MENU_WORDS)

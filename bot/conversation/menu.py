"""The menu: what a worker can do in this installation, as buttons below whatever was just said."""

from bot.conversation.model import Services
from bot.messages import Button, Reply, say
from bot.texts import talk

BROWSE = Button("browse:", talk.MENU_BROWSE)
UNIT = Button("unit:", talk.MENU_UNIT)
GUIDE = Button("guide:", talk.MENU_GUIDE)
PRIVACY = Button("privacy:", talk.MENU_PRIVACY)
HOME = Button("welcome:menu", talk.MENU_HOME)


def menu_buttons(services: Services) -> tuple[Button, ...]:
    """The parts that exist here, in the order shown."""
    units = (UNIT,) if services.unit_name else ()
    return (BROWSE, *units, GUIDE, PRIVACY)


def menu(services: Services, *paragraphs: str, in_place: bool = False) -> Reply:
    """`paragraphs` with the menu's buttons."""
    return say(*paragraphs, buttons=menu_buttons(services), in_place=in_place)

"""The menu: what a worker can do in this installation, as buttons below whatever was just said."""

from collections.abc import Iterable

from bot.conversation.parts.model import Services
from bot.messages import BUTTON_ID_BYTES, Button, Channel, Reply, say
from bot.texts import calculate, emergency, follow, intake, share, talk
from bot.texts.catalogue import offered
from feedback.model.case import EmergencyKind
from knowledge.calculators import every

BROWSE = Button("browse:", talk.MENU_BROWSE)
CALCULATE = Button("calculate:", calculate.BUTTON)
UNIT = Button("unit:", talk.MENU_UNIT)
GUIDE = Button("guide:", talk.MENU_GUIDE)
PRIVACY = Button("privacy:", talk.MENU_PRIVACY)
HOME = Button("welcome:menu", talk.MENU_HOME)
PETITION = Button("intake:", intake.BUTTON)
FORGET = "privacy:forget"
FOLLOW = Button("follow:", follow.BUTTON)
LOST = Button("matter:lost_code", follow.LOST)
SHARE = Button("share:", share.BUTTON)
EMERGENCY = Button("emergency:", emergency.BUTTON)
LANGUAGE = "language:"


def menu_buttons(services: Services) -> tuple[Button, ...]:
    """The parts that exist here, in the order shown."""
    units = (UNIT,) if services.unit else ()
    petitions = (PETITION, FOLLOW) if services.petitions else ()
    shared = (SHARE,) if services.public_url or services.zalo_link or services.telegram_link else ()
    return (BROWSE, CALCULATE, *petitions, *units, GUIDE, PRIVACY, *shared, *languages(), EMERGENCY)


def languages() -> tuple[Button, ...]:
    """One button that names every language, where there is another than Vietnamese."""
    names = offered().values()
    return (Button(LANGUAGE, talk.MENU_LANGUAGES.format(names=" · ".join(names))),) if len(names) > 1 else ()


def urgent_petition(services: Services, kind: EmergencyKind) -> tuple[Button, ...]:
    """A petition in the emergency lane, where petitions are taken."""
    return (Button(f"intake:urgent:{kind}", intake.URGENT_BUTTON),) if services.petitions else ()


def petition_about(services: Services, key: str) -> tuple[Button, ...]:
    """ "Nơi tôi làm chưa thực hiện": a petition that carries the legal basis along, where petitions are taken."""
    identity = f"intake:about:{key}"
    fits = services.petitions is not None and len(identity.encode()) <= BUTTON_ID_BYTES
    return (Button(identity, intake.NOT_DONE_HERE),) if fits else ()


def try_out(keys: Iterable[str]) -> tuple[Button, ...]:
    """The calculator that belongs to the articles of an answer, where there is one."""
    found = every.offered(keys)
    return (Button(f"calculate:{found.id}", calculate.OFFER.format(title=found.title)),) if found else ()


def forget(channel: Channel) -> Button:
    """The button that forgets this chat, called what it does in this channel."""
    return Button(FORGET, talk.FORGET if channel.traits.erases or channel is Channel.WEB else talk.FORGET_HERE)


def menu(services: Services, *paragraphs: str, in_place: bool = False) -> Reply:
    """`paragraphs` with the menu's buttons."""
    return say(*paragraphs, buttons=menu_buttons(services), in_place=in_place)

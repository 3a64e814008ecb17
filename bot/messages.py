"""What travels between a channel and the conversation: no chat id, no user, no messaging library.

A reply is a row of blocks with a meaning (heading, official wording, citation), so that each channel can draw
it in its own way and a page of text never ends inside a block.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

BUTTON_ID_BYTES = 64  # the limit of Telegram's callback_data, kept for every channel


@dataclass(frozen=True, slots=True)
class Traits:
    """What a channel can do that not every channel can; the defaults promise nothing."""

    app: str = ""  # the messenger's name as people know it, "" where there is none
    writes_first: bool = False  # also days after a person wrote
    deletes: bool = False  # a person can delete what they sent
    erases: bool = False  # we can delete what was said, on both sides, for two days
    takes_files: bool = True
    shows_buttons: bool = True  # False: choices are numbered lines, and a typed number presses one


class Channel(StrEnum):
    """Where a message came from."""

    TELEGRAM = "telegram"
    ZALO_BOT = "zalo_bot"
    ZALO_OA = "zalo_oa"
    WEB = "web"
    TERMINAL = "terminal"

    @property
    def traits(self) -> Traits:
        """What this channel can do."""
        return _TRAITS.get(self, Traits())


_TRAITS = {
    Channel.TELEGRAM: Traits("Telegram", writes_first=True, deletes=True, erases=True),
    Channel.ZALO_BOT: Traits("Zalo", deletes=True, shows_buttons=False),
    Channel.ZALO_OA: Traits("Zalo", deletes=True),
    Channel.WEB: Traits(takes_files=False),
    Channel.TERMINAL: Traits(takes_files=False, shows_buttons=False),
}


class AttachmentKind(StrEnum):
    """What a worker sent beside text."""

    PHOTO = "photo"
    FILE = "file"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something sent beside text.

    `reference` is what the channel needs to fetch it, `size` is in bytes. `content` is filled only for a dialogue that
    takes files; `trouble` says why it could not be ("too_big", "not_fetched").
    """

    kind: AttachmentKind
    reference: str = ""
    size: int | None = None
    content: bytes = b""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message from one person.

    `button` is the id of a pressed button, `start` the code of a deep link, `reference` names the message
    inside its chat so that an edit can replace it, `limit` is the number of characters that a reply may hold
    in this channel.
    """

    channel: Channel
    text: str = ""
    button: str = ""
    start: str = ""
    attachments: tuple[Attachment, ...] = ()
    reference: str = ""
    edited: bool = False
    group: bool = False  # called in a group: only "write to me in private" may follow
    limit: int = 4096
    sender: str = field(default="", repr=False)  # opaque, for limits that live in memory; never stored


@dataclass(frozen=True, slots=True)
class Button:
    """A choice. `id` is at most 64 bytes and means the same at any time, also after a restart."""

    id: str
    label: str

    def __post_init__(self) -> None:
        if not 0 < len(self.id.encode()) <= BUTTON_ID_BYTES:
            raise ValueError(f"button id of {len(self.id.encode())} bytes")


class BlockKind(StrEnum):
    """What a block of a reply is."""

    TEXT = "text"
    OWN = "own"  # the worker's own words: shown as they were written
    ANSWER = "answer"  # the answer itself: first and large
    HEADING = "heading"
    OFFICIAL = "official"  # the law's own words
    CITATION = "citation"
    NOTE = "note"
    EXCEPTION = "exception"  # what the answer does not hold for
    STAGES = "stages"  # the way of a case: a mark and a name each, two spaces between them


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (or a clause with its points, a line each) and its meaning."""

    text: str
    kind: BlockKind = BlockKind.TEXT


class Fleeting(StrEnum):
    """A reply whose words no disk may know, and why: a code before it was used, a case, the receipt of one."""

    CODE = "code"
    CASE = "case"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to the worker.

    `in_place` asks the channel to redraw the message whose button was pressed. `picture` is an address: a channel that
    can shows its QR code beside the text, and the text says enough without it. `clears`: a channel that keeps what was
    said (the web page) drops it all.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    in_place: bool = False
    picture: str = ""
    clears: bool = False
    fleeting: Fleeting | None = None  # on its way it is kept in memory alone
    language: str = ""  # of the chat, where it is not Vietnamese

    @property
    def text(self) -> str:
        """The reply as plain text, without its buttons."""
        return join(self.blocks)

    def pack(self) -> str:
        """The reply as JSON, to be sealed and stored."""
        parts = {
            "blocks": [{"text": b.text, "kind": b.kind} for b in self.blocks],
            "buttons": [{"id": b.id, "label": b.label} for b in self.buttons],
        }
        rest = {name: getattr(self, name) for name in ("in_place", "picture", "clears", "fleeting", "language")}
        return json.dumps({**parts, **rest}, ensure_ascii=False)

    @classmethod
    def unpack(cls, packed: str) -> Reply:
        """The reply that `pack` wrote, also before it had all of its fields."""
        raw = json.loads(packed)
        blocks = tuple(Block(b["text"], BlockKind(b["kind"])) for b in raw["blocks"])
        buttons = tuple(Button(**b) for b in raw["buttons"])
        fleeting = Fleeting(raw["fleeting"]) if raw.get("fleeting") else None
        rest = (raw["in_place"], raw.get("picture", ""), raw.get("clears", False), fleeting, raw.get("language", ""))
        return cls(blocks, buttons, *rest)


def say(*paragraphs: str, buttons: Iterable[Button] = (), in_place: bool = False) -> Reply:
    """A reply of plain paragraphs."""
    return Reply(tuple(Block(p) for p in paragraphs), tuple(buttons), in_place)


def join(blocks: Iterable[Block]) -> str:
    """Blocks as plain text: a heading stands right above what it heads."""
    text = ""
    for block in blocks:
        text += block.text + ("\n" if block.kind is BlockKind.HEADING else "\n\n")
    return text.rstrip("\n")

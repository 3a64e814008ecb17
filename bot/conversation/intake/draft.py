"""What a worker has told so far: kept in the sealed conversation for 24 hours, nowhere else, until it is sent."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from bot.conversation.parts.model import Outcome, State
from bot.messages import Block, BlockKind
from bot.texts import intake as words
from feedback.model.case import Category, Concern, EmergencyKind, Level
from feedback.model.draft import Draft, Photo, Place

INTAKE = "intake"
GO_ON = frozenset({"tiep", "/tiep", "lam tiep"})  # typed after a trouble of ours: the waiting step once more


@dataclass(frozen=True, slots=True)
class IntakeDraft:
    """One unfinished petition. Everything is a JSON value; photos are clean JPEGs in base64."""

    step: str = "notice"
    seen: bool = False  # the preview was reached once: each change leads back to it
    texts: tuple[tuple[str, str], ...] = ()  # (reference of the message, its words)
    photos: tuple[str, ...] = ()
    category: str = ""
    basis: tuple[str, ...] = ()  # legal basis, carried along from an answer
    emergency: str = ""
    asked: tuple[str, ...] = ()  # dangers that were asked about and denied
    place: Mapping[str, str] = field(default_factory=dict)  # scope → code
    company: str = ""
    scope: str = ""  # which part of the place is asked for now
    concerns: tuple[str, ...] = ()
    person: str = ""
    people: tuple[int, ...] = ()  # the staff member who was chosen
    sought: str = ""  # a typed name that is like the names of staff
    level: str = Level.ANONYMOUS.value
    contact: str = ""
    reminder: str = "none"  # none | schedule | watch
    code: str = ""  # in memory alone from its showing to the sending
    mark: str = ""  # by which a repeated last step is known after a restart

    @property
    def text(self) -> str:
        """All that was written, a paragraph a message; a person named at step 5 stands below it."""
        return "\n\n".join(text for _, text in self.texts)

    def with_text(self, reference: str, text: str) -> IntakeDraft:
        """One more message, or an edited one in its old place."""
        if reference and any(known == reference for known, _ in self.texts):
            edited = ((known, text if known == reference else old) for known, old in self.texts)
            return replace(self, texts=tuple(edited))
        return replace(self, texts=(*self.texts, (reference, text)))

    def with_photo(self, content: bytes) -> IntakeDraft:
        """One more picture."""
        return replace(self, photos=(*self.photos, base64.b64encode(content).decode()))

    def submission(self, channel: str, sender: str = "") -> Draft:
        """The draft in the words of the submissions half."""
        person = f"\n\nNgười liên quan: {self.person}" if self.person else ""
        return Draft(
            text=self.text + person,
            place=Place(**self.place),
            category=Category(self.category) if self.category else Category.OTHER,
            company_name=self.company,
            photos=tuple(Photo(base64.b64decode(photo)) for photo in self.photos),
            concerns=frozenset(Concern(c) for c in self.concerns),
            people_concerned=self.people,
            emergency=EmergencyKind(self.emergency) if self.emergency else None,
            level=Level(self.level),
            contact=self.contact,
            legal_basis=self.basis,
            channel=channel,
            sender=sender,
        )

    def pack(self) -> dict[str, Any]:
        """The draft as JSON values."""
        return asdict(self)

    @classmethod
    def unpack(cls, raw: Mapping[str, Any]) -> IntakeDraft:
        """The draft that `pack` wrote, also when another version of the program wrote it."""
        known: dict[str, Any] = {f.name: raw[f.name] for f in fields(cls) if f.name in raw}
        for name, value in known.items():
            known[name] = tuple(value) if isinstance(value, list) else value
        known["texts"] = tuple((reference, text) for reference, text in known.get("texts", ()))
        return cls(**known)


_ENDING = frozenset({INTAKE, "cancel", "privacy"})  # what they do to a draft is meant


def keep_unfinished(before: State, dialogue: str, outcome: Outcome) -> Outcome:
    """A draft that another dialogue interrupted (the menu, a question) is laid aside and said to be there still."""
    state, replies = outcome
    interrupted = before.dialogue == INTAKE and state.dialogue != INTAKE and dialogue not in _ENDING
    if not interrupted or not before.draft.get("texts"):
        return outcome
    *earlier, last = replies
    noted = replace(last, blocks=(*last.blocks, Block(words.STILL_THERE, BlockKind.NOTE)))
    return replace(state, unfinished=before.draft), (*earlier, noted)


def load(state: State) -> IntakeDraft:
    """The draft that waits in a chat."""
    return replace(IntakeDraft.unpack(state.draft), code=str(state.secret.get("code", "")))


def keep(state: State, draft: IntakeDraft) -> State:
    """The state in which the intake waits with this draft."""
    kept = state.waiting(INTAKE, **replace(draft, code="").pack())
    return replace(kept, secret={"code": draft.code}) if draft.code else kept

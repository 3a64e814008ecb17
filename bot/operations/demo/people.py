"""The people of the sample union, and the letters that arrive there: read from `bot/data/demo.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from bot.texts import demo as words
from feedback.assembly import Feedback
from feedback.model.answer import Answer
from feedback.model.case import Category
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.organisation.trial import sample_province
from feedback.organisation.units import read_toml

CUSTODIANS_AT = "ldld-tinh-giu-danh-tinh"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the sample union; `what` says in words what they do."""

    login: str
    name: str
    what: str
    roles: Mapping[str, tuple[Role, ...]]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a worker writes."""

    category: Category
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the union answers in a category."""

    done: str
    result: str
    basis: str
    refs: tuple[str, ...]

    def to(self, text: str) -> Answer:
        """The five parts, for a letter with this text."""
        return Answer(words.RAISED.format(text=text[:80]), self.done, self.result, self.basis, words.NEXT_STEPS)


def people() -> list[Person]:
    """Everybody: eight officers in three tiers and three custodians."""
    officers = [
        Person(p["login"], p["name"], p["what"], {unit: tuple(map(Role, r)) for unit, r in p["roles"].items()})
        for p in _read()["person"]
    ]
    keepers = [
        Person(p["login"], p["name"], words.CUSTODIAN, {CUSTODIANS_AT: (Role.CUSTODIAN,)}) for p in _read()["custodian"]
    ]
    return officers + keepers


def letters() -> list[Letter]:
    """What workers write, several of each category."""
    return [Letter(Category(p["category"]), p["text"]) for p in _read()["letter"]]


def replies() -> dict[Category, Reply]:
    """An answer for each category."""
    return {
        Category(a["category"]): Reply(a["done"], a["result"], a["basis"], (*a["refs"],)) for a in _read()["answer"]
    }


def settle(half: Feedback, now: datetime) -> None:
    """The province, its people with their keys, the custodians, and the open intake."""
    half.org.replace(read_toml(sample_province()))
    keepers, firsts = [], dict[str, StaffSession]()
    for person in people():
        member = half.keyring.add_trial_person(person.login, person.name)
        for unit, roles in person.roles.items():
            for role in roles:
                half.keyring.give_role(member, role, unit, now, firsts.get(unit))
            firsts.setdefault(unit, half.keyring.open_trial_session(person.login, now))
        if CUSTODIANS_AT in person.roles:
            keepers.append(member)
    half.recovery.set_custodians(keepers, now)
    half.people.begin_lists([half.keyring.open_trial_session(p.login, now) for p in people()], now)
    with half.manifest.changing():
        half.org.open_intake()


@cache
def _read() -> Mapping[str, list[dict[str, Any]]]:
    return tomllib.loads((files("bot") / "data" / "demo.toml").read_text(encoding="utf-8"))

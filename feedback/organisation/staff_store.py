"""Rows of staff: logins, locked private keys, roles at units, and unit keys sealed to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from feedback.model.union import CONTENT_ROLES, Role
from feedback.storage.database import FeedbackDatabase, Row, random_id


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person of the union with a login. `trial` keys are held by the server and need no password."""

    id: int
    login: str
    name: str
    public_key: bytes
    trial: bool
    other_posts: tuple[str, ...]


class StaffStore:
    """Reads and writes staff."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def insert(
        self,
        login: str,
        name: str,
        public: bytes,
        locked: bytes,
        salt: bytes,
        trial: bool = False,
        other_posts: Iterable[str] = (),
    ) -> StaffMember:
        """Add a person; `locked` is the private key under a password (or the server's trial key)."""
        new_id, posts = random_id(), tuple(other_posts)
        self._db.insert(
            "staff",
            id=new_id,
            login=login,
            name=name,
            public_key=public,
            private_key_ct=locked,
            salt=salt,
            trial=int(trial),
            other_posts=json.dumps(posts),
        )
        return StaffMember(new_id, login, name, public, trial, posts)

    def by_login(self, login: str) -> StaffMember | None:
        """An active person."""
        row = self._db.row("SELECT * FROM staff WHERE login = ? AND active = 1", login)
        return _member(row) if row else None

    def is_taken(self, login: str) -> bool:
        """Whether a login belongs or belonged to somebody."""
        return self._db.value("SELECT 1 FROM staff WHERE login = ?", login) is not None

    def get(self, staff_id: int) -> StaffMember | None:
        """A person, also one who left."""
        row = self._db.row("SELECT * FROM staff WHERE id = ?", staff_id)
        return _member(row) if row else None

    def all(self) -> list[StaffMember]:
        """Everyone active."""
        return [_member(r) for r in self._db.rows("SELECT * FROM staff WHERE active = 1 ORDER BY login")]

    def lock(self, staff_id: int) -> tuple[bytes, bytes]:
        """The locked private key and its salt."""
        row = self._db.row("SELECT private_key_ct, salt FROM staff WHERE id = ?", staff_id)
        assert row is not None
        return row["private_key_ct"], row["salt"]

    def set_lock(self, staff_id: int, locked: bytes, salt: bytes) -> None:
        """A new password."""
        self._db.update("staff", staff_id, private_key_ct=locked, salt=salt)

    def set_posts(self, staff_id: int, posts: Iterable[str]) -> None:
        """Units where this person holds another post (kiêm nhiệm): the exclusion check reads it."""
        self._db.update("staff", staff_id, other_posts=json.dumps(sorted(posts)))

    def deactivate(self, staff_id: int) -> None:
        """A person leaves: the login and every sealed unit key end at once."""
        self._db.update("staff", staff_id, active=0)
        self._db.run("DELETE FROM unit_key_grant WHERE staff_id = ?", staff_id)
        self._db.run("DELETE FROM role_grant WHERE staff_id = ?", staff_id)

    # --- roles ---

    def grant_role(self, staff_id: int, role: Role, unit: str, day: date, granted_by: int | None) -> None:
        """Give a role at a unit from a day on."""
        self._db.run(
            """INSERT INTO role_grant(staff_id, role, unit, valid_from, granted_by) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT(staff_id, role, unit, valid_from) DO NOTHING""",
            staff_id,
            role,
            unit,
            day.isoformat(),
            granted_by,
        )

    def roles(self, staff_id: int, day: date) -> dict[str, frozenset[Role]]:
        """Unit code → roles on that day."""
        rows = self._db.rows(
            """SELECT unit, role FROM role_grant
               WHERE staff_id = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)""",
            staff_id,
            day.isoformat(),
            day.isoformat(),
        )
        found: dict[str, frozenset[Role]] = {}
        for row in rows:
            found[row["unit"]] = found.get(row["unit"], frozenset()) | {Role(row["role"])}
        return found

    def posts(self, staff_id: int) -> frozenset[str]:
        """Every unit where a person works, holds another post or holds the key (R3)."""
        member = self.get(staff_id)
        sql = "SELECT unit FROM role_grant WHERE staff_id = ? UNION SELECT unit FROM unit_key_grant WHERE staff_id = ?"
        rows = self._db.rows(sql, staff_id, staff_id)
        return frozenset(r["unit"] for r in rows) | frozenset(member.other_posts if member else ())

    def members(self, unit: str, roles: Iterable[Role] = CONTENT_ROLES) -> list[StaffMember]:
        """Active people with one of these roles at a unit, in order of their logins."""
        wanted = [r.value for r in roles]
        marks = ", ".join("?" * len(wanted))
        rows = self._db.rows(
            f"""SELECT DISTINCT s.* FROM staff s JOIN role_grant r ON r.staff_id = s.id
                WHERE r.unit = ? AND r.role IN ({marks}) AND s.active = 1 AND r.valid_to IS NULL ORDER BY s.login""",  # noqa: S608
            unit,
            *wanted,
        )
        return [_member(r) for r in rows]

    # --- unit keys ---

    def grant_unit_key(self, unit: str, staff_id: int, epoch: int, sealed: bytes) -> None:
        """Store the unit's private key sealed to a person."""
        self._db.run(
            """INSERT INTO unit_key_grant(unit, staff_id, epoch, sealed) VALUES (?, ?, ?, ?)
               ON CONFLICT(unit, staff_id, epoch) DO UPDATE SET sealed = excluded.sealed""",
            unit,
            staff_id,
            epoch,
            sealed,
        )

    def unit_key_grants(self, staff_id: int) -> list[Row]:
        """The unit keys sealed to a person."""
        return self._db.rows("SELECT * FROM unit_key_grant WHERE staff_id = ?", staff_id)

    def key_holders(self, unit: str) -> list[int]:
        """Ids of the people to whom the unit's key is sealed."""
        return [
            r["staff_id"] for r in self._db.rows("SELECT DISTINCT staff_id FROM unit_key_grant WHERE unit = ?", unit)
        ]

    def drop_unit_keys(self, unit: str) -> None:
        """Nobody holds the unit's key any more."""
        self._db.run("DELETE FROM unit_key_grant WHERE unit = ?", unit)

    def is_trial(self) -> bool:
        """Whether some unit's key is held by the server: to be shown in red everywhere."""
        sql = "SELECT 1 FROM unit_key_grant g JOIN staff s ON s.id = g.staff_id WHERE s.trial = 1 LIMIT 1"
        return self._db.value(sql) is not None

    # --- recovery ---

    def set_recovery_shares(self, shares: dict[tuple[int, int], bytes]) -> None:
        """The recovery key sealed to pairs of custodians; replaces earlier shares."""
        self._db.run("DELETE FROM recovery_share")
        for (first, second), sealed in shares.items():
            self._db.insert("recovery_share", first=first, second=second, sealed=sealed)

    def recovery_shares(self) -> list[Row]:
        """All pairs."""
        return self._db.rows("SELECT * FROM recovery_share ORDER BY first, second")


def _member(row: Row) -> StaffMember:
    return StaffMember(
        row["id"],
        row["login"],
        row["name"],
        row["public_key"],
        bool(row["trial"]),
        tuple(json.loads(row["other_posts"])),
    )

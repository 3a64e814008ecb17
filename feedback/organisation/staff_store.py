"""Rows of staff: logins, locked private keys, roles at units, and unit keys sealed to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from feedback.model.union import CONTENT_ROLES, Role
from feedback.storage.database import FeedbackDatabase, Row, random_id

KEY_ROLES = CONTENT_ROLES | {Role.CUSTODIAN}
"""The roles that need a unit's key."""


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

    def names(self) -> dict[int, str]:
        """The name of everybody who ever was here, by id."""
        return {row["id"]: row["name"] for row in self._db.rows("SELECT id, name FROM staff")}

    def lock(self, staff_id: int) -> tuple[bytes, bytes]:
        """The locked private key and its salt."""
        row = self._db.row("SELECT private_key_ct, salt FROM staff WHERE id = ?", staff_id)
        assert row is not None
        return row["private_key_ct"], row["salt"]

    def set_lock(self, staff_id: int, locked: bytes, salt: bytes) -> None:
        """A new password."""
        self._db.update("staff", staff_id, private_key_ct=locked, salt=salt)

    def renew(self, staff_id: int, public: bytes, locked: bytes, salt: bytes) -> None:
        """A new key pair for the same person, whose second factor is set up anew.

        Unit keys sealed to the old pair stay until they are sealed anew.
        """
        self._db.run("DELETE FROM second_factor WHERE staff_id = ?", staff_id)
        self._db.run(
            "UPDATE staff SET public_key = ?, private_key_ct = ?, salt = ?, epoch = epoch + 1 WHERE id = ?",
            public,
            locked,
            salt,
            staff_id,
        )

    def add_signer(self, staff_id: int, verify_key: bytes) -> None:
        """A key that verifies what this person signs; earlier ones stay, for what was signed before."""
        sql = "INSERT INTO staff_signer(staff_id, verify_key) VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._db.run(sql, staff_id, verify_key)

    def signers(self, staff_id: int) -> list[bytes]:
        """Every key that verifies what this person ever signed."""
        return [r["verify_key"] for r in self._db.rows("SELECT * FROM staff_signer WHERE staff_id = ?", staff_id)]

    def set_posts(self, staff_id: int, posts: Iterable[str]) -> None:
        """Units where this person holds another post (kiêm nhiệm): the exclusion check reads it."""
        self._db.update("staff", staff_id, other_posts=json.dumps(sorted(posts)))

    def deactivate(self, staff_id: int, day: date) -> None:
        """A person leaves: the login, open sessions, every sealed unit key and every role end that day."""
        self._db.run("UPDATE staff SET active = 0, epoch = epoch + 1 WHERE id = ?", staff_id)
        self._db.run("DELETE FROM unit_key_grant WHERE staff_id = ?", staff_id)
        self._db.run(
            "UPDATE role_grant SET valid_to = ? WHERE staff_id = ? AND (valid_to IS NULL OR valid_to > ?)",
            day.isoformat(),
            staff_id,
            day.isoformat(),
        )

    # --- roles ---

    def grant_role(
        self, staff_id: int, role: Role, unit: str, day: date, granted_by: int | None, until: date | None = None
    ) -> None:
        """Give a role at a unit from a day on; `until` is the first day without it."""
        self._db.run(
            """INSERT INTO role_grant(staff_id, role, unit, valid_from, valid_to, granted_by) VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT(staff_id, role, unit, valid_from) DO UPDATE SET valid_to = excluded.valid_to""",
            staff_id,
            role,
            unit,
            day.isoformat(),
            until.isoformat() if until else None,
            granted_by,
        )

    def end_role(self, staff_id: int, role: Role, unit: str, day: date) -> bool:
        """End a role on a day, its first day of not being held; False when the person does not hold it."""
        sql = """UPDATE role_grant SET valid_to = ? WHERE staff_id = ? AND role = ? AND unit = ?
                 AND (valid_to IS NULL OR valid_to > ?)"""
        return self._db.run(sql, day.isoformat(), staff_id, role, unit, day.isoformat()) > 0

    def role_rows(self, staff_id: int, day: date | None = None) -> list[Row]:
        """The roles of a person that have not ended, also those that begin later: unit, role, valid_from, valid_to.

        Without a day also those that have ended.
        """
        return self._db.rows(
            """SELECT unit, role, valid_from, valid_to FROM role_grant
               WHERE staff_id = ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY unit, role, valid_from""",
            staff_id,
            day.isoformat() if day else "",
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

    def posts(self, staff_id: int, day: date | None = None) -> frozenset[str]:
        """Every unit where a person works, will work, holds another post or holds the key (R3).

        Without a day also those where the person worked before.
        """
        member = self.get(staff_id)
        units = {r["unit"] for r in self.role_rows(staff_id, day)} | {r["unit"] for r in self.unit_key_grants(staff_id)}
        return frozenset(units) | frozenset(member.other_posts if member else ())

    def members(self, unit: str, roles: Iterable[Role] = CONTENT_ROLES, day: date | None = None) -> list[StaffMember]:
        """Active people with one of these roles at a unit on that day, in order of their logins.

        Without a day those whose role has no end.
        """
        if day is None:
            return self._with_roles(unit, roles, "r.valid_to IS NULL")
        return self._with_roles(unit, roles, "r.valid_from <= ? AND (r.valid_to IS NULL OR r.valid_to > ?)", day, day)

    def holders(self, unit: str, day: date) -> list[StaffMember]:
        """Active people who have, or will have, a role at a unit that needs its key."""
        return self._with_roles(unit, KEY_ROLES, "(r.valid_to IS NULL OR r.valid_to > ?)", day)

    def _with_roles(self, unit: str, roles: Iterable[Role], when: str, *days: date) -> list[StaffMember]:
        wanted = [r.value for r in roles]
        marks = ", ".join("?" * len(wanted))
        rows = self._db.rows(
            f"""SELECT DISTINCT s.* FROM staff s JOIN role_grant r ON r.staff_id = s.id
                WHERE r.unit = ? AND r.role IN ({marks}) AND s.active = 1 AND {when} ORDER BY s.login""",  # noqa: S608
            unit,
            *wanted,
            *(day.isoformat() for day in days),
        )
        return [_member(r) for r in rows]

    # --- unit keys ---

    def grant_unit_key(self, unit: str, member: StaffMember, epoch: int, sealed: bytes) -> None:
        """Store the unit's private key sealed to a person's present key."""
        self._db.run(
            """INSERT INTO unit_key_grant(unit, staff_id, epoch, sealed, sealed_to) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT(unit, staff_id, epoch) DO UPDATE SET sealed = excluded.sealed,
               sealed_to = excluded.sealed_to""",
            unit,
            member.id,
            epoch,
            sealed,
            member.public_key,
        )

    def unit_key_grants(self, staff_id: int) -> list[Row]:
        """The unit keys sealed to a person."""
        return self._db.rows("SELECT * FROM unit_key_grant WHERE staff_id = ?", staff_id)

    def key_holders(self, unit: str) -> list[int]:
        """Ids of the people who can open the unit's newest key: one sealed to a key that was lost opens nothing."""
        return [
            r["staff_id"]
            for r in self._db.rows(
                """SELECT DISTINCT g.staff_id FROM unit_key_grant g JOIN staff s ON s.id = g.staff_id
                   JOIN unit u ON u.code = g.unit AND u.epoch = g.epoch
                   WHERE g.unit = ? AND (g.sealed_to IS NULL OR g.sealed_to = s.public_key)""",
                unit,
            )
        ]

    def ever_holders(self, unit: str) -> list[int]:
        """Ids of the people to whom any epoch of the unit's key is sealed."""
        return [
            r["staff_id"] for r in self._db.rows("SELECT DISTINCT staff_id FROM unit_key_grant WHERE unit = ?", unit)
        ]

    def drop_unit_keys(self, unit: str, below: int) -> None:
        """The unit's keys of earlier epochs than `below` go: nothing is sealed to them any more."""
        self._db.run("DELETE FROM unit_key_grant WHERE unit = ? AND epoch < ?", unit, below)

    def drop_unit_keys_of(self, staff_id: int, unit: str) -> None:
        """A person has no role at the unit any more."""
        self._db.run("DELETE FROM unit_key_grant WHERE staff_id = ? AND unit = ?", staff_id, unit)

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

    def recovery_public(self) -> bytes | None:
        """The public half of the recovery key, None before there are custodians."""
        value = self._db.setting("recovery_public")
        assert value is None or isinstance(value, bytes)
        return value

    def set_recovery_public(self, public: bytes) -> None:
        """The recovery key is made once; later custodians get the same one."""
        self._db.set_setting("recovery_public", public)

    def custodians(self) -> list[StaffMember]:
        """The people who hold the recovery key in pairs, in order of their ids."""
        shares = self.recovery_shares()
        ids = sorted({s["first"] for s in shares} | {s["second"] for s in shares})
        return [m for m in map(self.get, ids) if m]

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

"""The rail of the console: which pages a person can open, by role. Pages decide themselves what they show."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.model.union import CONTENT_ROLES, Role
from feedback.organisation.keyring import StaffSession


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the rail; `icon` names a drawing of `html/_icons.html`."""

    path: str
    label: str
    icon: str
    roles: frozenset[Role] = frozenset(Role)


WATCHERS = frozenset({Role.LEAD, Role.SUPERVISOR})
ENTRIES = (
    Entry("/", "Hôm nay", "today"),
    Entry("/hang-doi", "Hàng đợi", "queue", CONTENT_ROLES),
    Entry("/nhap-ho", "Nhập hộ", "send", CONTENT_ROLES),
    Entry("/danh-tinh", "Mở danh tính", "key", frozenset({Role.CUSTODIAN})),
    Entry("/cap-duoi", "Cấp dưới", "below", WATCHERS),
    Entry("/so-lieu", "Số liệu", "figures", WATCHERS | {Role.ANALYST}),
    Entry("/ban-cau-hoi", "Bàn câu hỏi", "desk", CONTENT_ROLES),
    Entry("/to-chuc", "Tổ chức", "house", CONTENT_ROLES | {Role.ADMIN, Role.ANALYST}),
    Entry("/nguoi", "Người và chìa khóa", "people", WATCHERS | {Role.CUSTODIAN, Role.ADMIN}),
    Entry("/nhat-ky", "Nhật ký", "log", WATCHERS | {Role.CUSTODIAN, Role.ADMIN}),
)


def entries(session: StaffSession) -> tuple[Entry, ...]:
    """The lines that this person sees."""
    held = frozenset(role for roles in session.roles.values() for role in roles)
    return tuple(entry for entry in ENTRIES if entry.roles & held)

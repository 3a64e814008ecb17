"""The union as cases see it: units, what they cover, and what people may do there. The tree itself is data."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a staff member may do at one unit (§4.3)."""

    INTAKE = "intake"
    HANDLER = "handler"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    """A member of a supervision board (UBKT)."""
    CUSTODIAN = "custodian"
    DUTY = "duty"
    ANALYST = "analyst"
    ADMIN = "admin"


CONTENT_ROLES = frozenset({Role.INTAKE, Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.DUTY})


class Tier(StrEnum):
    """How high a unit stands (Luật 97/2025/QH15, Điều 2 khoản 3; the shape of the tree itself is data)."""

    GRASSROOTS = "grassroots"
    SUPERIOR = "superior"
    PROVINCE = "province"
    CENTRAL = "central"


class UnitKind(StrEnum):
    """What a union unit is."""

    GRASSROOTS_UNION = "grassroots_union"
    GRASSROOTS_SYNDICATE = "grassroots_syndicate"
    COMMUNE_UNION = "commune_union"
    DISTRICT_UNION = "district_union"
    INDUSTRIAL_PARK_UNION = "industrial_park_union"
    BRANCH_UNION = "branch_union"
    PROVINCIAL_FEDERATION = "provincial_federation"
    CENTRAL_BRANCH_UNION = "central_branch_union"
    GENERAL_CONFEDERATION = "general_confederation"
    SUPERVISION_BOARD = "supervision_board"
    SPECIALIST_DESK = "specialist_desk"
    """A women's or legal desk that owns a category."""
    INTAKE_DESK = "intake_desk"
    """The central desk, where everything without another owner lands."""
    CUSTODIAN_DESK = "custodian_desk"
    """Holds the outer key of confidential contacts; reads no case."""


class Scope(StrEnum):
    """What a unit covers, the most precise first."""

    COMPANY = "company"
    INDUSTRIAL_PARK = "industrial_park"
    COMMUNE = "commune"
    DISTRICT = "district"
    BRANCH = "branch"
    PROVINCE = "province"

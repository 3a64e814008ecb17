"""What a form says, as the record of a file that the house reads: a page has the same checks as an import."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

Value = str | int | bool | date | None


def record(name: str, values: Mapping[str, Value]) -> str:
    """One TOML record; what is empty is left out."""
    lines = [f"{key} = {_value(value)}" for key, value in values.items() if value not in (None, "")]
    return "\n".join([f"[[{name}]]", *lines, ""])


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)

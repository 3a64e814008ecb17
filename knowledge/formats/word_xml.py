"""Walking the XML of Office files by local names, whatever the namespaces of its edition."""

from __future__ import annotations

from typing import Any


def name(element: Any) -> str:
    """The tag without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, wanted: str) -> Any:
    """The first child of that name, or an empty tuple, which iterates as nothing."""
    return next((part for part in element if name(part) == wanted), ())


def find(element: Any, *path: str) -> Any:
    """The element at a path of names below this one, or None."""
    for wanted in path:
        element = next((part for part in element if name(part) == wanted), None)
        if element is None:
            return None
    return element


def attribute(element: Any, wanted: str) -> str:
    """The attribute of that local name, or ""."""
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == wanted), "")

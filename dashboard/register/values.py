"""The fields of an entry's content as a database and a file hold them, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import get_args, get_type_hints

from dashboard.register.entry import CONTENTS, Content, Kind
from dashboard.selection import Month

Value = str | int | float | bool | date | None


@cache
def field_types(kind: Kind) -> dict[str, type]:
    """The fields of a kind with their types, ``None`` set aside, in their order."""
    hints = get_type_hints(CONTENTS[kind])
    return {field.name: _without_none(hints[field.name]) for field in fields(CONTENTS[kind])}


def stored(content: Content) -> dict[str, Value]:
    """The content's own columns; its initiative stands with the entry."""
    return {
        field.name: _plain(getattr(content, field.name)) for field in fields(content) if field.name != "initiative_id"
    }


def content_of(kind: Kind, initiative_id: str | None, columns: Mapping[str, Value]) -> Content:
    """The content that was stored so; raises ValueError where a value is none of its field's."""
    types = field_types(kind)
    known = {"initiative_id": initiative_id, **columns}
    return CONTENTS[kind](**{name: _as(types[name], known[name]) for name in types})


def _without_none(hint: type) -> type:
    parts = [part for part in get_args(hint) if part is not NoneType]
    return parts[0] if parts else hint


def _plain(value: object) -> Value:
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, Month) else value


def _as(kind: type, value: Value) -> object:
    if value is None:
        return None
    if kind is Month:
        return Month.parse(str(value))
    return kind(value) if issubclass(kind, StrEnum) else value

"""What a client gives, as plain data: what `--json` prints."""

from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import attrs


def plain_data(value: Any) -> Any:
    """A value of a client as JSON has it: money as text, times as ISO 8601, images by size."""
    if attrs.has(type(value)):
        return _members(value)
    if isinstance(value, dict):
        return {str(name): plain_data(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain_data(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if is_image(value):
        return {"media_type": value.media_type, "bytes": len(value.data)}
    return value


def is_image(value: Any) -> bool:
    """Whether a value is a picture that the vendor sent; each client has a class of its own."""
    return hasattr(value, "media_type") and hasattr(value, "data") and hasattr(value, "save")


def _members(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        member = getattr(value, field.name)
        if field.name == "additional_properties":
            # What the vendor sent beside what is known never stands for something that is.
            found |= {each: kept for each, kept in plain_data(member).items() if each not in found}
        elif not (isinstance(member, Enum) and member.name == "UNSET"):
            found[field.name] = plain_data(member)
    return found

"""Texts as they are sent."""

from __future__ import annotations

from .images import Photo


class Text:
    """A text with photos in it, which become Base64 only as it is sent."""

    __slots__ = ("parts",)

    def __init__(self, *parts: str | Photo) -> None:
        self.parts = parts

    def __repr__(self) -> str:
        return f"<Text of {len(self.parts)} parts>"

    def __str__(self) -> str:
        return "".join(part.to_base64() if isinstance(part, Photo) else part for part in self.parts)

# Copied from generator/runtime/texts.py by Cardwright; not to be edited here.
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

    def without_photos(self, longer: int) -> str:
        """The text without the photos that would be longer than so many characters."""
        return "".join(
            part if isinstance(part, str) else part.to_base64()
            for part in self.parts
            if isinstance(part, str) or part.base64_length <= longer
        )

    def __str__(self) -> str:
        return "".join(part.to_base64() if isinstance(part, Photo) else part for part in self.parts)

"""Text as a reader sees it: words of letters, each whole and in a typeface that has it."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Final, Literal, TypeAlias

from cardwright.staging.instantcard.pictures.fonts import (
    CHINESE,
    JAPANESE,
    KOREAN,
    SANS,
    SHAPING,
    Face,
    face_of,
    has,
)

REPLACEMENT: Final = "\ufffd"
"""Drawn for what no typeface has, so that it shows that something is missing."""
LONGEST_LETTER: Final = 16
"""In characters: more marks than this would be higher than a card, and are replaced as well."""

Direction: TypeAlias = Literal["ltr", "rtl"]
Word: TypeAlias = "tuple[Letter, ...]"

_HYPHENS: Final = "-\u2010\u2013/"
_JOINERS: Final = "\u200c\u200d"
_VIRAMA: Final = 9
_THAI_AND_LAO_AM: Final = "\u0e33\u0eb3"


@dataclass(frozen=True, slots=True)
class Letter:
    """A character with all its marks, or characters that are joined into one shape.

    A space or a digit has no direction of its own.
    """

    text: str
    face: Face
    direction: Direction | None

    @property
    def ends_line(self) -> bool:
        """Whether a line may end after it, within a word: Chinese and Japanese have no spaces."""
        last = self.text[-1]
        wide = unicodedata.east_asian_width(last) in "WF" and not _hangul(last)
        return wide or last in _HYPHENS


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text, and the direction that it begins in."""

    words: Sequence[Word]
    direction: Direction


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line that is drawn at once."""

    text: str
    face: Face
    direction: Direction


def read(text: str) -> Text:
    """`text` in words, without what cannot be seen."""
    visible = "".join(
        character for character in unicodedata.normalize("NFC", text) if not _invisible(character)
    )
    han = _han_face(visible)
    words = [tuple(_letters(word, han)) for word in visible.split()]
    directions = (letter.direction for word in words for letter in word)
    return Text(words, next(filter(None, directions), "ltr"))


def runs(words: Sequence[Word], direction: Direction) -> list[Run]:
    """A line of a text that begins in `direction`, from left to right.

    A simple form of the Unicode Bidirectional Algorithm (UAX #9): parts in one direction within
    the other, and no deeper. Within a run the layout does the rest.
    """
    letters: list[Letter] = []
    for word in words:
        if letters:
            last = letters[-1]
            letters.append(Letter(" ", last.face if last.direction else SANS, None))
        letters += word
    directed = list(zip(_directions(letters, direction), letters, strict=True))
    parts = [
        list(_in_one_direction(way, [letter for _, letter in part]))
        for way, part in groupby(directed, key=lambda each: each[0])
    ]
    ordered = parts if direction == "ltr" else reversed(parts)
    return [run for part in ordered for run in part]


def _in_one_direction(direction: Direction, letters: Sequence[Letter]) -> Iterator[Run]:
    faces = [(face, list(part)) for face, part in groupby(letters, key=lambda each: each.face)]
    for face, part in faces if direction == "ltr" else reversed(faces):
        shown = part if SHAPING or direction == "ltr" else _from_the_right(part)
        yield Run("".join(letter.text for letter in shown), face, direction)


def _from_the_right(letters: Sequence[Letter]) -> Iterator[Letter]:
    """As a layout would order them; numbers are read from the left."""
    parts = [(each, list(part)) for each, part in groupby(letters, key=lambda each: each.direction)]
    for direction, part in reversed(parts):
        yield from reversed(part) if direction else part


def _directions(letters: Sequence[Letter], base: Direction) -> list[Direction]:
    """What has no direction takes its neighbours' when they agree, and else the text's."""
    own = [letter.direction for letter in letters]
    before = _carried(own, base)
    after = reversed(_carried(own[::-1], base))
    return [one if one == other else base for one, other in zip(before, after, strict=True)]


def _carried(own: Sequence[Direction | None], base: Direction) -> list[Direction]:
    carried: Iterator[Direction] = accumulate(own, lambda last, each: each or last, initial=base)
    return list(carried)[1:]


def _letters(word: str, han: Face) -> Iterator[Letter]:
    face = SANS
    for cluster in _clusters(word):
        for text, found in _in_faces(cluster[:LONGEST_LETTER], face, han):
            face = found
            yield Letter(text, face, _direction(text))
        if len(cluster) > LONGEST_LETTER:
            yield Letter(REPLACEMENT, SANS, None)


def _in_faces(cluster: str, before: Face, han: Face) -> Iterator[tuple[str, Face]]:
    if not cluster.isalpha() and has(before, cluster):
        yield cluster, before
        return
    for text in (cluster, unicodedata.normalize("NFKC", cluster)):
        face = face_of("".join(each for each in text if each not in _JOINERS), han)
        if face:
            yield text, face
            return
    for character in cluster:
        found = face_of(character, han)
        yield (character, found) if found else (REPLACEMENT, SANS)


def _clusters(word: str) -> Iterator[str]:
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or not _joined(word[end - 1], word[end]):
            yield word[start:end]
            start = end


def _joined(before: str, after: str) -> bool:
    return (
        unicodedata.category(after).startswith("M")
        or after in _JOINERS
        or after in _THAI_AND_LAO_AM
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or before == "\u200d"
        or unicodedata.combining(before) == _VIRAMA
    )


def _direction(text: str) -> Direction | None:
    kind = unicodedata.bidirectional(text[0])
    if kind in ("R", "AL"):
        return "rtl"
    return "ltr" if kind == "L" else None


def _invisible(character: str) -> bool:
    # Numbers' signs (AN) are the only format characters that have a shape.
    return (
        unicodedata.category(character) == "Cf"
        and unicodedata.bidirectional(character) != "AN"
        and character not in _JOINERS
    ) or ("\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef")


def _han_face(text: str) -> Face:
    """One code point has different shapes in China, Japan and Korea: other letters tell which."""
    if any("\u3041" <= character <= "\u30ff" for character in text):
        return JAPANESE
    return KOREAN if any(map(_hangul, text)) else CHINESE


def _hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3" or "\u1100" <= character <= "\u11ff"

"""Text without its looks: what two copies of a sentence have in common.

A page is read as HTML one day and as a text dump the next. Line breaks, quotation marks, bullets
and emphasis differ between the two and mean nothing; a digit, a word or a sign does.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

import attrs

_SENTENCE = re.compile(r"[^.!?;:]*(?:[.!?;:]+(?=[0-9])[^.!?;:]*)*[.!?;:]*")
_KEPT = frozenset("$€£%+=<>@&/()")
_INNER = frozenset(".,:-")


@attrs.frozen
class Prose:
    """The hashes of a text.

    Attributes:
        text: The hash of the whole.
        sentences: The hash of each sentence, in order.
    """

    text: str
    sentences: tuple[str, ...]

    def same(self, other: "Prose") -> bool:
        """Whether two texts say the same, in whichever order."""
        return self.text == other.text or sorted(self.sentences) == sorted(other.sentences)


EMPTY = Prose("", ())


def squeeze(text: str) -> str:
    """A text with nothing left but what it says."""
    text = unicodedata.normalize("NFKC", text).casefold()
    kept: list[str] = []
    for index, character in enumerate(text):
        if unicodedata.category(character) == "Pd":
            character = "-"
        if character.isalnum() or character in _KEPT:
            kept.append(character)
        elif character in _INNER:
            around = text[index - 1 : index] + text[index + 1 : index + 2]
            if len(around) == 2 and around.isalnum() and any(map(str.isdigit, around)):
                kept.append(character)
    return "".join(kept)


def digest(text: str) -> str:
    """The hash of what a text says, as 16 hexadecimal digits; empty for an empty text."""
    squeezed = squeeze(text)
    return hashlib.sha256(squeezed.encode()).hexdigest()[:16] if squeezed else ""


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly: the pieces between its stops."""
    found = (match[0].strip() for match in _SENTENCE.finditer(" ".join(text.split())))
    return [sentence for sentence in found if squeeze(sentence)]


def prose_of(texts: Iterable[str]) -> Prose:
    """The hashes of a text that comes in pieces."""
    text = " ".join(texts)
    return Prose(digest(text), tuple(digest(sentence)[:8] for sentence in sentences(text)))


def sentences_by_hash(texts: Iterable[str]) -> dict[str, str]:
    """The sentences of a text that comes in pieces, by the hashes that `prose_of` gives them."""
    return {digest(each)[:8]: each for each in sentences(" ".join(texts))}

"""Text without its looks: what two copies of a sentence have in common.

A page is read as HTML one day and as a text dump the next. Line breaks, quotation marks, bullets
and emphasis differ between the two and mean nothing; a digit, a word or a sign does.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import attrs

_SENTENCE = re.compile(r"[^.!?;:]*(?:[.!?;:]+(?=[0-9])[^.!?;:]*)*[.!?;:]*")
_DROPPED = re.compile(r"[^\w$€£%+=<>@&/().,:-]|_")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
#: A stop or a hyphen counts within a number or beside one: 17.37, 4:30, A-4.
_LOOSE = re.compile(r"(?<![0-9])[.,:-](?![0-9])|(?<![^\W_])[.,:-]|[.,:-](?![^\W_])")


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


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """A text with nothing left but what it says."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    return _DROPPED.sub("", _LOOSE.sub("", text))


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

# Copied from generator/runtime/redaction.py by Cardwright; not to be edited here.
"""What must never be shown: the one place that blots it out of whatever shows something.

The spec marks by `x-sensitive` what must not be shown; the client knows it by the names on the
wire. What stands under such a name is hidden in anything that is kept or told of an answer, and
so is every text that was sent under one, wherever it comes back.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Set
from typing import Any, Final, NoReturn
from urllib.parse import quote, quote_plus

from .unset import UNSET

HIDDEN: Final = "<hidden>"

# Of texts that nobody told us about: an e-mail address, a number as long as a payment card's, a
# token or an image.
_SUSPECT: Final = (
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|(?<![\w-])\d(?:[ -]?\d){11,18}(?![\w-])"
    r"|\bbearer\s+[^\s\"',;]+"
    r"|[A-Za-z0-9+/_=%-]{40,}"
)

# Within a word, a short text is there by chance.
_SHORT = 8

#: Longer ones are photos, which are told by their looks.
LONGEST: Final = 10_000


def hidden(value: Any) -> str:
    """What stands in a `repr` for a value that must not be shown."""
    if value is None or value is UNSET or value in ([], {}):
        return repr(value)
    return HIDDEN


def known_part(body: Any) -> Any:
    """Of an object what its class says, and none of what came beside; of anything else nothing."""
    # Whoever has such an object has loaded it.
    import attrs

    if not attrs.has(type(body)):
        return None
    return attrs.evolve(body, additional_properties={})


class Secret:
    """A text that is kept to be sent, and not shown."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "<Secret>"


class NotCopied:
    """Base of what holds credentials and connections: it is neither pickled nor copied."""

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a client can be neither pickled nor copied, for it holds credentials and "
            "connections; make another one where it is needed"
        )


class Redactor:
    """Hides what the spec of one client marks, and what this client was given as credentials."""

    def __init__(self, names: Set[str], secrets: Iterable[str] = ()) -> None:
        self._names = names
        self._secrets = tuple(secrets)
        # The oldest tokens have long expired.
        self._tokens = deque[str](maxlen=16)

    def __repr__(self) -> str:
        return "<Redactor>"

    def learn(self, secret: str) -> None:
        """Hide a token that the vendor gave."""
        self._tokens.append(secret)

    def for_sent(self, *documents: Any) -> Scrubber:
        """What hides the sensitive parts of a request wherever they come back."""
        found = [each for document in documents for each in self._sensitive(document, False)]
        return Scrubber(self._names, [*self._secrets, *self._tokens.copy(), *found])

    def _sensitive(self, value: Any, marked: bool) -> Iterator[str]:
        """The texts under sensitive names, or all texts of what is marked as a whole."""
        if isinstance(value, dict):
            # Where an object within says which of its parts are sensitive, the others are not.
            whole = marked and not value.keys() & self._names
            for name, part in value.items():
                yield from self._sensitive(part, whole or name in self._names)
        elif isinstance(value, list):
            for part in value:
                yield from self._sensitive(part, marked)
        elif marked and value is not None and not isinstance(value, bool):
            yield str(value)


class Scrubber:
    """Hides sensitive names and given texts."""

    def __init__(self, names: Set[str], secrets: Iterable[str]) -> None:
        self._names = names
        given = {each for each in secrets if each.strip() and len(each) <= LONGEST}
        known = given | {each.strip() for each in given}
        spelled = sorted({spelling for each in known for spelling in _spellings(each)}, key=len)
        # The longest first, for one may be a part of another.
        self._long = [each for each in reversed(spelled) if len(each) >= _SHORT]
        short = [_whole(each) for each in reversed(spelled) if len(each) < _SHORT]
        self._short = re.compile("|".join(short)) if short else None

    def text(self, text: str) -> str:
        """A text without what must not be shown."""
        for each in self._long:
            text = text.replace(each, HIDDEN)
        if self._short is not None:
            text = self._short.sub(HIDDEN, text)
        # `re` keeps it once it is compiled, which takes time that a client's start should not.
        return re.sub(_SUSPECT, HIDDEN, text, flags=re.ASCII | re.IGNORECASE)

    def document(self, value: Any, marked: bool = False) -> Any:
        """A JSON value without what must not be shown; objects and lists keep their form."""
        if isinstance(value, dict):
            return {
                self.text(name): self.document(part, marked or name in self._names)
                for name, part in value.items()
            }
        if isinstance(value, list):
            return [self.document(part, marked) for part in value]
        if value is None or isinstance(value, bool):
            return value
        if marked:
            return HIDDEN
        if isinstance(value, str):
            return self.text(value)
        # A number stays one, unless it is a number that must not be shown.
        return value if self.text(str(value)) == str(value) else HIDDEN


def _whole(text: str) -> str:
    """A pattern for a text that is no part of a word."""
    before, after = r"(?<!\w)", r"(?!\w)"
    is_word = re.compile(r"\w").match
    return (
        f"{before if is_word(text[0]) else ''}{re.escape(text)}{after if is_word(text[-1]) else ''}"
    )


def _spellings(text: str) -> set[str]:
    """A text as it may come back: as it is, or from a URL, a page or a JSON text, or from two."""
    once = _spelled(text) | {repr(text)[1:-1]}
    return once.union(*map(_spelled, once))


def _spelled(text: str) -> set[str]:
    if text.isalnum() and text.isascii():
        return {text}
    # Its table of entities is large, and nothing needs it where all goes well.
    import html

    return {
        text,
        quote(text, errors="replace"),
        quote(text, safe="", errors="replace"),
        quote_plus(text, errors="replace"),
        html.escape(text),
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
    }

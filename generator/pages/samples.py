"""JSON samples: which fields they show."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from .errors import PageError
from .lines import Line

_MAXIMUM_FIELDS = 2000
_MAXIMUM_DEPTH = 40
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]{1,60}")


@attrs.frozen
class Sample:
    """A sample that was read.

    Attributes:
        fields: The names of its fields, those of inner objects joined by dots.
        values: The values in capital letters, by field; of all others the form is not known.
        taken: How many lines it takes.
        rest: What follows it on its last line.
    """

    fields: tuple[str, ...]
    values: dict[str, str]
    taken: int
    rest: str


def read_sample(page: str, lines: Sequence[Line]) -> Sample:
    """The sample that begins on the first of some lines.

    Raises:
        PageError: It is no JSON, or is too deep or too large.
    """
    text, starts = "", list[int]()
    for line in lines:
        starts.append(len(text))
        text += line.text + "\n"
        if len(text) > 200_000:
            break
    begin = next((i for i, character in enumerate(text) if character in "{["), 0)
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text, begin)
    except (ValueError, RecursionError) as error:
        at = getattr(error, "pos", 0)
        index = sum(start <= at for start in starts) - 1
        line = lines[max(0, index)]
        raise PageError(page, line.number, "a sample that is no JSON", line.raw) from None
    last = sum(start < end for start in starts)
    rest = text[end : starts[last] if last < len(starts) else None].strip()
    try:
        found = dict(_fields(value, "", 0))
    except OverflowError as error:
        raise PageError(page, lines[0].number, f"a sample {error}") from None
    values = {
        name: each
        for name, each in found.items()
        if isinstance(each, str) and _CONSTANT.fullmatch(each) and len(each) > 2
    }
    return Sample(tuple(sorted(found)), values, last, rest)


def _fields(value: Any, prefix: str, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > _MAXIMUM_DEPTH:
        raise OverflowError(f"deeper than {_MAXIMUM_DEPTH} levels")
    if isinstance(value, dict):
        if len(value) > _MAXIMUM_FIELDS:
            raise OverflowError(f"of more than {_MAXIMUM_FIELDS} fields")
        for key, inner in value.items():
            name = f"{prefix}.{key}" if prefix else str(key)
            yield name, inner
            yield from _fields(inner, name, depth + 1)
    elif isinstance(value, list):
        for inner in value[:50]:
            yield from _fields(inner, prefix, depth + 1)

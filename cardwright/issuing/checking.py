"""Every row, checked before anything is sent."""

import hashlib
import json
import os
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image

from cardwright.issuing import photos
from cardwright.issuing.matching import Matching, is_image
from cardwright.issuing.reading import Row, Sheet
from cardwright.issuing.texts import control_characters, shown
from instantcard import Card, Photo

LONGEST_TEXT: Final = 255
"""In characters. The vendor's page tells no limit; this is a usual one, and staging's."""

_WORKERS: Final = min(os.cpu_count() or 1, 4)
_NAME: Final = ("name", "nombre", "holder")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that was checked, and what its card is to show.

    Attributes:
        number: The row's number in the sheet.
        key: What tells it from other rows, in all runs: the value of the key's column, or its
            number.
        name: What people know it by: the fields that are called names, or the first text.
        texts: The text for the token of each field.
        files: The file for the token of each photo; none for a photo that is left empty.
        content: A digest of all that the card is to show, photos included.
        trace: A digest of what a list of cards shows of it (`trace_of`).
        problems: Why no card can be made; empty if one can.
        warnings: What is better looked at.
    """

    number: int
    key: str
    name: str
    texts: Mapping[str, str]
    files: Mapping[str, Path]
    content: bytes
    trace: bytes
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What rows are held to.

    Attributes:
        matching: The columns of the fields.
        template_id: The template.
        folder: The folder of photos.
        date_format: How dates are written beside 2031-01-31, in the manner of `strptime`.
    """

    matching: Matching
    template_id: int
    folder: photos.Folder | None = None
    date_format: str | None = None

    def targets(self) -> dict[str, photos.Target]:
        """The size of each photo."""
        images = self.matching.images
        return {
            each.token: photos.Target.of(each)
            for each in self.matching.fields
            if each.token in images
        }


Known = Callable[[bytes], bool]


def check(
    sheet: Sheet,
    rules: Rules,
    advance: Callable[[], object] = lambda: None,
    known: Known = lambda _: False,
) -> list[Candidate]:
    """Check all rows: their texts, their photos, and that they can be told apart.

    Args:
        sheet: The sheet.
        rules: What they are held to.
        advance: Called after each row.
        known: Whether a card with a content was made already, so that its photos were decoded.
    """
    found: list[Candidate] = []
    with warnings.catch_warnings(), ThreadPoolExecutor(_WORKERS) as pool:
        # Pictures are refused by their size here, and earlier than Pillow would.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        targets = rules.targets()
        for each in pool.map(lambda row: _checked(row, rules, targets, known), sheet.rows):
            found.append(each)
            advance()
    return _told_apart(found, rules.matching.key is not None)


def prepare(candidate: Candidate, rules: Rules) -> dict[str, str | Photo]:
    """What is sent for a row, by token: texts, and photos made to fit.

    Raises:
        PhotoError: A photo can no longer be used.
    """
    values: dict[str, str | Photo] = dict.fromkeys(
        (each.token for each in rules.matching.fields), ""
    )
    values.update(candidate.texts)
    targets = rules.targets()
    for token, path in candidate.files.items():
        values[token] = Photo.from_bytes(photos.fit(photos.load(path), targets[token]))
    return values


def trace_of(template_id: int, texts: Mapping[str, str], images: Iterable[str]) -> bytes:
    """A digest of what a list shows of a card: its texts, and which photos it has.

    Spaces and the composition of letters count loosely, as a vendor may change them.
    """
    shows = {
        token: " ".join(unicodedata.normalize("NFC", text).split())
        for token, text in texts.items()
        if text.strip()
    }
    said = [template_id, sorted(shows.items()), sorted(images)]
    return hashlib.sha256(json.dumps(said).encode()).digest()


def trace_of_card(card: Card, matching: Matching) -> bytes:
    """The same digest of a card in a list, by the fields that the sheet's cards have."""
    texts: dict[str, str] = {}
    images: set[str] = set()
    # By the template alone: the next run may be told of other photos than the one that was killed.
    known = {each.token: is_image(each) for each in matching.fields}
    for datum in card.data:
        if datum.token in known and datum.value:
            if known[datum.token]:
                images.add(datum.token)
            else:
                texts[datum.token] = str(datum.value)
    return trace_of(card.card_template_id, texts, images)


def _checked(
    row: Row, rules: Rules, targets: Mapping[str, photos.Target], known: Known
) -> Candidate:
    matching = rules.matching
    problems, cautions = list(row.problems), list[str]()
    texts = {
        each.token: _text(
            each.token, each.type, row.values[matching.texts[each.token]], rules, problems
        )
        for each in matching.fields
        if each.token in matching.texts
    }
    found = {
        token: photo
        for token in sorted(matching.images)
        if (photo := _photo(token, row, rules, problems)) is not None
    }
    digests = {token: hashlib.sha256(photo.content).hexdigest() for token, photo in found.items()}
    content = hashlib.sha256(
        json.dumps([rules.template_id, sorted(texts.items()), sorted(digests.items())]).encode()
    ).digest()
    for token, photo in found.items():
        _look(token, photo, rules, targets[token], known(content), problems, cautions)
    return Candidate(
        number=row.number,
        key=str(row.number) if matching.key is None else row.values[matching.key],
        name=_name(matching, texts),
        texts=texts,
        files={token: photo.path for token, photo in found.items()},
        content=content,
        trace=trace_of(rules.template_id, texts, found),
        problems=tuple(problems),
        warnings=tuple(cautions),
    )


def _text(token: str, kind: str, value: str, rules: Rules, problems: list[str]) -> str:
    label = rules.matching.label(token)
    if not value:
        if token not in rules.matching.optional:
            problems.append(f'{label} is empty; fill it in, or say --optional "{label}"')
        return ""
    if len(value) > LONGEST_TEXT:
        problems.append(f"{label} has {len(value)} characters, more than {LONGEST_TEXT}")
    if strange := control_characters(value):
        problems.append(f"{label} has control characters ({', '.join(strange[:5])})")
    if kind == "barcode" and not (value.isascii() and value.isprintable()):
        problems.append(f"{label} is a bar code, which has plain letters, digits and signs only")
    if kind == "date":
        day = _day(value, rules.date_format)
        if day is None:
            wanted = rules.date_format or "2031-01-31; say --date-format if yours differ"
            problems.append(f"{label} {shown(value, 30)!r} is no date such as {wanted}")
            return value
        return day.isoformat()
    return value


def _day(text: str, date_format: str | None) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    if date_format is None:
        return None
    try:
        return datetime.strptime(text, date_format).date()
    except ValueError:
        return None


class _File(NamedTuple):
    """A photo's file."""

    name: str
    path: Path
    content: bytes


def _photo(token: str, row: Row, rules: Rules, problems: list[str]) -> _File | None:
    """The row's photo, unopened; nothing if it has none."""
    matching, folder = rules.matching, rules.folder
    label = matching.label(token)
    assert folder is not None, "a photo is matched only where there is a folder"
    at = matching.files.get(token, matching.photo_key)
    assert at is not None
    value = row.values[at]
    optional = token in matching.optional
    if not value:
        if not optional:
            problems.append(f'{label}: no photo is named; name one, or say --optional "{label}"')
        return None
    try:
        path = folder.named(value) if token in matching.files else folder.of_key(value)
        return _File(shown(value), path, photos.load(path))
    except photos.MissingPhotoError as error:
        if not (optional and token in matching.by_key):
            problems.append(f"{label}: {shown(value)!r} {error}")
    except photos.PhotoError as error:
        problems.append(f"{label}: {shown(value)!r} {error}")
    return None


def _look(
    token: str,
    photo: _File,
    rules: Rules,
    target: photos.Target,
    is_known: bool,
    problems: list[str],
    cautions: list[str],
) -> None:
    label = rules.matching.label(token)
    try:
        share = photos.share(photo.content, target)
        if not is_known:
            photos.check(photo.content, target)
    except photos.PhotoError as error:
        problems.append(f"{label}: {photo.name!r} {error}")
        return
    if share < 1:
        cautions.append(
            f"{label}: {photo.name!r} is small; what is cut out has {share:.0%} of the"
            f" {target.width} by {target.height} pixels that the card shows"
        )


def _name(matching: Matching, texts: Mapping[str, str]) -> str:
    """What people know a row by."""
    told = [each.token for each in matching.fields if texts.get(each.token)]
    called = [
        each for each in told if any(name in matching.label(each).casefold() for name in _NAME)
    ]
    return shown(" ".join(texts[each] for each in (called[:2] or told[:1])))


def _told_apart(found: Sequence[Candidate], has_key: bool) -> list[Candidate]:
    """The same rows, with a problem on each that cannot be told from an earlier one."""
    return list(_marked(found, has_key))


def _marked(found: Sequence[Candidate], has_key: bool) -> Iterator[Candidate]:
    keys: dict[str, int] = {}
    contents: dict[bytes, int] = {}
    for each in found:
        problems, cautions = list(each.problems), list(each.warnings)
        if has_key and not each.key:
            problems.append("has no value in the column of --key")
        elif (first := keys.setdefault(each.key, each.number)) != each.number:
            problems.append(f"has the same key as row {first}; at most one card is made for a key")
        if (same := contents.setdefault(each.content, each.number)) != each.number:
            if has_key:
                cautions.append(f"shows the same as row {same}")
            else:
                problems.append(
                    f"is the same as row {same}; remove one, or say --key COLUMN to tell them apart"
                )
        yield replace(each, problems=tuple(problems), warnings=tuple(cautions))

"""Cards (page: "Create a Card", "Update/Edit Card", "Search for a Card")."""

from collections.abc import Mapping, Sequence

from cardwright.staging.http import Json, parse_json
from cardwright.staging.instantcard.params import LONGEST_TEXT, Params
from cardwright.staging.instantcard.rules.photos import check_photo
from cardwright.staging.instantcard.storage.templates import Field


def template_id(card: Params) -> int:
    """``card[card_template_id]``, required (page: "Create a Card")."""
    number = card.integer("card_template_id", least=1)
    if number is None:
        raise card.refusal("card_template_id", "is missing")
    return number


def new_values(card: Params, fields: Sequence[Field]) -> dict[str, str]:
    """``card[data]`` of a new card: every field of the template, each once.

    A value may be blank: a field that the card leaves empty, a card without a photo.
    """
    values = changed_values(card, fields)
    for field in fields:
        if field.token not in values:
            raise card.refusal("data", f"has no entry for {_described(field)}")
    return values


def changed_values(card: Params, fields: Sequence[Field]) -> dict[str, str]:
    """``card[data]`` of an update: any of the template's fields, each at most once.

    A JSON array of objects with ``token`` and ``value``, both text; further members (a card's
    answer has ``label`` and ``type``) are ignored.
    """
    known = {field.token: field for field in fields}
    values: dict[str, str] = {}
    for entry in _entries(card):
        token, value = entry.get("token"), entry.get("value")
        if not isinstance(token, str):
            raise card.refusal("data", "has an entry without a token")
        field = known.get(token)
        if field is None:
            raise card.refusal("data", f"has an unknown token {token[:LONGEST_TEXT]!r}")
        if token in values:
            raise card.refusal("data", f"has two entries for {_described(field)}")
        if not isinstance(value, str):
            raise card.refusal("data", f"has no text as value of {_described(field)}")
        values[token] = _checked(card, field, value)
    return values


def search_words(params: Params) -> list[str]:
    """The words of ``term``, casefolded; a card is found that has all of them in its texts."""
    return params.required("term").casefold().split()


def _entries(card: Params) -> Sequence[Mapping[str, Json]]:
    try:
        data = parse_json(card.required("data", longest=None))
    except ValueError as error:
        raise card.refusal("data", str(error)) from None
    entries: list[Mapping[str, Json]] = []
    if not isinstance(data, list):
        raise card.refusal("data", "must be a JSON array of objects")
    for entry in data:
        if not isinstance(entry, dict):
            raise card.refusal("data", "must be a JSON array of objects")
        entries.append(entry)
    return entries


def _checked(card: Params, field: Field, value: str) -> str:
    if field.type == "image":
        try:
            return check_photo(value)
        except ValueError as error:
            raise card.refusal("data", f"{_described(field)} {error}") from None
    if "\0" in value:
        raise card.refusal("data", f"{_described(field)} contains a null byte")
    if field.type == "barcode" and not (value.isascii() and value.isprintable()):
        raise card.refusal("data", f"{_described(field)} must be printable ASCII, as a bar code is")
    if len(value) > LONGEST_TEXT:
        raise card.refusal(
            "data", f"{_described(field)} is too long (maximum is {LONGEST_TEXT} characters)"
        )
    return value


def _described(field: Field) -> str:
    return f"{field.token!r} ({field.label})"

"""A card's data by the labels that people know its fields by."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from .._models.card_field_value import CardFieldValue
from .._models.template_field import TemplateField
from .._resources import card_templates, cards
from .._runtime.core import Core
from .._runtime.errors import InvalidArgument
from .._runtime.images import Photo
from .._runtime.unset import UNSET, Unset

T = TypeVar("T")

Fields = Mapping[str, str | Photo]


async def data_for_new_card(
    core: Core,
    *,
    fields: Fields | Unset,
    data: Iterable[CardFieldValue] | Unset,
    card_template_id: int,
) -> Iterable[CardFieldValue]:
    """The data of a card that is about to be made."""
    if _only(fields, data) is UNSET:
        return _given(data)
    return await _translated(core, _given(fields), card_template_id)


async def data_for_known_card(
    core: Core,
    *,
    fields: Fields | Unset,
    data: Iterable[CardFieldValue] | Unset,
    card_id: int,
) -> Iterable[CardFieldValue]:
    """The data of a card that exists: its template is looked up by the card."""
    if _only(fields, data) is UNSET:
        return _given(data)
    card = await cards._get(core, card_id)
    return await _translated(core, _given(fields), card.card_template_id)


def _only(fields: Fields | Unset, data: Iterable[CardFieldValue] | Unset) -> Fields | Unset:
    if isinstance(fields, Unset) == isinstance(data, Unset):
        raise InvalidArgument("fields", "give either fields or data")
    if not isinstance(fields, Unset | Mapping):
        raise InvalidArgument("fields", f"must be a mapping, not {type(fields).__name__}")
    return fields


def _given(value: T | Unset) -> T:
    assert not isinstance(value, Unset)
    return value


async def _translated(core: Core, fields: Fields, template_id: int) -> list[CardFieldValue]:
    known = core.kept.get((TemplateField, template_id))
    if known is None or any(_matches(known, name) == [] for name in fields):
        # Unknown names may be of a template that has changed since.
        answer = await card_templates._fields(core, template_id)
        # Where drift is let pass, an entry may be anything that JSON can say.
        known = [each for each in answer if isinstance(each, TemplateField)]
        core.kept[TemplateField, template_id] = known
    found: dict[str, CardFieldValue] = {}
    for name, value in fields.items():
        if not isinstance(value, str | Photo):
            kind = type(value).__name__
            raise InvalidArgument(f"fields[{name!r}]", f"must be text or a Photo, not {kind}")
        token = _token(known, name, template_id)
        if token in found:
            raise InvalidArgument(f"fields[{name!r}]", "names a field that is named already")
        found[token] = CardFieldValue(token=token, value=value)
    return list(found.values())


def _matches(known: list[TemplateField], name: str) -> list[str]:
    """The tokens of the fields that a name means: a token before a label."""
    tokens = [each.token for each in known if each.token == name]
    return tokens or [each.token for each in known if each.label == name]


def _token(known: list[TemplateField], name: str, template_id: int) -> str:
    tokens = _matches(known, name)
    if len(tokens) == 1:
        return tokens[0]
    if tokens:
        choices = ", ".join(tokens)
        raise InvalidArgument(
            f"fields[{name!r}]", f"is the label of several fields; use a token: {choices}"
        )
    labels = ", ".join(repr(each.label or each.token) for each in known)
    raise InvalidArgument(
        f"fields[{name!r}]", f"is no field of the template {template_id}, which has {labels}"
    )

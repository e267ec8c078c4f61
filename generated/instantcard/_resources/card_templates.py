# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Card designs, and the fields each of them needs."""

from __future__ import annotations

import builtins
from typing import Any

from .._models.card_template import CardTemplate
from .._models.error import Error
from .._models.template_field import TemplateField
from .._runtime import check
from .._runtime.core import Core
from .._runtime.decoding import DIFFERS, differs
from .._runtime.drift import Drift
from .._runtime.io import run
from .._runtime.operation import Operation
from .._runtime.urls import segment


class CardTemplatesResource:
    """Card designs, and the fields each of them needs."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(self) -> builtins.list[CardTemplate]:
        """List the card templates.

        The organization's card templates, by id and name. The list has no pages.

        Returns:
            The templates.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch Template IDs”.
        """
        return run(_list(self._core))

    def fields(self, card_template_id: int) -> builtins.list[TemplateField]:
        """List a template's fields.

        The fields that a card made from the template has. Each is one entry of the data that a card
        is created with, and each template has its own.

        Args:
            card_template_id: The template.

        Returns:
            The fields.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or template.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Template’s Fields”.
        """
        return run(_fields(self._core, card_template_id))


class AsyncCardTemplatesResource:
    """Card designs, and the fields each of them needs."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def list(self) -> builtins.list[CardTemplate]:
        """List the card templates.

        The organization's card templates, by id and name. The list has no pages.

        Returns:
            The templates.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch Template IDs”.
        """
        return await _list(self._core)

    async def fields(self, card_template_id: int) -> builtins.list[TemplateField]:
        """List a template's fields.

        The fields that a card made from the template has. Each is one entry of the data that a card
        is created with, and each template has its own.

        Args:
            card_template_id: The template.

        Returns:
            The fields.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or template.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Template’s Fields”.
        """
        return await _fields(self._core, card_template_id)


async def _list(core: Core) -> list[CardTemplate]:
    return await core.call(
        _LIST, "/organizations/" + core.settings["organization_id"] + "/card_templates"
    )


async def _fields(core: Core, card_template_id: int) -> list[TemplateField]:
    return await core.call(
        _FIELDS,
        "/organizations/"
        + core.settings["organization_id"]
        + "/card_templates/"
        + segment(
            "card_template_id", check.integer("card_template_id", card_template_id, minimum=1)
        )
        + "/fields",
    )


def _decode__list(value: Any, drift: Drift, at: str) -> list[CardTemplate]:
    try:
        return CardTemplate._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            CardTemplate.from_dict(v0, drift, f"{at}/{i0}")
            if type(v0) is dict
            else drift.wrong(v0, f"{at}/{i0}", "an object")
            for i0, v0 in enumerate(value)
        ]
        if type(value) is list
        else drift.wrong(value, at, "an array")
    )


def _decode__fields(value: Any, drift: Drift, at: str) -> list[TemplateField]:
    try:
        return TemplateField._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            TemplateField.from_dict(v0, drift, f"{at}/{i0}")
            if type(v0) is dict
            else drift.wrong(v0, f"{at}/{i0}", "an object")
            for i0, v0 in enumerate(value)
        ]
        if type(value) is list
        else drift.wrong(value, at, "an array")
    )


_LIST: Operation[list[CardTemplate]] = Operation(
    id="card_templates.list",
    method="GET",
    route="/organizations/{organization_id}/card_templates",
    success=frozenset({200}),
    answer=(list,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__list,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_FIELDS: Operation[list[TemplateField]] = Operation(
    id="card_templates.fields",
    method="GET",
    route="/organizations/{organization_id}/card_templates/{id}/fields",
    success=frozenset({200}),
    answer=(list,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__fields,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)

# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Cards, made as drafts and finalized before they are ordered."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from .._models.card import Card
from .._models.card_field_value import CardFieldValue
from .._models.card_preview import CardPreview
from .._models.error import Error
from .._models.print_history_entry import PrintHistoryEntry
from .._overrides import card_fields
from .._runtime import check
from .._runtime.bodies import Form, json_text
from .._runtime.core import Core
from .._runtime.decoding import DIFFERS, differs
from .._runtime.drift import Drift
from .._runtime.evidence import Evidence
from .._runtime.images import Photo
from .._runtime.io import run
from .._runtime.operation import Operation
from .._runtime.paging import AsyncPaged, Paged
from .._runtime.unset import UNSET, Unset
from .._runtime.urls import Query, segment


class CardsResource:
    """Cards, made as drafts and finalized before they are ordered."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(self, *, page_size: int = 25) -> Paged[Card]:
        """List the cards.

        The organization's cards, page by page, each with its data and when it was last submitted
        and printed. Images read "image", to keep the answer small; `cards.preview` shows them.

        Args:
            page_size: How many entries a page holds (1 to 100).

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            BadRequest: 400. The page or its size is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch All Cards”.
        """
        return Paged(partial(_list, self._core, page_size=page_size), lambda item: item.id)

    def create(
        self,
        *,
        card_template_id: int,
        fields: Mapping[str, str | Photo] | Unset = UNSET,
        data: Iterable[CardFieldValue] | Unset = UNSET,
    ) -> Card:
        """Create a card as a draft.

        Creates a card from a template. `card_templates.list` answers the templates, and
        `card_templates.fields` the fields that the card's data has to fill. A photo is sent among
        the data.

        The card is a draft. It can be previewed and updated, and it cannot be printed before
        `cards.finalize` has finalized it.

        Args:
            card_template_id: The template to make the card from.
            fields: What the card shows, by label or token of the template's fields. Either this or
                `data`.
            data: One entry for every field of the template.

        Returns:
            The draft.

        Raises:
            BadRequest: 400. A field is missing or malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or template.
            OutcomeUnknown: It may have happened. Look for it with cards.list before you call it
                again, or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Create a Card”.
        """
        return run(_create(self._core, card_template_id=card_template_id, fields=fields, data=data))

    def search(self, *, term: str, page_size: int = 25) -> Paged[Card]:
        """Search the cards.

        The cards that match a text, page by page, each with its data and when it was last submitted
        and printed. It is also the way to find a card's id. Images read "image", to keep the answer
        small; `cards.preview` shows them.

        Args:
            term: What to search for, as one text.
            page_size: How many entries a page holds (1 to 100).

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            BadRequest: 400. The term is missing, or the page or its size is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Search for a Card”.
        """
        return Paged(
            partial(_search, self._core, term=term, page_size=page_size), lambda item: item.id
        )

    def get(self, card_id: int) -> Card:
        """Get a card.

        One card, with its data and when it was last submitted and printed. `cards.search` finds a
        card's id.

        Args:
            card_id: The card.

        Returns:
            The card.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Card”.
        """
        return run(_get(self._core, card_id))

    def delete(self, card_id: int) -> str | dict[str, Any]:
        """Delete a card.

        Deletes a card. `cards.search` finds a card's id.

        Args:
            card_id: The card.

        Returns:
            The card is deleted.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            OutcomeUnknown: It may have happened. Look with cards.get before you call it again, or
                let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Delete a Card”.
        """
        return run(_delete(self._core, card_id))

    def update(
        self,
        card_id: int,
        *,
        fields: Mapping[str, str | Photo] | Unset = UNSET,
        data: Iterable[CardFieldValue] | Unset = UNSET,
    ) -> Card:
        """Change a card's data.

        Changes some of a card's fields and leaves the others as they are: to correct a draft after
        its preview, or to bring a finalized card up to date, its expiry for example. A preview
        afterwards shows whether the change came out right. A photo is sent among the data.

        Args:
            card_id: The card.
            fields: What the card is to show, by label or token of its template's fields. Either
                this or `data`.
            data: One entry for every field to change.

        Returns:
            The card as changed.

        Raises:
            BadRequest: 400. The data is missing or malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            OutcomeUnknown: It may have happened. Look with cards.get before you call it again, or
                let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Update/Edit Card”.
        """
        return run(_update(self._core, card_id, fields=fields, data=data))

    def preview(self, card_id: int) -> CardPreview:
        """Preview a card.

        The front and the back of a card, draft or finalized, as images. It shows whether a photo
        was cropped as intended before the card is finalized.

        Args:
            card_id: The card.

        Returns:
            The two sides.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Preview Card”.
        """
        return run(_preview(self._core, card_id))

    def finalize(self, card_id: int) -> Card:
        """Finalize a card.

        Makes a draft ready for printing. Only a finalized card can be added to a print job. Images
        in the answer may come as Base64.

        Args:
            card_id: The card.

        Returns:
            The card, finalized.

        Raises:
            BadRequest: 400. An id is malformed, or the card cannot be finalized.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            OutcomeUnknown: It may have happened. No answer tells a finalized card from a draft. To
                finalize it again does no harm.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Finalize Card”.
        """
        return run(_finalize(self._core, card_id))

    def print_history(self, card_id: int) -> builtins.list[PrintHistoryEntry]:
        """List a card's printings.

        The orders that a card was part of, each with its status and when it was processed.

        Args:
            card_id: The card.

        Returns:
            The orders.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Card Print History”.
        """
        return run(_print_history(self._core, card_id))


class AsyncCardsResource:
    """Cards, made as drafts and finalized before they are ordered."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(self, *, page_size: int = 25) -> AsyncPaged[Card]:
        """List the cards.

        The organization's cards, page by page, each with its data and when it was last submitted
        and printed. Images read "image", to keep the answer small; `cards.preview` shows them.

        Args:
            page_size: How many entries a page holds (1 to 100).

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            BadRequest: 400. The page or its size is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch All Cards”.
        """
        return AsyncPaged(partial(_list, self._core, page_size=page_size), lambda item: item.id)

    async def create(
        self,
        *,
        card_template_id: int,
        fields: Mapping[str, str | Photo] | Unset = UNSET,
        data: Iterable[CardFieldValue] | Unset = UNSET,
    ) -> Card:
        """Create a card as a draft.

        Creates a card from a template. `card_templates.list` answers the templates, and
        `card_templates.fields` the fields that the card's data has to fill. A photo is sent among
        the data.

        The card is a draft. It can be previewed and updated, and it cannot be printed before
        `cards.finalize` has finalized it.

        Args:
            card_template_id: The template to make the card from.
            fields: What the card shows, by label or token of the template's fields. Either this or
                `data`.
            data: One entry for every field of the template.

        Returns:
            The draft.

        Raises:
            BadRequest: 400. A field is missing or malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or template.
            OutcomeUnknown: It may have happened. Look for it with cards.list before you call it
                again, or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Create a Card”.
        """
        return await _create(
            self._core, card_template_id=card_template_id, fields=fields, data=data
        )

    def search(self, *, term: str, page_size: int = 25) -> AsyncPaged[Card]:
        """Search the cards.

        The cards that match a text, page by page, each with its data and when it was last submitted
        and printed. It is also the way to find a card's id. Images read "image", to keep the answer
        small; `cards.preview` shows them.

        Args:
            term: What to search for, as one text.
            page_size: How many entries a page holds (1 to 100).

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            BadRequest: 400. The term is missing, or the page or its size is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Search for a Card”.
        """
        return AsyncPaged(
            partial(_search, self._core, term=term, page_size=page_size), lambda item: item.id
        )

    async def get(self, card_id: int) -> Card:
        """Get a card.

        One card, with its data and when it was last submitted and printed. `cards.search` finds a
        card's id.

        Args:
            card_id: The card.

        Returns:
            The card.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Card”.
        """
        return await _get(self._core, card_id)

    async def delete(self, card_id: int) -> str | dict[str, Any]:
        """Delete a card.

        Deletes a card. `cards.search` finds a card's id.

        Args:
            card_id: The card.

        Returns:
            The card is deleted.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            OutcomeUnknown: It may have happened. Look with cards.get before you call it again, or
                let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Delete a Card”.
        """
        return await _delete(self._core, card_id)

    async def update(
        self,
        card_id: int,
        *,
        fields: Mapping[str, str | Photo] | Unset = UNSET,
        data: Iterable[CardFieldValue] | Unset = UNSET,
    ) -> Card:
        """Change a card's data.

        Changes some of a card's fields and leaves the others as they are: to correct a draft after
        its preview, or to bring a finalized card up to date, its expiry for example. A preview
        afterwards shows whether the change came out right. A photo is sent among the data.

        Args:
            card_id: The card.
            fields: What the card is to show, by label or token of its template's fields. Either
                this or `data`.
            data: One entry for every field to change.

        Returns:
            The card as changed.

        Raises:
            BadRequest: 400. The data is missing or malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            OutcomeUnknown: It may have happened. Look with cards.get before you call it again, or
                let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Update/Edit Card”.
        """
        return await _update(self._core, card_id, fields=fields, data=data)

    async def preview(self, card_id: int) -> CardPreview:
        """Preview a card.

        The front and the back of a card, draft or finalized, as images. It shows whether a photo
        was cropped as intended before the card is finalized.

        Args:
            card_id: The card.

        Returns:
            The two sides.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Preview Card”.
        """
        return await _preview(self._core, card_id)

    async def finalize(self, card_id: int) -> Card:
        """Finalize a card.

        Makes a draft ready for printing. Only a finalized card can be added to a print job. Images
        in the answer may come as Base64.

        Args:
            card_id: The card.

        Returns:
            The card, finalized.

        Raises:
            BadRequest: 400. An id is malformed, or the card cannot be finalized.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            OutcomeUnknown: It may have happened. No answer tells a finalized card from a draft. To
                finalize it again does no harm.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Finalize Card”.
        """
        return await _finalize(self._core, card_id)

    async def print_history(self, card_id: int) -> builtins.list[PrintHistoryEntry]:
        """List a card's printings.

        The orders that a card was part of, each with its status and when it was processed.

        Args:
            card_id: The card.

        Returns:
            The orders.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or card.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Card Print History”.
        """
        return await _print_history(self._core, card_id)


async def _list(core: Core, page: int, *, page_size: int | Unset = UNSET) -> list[Card]:
    query = Query()
    query.add("page", "page", check.integer("page", page, minimum=1))
    query.add(
        "page_size", "page_size", check.integer("page_size", page_size, minimum=1, maximum=100)
    )
    return await core.call(
        _LIST, "/organizations/" + core.settings["organization_id"] + "/cards", query=query
    )


async def _create(
    core: Core,
    *,
    card_template_id: int,
    fields: Mapping[str, str | Photo] | Unset = UNSET,
    data: Iterable[CardFieldValue] | Unset = UNSET,
) -> Card:
    core = core.within_one_deadline()
    data = await card_fields.data_for_new_card(
        core, data=data, fields=fields, card_template_id=card_template_id
    )
    form = Form()
    form.add(
        "card[card_template_id]", check.integer("card_template_id", card_template_id, minimum=1)
    )
    form.add(
        "card[data]",
        json_text(
            "data",
            check.sequence(
                "data", data, lambda name, item: check.encoded(name, item, CardFieldValue)
            ),
        ),
    )
    return await core.call(
        _CREATE, "/organizations/" + core.settings["organization_id"] + "/cards", body=form
    )


async def _search(
    core: Core, page: int, *, term: str, page_size: int | Unset = UNSET
) -> list[Card]:
    query = Query()
    query.add(
        "term", "term", check.text("term", term, shortest=1, pattern=re.compile("\\S", re.ASCII))
    )
    query.add("page", "page", check.integer("page", page, minimum=1))
    query.add(
        "page_size", "page_size", check.integer("page_size", page_size, minimum=1, maximum=100)
    )
    return await core.call(
        _SEARCH, "/organizations/" + core.settings["organization_id"] + "/cards/search", query=query
    )


async def _get(core: Core, card_id: int) -> Card:
    return await core.call(
        _GET,
        "/organizations/"
        + core.settings["organization_id"]
        + "/cards/"
        + segment("card_id", check.integer("card_id", card_id, minimum=1)),
    )


async def _delete(core: Core, card_id: int) -> str | dict[str, Any]:
    return await core.call(
        _DELETE,
        "/organizations/"
        + core.settings["organization_id"]
        + "/cards/"
        + segment("card_id", check.integer("card_id", card_id, minimum=1)),
    )


async def _update(
    core: Core,
    card_id: int,
    *,
    fields: Mapping[str, str | Photo] | Unset = UNSET,
    data: Iterable[CardFieldValue] | Unset = UNSET,
) -> Card:
    core = core.within_one_deadline()
    data = await card_fields.data_for_known_card(core, data=data, fields=fields, card_id=card_id)
    form = Form()
    form.add(
        "card[data]",
        json_text(
            "data",
            check.sequence(
                "data", data, lambda name, item: check.encoded(name, item, CardFieldValue)
            ),
        ),
    )
    return await core.call(
        _UPDATE,
        "/organizations/"
        + core.settings["organization_id"]
        + "/cards/"
        + segment("card_id", check.integer("card_id", card_id, minimum=1)),
        body=form,
    )


async def _preview(core: Core, card_id: int) -> CardPreview:
    return await core.call(
        _PREVIEW,
        "/organizations/"
        + core.settings["organization_id"]
        + "/cards/"
        + segment("card_id", check.integer("card_id", card_id, minimum=1))
        + "/preview",
    )


async def _finalize(core: Core, card_id: int) -> Card:
    return await core.call(
        _FINALIZE,
        "/organizations/"
        + core.settings["organization_id"]
        + "/cards/"
        + segment("card_id", check.integer("card_id", card_id, minimum=1))
        + "/finalize",
    )


async def _print_history(core: Core, card_id: int) -> list[PrintHistoryEntry]:
    return await core.call(
        _PRINT_HISTORY,
        "/organizations/"
        + core.settings["organization_id"]
        + "/cards/"
        + segment("card_id", check.integer("card_id", card_id, minimum=1))
        + "/print_history",
    )


def _decode__list(value: Any, drift: Drift, at: str) -> list[Card]:
    try:
        return Card._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            Card.from_dict(v0, drift, f"{at}/{i0}")
            if type(v0) is dict
            else drift.wrong(v0, f"{at}/{i0}", "an object")
            for i0, v0 in enumerate(value)
        ]
        if type(value) is list
        else drift.wrong(value, at, "an array")
    )


def _decode__search(value: Any, drift: Drift, at: str) -> list[Card]:
    try:
        return Card._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            Card.from_dict(v0, drift, f"{at}/{i0}")
            if type(v0) is dict
            else drift.wrong(v0, f"{at}/{i0}", "an object")
            for i0, v0 in enumerate(value)
        ]
        if type(value) is list
        else drift.wrong(value, at, "an array")
    )


def _decode__delete(value: Any, drift: Drift, at: str) -> str | dict[str, Any]:
    try:
        return value if type(value) is str or type(value) is dict else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        value
        if type(value) is str or type(value) is dict
        else drift.wrong(value, at, "text or an object")
    )


def _decode__print_history(value: Any, drift: Drift, at: str) -> list[PrintHistoryEntry]:
    try:
        return PrintHistoryEntry._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            PrintHistoryEntry.from_dict(v0, drift, f"{at}/{i0}")
            if type(v0) is dict
            else drift.wrong(v0, f"{at}/{i0}", "an object")
            for i0, v0 in enumerate(value)
        ]
        if type(value) is list
        else drift.wrong(value, at, "an array")
    )


_LIST: Operation[list[Card]] = Operation(
    id="cards.list",
    method="GET",
    route="/organizations/{organization_id}/cards",
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
_CREATE: Operation[Card] = Operation(
    id="cards.create",
    method="POST",
    route="/organizations/{organization_id}/cards",
    success=frozenset({200, 201}),
    answer=(dict,),
    required=frozenset(["id", "card_template_id", "organization_id", "data"]),
    refusal_names=frozenset(["error"]),
    decode=Card.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict, 500: Error.from_dict},
    authenticated=True,
    effect="once",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(
        read=lambda: _LIST,
        kind="entry",
        same={"card[card_template_id]": ("card_template_id",), "card[data]": ("data",)},
        hidden=frozenset({"image"}),
        paging=("page", "page_size", 1, 100),
        same_answer=True,
    ),
    advice="Look for it with cards.list before you call it again, or let resolve() do so.",
)
_SEARCH: Operation[list[Card]] = Operation(
    id="cards.search",
    method="GET",
    route="/organizations/{organization_id}/cards/search",
    success=frozenset({200}),
    answer=(list,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__search,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_GET: Operation[Card] = Operation(
    id="cards.get",
    method="GET",
    route="/organizations/{organization_id}/cards/{id}",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "card_template_id", "organization_id", "data"]),
    refusal_names=frozenset(["error"]),
    decode=Card.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_DELETE: Operation[str | dict[str, Any]] = Operation(
    id="cards.delete",
    method="DELETE",
    route="/organizations/{organization_id}/cards/{id}",
    success=frozenset({200}),
    answer=(str, dict),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__delete,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="repeatable",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(read=lambda: _GET, kind="gone"),
    advice="Look with cards.get before you call it again, or let resolve() do so.",
)
_UPDATE: Operation[Card] = Operation(
    id="cards.update",
    method="PATCH",
    route="/organizations/{organization_id}/cards/{id}",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "card_template_id", "organization_id", "data"]),
    refusal_names=frozenset(["error"]),
    decode=Card.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="repeatable",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(
        read=lambda: _GET, kind="object", same={"card[data]": ("data",)}, same_answer=True
    ),
    advice="Look with cards.get before you call it again, or let resolve() do so.",
)
_PREVIEW: Operation[CardPreview] = Operation(
    id="cards.preview",
    method="GET",
    route="/organizations/{organization_id}/cards/{id}/preview",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["front", "back"]),
    refusal_names=frozenset(["error"]),
    decode=CardPreview.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_FINALIZE: Operation[Card] = Operation(
    id="cards.finalize",
    method="PATCH",
    route="/organizations/{organization_id}/cards/{id}/finalize",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "card_template_id", "organization_id", "data"]),
    refusal_names=frozenset(["error"]),
    decode=Card.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="repeatable",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="No answer tells a finalized card from a draft. To finalize it again does no harm.",
)
_PRINT_HISTORY: Operation[list[PrintHistoryEntry]] = Operation(
    id="cards.print_history",
    method="GET",
    route="/organizations/{organization_id}/cards/{id}/print_history",
    success=frozenset({200}),
    answer=(list,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__print_history,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)

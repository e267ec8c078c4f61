# Generated from instantcard.yaml by Cardwright; not to be edited.
"""The people at the addresses."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from .._models.contact import Contact
from .._models.error import Error
from .._runtime import check
from .._runtime.bodies import Form
from .._runtime.core import Core
from .._runtime.decoding import DIFFERS, differs
from .._runtime.drift import Drift
from .._runtime.evidence import Evidence
from .._runtime.io import run
from .._runtime.operation import Operation
from .._runtime.paging import AsyncPaged, Paged
from .._runtime.unset import UNSET, Unset
from .._runtime.urls import Query, segment


class ContactsResource:
    """The people at the addresses."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(self, *, page_size: int = 25) -> Paged[Contact]:
        """List the contacts.

        The organization's contacts with their addresses, page by page. `addresses.update` gives an
        address to a contact.

        Args:
            page_size: How many entries a page holds (1 to 100).

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            NotAcceptable: 406. The page or its size is malformed.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch All Contacts”.
        """
        return Paged(partial(_list, self._core, page_size=page_size), lambda item: item.id)

    def create(
        self,
        *,
        full_name: str,
        email: str,
        alt_email: str | Unset = UNSET,
        phone_number: str | Unset = UNSET,
        alt_phone_number: str | Unset = UNSET,
    ) -> Contact:
        """Create a contact.

        Saves a contact. `addresses.create` and `addresses.update` give it an address, by its id.

        Args:
            full_name: Name.
            email: E-mail address.
            alt_email: Second e-mail address.
            phone_number: Phone number.
            alt_phone_number: Second phone number.

        Returns:
            The contact.

        Raises:
            BadRequest: 400. The form cannot be read.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            NotAcceptable: 406. The contact fails validation.
            OutcomeUnknown: It may have happened. Look for it with contacts.list before you call it
                again, or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Create a Contact”.
        """
        return run(
            _create(
                self._core,
                full_name=full_name,
                email=email,
                alt_email=alt_email,
                phone_number=phone_number,
                alt_phone_number=alt_phone_number,
            )
        )

    def get(self, contact_id: int) -> Contact:
        """Get a contact.

        One contact, with its addresses if it has any. `contacts.list` finds a contact's id.

        Args:
            contact_id: The contact.

        Returns:
            The contact.

        Raises:
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or contact.
            NotAcceptable: 406. An id is malformed.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Contact”.
        """
        return run(_get(self._core, contact_id))

    def delete(self, contact_id: int) -> str | dict[str, Any]:
        """Delete a contact.

        Deletes a contact. `contacts.list` finds a contact's id.

        Args:
            contact_id: The contact.

        Returns:
            The contact is deleted.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or contact.
            OutcomeUnknown: It may have happened. Look with contacts.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Delete a Contact”.
        """
        return run(_delete(self._core, contact_id))

    def update(
        self,
        contact_id: int,
        *,
        full_name: str | Unset = UNSET,
        email: str | Unset = UNSET,
        alt_email: str | Unset = UNSET,
        phone_number: str | Unset = UNSET,
        alt_phone_number: str | Unset = UNSET,
    ) -> Contact:
        """Change a contact.

        Changes a contact. `addresses.update` gives an address to it, by its id.

        The fields travel in the query string. What is personal in them can end up in the logs of
        servers on the way.

        Args:
            contact_id: The contact.
            full_name: Name.
            email: E-mail address.
            alt_email: Second e-mail address.
            phone_number: Phone number.
            alt_phone_number: Second phone number.

        Returns:
            The contact as changed.

        Raises:
            BadRequest: 400. The query string cannot be read.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or contact.
            NotAcceptable: 406. The contact fails validation.
            OutcomeUnknown: It may have happened. Look with contacts.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Update a Contact”.
        """
        return run(
            _update(
                self._core,
                contact_id,
                full_name=full_name,
                email=email,
                alt_email=alt_email,
                phone_number=phone_number,
                alt_phone_number=alt_phone_number,
            )
        )


class AsyncContactsResource:
    """The people at the addresses."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(self, *, page_size: int = 25) -> AsyncPaged[Contact]:
        """List the contacts.

        The organization's contacts with their addresses, page by page. `addresses.update` gives an
        address to a contact.

        Args:
            page_size: How many entries a page holds (1 to 100).

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            NotAcceptable: 406. The page or its size is malformed.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch All Contacts”.
        """
        return AsyncPaged(partial(_list, self._core, page_size=page_size), lambda item: item.id)

    async def create(
        self,
        *,
        full_name: str,
        email: str,
        alt_email: str | Unset = UNSET,
        phone_number: str | Unset = UNSET,
        alt_phone_number: str | Unset = UNSET,
    ) -> Contact:
        """Create a contact.

        Saves a contact. `addresses.create` and `addresses.update` give it an address, by its id.

        Args:
            full_name: Name.
            email: E-mail address.
            alt_email: Second e-mail address.
            phone_number: Phone number.
            alt_phone_number: Second phone number.

        Returns:
            The contact.

        Raises:
            BadRequest: 400. The form cannot be read.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            NotAcceptable: 406. The contact fails validation.
            OutcomeUnknown: It may have happened. Look for it with contacts.list before you call it
                again, or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Create a Contact”.
        """
        return await _create(
            self._core,
            full_name=full_name,
            email=email,
            alt_email=alt_email,
            phone_number=phone_number,
            alt_phone_number=alt_phone_number,
        )

    async def get(self, contact_id: int) -> Contact:
        """Get a contact.

        One contact, with its addresses if it has any. `contacts.list` finds a contact's id.

        Args:
            contact_id: The contact.

        Returns:
            The contact.

        Raises:
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or contact.
            NotAcceptable: 406. An id is malformed.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Contact”.
        """
        return await _get(self._core, contact_id)

    async def delete(self, contact_id: int) -> str | dict[str, Any]:
        """Delete a contact.

        Deletes a contact. `contacts.list` finds a contact's id.

        Args:
            contact_id: The contact.

        Returns:
            The contact is deleted.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or contact.
            OutcomeUnknown: It may have happened. Look with contacts.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Delete a Contact”.
        """
        return await _delete(self._core, contact_id)

    async def update(
        self,
        contact_id: int,
        *,
        full_name: str | Unset = UNSET,
        email: str | Unset = UNSET,
        alt_email: str | Unset = UNSET,
        phone_number: str | Unset = UNSET,
        alt_phone_number: str | Unset = UNSET,
    ) -> Contact:
        """Change a contact.

        Changes a contact. `addresses.update` gives an address to it, by its id.

        The fields travel in the query string. What is personal in them can end up in the logs of
        servers on the way.

        Args:
            contact_id: The contact.
            full_name: Name.
            email: E-mail address.
            alt_email: Second e-mail address.
            phone_number: Phone number.
            alt_phone_number: Second phone number.

        Returns:
            The contact as changed.

        Raises:
            BadRequest: 400. The query string cannot be read.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or contact.
            NotAcceptable: 406. The contact fails validation.
            OutcomeUnknown: It may have happened. Look with contacts.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Update a Contact”.
        """
        return await _update(
            self._core,
            contact_id,
            full_name=full_name,
            email=email,
            alt_email=alt_email,
            phone_number=phone_number,
            alt_phone_number=alt_phone_number,
        )


async def _list(core: Core, page: int, *, page_size: int | Unset = UNSET) -> list[Contact]:
    query = Query()
    query.add("page", "page", check.integer("page", page, minimum=1))
    query.add(
        "page_size", "page_size", check.integer("page_size", page_size, minimum=1, maximum=100)
    )
    return await core.call(
        _LIST, "/organizations/" + core.settings["organization_id"] + "/contacts", query=query
    )


async def _create(
    core: Core,
    *,
    full_name: str,
    email: str,
    alt_email: str | Unset = UNSET,
    phone_number: str | Unset = UNSET,
    alt_phone_number: str | Unset = UNSET,
) -> Contact:
    form = Form()
    form.add(
        "contact[full_name]",
        check.text("full_name", full_name, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    form.add("contact[email]", check.text("email", email))
    form.add(
        "contact[alt_email]",
        check.text(
            "alt_email",
            alt_email,
            whole=re.compile("(?:[^@ \\t\\r\\n]+@[^@ \\t\\r\\n]+)?", re.ASCII),
        ),
    )
    form.add("contact[phone_number]", check.text("phone_number", phone_number))
    form.add("contact[alt_phone_number]", check.text("alt_phone_number", alt_phone_number))
    return await core.call(
        _CREATE, "/organizations/" + core.settings["organization_id"] + "/contacts", body=form
    )


async def _get(core: Core, contact_id: int) -> Contact:
    return await core.call(
        _GET,
        "/organizations/"
        + core.settings["organization_id"]
        + "/contacts/"
        + segment("contact_id", check.integer("contact_id", contact_id, minimum=1)),
    )


async def _delete(core: Core, contact_id: int) -> str | dict[str, Any]:
    return await core.call(
        _DELETE,
        "/organizations/"
        + core.settings["organization_id"]
        + "/contacts/"
        + segment("contact_id", check.integer("contact_id", contact_id, minimum=1)),
    )


async def _update(
    core: Core,
    contact_id: int,
    *,
    full_name: str | Unset = UNSET,
    email: str | Unset = UNSET,
    alt_email: str | Unset = UNSET,
    phone_number: str | Unset = UNSET,
    alt_phone_number: str | Unset = UNSET,
) -> Contact:
    query = Query()
    query.add(
        "contact[full_name]",
        "full_name",
        check.text("full_name", full_name, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    query.add("contact[email]", "email", check.text("email", email))
    query.add(
        "contact[alt_email]",
        "alt_email",
        check.text(
            "alt_email",
            alt_email,
            whole=re.compile("(?:[^@ \\t\\r\\n]+@[^@ \\t\\r\\n]+)?", re.ASCII),
        ),
    )
    query.add("contact[phone_number]", "phone_number", check.text("phone_number", phone_number))
    query.add(
        "contact[alt_phone_number]",
        "alt_phone_number",
        check.text("alt_phone_number", alt_phone_number),
    )
    return await core.call(
        _UPDATE,
        "/organizations/"
        + core.settings["organization_id"]
        + "/contacts/"
        + segment("contact_id", check.integer("contact_id", contact_id, minimum=1)),
        query=query,
    )


def _decode__list(value: Any, drift: Drift, at: str) -> list[Contact]:
    try:
        return Contact._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            Contact.from_dict(v0, drift, f"{at}/{i0}")
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


_LIST: Operation[list[Contact]] = Operation(
    id="contacts.list",
    method="GET",
    route="/organizations/{organization_id}/contacts",
    success=frozenset({200}),
    answer=(list,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__list,
    errors={401: Error.from_dict, 404: Error.from_dict, 406: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_CREATE: Operation[Contact] = Operation(
    id="contacts.create",
    method="POST",
    route="/organizations/{organization_id}/contacts",
    success=frozenset({200, 201}),
    answer=(dict,),
    required=frozenset(["id", "full_name", "email"]),
    refusal_names=frozenset(["error"]),
    decode=Contact.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict, 406: Error.from_dict},
    authenticated=True,
    effect="once",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(
        read=lambda: _LIST,
        kind="entry",
        same={
            "contact[full_name]": ("full_name",),
            "contact[email]": ("email",),
            "contact[alt_email]": ("alt_email",),
            "contact[phone_number]": ("phone_number",),
            "contact[alt_phone_number]": ("alt_phone_number",),
        },
        paging=("page", "page_size", 1, 100),
        same_answer=True,
    ),
    advice="Look for it with contacts.list before you call it again, or let resolve() do so.",
)
_GET: Operation[Contact] = Operation(
    id="contacts.get",
    method="GET",
    route="/organizations/{organization_id}/contacts/{id}",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "full_name", "email"]),
    refusal_names=frozenset(["error"]),
    decode=Contact.from_dict,
    errors={401: Error.from_dict, 404: Error.from_dict, 406: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_DELETE: Operation[str | dict[str, Any]] = Operation(
    id="contacts.delete",
    method="DELETE",
    route="/organizations/{organization_id}/contacts/{id}",
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
    advice="Look with contacts.get before you call it again, or let resolve() do so.",
)
_UPDATE: Operation[Contact] = Operation(
    id="contacts.update",
    method="PATCH",
    route="/organizations/{organization_id}/contacts/{id}",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "full_name", "email"]),
    refusal_names=frozenset(["error"]),
    decode=Contact.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict, 406: Error.from_dict},
    authenticated=True,
    effect="repeatable",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(
        read=lambda: _GET,
        kind="object",
        same={
            "contact[full_name]": ("full_name",),
            "contact[email]": ("email",),
            "contact[alt_email]": ("alt_email",),
            "contact[phone_number]": ("phone_number",),
            "contact[alt_phone_number]": ("alt_phone_number",),
        },
        same_answer=True,
    ),
    advice="Look with contacts.get before you call it again, or let resolve() do so.",
)

# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Addresses that parcels go to."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from .._models.address import Address
from .._models.error import Error
from .._models.new_contact import NewContact
from .._runtime import check
from .._runtime.bodies import Form, json_text
from .._runtime.core import Core
from .._runtime.decoding import DIFFERS, differs
from .._runtime.drift import Drift
from .._runtime.evidence import Evidence
from .._runtime.io import run
from .._runtime.operation import Operation
from .._runtime.paging import AsyncPaged, Paged
from .._runtime.unset import UNSET, Unset
from .._runtime.urls import Query, segment


class AddressesResource:
    """Addresses that parcels go to."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(self, *, page_size: int = 25) -> Paged[Address]:
        """List the addresses.

        The organization's saved addresses, page by page.

        Args:
            page_size: How many entries a page holds (1 to 100).

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            BadRequest: 400. The page or its size is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch All Addresses”.
        """
        return Paged(partial(_list, self._core, page_size=page_size), lambda item: item.id)

    def create(
        self,
        *,
        address1: str,
        city: str,
        state: str,
        zip_code: str,
        country: str,
        organization_name: str | Unset = UNSET,
        contact_id: int | Unset = UNSET,
        contact: NewContact | Unset = UNSET,
        label: str | Unset = UNSET,
        primary: bool | Unset = UNSET,
        address2: str | Unset = UNSET,
    ) -> Address:
        """Create an address.

        Saves an address to ship to. It belongs to a contact: either one that exists, by
        `contact_id`, or a new one, by at least `contact.full_name` and `contact.email`. One of the
        two is required.

        Args:
            organization_name: Organization at the address.
            contact_id: The contact at the address.
            contact: The address contact.
            label: A name for the address.
            primary: Whether it is the primary address; left out, it is not.
            address1: Street and number.
            address2: Second line.
            city: City.
            state: State.
            zip_code: Zip code.
            country: Code of the country.

        Returns:
            The address.

        Raises:
            BadRequest: 400. The form cannot be read.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or contact.
            NotAcceptable: 406. The address or its contact fails validation.
            OutcomeUnknown: It may have happened. Look for it with addresses.list before you call it
                again, or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Create an Address”.
        """
        return run(
            _create(
                self._core,
                address1=address1,
                city=city,
                state=state,
                zip_code=zip_code,
                country=country,
                organization_name=organization_name,
                contact_id=contact_id,
                contact=contact,
                label=label,
                primary=primary,
                address2=address2,
            )
        )

    def get(self, address_id: int) -> Address:
        """Get an address.

        One saved address. `addresses.list` finds an address's id.

        Args:
            address_id: The address.

        Returns:
            The address.

        Raises:
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or address.
            NotAcceptable: 406. An id is malformed.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Address”.
        """
        return run(_get(self._core, address_id))

    def delete(self, address_id: int) -> str | dict[str, Any]:
        """Delete an address.

        Deletes a saved address. `addresses.list` finds an address's id.

        Args:
            address_id: The address.

        Returns:
            The address is deleted.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or address.
            OutcomeUnknown: It may have happened. Look with addresses.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Delete an Address”.
        """
        return run(_delete(self._core, address_id))

    def update(
        self,
        address_id: int,
        *,
        organization_name: str | Unset = UNSET,
        contact_id: int | Unset = UNSET,
        contact: NewContact | Unset = UNSET,
        label: str | Unset = UNSET,
        primary: bool | Unset = UNSET,
        address1: str | Unset = UNSET,
        address2: str | Unset = UNSET,
        city: str | Unset = UNSET,
        state: str | Unset = UNSET,
        zip_code: str | Unset = UNSET,
        country: str | Unset = UNSET,
    ) -> Address:
        """Change an address.

        Changes a saved address. It can be given to another contact, by `contact_id`, or to a new
        one, by `contact`. An address without a contact cannot be updated and answers 501.

        The fields travel in the query string. What is personal in them can end up in the logs of
        servers on the way.

        Args:
            address_id: The address.
            organization_name: Organization at the address.
            contact_id: The contact at the address.
            contact: The address contact.
            label: A name for the address.
            primary: Whether it is the primary address.
            address1: Street and number.
            address2: Second line.
            city: City.
            state: State.
            zip_code: Zip code.
            country: Code of the country.

        Returns:
            The address as changed.

        Raises:
            BadRequest: 400. The query string cannot be read.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization, address or contact.
            NotAcceptable: 406. The address or its contact fails validation.
            NotImplementedByVendor: 501. The address has no contact.
            OutcomeUnknown: It may have happened. Look with addresses.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Update an Address”.
        """
        return run(
            _update(
                self._core,
                address_id,
                organization_name=organization_name,
                contact_id=contact_id,
                contact=contact,
                label=label,
                primary=primary,
                address1=address1,
                address2=address2,
                city=city,
                state=state,
                zip_code=zip_code,
                country=country,
            )
        )


class AsyncAddressesResource:
    """Addresses that parcels go to."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(self, *, page_size: int = 25) -> AsyncPaged[Address]:
        """List the addresses.

        The organization's saved addresses, page by page.

        Args:
            page_size: How many entries a page holds (1 to 100).

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            BadRequest: 400. The page or its size is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch All Addresses”.
        """
        return AsyncPaged(partial(_list, self._core, page_size=page_size), lambda item: item.id)

    async def create(
        self,
        *,
        address1: str,
        city: str,
        state: str,
        zip_code: str,
        country: str,
        organization_name: str | Unset = UNSET,
        contact_id: int | Unset = UNSET,
        contact: NewContact | Unset = UNSET,
        label: str | Unset = UNSET,
        primary: bool | Unset = UNSET,
        address2: str | Unset = UNSET,
    ) -> Address:
        """Create an address.

        Saves an address to ship to. It belongs to a contact: either one that exists, by
        `contact_id`, or a new one, by at least `contact.full_name` and `contact.email`. One of the
        two is required.

        Args:
            organization_name: Organization at the address.
            contact_id: The contact at the address.
            contact: The address contact.
            label: A name for the address.
            primary: Whether it is the primary address; left out, it is not.
            address1: Street and number.
            address2: Second line.
            city: City.
            state: State.
            zip_code: Zip code.
            country: Code of the country.

        Returns:
            The address.

        Raises:
            BadRequest: 400. The form cannot be read.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or contact.
            NotAcceptable: 406. The address or its contact fails validation.
            OutcomeUnknown: It may have happened. Look for it with addresses.list before you call it
                again, or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Create an Address”.
        """
        return await _create(
            self._core,
            address1=address1,
            city=city,
            state=state,
            zip_code=zip_code,
            country=country,
            organization_name=organization_name,
            contact_id=contact_id,
            contact=contact,
            label=label,
            primary=primary,
            address2=address2,
        )

    async def get(self, address_id: int) -> Address:
        """Get an address.

        One saved address. `addresses.list` finds an address's id.

        Args:
            address_id: The address.

        Returns:
            The address.

        Raises:
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or address.
            NotAcceptable: 406. An id is malformed.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Address”.
        """
        return await _get(self._core, address_id)

    async def delete(self, address_id: int) -> str | dict[str, Any]:
        """Delete an address.

        Deletes a saved address. `addresses.list` finds an address's id.

        Args:
            address_id: The address.

        Returns:
            The address is deleted.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or address.
            OutcomeUnknown: It may have happened. Look with addresses.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Delete an Address”.
        """
        return await _delete(self._core, address_id)

    async def update(
        self,
        address_id: int,
        *,
        organization_name: str | Unset = UNSET,
        contact_id: int | Unset = UNSET,
        contact: NewContact | Unset = UNSET,
        label: str | Unset = UNSET,
        primary: bool | Unset = UNSET,
        address1: str | Unset = UNSET,
        address2: str | Unset = UNSET,
        city: str | Unset = UNSET,
        state: str | Unset = UNSET,
        zip_code: str | Unset = UNSET,
        country: str | Unset = UNSET,
    ) -> Address:
        """Change an address.

        Changes a saved address. It can be given to another contact, by `contact_id`, or to a new
        one, by `contact`. An address without a contact cannot be updated and answers 501.

        The fields travel in the query string. What is personal in them can end up in the logs of
        servers on the way.

        Args:
            address_id: The address.
            organization_name: Organization at the address.
            contact_id: The contact at the address.
            contact: The address contact.
            label: A name for the address.
            primary: Whether it is the primary address.
            address1: Street and number.
            address2: Second line.
            city: City.
            state: State.
            zip_code: Zip code.
            country: Code of the country.

        Returns:
            The address as changed.

        Raises:
            BadRequest: 400. The query string cannot be read.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization, address or contact.
            NotAcceptable: 406. The address or its contact fails validation.
            NotImplementedByVendor: 501. The address has no contact.
            OutcomeUnknown: It may have happened. Look with addresses.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Update an Address”.
        """
        return await _update(
            self._core,
            address_id,
            organization_name=organization_name,
            contact_id=contact_id,
            contact=contact,
            label=label,
            primary=primary,
            address1=address1,
            address2=address2,
            city=city,
            state=state,
            zip_code=zip_code,
            country=country,
        )


async def _list(core: Core, page: int, *, page_size: int | Unset = UNSET) -> list[Address]:
    query = Query()
    query.add("page", "page", check.integer("page", page, minimum=1))
    query.add(
        "page_size", "page_size", check.integer("page_size", page_size, minimum=1, maximum=100)
    )
    return await core.call(
        _LIST, "/organizations/" + core.settings["organization_id"] + "/addresses", query=query
    )


async def _create(
    core: Core,
    *,
    address1: str,
    city: str,
    state: str,
    zip_code: str,
    country: str,
    organization_name: str | Unset = UNSET,
    contact_id: int | Unset = UNSET,
    contact: NewContact | Unset = UNSET,
    label: str | Unset = UNSET,
    primary: bool | Unset = UNSET,
    address2: str | Unset = UNSET,
) -> Address:
    check.at_most_one({"contact_id": contact_id, "contact": contact})
    form = Form()
    form.add("address[organization_name]", check.text("organization_name", organization_name))
    form.add("address[contact_id]", check.integer("contact_id", contact_id, minimum=1))
    if not isinstance(contact, Unset):
        check.model("contact", contact, NewContact)
        form.add(
            "address[contact][full_name]",
            check.text(
                "contact.full_name",
                contact.full_name,
                shortest=1,
                pattern=re.compile("\\S", re.ASCII),
            ),
        )
        form.add("address[contact][email]", check.text("contact.email", contact.email))
        form.add(
            "address[contact][alt_email]",
            check.text(
                "contact.alt_email",
                contact.alt_email,
                whole=re.compile("(?:[^@ \\t\\r\\n]+@[^@ \\t\\r\\n]+)?", re.ASCII),
            ),
        )
        form.add(
            "address[contact][phone_number]",
            check.text("contact.phone_number", contact.phone_number),
        )
        form.add(
            "address[contact][alt_phone_number]",
            check.text("contact.alt_phone_number", contact.alt_phone_number),
        )
    form.add("address[label]", check.text("label", label))
    form.add("address[primary]", json_text("primary", check.boolean("primary", primary)))
    form.add(
        "address[address1]",
        check.text("address1", address1, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    form.add("address[address2]", check.text("address2", address2))
    form.add(
        "address[city]", check.text("city", city, shortest=1, pattern=re.compile("\\S", re.ASCII))
    )
    form.add(
        "address[state]",
        check.text("state", state, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    form.add(
        "address[zip_code]",
        check.text(
            "zip_code",
            zip_code,
            whole=re.compile("(?=.*[0-9])[0-9A-Za-z](?:[0-9A-Za-z -]{0,8}[0-9A-Za-z])?", re.ASCII),
        ),
    )
    form.add(
        "address[country]",
        check.text("country", country, whole=re.compile("[A-Za-z]{2,3}", re.ASCII)),
    )
    form.require_one_of(
        {"address[contact_id]": "contact_id"},
        {
            "address[contact][full_name]": "contact.full_name",
            "address[contact][email]": "contact.email",
        },
        several=False,
    )
    return await core.call(
        _CREATE, "/organizations/" + core.settings["organization_id"] + "/addresses", body=form
    )


async def _get(core: Core, address_id: int) -> Address:
    return await core.call(
        _GET,
        "/organizations/"
        + core.settings["organization_id"]
        + "/addresses/"
        + segment("address_id", check.integer("address_id", address_id, minimum=1)),
    )


async def _delete(core: Core, address_id: int) -> str | dict[str, Any]:
    return await core.call(
        _DELETE,
        "/organizations/"
        + core.settings["organization_id"]
        + "/addresses/"
        + segment("address_id", check.integer("address_id", address_id, minimum=1)),
    )


async def _update(
    core: Core,
    address_id: int,
    *,
    organization_name: str | Unset = UNSET,
    contact_id: int | Unset = UNSET,
    contact: NewContact | Unset = UNSET,
    label: str | Unset = UNSET,
    primary: bool | Unset = UNSET,
    address1: str | Unset = UNSET,
    address2: str | Unset = UNSET,
    city: str | Unset = UNSET,
    state: str | Unset = UNSET,
    zip_code: str | Unset = UNSET,
    country: str | Unset = UNSET,
) -> Address:
    check.at_most_one({"contact_id": contact_id, "contact": contact})
    query = Query()
    query.add(
        "address[organization_name]",
        "organization_name",
        check.text("organization_name", organization_name),
    )
    query.add(
        "address[contact_id]", "contact_id", check.integer("contact_id", contact_id, minimum=1)
    )
    if not isinstance(contact, Unset):
        check.model("contact", contact, NewContact)
        query.add(
            "address[contact][full_name]",
            "contact.full_name",
            check.text(
                "contact.full_name",
                contact.full_name,
                shortest=1,
                pattern=re.compile("\\S", re.ASCII),
            ),
        )
        query.add(
            "address[contact][email]", "contact.email", check.text("contact.email", contact.email)
        )
        query.add(
            "address[contact][alt_email]",
            "contact.alt_email",
            check.text(
                "contact.alt_email",
                contact.alt_email,
                whole=re.compile("(?:[^@ \\t\\r\\n]+@[^@ \\t\\r\\n]+)?", re.ASCII),
            ),
        )
        query.add(
            "address[contact][phone_number]",
            "contact.phone_number",
            check.text("contact.phone_number", contact.phone_number),
        )
        query.add(
            "address[contact][alt_phone_number]",
            "contact.alt_phone_number",
            check.text("contact.alt_phone_number", contact.alt_phone_number),
        )
    query.add("address[label]", "label", check.text("label", label))
    query.add(
        "address[primary]", "primary", json_text("primary", check.boolean("primary", primary))
    )
    query.add(
        "address[address1]",
        "address1",
        check.text("address1", address1, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    query.add("address[address2]", "address2", check.text("address2", address2))
    query.add(
        "address[city]",
        "city",
        check.text("city", city, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    query.add(
        "address[state]",
        "state",
        check.text("state", state, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    query.add(
        "address[zip_code]",
        "zip_code",
        check.text(
            "zip_code",
            zip_code,
            whole=re.compile("(?=.*[0-9])[0-9A-Za-z](?:[0-9A-Za-z -]{0,8}[0-9A-Za-z])?", re.ASCII),
        ),
    )
    query.add(
        "address[country]",
        "country",
        check.text("country", country, whole=re.compile("[A-Za-z]{2,3}", re.ASCII)),
    )
    return await core.call(
        _UPDATE,
        "/organizations/"
        + core.settings["organization_id"]
        + "/addresses/"
        + segment("address_id", check.integer("address_id", address_id, minimum=1)),
        query=query,
    )


def _decode__list(value: Any, drift: Drift, at: str) -> list[Address]:
    try:
        return Address._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            Address.from_dict(v0, drift, f"{at}/{i0}")
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


_LIST: Operation[list[Address]] = Operation(
    id="addresses.list",
    method="GET",
    route="/organizations/{organization_id}/addresses",
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
_CREATE: Operation[Address] = Operation(
    id="addresses.create",
    method="POST",
    route="/organizations/{organization_id}/addresses",
    success=frozenset({200, 201}),
    answer=(dict,),
    required=frozenset(["id", "address1", "city", "state", "zip_code", "country"]),
    refusal_names=frozenset(["error"]),
    decode=Address.from_dict,
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
            "address[organization_name]": ("organization_name",),
            "address[contact_id]": ("contact_id",),
            "address[label]": ("label",),
            "address[primary]": ("primary",),
            "address[address1]": ("address1",),
            "address[address2]": ("address2",),
            "address[city]": ("city",),
            "address[state]": ("state",),
            "address[zip_code]": ("zip_code",),
            "address[country]": ("country",),
            "address[contact][full_name]": ("contact", "full_name"),
            "address[contact][email]": ("contact", "email"),
            "address[contact][alt_email]": ("contact", "alt_email"),
            "address[contact][phone_number]": ("contact", "phone_number"),
            "address[contact][alt_phone_number]": ("contact", "alt_phone_number"),
        },
        filled=frozenset({"address[contact_id]"}),
        brings={
            "address[contact_id]": frozenset(
                {
                    "address[contact][full_name]",
                    "address[contact][email]",
                    "address[contact][alt_email]",
                    "address[contact][phone_number]",
                    "address[contact][alt_phone_number]",
                }
            )
        },
        paging=("page", "page_size", 1, 100),
        same_answer=True,
    ),
    advice="Look for it with addresses.list before you call it again, or let resolve() do so.",
)
_GET: Operation[Address] = Operation(
    id="addresses.get",
    method="GET",
    route="/organizations/{organization_id}/addresses/{id}",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "address1", "city", "state", "zip_code", "country"]),
    refusal_names=frozenset(["error"]),
    decode=Address.from_dict,
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
    id="addresses.delete",
    method="DELETE",
    route="/organizations/{organization_id}/addresses/{id}",
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
    advice="Look with addresses.get before you call it again, or let resolve() do so.",
)
_UPDATE: Operation[Address] = Operation(
    id="addresses.update",
    method="PATCH",
    route="/organizations/{organization_id}/addresses/{id}",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "address1", "city", "state", "zip_code", "country"]),
    refusal_names=frozenset(["error"]),
    decode=Address.from_dict,
    errors={
        400: Error.from_dict,
        401: Error.from_dict,
        404: Error.from_dict,
        406: Error.from_dict,
        501: Error.from_dict,
    },
    authenticated=True,
    effect="once",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(
        read=lambda: _GET,
        kind="object",
        same={
            "address[organization_name]": ("organization_name",),
            "address[contact_id]": ("contact_id",),
            "address[label]": ("label",),
            "address[primary]": ("primary",),
            "address[address1]": ("address1",),
            "address[address2]": ("address2",),
            "address[city]": ("city",),
            "address[state]": ("state",),
            "address[zip_code]": ("zip_code",),
            "address[country]": ("country",),
            "address[contact][full_name]": ("contact", "full_name"),
            "address[contact][email]": ("contact", "email"),
            "address[contact][alt_email]": ("contact", "alt_email"),
            "address[contact][phone_number]": ("contact", "phone_number"),
            "address[contact][alt_phone_number]": ("contact", "alt_phone_number"),
        },
        same_answer=True,
    ),
    advice="Look with addresses.get before you call it again, or let resolve() do so.",
)

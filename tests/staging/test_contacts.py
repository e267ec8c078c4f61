"""Contacts."""

import pytest

from .support import ADDRESS, CONTACT, Api

FIELDS = {
    "id",
    "organization_id",
    "full_name",
    "email",
    "alt_email",
    "phone_number",
    "alt_phone_number",
    "addresses",
}


def test_contact_lives(api: Api) -> None:
    contact = api("POST", "contacts", CONTACT)
    where = f"contacts/{contact['id']}"
    assert set(contact) == FIELDS
    assert contact["addresses"] == []
    assert contact["alt_email"] is None
    assert api("GET", where) == contact
    changed = api("PATCH", where, {"contact[alt_phone_number]": "+1 215 555 0199"})
    assert changed == {**contact, "alt_phone_number": "+1 215 555 0199"}
    assert api("GET", "contacts")[-1] == changed
    assert isinstance(api("DELETE", where)["message"], str)
    for method in ("GET", "PATCH", "DELETE"):
        api.refused(404, "contact", method, where)


def test_contact_has_its_addresses(asking: Api) -> None:
    contact = asking("GET", "contacts/12629")
    assert [each["id"] for each in contact["addresses"]] == [12782]
    assert "contact" not in contact["addresses"][0]


@pytest.mark.parametrize("missing", list(CONTACT))
@pytest.mark.parametrize("how", ["absent", "blank"])
def test_name_and_email_are_required(asking: Api, missing: str, how: str) -> None:
    form = {key: value for key, value in CONTACT.items() if key != missing}
    if how == "blank":
        form[missing] = "  "
        asking.refused(406, missing, "PATCH", "contacts/12629", {missing: " "})
    asking.refused(406, missing, "POST", "contacts", form)


@pytest.mark.parametrize("key", ["contact[email]", "contact[alt_email]"])
@pytest.mark.parametrize("value", ["nobody", "a b@c", "@", "a@", "a@b@c"])
def test_malformed_addresses_are_406(asking: Api, key: str, value: str) -> None:
    asking.refused(406, key, "POST", "contacts", {**CONTACT, key: value})
    asking.refused(406, key, "PATCH", "contacts/12629", {key: value})


def test_an_update_may_say_nothing(asking: Api) -> None:
    assert asking("PATCH", "contacts/12629")["id"] == 12629


def test_nothing_at_all_is_no_contact(asking: Api) -> None:
    asking.refused(406, "contact[full_name]", "POST", "contacts")


def test_contacts_and_addresses_are_linked_both_ways(api: Api) -> None:
    contact = api("POST", "contacts", CONTACT)["id"]
    form = {**ADDRESS, "address[contact_id]": str(contact)}
    first, second = (api("POST", "addresses", form)["id"] for _ in range(2))

    def linked(wanted: int) -> list[int]:
        (listed,) = (each for each in api("GET", "contacts") if each["id"] == wanted)
        fetched = api("GET", f"contacts/{wanted}")
        assert listed == fetched
        assert {each["contact_id"] for each in fetched["addresses"]} <= {wanted}
        return [each["id"] for each in fetched["addresses"]]

    assert linked(contact) == [first, second]
    api("PATCH", f"contacts/{contact}", {"contact[full_name]": "Tobias L."})
    for address in (first, second):
        assert api("GET", f"addresses/{address}")["contact"]["full_name"] == "Tobias L."
    api("PATCH", f"addresses/{first}", {"address[contact_id]": "12629"})
    assert (linked(contact), linked(12629)) == ([second], [12782, first])
    api("DELETE", f"addresses/{second}")
    assert linked(contact) == []
    api("DELETE", "contacts/12629")
    for address in (12782, first):
        shown = api("GET", f"addresses/{address}")
        assert shown["contact"] is shown["contact_id"] is None

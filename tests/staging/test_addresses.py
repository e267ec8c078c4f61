"""Addresses, and how they work in tandem with contacts."""

import pytest

from .support import ADDRESS, Api

REQUIRED = [key for key in ADDRESS if "contact" not in key]
FIELDS = {
    "id",
    "organization_id",
    "organization_name",
    "label",
    "primary",
    "address1",
    "address2",
    "city",
    "state",
    "zip_code",
    "country",
    "contact_id",
    "contact",
}


def test_address_lives(api: Api) -> None:
    address = api("POST", "addresses", ADDRESS)
    where = f"addresses/{address['id']}"
    assert set(address) == FIELDS
    assert address["contact_id"] == address["contact"]["id"] == 12629
    assert "addresses" not in address["contact"]
    assert address["zip_code"] == "01238"
    assert api("GET", where) == address
    changed = api("PATCH", where, {"address[state]": "CO", "address[address2]": "Loft"})
    assert changed == {**address, "state": "CO", "address2": "Loft"}
    assert api("GET", "addresses")[-1] == changed
    assert isinstance(api("DELETE", where)["message"], str)
    for method in ("GET", "PATCH", "DELETE"):
        api.refused(404, "address", method, where)
    assert api("GET", "contacts/12629")


def test_contact_is_created_with_the_address(api: Api) -> None:
    form = {key: value for key, value in ADDRESS.items() if "contact" not in key} | {
        "address[contact][full_name]": "Tobias Lindqvist",
        "address[contact][email]": "tobias@glass.example",
        "address[contact][phone_number]": "+1 215 555 0150",
    }
    address = api("POST", "addresses", form)
    contact = api("GET", f"contacts/{address['contact_id']}")
    assert contact["full_name"] == address["contact"]["full_name"] == "Tobias Lindqvist"
    assert [each["id"] for each in contact["addresses"]] == [address["id"]]


def test_update_links_another_contact(api: Api) -> None:
    form = {"contact[full_name]": "Ana Bell", "contact[email]": "ana@bell.example"}
    ana = api("POST", "contacts", form)
    linked = api("PATCH", "addresses/12782", {"address[contact_id]": ana["id"]})
    assert linked["contact"]["full_name"] == "Ana Bell"
    form = {"address[contact][full_name]": "Bo Cray", "address[contact][email]": "bo@cray.example"}
    created = api("PATCH", "addresses/12782", form)
    assert created["contact"]["full_name"] == "Bo Cray"
    assert created["contact_id"] not in (12629, ana["id"])
    assert api("GET", f"contacts/{ana['id']}")["addresses"] == []


@pytest.mark.parametrize("missing", REQUIRED)
@pytest.mark.parametrize("how", ["absent", "blank"])
def test_required_fields(asking: Api, missing: str, how: str) -> None:
    form = {key: value for key, value in ADDRESS.items() if key != missing}
    if how == "blank":
        form[missing] = " "
        asking.refused(406, missing, "PATCH", "addresses/12782", {missing: ""})
    asking.refused(406, missing, "POST", "addresses", form)


def test_an_address_needs_a_contact(asking: Api) -> None:
    form = {key: value for key, value in ADDRESS.items() if "contact" not in key}
    asking.refused(406, "address[contact_id]", "POST", "addresses", form)
    half = {**form, "address[contact][full_name]": "Ana Bell"}
    asking.refused(406, "address[contact][email]", "POST", "addresses", half)
    both = {**half, "address[contact][email]": "a@b.example", "address[contact_id]": "12629"}
    asking.refused(406, "address[contact]", "POST", "addresses", both)
    asking.refused(
        406, "address[contact_id]", "POST", "addresses", {**form, "address[contact_id]": "x"}
    )
    asking.refused(404, "contact 77", "POST", "addresses", {**form, "address[contact_id]": "77"})
    asking.refused(
        406, "address[contact_id]", "PATCH", "addresses/12782", {"address[contact_id]": ""}
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("address[zip_code]", "zip!"),
        ("address[zip_code]", "-1"),
        ("address[zip_code]", "ABC"),
        ("address[country]", "United States"),
        ("address[country]", "U1"),
        ("address[primary]", "yes"),
        ("address[primary]", ""),
    ],
)
def test_malformed_fields_are_406(asking: Api, key: str, value: str) -> None:
    asking.refused(406, key, "POST", "addresses", {**ADDRESS, key: value})
    asking.refused(406, key, "PATCH", "addresses/12782", {key: value})


@pytest.mark.parametrize("value", ["01234", "90210", "12345-6789", "SW1A 1AA", "0"])
def test_zip_codes_are_kept_as_they_are_sent(api: Api, value: str) -> None:
    address = api("PATCH", "addresses/12782", {"address[zip_code]": value})
    assert address["zip_code"] == value


def test_one_address_at_most_is_primary(api: Api) -> None:
    created = api("POST", "addresses", {**ADDRESS, "address[primary]": "true"})
    assert created["primary"] is True

    def primary() -> list[int]:
        return [each["id"] for each in api("GET", "addresses") if each["primary"]]

    assert primary() == [created["id"]]
    api("PATCH", "addresses/12782", {"address[primary]": "true"})
    assert primary() == [12782]
    api("PATCH", "addresses/12782", {"address[primary]": "false"})
    assert primary() == []
    assert api("POST", "addresses", ADDRESS)["primary"] is False


def test_address_without_contact_cannot_be_updated(api: Api) -> None:
    address = api("GET", "addresses/12783")
    assert address["contact"] is None
    assert address["contact_id"] is None
    for form in ({"address[state]": "CO"}, {"address[contact_id]": "12629"}, None):
        api.refused(501, "contact", "PATCH", "addresses/12783", form)
    assert api("GET", "addresses/12783") == address


def test_deleted_contact_leaves_its_address_without_one(api: Api) -> None:
    api("DELETE", "contacts/12629")
    assert api("GET", "addresses/12782")["contact"] is None
    api.refused(501, "contact", "PATCH", "addresses/12782", {"address[state]": "CO"})


def test_a_refused_update_changes_nothing(api: Api) -> None:
    before = api("GET", "addresses/12782")
    form = {"address[state]": "CO", "address[contact_id]": "77"}
    api.refused(404, "contact", "PATCH", "addresses/12782", form)
    assert api("GET", "addresses/12782") == before


def test_an_update_may_say_nothing(asking: Api) -> None:
    assert asking("PATCH", "addresses/12782")["id"] == 12782

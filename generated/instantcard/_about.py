# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "958ac341cb1f17680b9299839065650bd075e46cbf1b287ad3ff750de6b9ebe4"
GENERATOR_VERSION = "0.1.0"

#: The names on the wire under which stands what must not be shown.
SENSITIVE: frozenset[str] = frozenset(
    {
        "address",
        "address1",
        "address2",
        "address[address1]",
        "address[address2]",
        "address[contact][alt_email]",
        "address[contact][alt_phone_number]",
        "address[contact][email]",
        "address[contact][full_name]",
        "address[contact][phone_number]",
        "address[zip_code]",
        "address_1",
        "address_2",
        "addresses",
        "alt_email",
        "alt_phone_number",
        "auth_token",
        "back",
        "billing_address1",
        "billing_address2",
        "billing_zip_code",
        "card[data]",
        "contact",
        "contact[alt_email]",
        "contact[alt_phone_number]",
        "contact[email]",
        "contact[full_name]",
        "contact[phone_number]",
        "cvc",
        "data",
        "email",
        "exp_month",
        "exp_year",
        "extract",
        "front",
        "fullName",
        "full_name",
        "images",
        "list_users",
        "number",
        "password",
        "phone_number",
        "print_job[address][address_1]",
        "print_job[address][address_2]",
        "print_job[address][contact][full_name]",
        "print_job[address][zip_code]",
        "term",
        "value",
        "zip_code",
    }
)

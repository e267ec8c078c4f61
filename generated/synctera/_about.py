# Generated from synctera.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "synctera"
BASE_PATH = "/v1"
SPEC = "synctera.yaml"
SPEC_VERSION = "1.0.0"
SPEC_SHA256 = "5a1e98398ddc6693e481e860d3eb74781c734320fe4ea0e7e4267f3a81bd7a7d"
GENERATOR_VERSION = "0.1.0"

#: The names on the wire under which stands what must not be shown.
SENSITIVE: frozenset[str] = frozenset(
    {
        "address_line_1",
        "address_line_2",
        "first_name",
        "last_name",
        "middle_name",
        "phone_number",
        "postal_code",
    }
)

# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "659bafea72e3d65aae8f9be6ba7a1cd04e827718332e173cc52eedb49ff367a2"
GENERATOR_VERSION = "0.1.0"

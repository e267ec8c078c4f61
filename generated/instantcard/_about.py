# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "e17bcb1d86401ef0125d108baec28b4022d6cdb3622fc477c9a04c94ff6b9a9e"
GENERATOR_VERSION = "0.1.0"

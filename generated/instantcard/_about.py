# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "a6e9f7059cf1722e9d2790f28f4573555ca73d416406cfc0d61074dd01277e99"
GENERATOR_VERSION = "0.1.0"

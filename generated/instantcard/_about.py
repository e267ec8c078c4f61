# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "93494be3f4551ebd005a8647a1cb327f620b32a8271d96d7b2a12f8aa6c38d60"
GENERATOR_VERSION = "0.1.0"

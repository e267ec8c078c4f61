# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "7c21409cff4319fce1509a32b079039b79ce01280a76273565538f093fa6326a"
GENERATOR_VERSION = "0.1.0"

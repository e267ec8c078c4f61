# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "952c1cd99d65ecd3717365a9f01956db6ca09c94bfba8d1367aecc5e83c848d0"
GENERATOR_VERSION = "0.1.0"

# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "ec772e23116c3ac8e97fbf67b80285a8ded62e682ad464420e4873f4dcbfca76"
GENERATOR_VERSION = "0.1.0"

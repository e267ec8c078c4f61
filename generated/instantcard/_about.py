# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "83af23f3a7e526892d762adb1a08c8bfecb264d80163b095d855b99fd83923a9"
GENERATOR_VERSION = "0.1.0"

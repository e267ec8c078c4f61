# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "8f28a35985943ed0a29f7ba19ba22b02dd707d6c81545b3617c964592f832e93"
GENERATOR_VERSION = "0.1.0"

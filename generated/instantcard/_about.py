# Generated from instantcard.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "instantcard"
BASE_PATH = "/api/v2"
SPEC = "instantcard.yaml"
SPEC_VERSION = "2.0.0"
SPEC_SHA256 = "6bab54a3929b71f9489281ffb27600ad659de0c88f1ed827ffefb01b928f7ea1"
GENERATOR_VERSION = "0.1.0"

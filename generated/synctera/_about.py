# Generated from synctera.yaml by Cardwright; not to be edited.
"""What this package was generated from."""

PACKAGE = "synctera"
BASE_PATH = "/v1"
SPEC = "synctera.yaml"
SPEC_VERSION = "1.0.0"
SPEC_SHA256 = "898b12cc04b10e692750ebb7321a711cad1ee164e17731ca802507b3cb272fb2"
GENERATOR_VERSION = "0.1.0"

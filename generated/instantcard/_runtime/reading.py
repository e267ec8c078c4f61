# Copied from generator/runtime/reading.py by Cardwright; not to be edited here.
"""JSON as it comes, read by orjson where that is installed."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn


def _no_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_json)

# For a number that is longer than what fits in 64 bits, orjson gives the nearest float.
_DIGITS: Final = bytes(ord("0") if chr(byte) in "0123456789" else 0 for byte in range(256))
_LONG: Final = b"0" * 19


def _has_long_number(content: bytes) -> bool:
    # Of so many digits in a row, every fourth byte shows four: half the time, nearly always.
    return b"0000" in content[::4].translate(_DIGITS) and _LONG in content.translate(_DIGITS)


def _read_plainly(content: bytes) -> Any:
    return _DECODER.decode(content.decode(json.detect_encoding(content), "surrogatepass"))


try:
    import orjson
except ImportError:
    read_json = _read_plainly
else:

    def read_json(content: bytes) -> Any:
        """The value of a JSON text.

        Raises:
            ValueError: It is none.
            RecursionError: It is nested too deeply.
        """
        if _has_long_number(content):
            return _read_plainly(content)
        try:
            return orjson.loads(content)
        except ValueError:
            # A lone surrogate, or another encoding than UTF-8: no reason to refuse an answer.
            return _read_plainly(content)

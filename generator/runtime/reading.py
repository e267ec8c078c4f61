"""JSON as it comes, read by orjson where that is installed."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn


def _no_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_json)


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
        try:
            return orjson.loads(content)
        except ValueError:
            # A lone surrogate, or another encoding than UTF-8: no reason to refuse an answer.
            return _read_plainly(content)

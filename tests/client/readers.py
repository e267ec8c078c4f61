"""What independent parsers read in a request."""

from io import BytesIO
from typing import Any

import qs_codec
from multipart import (  # type: ignore[import-untyped]
    MultipartParser,
    parse_options_header,
)

from .recorder import Received


def parts(body: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """Names and values of a multipart body."""
    assert content_type is not None
    media_type, options = parse_options_header(content_type)
    assert media_type == "multipart/form-data"
    parser = MultipartParser(BytesIO(body), options["boundary"], content_length=len(body))
    found = []
    for part in parser.parts():
        assert part.filename is None
        assert [name for name, _ in part.headerlist] == ["Content-Disposition"]
        found.append((part.name, part.raw.decode()))
        part.close()
    return found


def fields(request: Received) -> list[tuple[str, str]]:
    """Names and values of a request's form."""
    return parts(request.body, request.header("content-type"))


def nested(query: str) -> dict[str, Any]:
    """A query as a server reads it that nests bracketed names."""
    return qs_codec.decode(query, qs_codec.DecodeOptions(depth=9, strict_depth=True))


def nested_form(request: Received) -> dict[str, Any]:
    """A form as a server reads it that nests bracketed names."""
    return qs_codec.decode(dict(fields(request)), qs_codec.DecodeOptions(depth=9))

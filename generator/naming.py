"""Names in generated code, and which of them a spec may not take.

A spec's names become classes, arguments, attributes, methods and modules. None of them may hide
a name that the generated code around it uses. What that code imports is written once, in the
templates' lists of imports, and read from there.
"""

import ast
import re
import sys
from pathlib import Path
from typing import Final

TEMPLATES: Final = Path(__file__).parent / "templates"

#: What a user imports beside the clients and the models, by runtime module.
EXPORTS: Final = {
    "drift": ("Difference", "DriftError", "DriftWarning"),
    "errors": (
        "BadRequest",
        "ClientError",
        "ConfigurationError",
        "Conflict",
        "ConnectFailed",
        "Forbidden",
        "InvalidArgument",
        "InvalidResponse",
        "NotAcceptable",
        "NotFound",
        "NotImplementedByVendor",
        "ServerError",
        "StatusError",
        "TimedOut",
        "TooManyRequests",
        "TransportError",
        "Unauthorized",
        "UnexpectedStatus",
        "UnprocessableContent",
    ),
    "images": ("Image", "Photo"),
    "outcomes": ("CannotTell", "DidNotHappen", "Happened", "OutcomeUnknown"),
    "retries": ("Retries",),
    "observing": ("Attempt",),
    "paging": ("AsyncPaged", "Paged"),
    "raw": ("RawResponse",),
    "timeouts": ("Timeouts",),
    "unset": ("UNSET", "Unset"),
}


#: What a user imports for fixtures.
RECORDING: Final = ("redact_request", "redact_response")


def _imported(template: str) -> frozenset[str]:
    """The names that a template's list of imports binds."""
    tree = ast.parse((TEMPLATES / template).read_text("utf-8"))
    return frozenset(
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    )


_IN_RESOURCES: Final = _imported("resource_imports.jinja")
_IN_MODELS: Final = _imported("model_imports.jinja")
_IN_CLIENTS: Final = _imported("client_imports.jinja")

#: Builtins that stand in annotations.
_ANNOTATIONS: Final = {"bool", "bytes", "dict", "float", "int", "list", "str", "type"}

#: Names that no class of a spec may have.
CLASSES: Final = (
    _IN_RESOURCES
    | _IN_MODELS
    | _IN_CLIENTS
    | {"None", "True", "False", "Self", "StrEnum", "IntEnum"}
    | {name for names in EXPORTS.values() for name in names}
)

#: Names that no argument may have: what the functions that take a spec's arguments use.
ARGUMENTS: Final = (
    _IN_RESOURCES
    | (_ANNOTATIONS - {"type"})
    | {"isinstance", "self", "core", "query", "form", "body", "headers"}
)

#: Names that no attribute may have: what the bodies of the models' classes use or define.
ATTRIBUTES: Final = (
    _IN_MODELS
    | (_ANNOTATIONS - {"type"})
    | {
        "classmethod",
        "staticmethod",
        "self",
        "from_dict",
        "to_dict",
        "_exact",
        "additional_properties",
    }
)

#: Names that no method may have. `list` may: its class says `builtins.list` instead.
METHODS: Final = (_ANNOTATIONS - {"list"}) | {"builtins", "datetime"}

#: Names that no resource may have.
RESOURCES: Final = _IN_CLIENTS | _ANNOTATIONS | {"login", "close", "with_raw_response"}

#: Names that no argument of a login may have: a client's own arguments.
CLIENT_ARGUMENTS: Final = frozenset(
    {
        "self",
        "io",
        "address",
        "base_url",
        "api_key",
        "timeouts",
        "retries",
        "on_drift",
        "http_client",
        "allow_http",
        "ca_bundle",
        "max_response_bytes",
        "wrap_attempt",
    }
)

#: Names that no package may have: it would stand before another one.
PACKAGES: Final = sys.stdlib_module_names | {
    "anyio",
    "attr",
    "attrs",
    "cardwright",
    "demo",
    "generator",
    "httpcore",
    "httpx",
    "orjson",
    "tests",
}


def pascal(name: str) -> str:
    """A name as a class has it: `print_jobs` is `PrintJobs`."""
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", name))

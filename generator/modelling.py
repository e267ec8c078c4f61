"""Names and classes by openapi-python-client's parser.

The only module that touches openapi-python-client. It is given the lifted schemas, and gives
back Python names that are valid, unique, and hide nothing that generated code uses.
"""

import keyword
import unicodedata
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Any

import attrs
from jinja2 import BaseLoader, BytecodeCache, ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.strings import ClassName, PythonIdentifier, snake_case

from .document import Node
from .naming import ARGUMENTS, ATTRIBUTES, TEMPLATES
from .operations import Api
from .schemas import EnumSchema, Field, ModelSchema
from .vendor import Vendor

_PREFIX = "field_"


@attrs.frozen
class Names:
    """Python's names for the spec's.

    Attributes:
        modules: The module of each class.
        attributes: The attribute or argument of each property, by wire name within a class's name
            or an operation's id.
        members: The members of each enumeration: name and value.
    """

    modules: dict[str, str] = attrs.field(factory=dict)
    attributes: dict[tuple[str, str], str] = attrs.field(factory=dict)
    members: dict[str, list[tuple[str, str | int]]] = attrs.field(factory=dict)


@attrs.frozen
class _Owner:
    """What has properties: a class, or an operation with its arguments.

    Attributes:
        key: The class's name or the operation's id.
        class_name: The class as which it is parsed; none is written for an operation.
        fields: The properties.
        reserved: What none of them may be called.
    """

    key: str
    class_name: str
    fields: Sequence[Field]
    reserved: Set[str]


def parse_names(api: Api, vendor: Vendor, root: Node) -> tuple[Names, GeneratorData]:
    """Let openapi-python-client parse the lifted schemas.

    Raises:
        SpecError: A name collides with another, or cannot be said in Python.
    """
    _require_class_names([*api.schemas.models.values(), *api.schemas.enums.values()])
    owners = list(_owners(api, vendor))
    for owner in owners:
        _require_distinct(owner.fields)
    for enum in api.schemas.enums.values():
        _require_distinct_titles(enum)
    data = _parsed(owners, list(api.schemas.enums.values()), root)
    names = Names()
    parsed = {str(model.class_info.name): model for model in data.models}
    for owner in owners:
        model = parsed[owner.class_name]
        if owner.class_name == owner.key:
            names.modules[owner.key] = str(model.class_info.module_name)
        properties = [*(model.required_properties or ()), *(model.optional_properties or ())]
        by_wire = {each.name.get_untrusted_value(): str(each.python_name) for each in properties}
        _add_attributes(names, owner, by_wire)
    for parsed_enum in data.enums:
        name = str(parsed_enum.class_info.name)
        names.modules[name] = str(parsed_enum.class_info.module_name)
        members = api.schemas.enums[name].members
        keys = [str(key) for key in parsed_enum.values]
        names.members[name] = [
            (key, member.value) for key, member in zip(keys, members, strict=True)
        ]
    for operation_id, completion in vendor.completions.items():
        names.attributes[operation_id, completion.argument] = completion.argument
    return names, data


def _owners(api: Api, vendor: Vendor) -> Iterator[_Owner]:
    classes = {*api.schemas.models, *api.schemas.enums}
    for model in api.schemas.models.values():
        yield _Owner(model.name, model.name, model.fields, ATTRIBUTES | classes)
    prefix = "Arguments"
    while any(each.startswith(prefix) for each in classes):
        prefix += "Of"
    modules = {each.stem for each in vendor.modules}
    for index, operation in enumerate(api.operations):
        fields = [field for _, field in operation.arguments]
        own = {each.argument for key, each in vendor.completions.items() if key == operation.id}
        reserved = ARGUMENTS | classes | modules | own
        yield _Owner(operation.id, f"{prefix}{index}", fields, reserved)


def _require_class_names(schemas: Sequence[ModelSchema | EnumSchema]) -> None:
    for schema in schemas:
        name = schema.name
        said = str(ClassName(name, _PREFIX))
        if said.endswith("_"):
            raise schema.node.refuse(f"the class name {name!r} has a meaning of its own in Python")
        if said != name:
            raise schema.node.refuse(f"the schema name {name!r} would become {said!r}")


def _require_distinct(fields: Sequence[Field]) -> None:
    """Refuse names that openapi-python-client could not tell apart."""
    wires: set[str] = set()
    said: set[tuple[str, str]] = set()
    for field in fields:
        exact = str(PythonIdentifier(field.wire, _PREFIX, skip_snake_case=True))
        both = (str(PythonIdentifier(field.wire, _PREFIX)), exact)
        if field.wire in wires or both in said:
            raise field.node.refuse(f"the name {field.wire!r} is taken, or too much like another")
        wires.add(field.wire)
        said.add(both)


def _require_distinct_titles(enum: EnumSchema) -> None:
    seen: set[str] = set()
    for member in enum.members:
        if snake_case(member.title) in seen:
            raise member.node.refuse("the titles must be different names")
        seen.add(snake_case(member.title))


def _add_attributes(names: Names, owner: _Owner, by_wire: dict[str, str]) -> None:
    taken: set[str] = set()
    for field in owner.fields:
        name = _attribute(by_wire[field.wire], owner.reserved)
        if name in taken or not name.isidentifier() or name.startswith("_"):
            raise field.node.refuse(f"{field.wire!r} would become {name!r}, which is taken")
        taken.add(name)
        names.attributes[owner.key, field.wire] = name


def _attribute(name: str, reserved: Set[str]) -> str:
    """A name as Python reads it, with an underscore where it would hide another, and only there."""
    plain = unicodedata.normalize("NFKC", name).removesuffix("_")
    return f"{plain}_" if keyword.iskeyword(plain) or plain in reserved else plain


def _parsed(owners: list[_Owner], enums: list[EnumSchema], root: Node) -> GeneratorData:
    try:
        data = GeneratorData.from_dict(_lifted_document(owners, enums), config=_config())
    except ValueError as problem:
        raise root.refuse(str(problem)) from None
    errors = [data] if isinstance(data, GeneratorError) else data.errors
    for error in errors:
        raise root.refuse(f"{error.header}: {error.detail or ''}")
    assert isinstance(data, GeneratorData)
    return data


def _config() -> Config:
    return Config.from_sources(
        ConfigFile(post_hooks=[]),
        MetaType.NONE,
        document_source=Path("lifted"),
        file_encoding="utf-8",
        overwrite=True,
        output_path=Path("unused"),
    )


def _lifted_document(owners: list[_Owner], enums: list[EnumSchema]) -> dict[str, Any]:
    """The lifted schemas as OpenAPI, in the few words that names need."""
    schemas: dict[str, Any] = {
        owner.class_name: {
            "type": "object",
            "properties": {field.wire: {} for field in owner.fields},
            "required": [field.wire for field in owner.fields if field.required],
        }
        for owner in owners
    }
    for enum in enums:
        schemas[enum.name] = {
            "type": "string" if enum.base == "str" else "integer",
            "enum": [member.value for member in enum.members],
            "x-enum-varnames": [member.title for member in enum.members],
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "lifted", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }


class _Compiled(BytecodeCache):
    """The compiled templates, for as long as the process: to compile them takes most of a run."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class ClientProject(Project):
    """openapi-python-client's project, with templates of our own before its own."""

    def __init__(self, data: GeneratorData) -> None:
        super().__init__(openapi=data, config=_config())
        own: BaseLoader = FileSystemLoader(str(TEMPLATES))
        inherited = self.env.loader
        self.env.loader = own if inherited is None else ChoiceLoader([own, inherited])
        self.env.bytecode_cache = _COMPILED
        # A name that a template misspells must not become an empty string in a client.
        self.env.undefined = StrictUndefined

"""A client's files, as text."""

import ast
from pathlib import Path

import attrs

from . import __version__
from .classes import Classes
from .commands import Commands
from .document import Document
from .fitting import require_fitting
from .literals import literal, prose
from .methods import Method, Methods, Resource
from .modelling import ClientProject, parse_names
from .naming import EXPORTS, RECORDING, pascal
from .operations import Api, read_api
from .schemas import EnumSchema, ModelSchema
from .vendor import Vendor

RUNTIME = Path(__file__).parent / "runtime"


def render_client(document: Document, vendor: Vendor) -> dict[str, str]:
    """All files of a client, by their paths within the package.

    Raises:
        SpecError: The spec uses something that is not supported.
    """
    root = document.root
    try:
        api = read_api(root, vendor)
        require_fitting(vendor, api)
        _require_free_names(api, vendor)
        names, data = parse_names(api, vendor, root)
        files = _Templates(document, vendor, api, ClientProject(data)).files(
            Methods(api, vendor, names, root).resources(),
            Classes(api.schemas, names),
            Commands(api, vendor, names),
        )
    except RecursionError:
        raise root.refuse("is nested too deeply") from None
    files |= _copies("_runtime", sorted(RUNTIME.glob("*.py")), "generator/runtime")
    if vendor.modules:
        files |= _copies(
            "_overrides", list(vendor.modules), f"generator/overrides/{vendor.package}"
        )
    for path, text in files.items():
        _require_valid(path, text)
    return files


def _require_free_names(api: Api, vendor: Vendor) -> None:
    """Refuse a class that is named like one that the client has of its own."""
    resources = {pascal(each.resource) for each in api.operations}
    own = {f"{each}Resource" for each in resources} | {vendor.client}
    own |= {f"Async{each}" for each in own}
    schemas: list[ModelSchema | EnumSchema] = [
        *api.schemas.models.values(),
        *api.schemas.enums.values(),
    ]
    for each in schemas:
        if each.name in own:
            raise each.node.refuse(f"the class name {each.name!r} is taken by the client itself")


@attrs.frozen
class _Templates:
    """The templates, with what all of them know."""

    document: Document
    vendor: Vendor
    api: Api
    project: ClientProject

    def __attrs_post_init__(self) -> None:
        self.project.env.filters["literal"] = literal
        self.project.env.globals.update(
            spec_name=Path(self.document.file).name,
            package=self.vendor.package,
            client=self.vendor.client,
            variables=self.vendor.variables,
            base_path=self.api.base_path,
            spec_version=self.api.version,
            spec_sha256=self.document.sha256,
            generator_version=__version__,
            settings=sorted(self.vendor.settings),
            login_token=self.vendor.login_token,
        )

    def _rendered(self, template: str, **values: object) -> str:
        return self.project.env.get_template(template).render(**values)

    def files(
        self, resources: list[Resource], classes: Classes, commands: Commands
    ) -> dict[str, str]:
        """The files that depend on the spec."""
        models, enums = classes.models(), classes.enums()
        client = self.vendor.client
        exports = [("_client", client), ("_client", f"Async{client}")]
        exports += [("_recording", each) for each in RECORDING]
        exports += [(f"_models.{model.module}", model.name) for model in models]
        exports += [(f"_models.{enum.module}", enum.name) for enum in enums]
        exports += [(f"_runtime.{module}", each) for module in EXPORTS for each in EXPORTS[module]]
        exports.sort(key=lambda each: each[1])
        title = self.api.title
        login = self._login(resources)
        files = {
            "__init__.py": self._rendered(
                "package_init.py.jinja",
                exports=exports,
                document=prose(f"A typed client of the {title}.", 0),
            ),
            "py.typed": "",
            "_about.py": self._rendered("about.py.jinja", sensitive=sorted(self.api.sensitive)),
            "_commands.py": self._rendered("commands.py.jinja", data=commands.source(resources)),
            "_recording.py": self._rendered("recording.py.jinja"),
            "_client.py": self._rendered(
                "client.py.jinja",
                resources=resources,
                login=login,
                login_passed=", ".join(
                    f'{each.name}=credentials["{each.name}"].value'
                    for each in (login.arguments if login else ())
                ),
                document=prose(f"A client of the {title}, synchronous.", 4),
                async_document=prose(f"A client of the {title}, asynchronous.", 4),
            ),
            "_models/__init__.py": self._package("The classes of what is sent and answered."),
            "_resources/__init__.py": self._package("The operations, by resource."),
        }
        if self.vendor.modules:
            files["_overrides/__init__.py"] = self._package("What is special to this vendor.")
        for model in models:
            files[f"_models/{model.module}.py"] = self._rendered("model.py.jinja", model=model)
        for enum in enums:
            files[f"_models/{enum.module}.py"] = self._rendered("enum.py.jinja", enum=enum)
        for resource in resources:
            files[f"_resources/{resource.name}.py"] = self._rendered(
                "resource.py.jinja", resource=resource
            )
        return files

    def _package(self, document: str) -> str:
        return self._rendered("header.jinja") + f'\n"""{document}"""\n'

    def _login(self, resources: list[Resource]) -> Method | None:
        for resource in resources:
            for method in resource.methods:
                if method.operation.id == self.vendor.login_operation:
                    return method
        return None


def _copies(folder: str, sources: list[Path], origin: str) -> dict[str, str]:
    return {
        f"{folder}/{each.name}": (
            f"# Copied from {origin}/{each.name} by Cardwright; not to be edited here.\n"
            + each.read_text("utf-8")
        )
        for each in sources
    }


def _require_valid(path: str, text: str) -> None:
    """Fail here, with the file's name, rather than at a user's import."""
    if path.endswith(".py"):
        try:
            ast.parse(text)
        except SyntaxError as error:
            raise AssertionError(f"{path}:{error.lineno}: {error.msg}: {error.text}") from error

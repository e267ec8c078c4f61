"""What is special to one vendor: a few lines beside its spec."""

import keyword
import re
import tomllib
from pathlib import Path
from typing import Any

import attrs

from .document import Node
from .errors import SpecError
from .naming import PACKAGES, pascal
from .reading import step

OVERRIDES = Path(__file__).parent / "overrides"


@attrs.frozen
class Completion:
    """An argument of the client's own, from which hand-written code fills another.

    Attributes:
        argument: The argument's name.
        annotation: Its type.
        fills: The argument that it stands for.
        uses: The other arguments that the function needs.
        function: `module.function` in the vendor's folder.
        description: What a user reads of it.
    """

    argument: str
    annotation: str
    fills: str
    uses: tuple[str, ...]
    function: str
    description: str

    @property
    def module(self) -> str:
        """The module that has the function."""
        return self.function.partition(".")[0]


@attrs.frozen
class Vendor:
    """How a spec becomes a client.

    Attributes:
        package: The importable package.
        client: The class of the synchronous client.
        title: The vendor's name for people.
        login_operation: The operation that gives a token; `None` if a key is given instead.
        login_token: Where the token is in that operation's answer.
        settings: Path parameters that a user gives once.
        names: Python names of parameters, by `resource.parameter`.
        classes: Other names for classes that are made of form fields.
        required: Arguments that Python asks for although the wire does not, by operation.
        completions: Arguments of the client's own, by operation.
        short: Other names, to be typed, of arguments by name: `template` for `card_template_id`.
        modules: Hand-written modules to carry along.
        file: Where all this stands.
    """

    package: str
    client: str
    title: str
    login_operation: str | None = None
    login_token: str = ""
    settings: frozenset[str] = frozenset()
    names: dict[str, str] = attrs.field(factory=dict)
    classes: dict[str, str] = attrs.field(factory=dict)
    required: dict[str, frozenset[str]] = attrs.field(factory=dict)
    completions: dict[str, Completion] = attrs.field(factory=dict)
    short: dict[str, str] = attrs.field(factory=dict)
    modules: tuple[Path, ...] = ()
    file: str = ""

    @property
    def variables(self) -> str:
        """What the names of the environment variables begin with."""
        return self.package.upper()

    def refuse(self, *steps: str, reason: str) -> SpecError:
        """An error that names a place in the vendor's file."""
        return SpecError(self.file, "".join(map(step, steps)), reason)

    def argument(self, resource: str, parameter: str) -> str:
        """The Python name of a parameter."""
        return self.names.get(f"{resource}.{parameter}", parameter)


def package_name(spec: Path) -> str:
    """The package that a spec's file name stands for.

    Raises:
        SpecError: The file name cannot be a package's name.
    """
    name = spec.stem
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) or spec.suffix not in (".yaml", ".json"):
        raise SpecError(
            str(spec), "", "the file name must be lower-case letters, digits and '_', then '.yaml'"
        )
    if keyword.iskeyword(name) or name in PACKAGES:
        raise SpecError(str(spec), "", f"a package named {name!r} would hide another of that name")
    return name


def vendor_of(spec: Path, root: Node) -> Vendor:
    """The vendor of a spec, by its file name; a plain one where nothing is special.

    Raises:
        SpecError: The file of what is special is broken.
    """
    package = package_name(spec)
    title = root.need("info").need("title").text()
    folder = OVERRIDES / package
    file = folder / "client.toml"
    if not file.is_file():
        return Vendor(package, pascal(package), title)
    try:
        return _read(package, title, file, tomllib.loads(file.read_text("utf-8")))
    except (ValueError, TypeError, AttributeError) as error:
        raise SpecError(str(file), "", f"cannot be read: {error}") from None
    except KeyError as error:
        raise SpecError(str(file), "", f"{error} is missing") from None


def _read(package: str, title: str, file: Path, table: dict[str, Any]) -> Vendor:
    login = table.get("login", {})
    return Vendor(
        package=package,
        client=table["client"],
        title=title,
        login_operation=login.get("operation"),
        login_token=login.get("token", ""),
        settings=frozenset(table.get("settings", ())),
        names=table.get("names", {}),
        classes=table.get("classes", {}),
        required={name: frozenset(each) for name, each in table.get("required", {}).items()},
        completions={
            each["operation"]: Completion(
                argument=each["argument"],
                annotation=each["annotation"],
                fills=each["fills"],
                uses=tuple(each["uses"]),
                function=each["function"],
                description=each["description"],
            )
            for each in table.get("completions", ())
        },
        short=table.get("short", {}),
        modules=tuple(sorted(file.parent.glob("*.py"))),
        file=str(file),
    )

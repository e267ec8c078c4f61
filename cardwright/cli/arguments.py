"""A method's arguments as options, and options as a method's arguments."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

import attrs
import click

from .catalogue import Entry
from .option_types import Choice, JsonValue, Money, Pair, PhotoOrText

#: Objects within objects become options of their own down to here; below, and where an object leads
#: back to itself, they are given as JSON.
_DEEPEST: Final = 4

_FREE = {"integer": click.INT, "text": click.STRING, "money": Money(), "json": JsonValue()}


@attrs.frozen
class Argument:
    """One value that a user gives, however deep it stands within an argument of the method.

    Attributes:
        entry: What the catalogue says of it.
        path: The argument's name, and the members that lead to the value.
        required: Whether the method cannot do without it.
    """

    entry: Entry
    path: tuple[str, ...]
    required: bool

    @property
    def parameter(self) -> str:
        """The name under which click keeps it."""
        return "__".join(self.path)

    @property
    def option(self) -> str:
        """The option's name: `--contact-email`, `--field`."""
        words = "-".join(self.path).replace("_", "-")
        return f"--{words.removesuffix('s') if self.repeatable else words}"

    @property
    def repeatable(self) -> bool:
        """Whether it is given once for each entry of a list."""
        return self.entry["kind"] in ("list", "pairs")


@attrs.frozen
class Arguments:
    """The arguments of one method.

    Attributes:
        vendor: The client's package.
        catalogue: All that there is to say of that client.
        method: What the catalogue says of the method.
    """

    vendor: str
    catalogue: Entry
    method: Entry

    def all(self) -> list[Argument]:
        """What a user gives."""
        found: list[Argument] = []
        for entry in self.method["arguments"]:
            found += self._within(entry, (entry["name"],), entry["required"], ())
        return found

    def secrets(self) -> list[Argument]:
        """What is worth something by itself, and therefore no option."""
        return [each for each in self.all() if each.entry["secret"] is not None]

    def _within(
        self, entry: Entry, path: tuple[str, ...], required: bool, classes: tuple[str, ...]
    ) -> Iterator[Argument]:
        name = entry.get("class")
        if entry["kind"] != "object" or name in classes or len(classes) >= _DEEPEST:
            yield Argument(entry, path, required)
            return
        for member in self.catalogue["classes"][name]:
            needed = required and member["required"]
            yield from self._within(member, (*path, member["name"]), needed, (*classes, str(name)))

    def parameters(self) -> list[click.Parameter]:
        """What can be given as an option, for click."""
        visible = (each for each in self.all() if each.entry["secret"] is None)
        return [each for argument in visible for each in self._parameters(argument)]

    def _parameters(self, argument: Argument) -> Iterator[click.Parameter]:
        entry = argument.entry
        if entry.get("positional"):
            yield click.Argument([argument.parameter], type=self._type(entry))
            return
        names = [argument.parameter, argument.option]
        short = entry.get("short")
        if short is not None:
            names.append(f"--{short}")
        if entry["kind"] == "boolean":
            both = f"{argument.option}/--no-{argument.option[2:]}"
            yield click.Option([argument.parameter, both], default=None, help=entry["description"])
            return
        yield click.Option(
            names,
            type=self._type(entry),
            multiple=argument.repeatable,
            required=argument.required and not entry["nullable"],
            help=entry["description"],
        )
        if entry["nullable"]:
            clear = [f"{argument.parameter}__none", f"--no-{argument.option[2:]}"]
            if short is not None:
                clear.append(f"--no-{short}")
            yield click.Option(clear, is_flag=True, help=f"No {argument.option[2:]}: clear it.")

    def _type(self, entry: Entry) -> click.ParamType[Any]:
        kind = entry["kind"]
        if kind == "list":
            return self._type(entry["item"])
        if kind == "pairs":
            label = "label" if entry["mapping"] else entry["members"][0]
            return Pair(self.vendor, label=label, photo=entry["photo"])
        if kind == "photo_or_text":
            return PhotoOrText(self.vendor)
        if kind == "choice":
            return Choice(self.catalogue["choices"][entry["choices"]], open=entry["open"])
        return _FREE.get(kind, _FREE["json"])

    def given(self, values: dict[str, Any]) -> dict[str, Any]:
        """What was given, as the method takes it; what was not given is left out.

        Args:
            values: What click read, and the secrets by their parameters.

        Raises:
            click.UsageError: Something is missing, or given twice.
        """
        found: dict[str, Any] = {}
        for entry in self.method["arguments"]:
            present, value = self._value(entry, (entry["name"],), values, ())
            if present:
                found[entry["name"]] = value
        return found

    def _value(
        self, entry: Entry, path: tuple[str, ...], values: dict[str, Any], classes: tuple[str, ...]
    ) -> tuple[bool, Any]:
        """Whether a value was given, and the value."""
        name = entry.get("class")
        if entry["kind"] == "object" and name not in classes and len(classes) < _DEEPEST:
            return self._object(entry, path, values, (*classes, str(name)))
        parameter = "__".join(path)
        value = values.get(parameter)
        if entry["nullable"] and values.get(f"{parameter}__none"):
            if value is not None:
                raise click.UsageError(f"give either {_option(path)} or --no-{_option(path)[2:]}")
            return True, None
        if value is None or value == ():
            if entry["nullable"] and entry["required"]:
                raise click.UsageError(f"give {_option(path)}, or --no-{_option(path)[2:]}")
            return False, None
        if entry["kind"] == "pairs":
            return True, self._pairs(entry, value)
        return True, self._made(entry, list(value) if entry["kind"] == "list" else value)

    def _object(
        self, entry: Entry, path: tuple[str, ...], values: dict[str, Any], classes: tuple[str, ...]
    ) -> tuple[bool, Any]:
        members: dict[str, Any] = {}
        missing = []
        for member in self.catalogue["classes"][entry["class"]]:
            below = (*path, member["name"])
            present, value = self._value(member, below, values, classes)
            if present:
                members[member["name"]] = value
            elif member["required"]:
                missing.append(below)
        if not members:
            return False, None
        if missing:
            raise click.UsageError(f"give {_option(missing[0])} as well")
        return True, getattr(import_module(self.vendor), entry["class"])(**members)

    def _pairs(self, entry: Entry, pairs: tuple[tuple[str, Any], ...]) -> Any:
        labels = [label for label, _ in pairs]
        twice = next((each for each in labels if labels.count(each) > 1), None)
        if twice is not None:
            raise click.UsageError(f"{twice!r} is given twice")
        if entry["mapping"]:
            return dict(pairs)
        kind = getattr(import_module(self.vendor), entry["class"])
        name, value = entry["members"]
        return [kind(**{name: label, value: each}) for label, each in pairs]

    def _made(self, entry: Entry, value: Any) -> Any:
        """A value that was given as JSON, with the client's classes for its objects."""
        if entry["kind"] == "list" and isinstance(value, list):
            return [self._made(entry["item"], each) for each in value]
        if entry["kind"] != "object":
            return value
        if not isinstance(value, dict):
            raise click.UsageError(f"{entry['class']} must be a JSON object")
        members = {each["name"]: each for each in self.catalogue["classes"][entry["class"]]}
        strangers = sorted(value.keys() - members.keys())
        if strangers:
            raise click.UsageError(f"{entry['class']} has no member {strangers[0]!r}")
        lacking = [each for each in members if members[each]["required"] and each not in value]
        if lacking:
            raise click.UsageError(f"{entry['class']} needs the member {lacking[0]!r}")
        made = {each: self._made(members[each], value[each]) for each in value}
        return getattr(import_module(self.vendor), entry["class"])(**made)

    def spoken(self, argument: str) -> str:
        """What an argument of the method is called on the command line.

        Args:
            argument: The name as the client's errors have it, with a path: `contact.email`.
        """
        names = tuple(each.partition("[")[0] for each in argument.split("."))
        for each in self.all():
            is_option = not each.entry.get("positional") and each.entry["secret"] is None
            if is_option and each.path == names[: len(each.path)]:
                return each.option
        return argument


def _option(path: tuple[str, ...]) -> str:
    return "--" + "-".join(path).replace("_", "-")

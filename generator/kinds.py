"""The kinds of values that the wire carries, and the Python that stands for each.

A kind says three things in code: the annotation that a user sees, how an answer's value is
decoded, and how an argument is checked before it is sent. Decoding is straight-line, and written
twice: exactly as the spec says, where anything else raises; and with a detour through `drift` for
whatever differs, which needs the place of every value.
"""

from typing import ClassVar

import attrs

from .literals import literal


class Unsupported(Exception):
    """A kind cannot be used in this direction."""


@attrs.frozen
class Kind:
    """Base of all kinds.

    Attributes:
        accepts: Names of the Python types that JSON gives for this kind.
        said: The kind in words, with its article.
    """

    accepts: ClassVar[tuple[str, ...]] = ()
    said: ClassVar[str] = "anything"

    @property
    def scalar(self) -> bool:
        """Whether an argument of this kind fits in a query or a form as it is."""
        return False

    @property
    def annotation(self) -> str:
        """The Python type in an answer."""
        raise NotImplementedError

    @property
    def argument_annotation(self) -> str:
        """The Python type in an argument."""
        return self.annotation

    @property
    def models(self) -> frozenset[str]:
        """The generated classes that the kind names."""
        return frozenset()

    @property
    def constraint(self) -> str:
        """What an argument must be, in words for a docstring; empty if the type says it all."""
        return ""

    def test(self, value: str) -> str:
        """Code that is true if the JSON value has the right type."""
        if not self.accepts:
            raise Unsupported(f"{self.said} cannot stand in an answer")
        # One by one, so that type checkers follow.
        return " or ".join(f"type({value}) is {each}" for each in self.accepts)

    def convert(self, value: str, at: str, depth: int) -> str:
        """Code for the Python value of a JSON value of the right type.

        Args:
            value: Code of the value.
            at: The place, as the inside of an f-string.
            depth: How many comprehensions there are around.
        """
        return value

    @property
    def converted(self) -> bool:
        """Whether the Python value is another than the JSON value."""
        return self.convert("", "", 0) != ""

    def exact(self, value: str, depth: int = 0) -> str:
        """Code for the Python value of a JSON value that is as the spec says; else it raises.

        Args:
            value: Code of the value.
            depth: How many comprehensions there are around.
        """
        return f"{self.convert_exact(value, depth)} if {self.test(value)} else differs()"

    def convert_exact(self, value: str, depth: int) -> str:
        """The same for a JSON value of the right type."""
        return self.convert(value, "", depth)

    def decode(self, value: str, at: str, depth: int = 0, absent: str | None = None) -> str:
        """Code for the Python value of any JSON value.

        Args:
            value: Code of the value.
            at: The place, as the inside of an f-string.
            depth: How many comprehensions there are around.
            absent: Code of what stands for a value that may be missing, and is.
        """
        otherwise = self.otherwise(value, at, absent)
        return f"{self.convert(value, at, depth)} if {self.test(value)} else {otherwise}"

    def otherwise(self, value: str, at: str, absent: str | None) -> str:
        """Code for a value that is not of the right type."""
        place = f"{value}, {pointer(at)}, {literal(self.said)}"
        if absent is None:
            return f"drift.wrong({place})"
        return f"drift.optional({place}, {absent})"

    def check(self, argument: str, value: str) -> str:
        """Code that checks an argument and gives its JSON value.

        Args:
            argument: Code of the argument's name.
            value: Code of the value.
        """
        raise Unsupported(f"{self.said} cannot be an argument")


def pointer(at: str) -> str:
    """Code of a place that is given as the inside of an f-string."""
    return "at" if at == "{at}" else f'f"{at}"'


def _options(**options: object) -> str:
    return "".join(f", {name}={code}" for name, code in options.items() if code is not None)


@attrs.frozen
class Text(Kind):
    """Text, with its length and pattern."""

    accepts = ("str",)
    said = "text"
    shortest: int | None = None
    longest: int | None = None
    pattern: str | None = None

    @property
    def scalar(self) -> bool:
        return True

    @property
    def annotation(self) -> str:
        return "str"

    @property
    def constraint(self) -> str:
        parts = []
        if self.shortest is not None and self.shortest > 1:
            parts.append(f"at least {self.shortest} characters")
        if self.longest is not None:
            parts.append(f"at most {self.longest} characters")
        return ", ".join(parts)

    def check(self, argument: str, value: str) -> str:
        whole = pattern = None
        if self.pattern is not None:
            inner = _anchored(self.pattern)
            if inner is None:
                pattern = f"re.compile({literal(self.pattern)}, re.ASCII)"
            else:
                whole = f"re.compile({literal(inner)}, re.ASCII)"
        options = _options(
            shortest=self.shortest, longest=self.longest, pattern=pattern, whole=whole
        )
        return f"check.text({argument}, {value}{options})"


def _anchored(pattern: str) -> str | None:
    """What stands between `^` and `$`, if they hold for all of the pattern.

    `$` of Python also matches before a last line break, which JSON Schema's does not.
    """
    if not (pattern.startswith("^") and pattern.endswith("$")) or pattern.endswith("\\$"):
        return None
    depth, escaped, in_class = 0, False, False
    for character in pattern:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and depth == 0:
            return None
    return pattern[1:-1]


@attrs.frozen
class Integer(Kind):
    """A whole number within its bounds."""

    accepts = ("int",)
    said = "an integer"
    minimum: int | None = None
    maximum: int | None = None

    @property
    def scalar(self) -> bool:
        return True

    @property
    def annotation(self) -> str:
        return "int"

    @property
    def constraint(self) -> str:
        if self.minimum is not None and self.maximum is not None:
            return f"{self.minimum} to {self.maximum}"
        # That an id or a count begins at 0 or 1 goes without saying.
        if self.minimum is not None and self.minimum > 1:
            return f"{self.minimum} or more"
        return "" if self.maximum is None else f"{self.maximum} or less"

    def check(self, argument: str, value: str) -> str:
        options = _options(minimum=self.minimum, maximum=self.maximum)
        return f"check.integer({argument}, {value}{options})"


@attrs.frozen
class Number(Kind):
    """A number in an answer."""

    accepts = ("float", "int")
    said = "a number"

    @property
    def annotation(self) -> str:
        return "float"


@attrs.frozen
class Boolean(Kind):
    """True or false."""

    accepts = ("bool",)
    said = "a boolean"

    @property
    def scalar(self) -> bool:
        return True

    @property
    def annotation(self) -> str:
        return "bool"

    def check(self, argument: str, value: str) -> str:
        return f"check.boolean({argument}, {value})"


@attrs.frozen
class Flag(Boolean):
    """True or false as the texts `true` and `false`."""

    accepts = ("str",)
    said = "the text true or false"

    def convert(self, value: str, at: str, depth: int) -> str:
        return f"drift.parsed(parse_flag, {value}, {pointer(at)}, {literal(self.said)})"

    def convert_exact(self, value: str, depth: int) -> str:
        return f"parse_flag({value})"

    def check(self, argument: str, value: str) -> str:
        # As JSON they are written just so.
        return f"json_text({argument}, {super().check(argument, value)})"


@attrs.frozen
class Parsed(Kind):
    """Text that stands for a value of another type."""

    accepts = ("str",)
    parser: ClassVar[str]

    def convert(self, value: str, at: str, depth: int) -> str:
        return f"drift.parsed({self.parser}, {value}, {pointer(at)}, {literal(self.said)})"

    def exact(self, value: str, depth: int = 0) -> str:
        # A parser raises for anything but text.
        return self.convert_exact(value, depth)

    def convert_exact(self, value: str, depth: int) -> str:
        return f"{self.parser}({value})"


@attrs.frozen
class Money(Parsed):
    """An amount of money; what is sent must match the pattern as well."""

    said = "an amount of money"
    parser = "parse_money"
    pattern: str | None = None

    @property
    def scalar(self) -> bool:
        return True

    @property
    def annotation(self) -> str:
        return "Decimal"

    @property
    def argument_annotation(self) -> str:
        return "Decimal | int"

    @property
    def constraint(self) -> str:
        return "at most two decimals"

    def check(self, argument: str, value: str) -> str:
        checked = f"check.money({argument}, {value})"
        if self.pattern is None:
            return checked
        return Text(pattern=self.pattern).check(argument, checked)


@attrs.frozen
class Time(Parsed):
    """A moment."""

    said = "a date and time"
    parser = "datetime.fromisoformat"

    @property
    def annotation(self) -> str:
        return "datetime"


@attrs.frozen
class Uuid(Parsed):
    """A UUID."""

    said = "a UUID"
    parser = "UUID"

    @property
    def scalar(self) -> bool:
        return True

    @property
    def annotation(self) -> str:
        return "UUID"

    @property
    def argument_annotation(self) -> str:
        return "UUID | str"

    def check(self, argument: str, value: str) -> str:
        return f"check.uuid({argument}, {value})"


@attrs.frozen
class Picture(Parsed):
    """An image in Base64, in an answer."""

    said = "Base64"
    parser = "Image.from_base64"

    @property
    def annotation(self) -> str:
        return "Image"


@attrs.frozen
class PhotoOrText(Kind):
    """Text, or a photo that goes out as Base64."""

    said = "text or a photo"

    @property
    def scalar(self) -> bool:
        return True

    @property
    def annotation(self) -> str:
        return "str | Photo"

    @property
    def constraint(self) -> str:
        return "a `Photo` is put into Base64 for you"

    def check(self, argument: str, value: str) -> str:
        return f"check.photo_or_text({argument}, {value})"


@attrs.frozen
class AnyObject(Kind):
    """An object of which nothing is known."""

    accepts = ("dict",)
    said = "an object"

    @property
    def annotation(self) -> str:
        return "dict[str, Any]"


@attrs.frozen
class Anything(Kind):
    """Any JSON value."""

    @property
    def annotation(self) -> str:
        return "Any"

    def decode(self, value: str, at: str, depth: int = 0, absent: str | None = None) -> str:
        return value if absent is None else f"{absent} if {value} is MISSING else {value}"

    def exact(self, value: str, depth: int = 0) -> str:
        return value


@attrs.frozen
class Model(Kind):
    """An object of a generated class."""

    accepts = ("dict",)
    said = "an object"
    name: str

    @property
    def annotation(self) -> str:
        return self.name

    @property
    def models(self) -> frozenset[str]:
        return frozenset({self.name})

    def convert(self, value: str, at: str, depth: int) -> str:
        return f"{self.name}.from_dict({value}, drift, {pointer(at)})"

    def exact(self, value: str, depth: int = 0) -> str:
        # It raises for anything but an object.
        return self.convert_exact(value, depth)

    def convert_exact(self, value: str, depth: int) -> str:
        return f"{self.name}._exact(({value},))[0]"

    def check(self, argument: str, value: str) -> str:
        return f"check.encoded({argument}, {value}, {self.name})"


@attrs.frozen
class Enumeration(Kind):
    """A value out of a list, which may be open to others."""

    name: str
    base: str
    open: bool
    digits: bool = False

    @property
    def scalar(self) -> bool:
        return True

    @property
    def accepts(self) -> tuple[str, ...]:  # type: ignore[override]
        return (self.base, "int") if self.digits else (self.base,)

    @property
    def said(self) -> str:  # type: ignore[override]
        return "text" if self.base == "str" else "an integer"

    @property
    def annotation(self) -> str:
        return f"{self.name} | {self.base}"

    @property
    def argument_annotation(self) -> str:
        return f"{self.name} | {self.base}"

    @property
    def models(self) -> frozenset[str]:
        return frozenset({self.name})

    def convert(self, value: str, at: str, depth: int) -> str:
        return f"{self.name}.known({value})"

    def check(self, argument: str, value: str) -> str:
        options = ", open=True" if self.open else ""
        return f"check.choice({argument}, {value}, {self.name}{options})"


@attrs.frozen
class ListOf(Kind):
    """A list."""

    accepts = ("list",)
    said = "an array"
    item: Kind

    @property
    def annotation(self) -> str:
        return f"list[{self.item.annotation}]"

    @property
    def argument_annotation(self) -> str:
        return f"Iterable[{self.item.argument_annotation}]"

    @property
    def models(self) -> frozenset[str]:
        return self.item.models

    def convert(self, value: str, at: str, depth: int) -> str:
        if isinstance(self.item, Anything):
            return value
        each, index = f"v{depth}", f"i{depth}"
        inner = self.item.decode(each, f"{at}/{{{index}}}", depth + 1)
        if index not in inner:
            return f"[{inner} for {each} in {value}]"
        return f"[{inner} for {index}, {each} in enumerate({value})]"

    def convert_exact(self, value: str, depth: int) -> str:
        if isinstance(self.item, Anything):
            return value
        if isinstance(self.item, Model):
            # All in one go: a call for each would take a fifth of the time.
            return f"{self.item.name}._exact({value})"
        if len(self.item.accepts) == 1 and not self.item.converted:
            return f"only({self.item.accepts[0]}, {value})"
        each = f"v{depth}"
        return f"[{self.item.exact(each, depth + 1)} for {each} in {value}]"

    def check(self, argument: str, value: str) -> str:
        inner = self.item.check("name", "item")
        return f"check.sequence({argument}, {value}, lambda name, item: {inner})"


@attrs.frozen
class JsonText(Kind):
    """A JSON text inside a form field or a query parameter."""

    said = "a JSON text"
    inner: Kind

    @property
    def scalar(self) -> bool:
        return True

    @property
    def annotation(self) -> str:
        return self.inner.annotation

    @property
    def argument_annotation(self) -> str:
        return self.inner.argument_annotation

    @property
    def models(self) -> frozenset[str]:
        return self.inner.models

    def check(self, argument: str, value: str) -> str:
        return f"json_text({argument}, {self.inner.check(argument, value)})"


@attrs.frozen
class Nullable(Kind):
    """A value or null."""

    inner: Kind

    @property
    def annotation(self) -> str:
        return f"{self.inner.annotation} | None"

    @property
    def argument_annotation(self) -> str:
        return f"{self.inner.argument_annotation} | None"

    @property
    def models(self) -> frozenset[str]:
        return self.inner.models

    @property
    def constraint(self) -> str:
        return self.inner.constraint

    def decode(self, value: str, at: str, depth: int = 0, absent: str | None = None) -> str:
        if isinstance(self.inner, Anything):
            return self.inner.decode(value, at, depth, absent)
        if self.inner.converted:
            return f"None if {value} is None else {self.inner.decode(value, at, depth, absent)}"
        otherwise = self.inner.otherwise(value, at, absent)
        return f"{value} if {value} is None or {self.inner.test(value)} else {otherwise}"

    def exact(self, value: str, depth: int = 0) -> str:
        if isinstance(self.inner, Anything):
            return value
        if self.inner.converted:
            return f"None if {value} is None else {self.inner.exact(value, depth)}"
        # In this order, for most values are not null.
        return f"{value} if {self.inner.test(value)} or {value} is None else differs()"

    def check(self, argument: str, value: str) -> str:
        return f"None if {value} is None else {self.inner.check(argument, value)}"


@attrs.frozen
class Clearable(Nullable):
    """A value, or an empty text that clears it."""

    @property
    def scalar(self) -> bool:
        return self.inner.scalar

    def check(self, argument: str, value: str) -> str:
        return f'"" if {value} is None else {self.inner.check(argument, value)}'


@attrs.frozen
class OneOf(Kind):
    """Values of several JSON types."""

    kinds: tuple[Kind, ...]

    @property
    def accepts(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(name for kind in self.kinds for name in kind.accepts)

    @property
    def said(self) -> str:  # type: ignore[override]
        return " or ".join(kind.said for kind in self.kinds)

    @property
    def annotation(self) -> str:
        return " | ".join(dict.fromkeys(kind.annotation for kind in self.kinds))

    @property
    def models(self) -> frozenset[str]:
        return frozenset().union(*(kind.models for kind in self.kinds))

    @property
    def converted(self) -> bool:
        return any(kind.converted for kind in self.kinds)

    def decode(self, value: str, at: str, depth: int = 0, absent: str | None = None) -> str:
        if not self.converted:
            return super().decode(value, at, depth, absent)
        cases = [f"{kind.convert(value, at, depth)} if {kind.test(value)}" for kind in self.kinds]
        return " else ".join([*cases, self.otherwise(value, at, absent)])

    def exact(self, value: str, depth: int = 0) -> str:
        if not self.converted:
            return super().exact(value, depth)
        cases = [f"{kind.convert_exact(value, depth)} if {kind.test(value)}" for kind in self.kinds]
        return " else ".join([*cases, "differs()"])


def json_pointer_step(name: str) -> str:
    """A property's name as one step of a JSON pointer, for the inside of an f-string."""
    step = name.replace("~", "~0").replace("/", "~1")
    return literal(step)[1:-1].replace("{", "{{").replace("}", "}}")

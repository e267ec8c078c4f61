"""An example in Python, blocking and async."""

from decimal import Decimal
from typing import Any, Final

from generator.methods import Method

from .example import Example
from .values import File, Made, Member, Secret, within

_WIDTH: Final = 80


def blocking(example: Example, method: Method, package: str, client: str) -> str:
    """The example as a script."""
    body = _body(example, method, 4, asynchronous=False)
    return "\n".join(
        [*_imports(example, package, client, ()), "", f"with {client}() as api:", *body, ""]
    )


def asynchronous(example: Example, method: Method, package: str, client: str) -> str:
    """The same for tasks."""
    body = _body(example, method, 8, asynchronous=True)
    return "\n".join(
        [
            *_imports(example, package, f"Async{client}", ("import asyncio",)),
            "",
            "",
            "async def main() -> None:",
            f"    async with Async{client}() as api:",
            *body,
            "",
            "",
            "asyncio.run(main())",
            "",
        ]
    )


def _imports(example: Example, package: str, client: str, needed: tuple[str, ...]) -> list[str]:
    values = [each for value in example.values for each in within(value)]
    standard = list(needed)
    if any(isinstance(each, Secret) for each in values):
        standard.append("import os")
    if any(isinstance(each, Decimal) for each in values):
        standard.append("from decimal import Decimal")
    names = {client}
    names |= {each.kind for each in values if isinstance(each, Made | Member)}
    names |= {"Photo" for each in values if isinstance(each, File)}
    ours = _listed(f"from {package} import ", sorted(names, key=str.lower))
    return [*standard, *([""] if standard else []), *ours]


def _listed(start: str, names: list[str]) -> list[str]:
    line = start + ", ".join(names)
    if len(line) <= _WIDTH:
        return [line]
    return [f"{start}(", *(f"    {each}," for each in names), ")"]


def _body(example: Example, method: Method, indent: int, *, asynchronous: bool) -> list[str]:
    space = " " * indent
    path = "api.login" if not method.operation.authenticated else f"api.{example.operation}"
    waits = "await " if asynchronous else ""
    paged, many = method.pages is not None, method.answer.startswith("list[")
    if paged or many:
        word = "async for" if asynchronous and paged else "for"
        begin = f"{space}{word} {example.name} in {'' if paged else waits}"
        return [
            *_call(begin, path, example, indent, end=":"),
            *(f"{space}    {each}" for each in example.then),
        ]
    begin = f"{space}{f'{example.name} = ' if example.name else ''}{waits}"
    return [
        *_call(begin, path, example, indent, end=""),
        *(f"{space}{each}" for each in example.then),
    ]


def _call(begin: str, path: str, example: Example, indent: int, end: str) -> list[str]:
    given = [("", each) for each in example.by_place]
    given += [(f"{name}=", each) for name, each in example.arguments.items()]
    return (begin + _laid_out(f"{path}(", given, ")", indent, len(begin)) + end).split("\n")


def _laid_out(begin: str, given: list[tuple[str, Any]], close: str, indent: int, used: int) -> str:
    """What stands between brackets, on one line if it fits."""
    line = begin + ", ".join(name + _source(each, 0, None) for name, each in given) + close
    if used + len(line) <= _WIDTH:
        return line
    inner = indent + 4
    space = " " * inner
    lines = [f"{space}{name}{_source(each, inner, inner + len(name))}," for name, each in given]
    return "\n".join([begin, *lines, " " * indent + close])


def _source(value: Any, indent: int, used: int | None) -> str:
    """A value in Python; on one line where nothing of the line is `used`."""
    width = -_WIDTH * _WIDTH if used is None else used + 1
    match value:
        case File():
            return f"Photo.from_path({_text(value.name)})"
        case Secret():
            return f"os.environ[{_text(value.variable)}]"
        case Member():
            return f"{value.kind}.{value.name}"
        case Decimal():
            return f"Decimal({_text(str(value))})"
        case Made():
            members = [(f"{name}=", each) for name, each in value.members.items()]
            return _laid_out(f"{value.kind}(", members, ")", indent, width)
        case dict():
            entries = [(f"{_text(name)}: ", each) for name, each in value.items()]
            return _laid_out("{", entries, "}", indent, width)
        case list():
            return _laid_out("[", [("", each) for each in value], "]", indent, width)
        case str():
            return _text(value)
        case _:
            return repr(value)


def _text(text: str) -> str:
    return repr(text) if '"' in text else f'"{repr(text)[1:-1]}"'

# Copied from generator/runtime/values.py by Cardwright; not to be edited here.
"""Values that are made once and not changed."""

from __future__ import annotations

from typing import Any, NoReturn


class Value:
    """Base of what is compared, shown and pickled by its attributes.

    attrs makes such classes too. But a client has no need of it before it reads its first answer,
    and is ready sooner without.
    """

    __slots__: tuple[str, ...] = ("__weakref__",)

    def _set(self, **attributes: Any) -> None:
        for name, value in attributes.items():
            object.__setattr__(self, name, value)

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Value) or type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), *self._values()))

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), {name: getattr(self, name) for name in self.__slots__})


def _again(kind: type[Value], attributes: dict[str, Any]) -> Value:
    return kind(**attributes)

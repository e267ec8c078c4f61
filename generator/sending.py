"""The code that checks a call's arguments and puts them under their wire names."""

import attrs

from .lifting import Lifted, Slot
from .literals import literal
from .modelling import Names
from .operations import Operation
from .vendor import Completion


@attrs.frozen
class Sending:
    """The code of one operation.

    Attributes:
        operation: The operation.
        names: Python's names.
        settings: Path parameters that a user gives once.
        completion: An argument of the client's own, if there is one.
    """

    operation: Operation
    names: Names
    settings: frozenset[str]
    completion: Completion | None

    def _name(self, wire: str) -> str:
        return self.names.attributes[self.operation.id, wire]

    def path(self) -> str:
        """An expression for the path."""
        pieces = []
        for each in self.operation.path:
            if isinstance(each, str):
                pieces.append(literal(each))
            elif each.wire in self.settings:
                pieces.append(f"core.settings[{literal(each.wire)}]")
            else:
                name = self._name(each.wire)
                pieces.append(f"segment({literal(name)}, {each.kind.check(literal(name), name)})")
        return " + ".join(pieces)

    def statements(self) -> list[str]:
        """Statements that make the query, the body and the headers."""
        return [
            *self._exclusive(),
            *self._completed(),
            *self._query(),
            *(self._form() if self.operation.body_type == "Form" else ()),
            *(self._json() if self.operation.body_type == "Json" else ()),
            *self._headers(),
        ]

    def spoken(self) -> dict[str, str]:
        """What a user calls the value under each wire name of the query and the body."""
        lifted = (*self.operation.query, *self.operation.body)
        return self._paths(lifted, self.operation.id, "")

    def _exclusive(self) -> list[str]:
        lines = []
        for group in self.operation.exclusive:
            names = [self._name(each) for each in group]
            given = ", ".join(f"{literal(each)}: {each}" for each in names)
            lines.append(f"check.at_most_one({{{given}}})")
        return lines

    def _completed(self) -> list[str]:
        if self.completion is None:
            return []
        filled = self._name(self.completion.fills)
        used = [self.completion.fills, self.completion.argument, *self.completion.uses]
        passed = ", ".join(f"{each}={self._name(each)}" for each in used)
        return [
            "core = core.within_one_deadline()",
            f"{filled} = await {self.completion.function}(core, {passed})",
        ]

    def _query(self) -> list[str]:
        if not self.operation.query:
            return []
        return ["query = Query()", *self._additions(self.operation.query, "query")]

    def _form(self) -> list[str]:
        lines = ["form = Form()", *self._additions(self.operation.body, "form")]
        if self.operation.alternatives:
            shown = self.spoken()
            wanted = [
                ", ".join(f"{literal(wire)}: {literal(shown[wire])}" for wire in each)
                for each in self.operation.alternatives
            ]
            shown_forms = ", ".join(f"{{{each}}}" for each in wanted)
            several = self.operation.several
            lines.append(f"form.require_one_of({shown_forms}, several={several})")
        return lines

    def _json(self) -> list[str]:
        lines = ["body = Json({"]
        for each in self.operation.body:
            assert isinstance(each, Slot)
            name = self._name(each.field.wire)
            lines.append(f"    {literal(each.wire)}: {each.field.kind.check(literal(name), name)},")
        return [*lines, "})"]

    def _headers(self) -> list[str]:
        if not self.operation.headers:
            return []
        lines = ["headers: dict[str, str] = {}"]
        for each in self.operation.headers:
            name = self._name(each.wire)
            value = each.kind.check(literal(name), name)
            if each.wire == self.operation.idempotency_header:
                value = f"new_key() if {name} is UNSET else {value}"
            lines.append(f"add_header(headers, {literal(each.wire)}, {literal(name)}, {value})")
        return lines

    def _additions(self, lifted: tuple[Lifted, ...], target: str) -> list[str]:
        return [
            line for each in lifted for line in self._addition(each, target, self.operation.id, "")
        ]

    def _addition(self, lifted: Lifted, target: str, owner: str, path: str) -> list[str]:
        """Statements that put a value, or all values of an object, under their wire names."""
        if isinstance(lifted, Slot):
            value = path + self.names.attributes[owner, lifted.field.wire]
            checked = lifted.field.kind.check(literal(value), value)
            # A query names its arguments where it is too long.
            names = [lifted.wire, value] if target == "query" else [lifted.wire]
            return [f"{target}.add({', '.join(map(literal, names))}, {checked})"]
        value = path + self.names.attributes[owner, lifted.step]
        lines = [f"check.model({literal(value)}, {value}, {lifted.model.name})"]
        for child in lifted.children:
            lines += self._addition(child, target, lifted.model.name, f"{value}.")
        if lifted.required:
            return lines
        return [f"if not isinstance({value}, Unset):", *(f"    {line}" for line in lines)]

    def _paths(self, lifted: tuple[Lifted, ...], owner: str, path: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in lifted:
            if isinstance(each, Slot):
                found[each.wire] = path + self.names.attributes[owner, each.field.wire]
            else:
                name = path + self.names.attributes[owner, each.step]
                found |= self._paths(each.children, each.model.name, f"{name}.")
        return found

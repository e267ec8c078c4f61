"""What an operation takes, in Python and on the wire."""

import attrs

from docsite.markdown import code, definition, line
from docsite.reading import Described
from generator.lifting import Group, Lifted, Slot
from generator.methods import Method
from generator.sending import Sending

from .objects import linked


@attrs.frozen
class ArgumentsPart:
    """The part of an operation's page that has its arguments.

    Attributes:
        described: The vendor.
        method: The operation's method.
    """

    described: Described
    method: Method

    def markdown(self) -> str:
        """What stands under the heading."""
        operation = self.method.operation
        if not operation.authenticated:
            return (
                "None: the credentials are those of the client, from its arguments or from "
                "variables. On the wire they are form fields:\n\n"
                + "\n".join(self._wire_only(each) for each in operation.body)
            )
        by_name = {each.name: each for each in self.method.arguments}
        if self.method.pages is not None:
            del by_name[self.method.pages.page]
        known = self.described.catalogue["resources"]
        entries = next(
            each["arguments"]
            for resource in known
            for each in resource["methods"]
            if each["operation"] == operation.id
        )
        if not entries:
            return "None."
        said = {each["name"]: each["description"] for each in entries}
        wires = self._wires()
        found = []
        for name, argument in by_name.items():
            needed = "required" if argument.required else "optional"
            place = f" On the wire: {wires[name]}." if name in wires else ""
            found.append(
                definition(
                    f"{code(name)} · {linked(argument.annotation, self.described)} · {needed}",
                    line(said[name]) + place,
                )
            )
        return "\n".join([*found, self._together()])

    def _wire_only(self, lifted: Lifted) -> str:
        assert isinstance(lifted, Slot)
        return definition(code(lifted.wire), line(lifted.field.said(constrained=True)))

    def _wires(self) -> dict[str, str]:
        """Where each argument goes, in words."""
        operation, names = self.method.operation, self.described.names
        found = {}
        for place, field in operation.arguments:
            if place == "path" and field.wire not in self.described.vendor.settings:
                found[names.attributes[operation.id, field.wire]] = "part of the path"
            elif place == "header":
                found[names.attributes[operation.id, field.wire]] = f"header {code(field.wire)}"
        body = "form field" if operation.body_type == "Form" else "JSON member"
        for word, several in (("query parameter", operation.query), (body, operation.body)):
            for each in several:
                key = each.field.wire if isinstance(each, Slot) else each.step
                leaves = _leaves(each)
                found[names.attributes[operation.id, key]] = (
                    f"{word}{'s' if len(leaves) > 1 else ''} {', '.join(map(code, leaves))}"
                )
        return found

    def _together(self) -> str:
        """Which arguments go together, and which do not."""
        operation, names = self.method.operation, self.described.names
        sending = Sending(operation, names, self.described.vendor.settings, None)
        spoken = sending.spoken()
        said = []
        if operation.alternatives:
            sets = [
                " with ".join(code(spoken[wire]) for wire in each)
                for each in operation.alternatives
            ]
            several = ", or several" if operation.several else ""
            said.append(f"Give one of these{several}: {'; '.join(sets)}.")
        for group in operation.exclusive:
            given = ", ".join(code(names.attributes[operation.id, each]) for each in group)
            said.append(f"Give at most one of these: {given}.")
        return " ".join(said)


def _leaves(lifted: Lifted) -> list[str]:
    """The wire names that an argument becomes."""
    if isinstance(lifted, Slot):
        return [lifted.wire]
    assert isinstance(lifted, Group)
    return [wire for child in lifted.children for wire in _leaves(child)]

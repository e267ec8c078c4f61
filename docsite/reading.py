"""What there is to say of a vendor: its spec, as the generator reads it."""

from pathlib import Path
from typing import Any

import attrs

from cardwright.cli.arguments import Arguments
from generator.commands import Commands
from generator.document import Node, read_document
from generator.methods import Method, Methods, Resource
from generator.modelling import Names, parse_names
from generator.operations import Api, read_api
from generator.vendor import Vendor, vendor_of


@attrs.frozen
class Described:
    """A vendor.

    Attributes:
        vendor: Its names.
        api: Its operations and schemas.
        names: Their names in Python.
        resources: The client's parts, the login's among them.
        catalogue: The operations as the command line has them.
        root: The spec.
    """

    vendor: Vendor
    api: Api
    names: Names
    resources: list[Resource]
    catalogue: dict[str, Any]
    root: Node = attrs.field(repr=False)

    def arguments(self, method: Method) -> Arguments | None:
        """What the command line makes of a method; `None` for the login."""
        for resource in self.catalogue["resources"]:
            for each in resource["methods"]:
                if each["operation"] == method.operation.id:
                    return Arguments(self.vendor.package, self.catalogue, each)
        return None

    def errata(self, node: Node | None = None) -> list[Node]:
        """The departures from the page that stand on an operation, or on the whole spec."""
        found = (self.root if node is None else node).get("x-errata")
        return [] if found is None else list(found.items())


def described(spec: Path) -> Described:
    """Read a spec.

    Raises:
        SpecError: Something in it is not supported.
    """
    root = read_document(spec).root
    vendor = vendor_of(spec, root)
    api = read_api(root, vendor)
    names, _ = parse_names(api, vendor, root)
    resources = Methods(api, vendor, names, root).resources()
    catalogue = Commands(api, vendor, names).data(resources)
    return Described(vendor, api, names, resources, catalogue, root)

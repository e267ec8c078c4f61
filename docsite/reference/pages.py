"""All pages of the reference."""

from pathlib import Path
from typing import Any, Final

from docsite.errors import SiteError
from docsite.examples import instantcard, synctera
from docsite.examples.example import Example
from docsite.examples.recording import record
from docsite.markdown import code, definition, line, text
from docsite.reading import Described, described
from generator.methods import Method

from .errata import errata_page
from .objects import objects_page
from .operation import OperationPage

EXAMPLES: Final[dict[str, list[Example]]] = {
    "instantcard": instantcard.EXAMPLES,
    "synctera": synctera.EXAMPLES,
}


def reference(specs: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The pages by their paths below `reference/`, and the vendors' parts of the navigation."""
    pages: dict[str, str] = {}
    navigation = []
    for package, examples in EXAMPLES.items():
        vendor = described(specs / f"{package}.yaml")
        found, entries = _vendor(vendor, examples)
        pages |= {f"{package}/{name}": page for name, page in found.items()}
        navigation.append({vendor.vendor.client: entries})
    return pages, navigation


def _vendor(vendor: Described, examples: list[Example]) -> tuple[dict[str, str], list[Any]]:
    by_operation = {each.operation: each for each in examples}
    operations = {each.id for each in vendor.api.operations}
    for name in sorted(operations ^ by_operation.keys()):
        said = "has no example" if name in operations else "is an example of no operation"
        raise SiteError(f"docsite/examples/{vendor.vendor.package}.py: {name} {said}")
    recorded = record(vendor.vendor.package, examples)
    folder = f"reference/{vendor.vendor.package}"
    pages = {
        "index.md": _contents(vendor),
        "objects.md": objects_page(vendor),
        "errata.md": errata_page(vendor),
    }
    entries: list[Any] = [f"{folder}/index.md"]
    for resource in vendor.resources:
        inner = []
        for method in resource.methods:
            name = method.operation.id
            page = OperationPage(vendor, method, by_operation[name], examples, recorded[name])
            pages[f"{name}.md"] = page.markdown()
            inner.append({method.name: f"{folder}/{name}.md"})
        entries.append({resource.name: inner})
    entries += [{"Objects": f"{folder}/objects.md"}, {"Errata": f"{folder}/errata.md"}]
    return pages, entries


def _contents(vendor: Described) -> str:
    parts = [
        f"# {line(vendor.api.title)}",
        f"The client {code(vendor.vendor.client)}, with "
        f"{sum(len(each.methods) for each in vendor.resources)} operations. "
        "[Objects](objects.md) has what they take and answer, [Errata](errata.md) where the "
        "specification departs from the vendor's page.",
    ]
    for resource in vendor.resources:
        parts.append(f"## {text(resource.name)}\n\n{line(resource.document)}")
        parts.append("\n".join(_entry(each) for each in resource.methods))
    return "\n\n".join(parts) + "\n"


def _entry(method: Method) -> str:
    operation = method.operation
    name = operation.id if operation.authenticated else operation.method
    return definition(f"[{code(name)}]({operation.id}.md)", f"{line(operation.summary)}.")

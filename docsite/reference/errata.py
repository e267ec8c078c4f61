"""Where a vendor's page and its spec differ, as the spec tells it."""

import re
from typing import Final

from docsite.markdown import code, definition, line, text
from docsite.reading import Described
from generator.document import Node
from generator.errors import SpecError

_BASIS: Final = {
    "docs": "the vendor's page itself",
    "observed": "public material of third parties",
    "assumed": "a guess, to be held against the real server first",
}


def entry(erratum: Node, *, level: int) -> str:
    """One departure from the page."""
    basis = erratum.need("basis").text()
    said = [
        ("The page", erratum.need("says").text()),
        ("The specification", erratum.need("spec").text()),
        ("Why", erratum.need("why").text()),
        ("It rests on", f"{_BASIS.get(basis, basis)}."),
    ]
    name = _name(erratum)
    return f"{'#' * level} {text(name.replace('-', ' '))} {{#{_anchor(name)}}}\n\n" + "\n".join(
        definition(title, line(words)) for title, words in said
    )


def link(erratum: Node) -> str:
    """A link to one of the errata that stand on the whole spec."""
    name = _name(erratum)
    return f"[{text(name.replace('-', ' '))}](errata.md#{_anchor(name)})"


def concerning(described: Described, operation: Node) -> list[Node]:
    """The errata of the whole spec that name a place in an operation."""
    path = operation.pointer.rpartition("/")[0]
    found = []
    for erratum in described.errata():
        where = erratum.need("where")
        places = (
            [where.text()]
            if isinstance(where.value, str)
            else [each.text() for each in where.items()]
        )
        if any(
            each == operation.pointer
            or each.startswith((f"{operation.pointer}/", f"{path}/parameters"))
            for each in places
        ):
            found.append(erratum)
    return found


def errata_page(described: Described) -> str:
    """All that stand on the whole spec."""
    title = line(described.api.title)
    begin = (
        f"# {title}: errata\n\nWhat the specification has otherwise than the vendor's page, for "
        "more than one operation. Those of one operation are on its own page. The words are the "
        f"specification's, {code(f'spec/{described.vendor.package}.yaml')}."
    )
    entries = [entry(each, level=2) for each in described.errata()]
    return "\n\n".join([begin, *(entries or ["There are none."])]) + "\n"


def _name(erratum: Node) -> str:
    node = erratum.need("id")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", node.text()):
        raise SpecError(node.file, node.pointer, "must be lower-case words joined by hyphens")
    return node.text()


def _anchor(name: str) -> str:
    return f"erratum-{name}"

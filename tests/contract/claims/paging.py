"""Lists that come in pages, and lists that come whole."""

from typing import Any

from ..api import Api
from ..document import Operation
from ..journeys.comparing import hold
from .claim import claim
from .stock import PAGED, WORD, Stock


@claim(needs_controls=True)
def pages_are_as_described(api: Api, stock: Stock, operation: Operation) -> None:
    """Pages begin, are named, and are as large as the spec says; else the list is whole."""
    if operation.id not in PAGED:
        return
    # All that is there was put there for this.
    crowd = stock.crowded
    apart, known = crowd.api, crowd.crowd[operation.id]
    fields = {"term": WORD} if operation.id == "cards.search" else {}
    paging = operation.raw.get("x-paging")
    if paging is None:
        found = {one["id"] for one in apart.call(operation.id, fields).value}
        hold(
            api,
            operation.id,
            known <= found,
            "paging",
            f"the spec has no pages, and {len(known - found)} entries are not in the answer",
        )
        return
    _hold_pages(apart, operation, fields, paging, known)


def _hold_pages(
    api: Api, operation: Operation, fields: Any, paging: dict[str, Any], known: set[int]
) -> None:
    page, size, first = paging["page"], paging["size"], paging["first"]

    def ids(**more: Any) -> list[Any]:
        value = api.call(operation.id, {**fields, **more}).value
        return [one[paging["item_id"]] for one in value]

    usual = ids()
    for name, says in ((size, f"it has {len(usual)} entries"), (page, f"it is page {first}")):
        parameter = operation.find(name)
        schema = api.spec.resolve(parameter.schema) if parameter else {}
        assumed = schema.get("default")
        hold(
            api,
            operation.id,
            assumed is not None and usual == ids(**{name: assumed}),
            "paging",
            f"without {name}, {says}, and the spec has {assumed} as the default",
        )
    hold(
        api,
        operation.id,
        usual == ids(**{page: first}),
        "paging",
        f"without a number it is not page {first}",
    )
    walked: list[Any] = []
    for number in range(first, first + 20):
        more = ids(**{page: number, size: 8})
        hold(api, operation.id, len(more) <= 8, "paging", f"a page of 8 has {len(more)} entries")
        walked += more
        if not more:
            break
    hold(
        api,
        operation.id,
        len(walked) == len(set(walked)) and set(walked) == known,
        "paging",
        f"all pages from {first} have {len(walked)} entries, {len(set(walked))} of them different; "
        f"there are {len(known)}",
    )

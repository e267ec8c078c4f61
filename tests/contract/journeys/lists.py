"""Lists page without loss or doubling."""

from typing import Any

from ..api import Api, Stop
from .comparing import hold
from .journey import journey

#: Lists that come in pages, with what they need beside page and size.
_PAGED: dict[str, dict[str, Any]] = {
    "cards.list": {},
    "cards.search": {"term": "Paged"},
    "print_jobs.list": {},
    "addresses.list": {},
    "contacts.list": {},
}

#: The status of a bad page: 406 where the page has it, otherwise 400.
_BAD_PAGE = {"contacts.list": 406}


@journey(*_PAGED, needs="ours write")
def pages_hold_everything_once(api: Api, world: Any) -> None:
    """Whatever the size of a page, all pages together are the list, in one order."""
    data = world.data("paged")
    fields = world.template["fields"]
    token = next(field["token"] for field in fields if field["type"] == "text")
    for entry in data:
        if entry["token"] == token:
            entry["value"] = "Paged"
    for _ in range(5):
        form = {"card[card_template_id]": world.template["id"], "card[data]": data}
        api.call("cards.create", form)
        api.call("print_jobs.create")
        world.new_address()
    for operation, own in _PAGED.items():
        whole = _all(api, operation, own, 100)
        for size in (2, 3):
            if len(whole) > 120:
                break
            pages = _all(api, operation, own, size)
            hold(
                api,
                operation,
                pages == whole,
                "paging",
                f"pages of {size} have {len(pages)} entries, {len(set(pages))} of them different; "
                f"pages of 100 have {len(whole)}",
            )
        empty = api.call(operation, {**own, "page": 10**6}).value
        hold(api, operation, empty == [], "paging", "a page beyond the end is not empty")
        one = api.call(operation, {**own, "page": 1, "page_size": 1}).value
        hold(api, operation, len(one) == 1, "paging", "a page of one entry has another number")


@journey(*_PAGED)
def bad_pages_are_refused(api: Api, world: Any) -> None:
    """Pages count from 1, and a page has 1 to 100 entries."""
    for operation, own in _PAGED.items():
        status = _BAD_PAGE.get(operation, 400)
        for name, wrong in (
            ("page", ("0", "-1", "x", "1.5", "")),
            ("page_size", ("0", "-1", "101", "x", "")),
        ):
            for text in wrong:
                try:
                    api.call(operation, {**own, name: text}, expect=(status,))
                except Stop:
                    break
        api.call(operation, {**own, "page_size": 100})
    for text in ("2", "-1", "x", ""):
        api.call("print_jobs.list", {"status": text}, expect=(400,))
    api.call("cards.search", {}, expect=(400,))
    api.call("cards.search", {"term": " "}, expect=(400,))


@journey(
    "addresses.list",
    "addresses.get",
    "contacts.list",
    "contacts.get",
    "print_jobs.list",
    "print_jobs.get",
    needs="write",
)
def lists_tell_what_a_read_tells(api: Api, world: Any) -> None:
    """What is listed is as it is when it is read alone."""
    for resource, number in (
        ("addresses", world.new_address()),
        ("contacts", world.new_contact()),
        ("print_jobs", world.ready_job()),
    ):
        read = api.call(f"{resource}.get", {"id": number}).value
        listed = _entry(api, f"{resource}.list", number)
        if listed is None:
            api.fail(f"{resource}.list", "not listed", "what was created is not in the list")
            continue
        hold(
            api,
            f"{resource}.list",
            all(read[name] == value for name, value in listed.items() if name in read),
            "listed otherwise",
            "what is listed reads otherwise when it is read alone",
        )


def _entry(api: Api, operation: str, number: int) -> Any:
    for page in range(1, 100):
        found = api.call(operation, {"page": page, "page_size": 100}).value
        for one in found:
            if one["id"] == number:
                return one
        if not found:
            break
    return None


def _all(api: Api, operation: str, own: dict[str, Any], size: int) -> list[int]:
    found: list[int] = []
    for page in range(1, 1000):
        more = api.call(operation, {**own, "page": page, "page_size": size}).value
        if len(more) > size:
            api.fail(operation, "paging", f"a page of {size} has {len(more)} entries")
        found += [one["id"] for one in more]
        if not more:
            break
    return found

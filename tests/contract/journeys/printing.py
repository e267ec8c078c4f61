"""What the clock does to a submitted job, and what a card tells of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ..api import Api
from .comparing import hold
from .journey import journey

_TIMES = ("last_submitted_at", "last_printed_at")

#: In seconds. What is submitted is printed within a day.
_A_DAY = 25 * 3600.0


@journey(
    "print_jobs.submit",
    "print_jobs.get",
    "cards.print_history",
    "cards.get",
    "cards.list",
    "cards.search",
    "cards.update",
    "cards.finalize",
    needs="write money controls",
)
def a_job_is_printed(api: Api, world: Any) -> None:
    """A submitted job is printed within a day, and every answer with its card tells when."""
    word = f"Printed{api.findings.seed}"
    fields = world.template["fields"]
    token = next(field["token"] for field in fields if field["type"] == "text")
    card = world.new_card()
    told = {"id": card, "card[data]": [{"token": token, "value": word}]}
    api.call("cards.update", told)
    job = world.ready_job()
    api.call("print_jobs.add_cards", {"id": job, "print_job[card_ids]": [card]})
    begun = datetime.now(UTC) - timedelta(seconds=2)
    api.call("print_jobs.submit", {"id": job})
    ended = datetime.now(UTC) + timedelta(seconds=2)
    _hold_history(api, card, 0, None)
    submitted = _times(api, card, told, word)[0]
    hold(
        api,
        "cards.get",
        submitted is not None and begun <= _moment(submitted) <= ended,
        "time of submission",
        "last_submitted_at is not when the job was submitted",
    )
    clock = api.wire.target.controls.clock
    clock.advance(_A_DAY)
    try:
        api.login()
        printed = _times(api, card, told, word)[1]
        hold(
            api,
            "cards.get",
            printed is not None and begun <= _moment(printed) <= ended + timedelta(days=1),
            "time of printing",
            "last_printed_at is not within a day of the submission",
        )
        _hold_history(api, card, 1, printed)
    finally:
        clock.reset()
        api.login()


def _times(api: Api, card: int, told: dict[str, Any], word: str) -> tuple[Any, Any]:
    """When a card was submitted and printed, as every answer with the card has it."""
    read = api.call("cards.get", {"id": card}).value
    wanted = tuple(read.get(name) for name in _TIMES)
    others = {
        "cards.update": api.call("cards.update", told).value,
        "cards.finalize": api.call("cards.finalize", {"id": card}).value,
    }
    for operation, fields in (
        ("cards.search", {"term": word, "page_size": 100}),
        ("cards.list", {"page_size": 100}),
    ):
        for page in range(1, 50):
            found = api.call(operation, {**fields, "page": page}).value
            mine = [one for one in found if one["id"] == card]
            others.update((operation, one) for one in mine)
            if operation in others or not found:
                break
    for operation, other in others.items():
        hold(
            api,
            operation,
            tuple(other.get(name) for name in _TIMES) == wanted,
            "times of a card",
            "it tells other times of submitting and printing than cards.get",
        )
    return wanted[0], wanted[1]


def _hold_history(api: Api, card: int, status: int, processed: Any) -> None:
    history = api.call("cards.print_history", {"id": card}).value
    hold(
        api,
        "cards.print_history",
        [(one["status"], one["processed_at"]) for one in history] == [(status, processed)],
        "history",
        f"one order with status {status} was due, processed at {processed}",
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

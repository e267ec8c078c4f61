"""Requests that staging has to refuse, each with its status."""

from typing import Any

from tests.staging.support import PAYMENT

from ..client import Client

Request = tuple[int, str, str, dict[str, Any]]

REQUESTS: tuple[Request, ...] = (
    (401, "GET", "/cards", {"headers": {}}),
    (401, "GET", "/balance", {"headers": {"Authorization": "bearer nonsense"}}),
    (404, "GET", "/cards/1", {}),
    (404, "GET", "/no/such/path", {}),
    (404, "DELETE", "/contacts/99999999999999999999", {}),
    (405, "PUT", "/contacts/1", {}),
    (400, "GET", "/cards", {"form": {"page_size": "101"}}),
    (400, "GET", "/print_jobs", {"form": {"page": "0"}}),
    (400, "POST", "/cards", {"form": {"card[card_template_id]": "17280", "card[data]": "[{"}}),
    (
        400,
        "POST",
        "/cards",
        {
            "form": {
                "card[card_template_id]": "17280",
                "card[data]": '[{"token": "photo", "value": "bm8gcGljdHVyZQ=="}]',
            }
        },
    ),
    (404, "POST", "/cards", {"form": {"card[card_template_id]": "1", "card[data]": "[]"}}),
    (400, "POST", "/print_jobs", {"form": {"print_job[card_ids]": "17"}}),
    (404, "POST", "/print_jobs", {"form": {"print_job[card_ids]": "[17]"}}),
    (406, "POST", "/addresses", {"form": {"address[city]": "Aldwich"}}),
    (406, "POST", "/contacts", {"form": {"contact[full_name]": "Nobody", "contact[email]": "?"}}),
    (400, "POST", "/add_funds", {"form": {**PAYMENT, "amount": "17.3"}}),
    (400, "POST", "/add_funds", {"form": {**PAYMENT, "number": "4242424242424241"}}),
    (415, "POST", "/contacts", {"json": {"contact": {"full_name": "Nobody"}}}),
    (
        400,
        "POST",
        "/contacts",
        {
            "content": b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n",
            "content_type": "multipart/form-data; boundary=x",
        },
    ),
)
"""Status, method, path below the organization, and what is sent."""


async def be_refused(client: Client) -> None:
    """A bad request to InstantCard."""
    status, method, path, sent = client.random.choice(REQUESTS)
    more = dict(sent)
    content_type = more.pop("content_type", None)
    if content_type is not None:
        more["headers"] = {
            "Authorization": f"bearer {client.token}",
            "Content-Type": content_type,
        }
    await client.send("refused", method, path, expect=(status,), **more)


async def log_in_wrongly(client: Client) -> None:
    """A wrong password."""
    form = {"email": client.world.environment["INSTANTCARD_EMAIL"], "password": "wrong"}
    await client.send("refused", "POST", "/authenticate", form, expect=(401,), absolute=True)


async def order_wrongly(client: Client) -> None:
    """A bad request to Synctera."""
    if client.random.random() < 0.5:
        await client.order("refused", {"name": "incomplete"}, expect=(400,))
    else:
        headers = {"Authorization": "Bearer nonsense"}
        await client.order("refused", {}, expect=(401,), headers=headers)


MIX = ((be_refused, 6), (log_in_wrongly, 1), (order_wrongly, 2))

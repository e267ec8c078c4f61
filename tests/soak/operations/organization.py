"""The organization and its money."""

from tests.staging.support import PAYMENT

from .. import shapes
from ..client import Client


async def details(client: Client) -> None:
    """The organization."""
    answer = await client.send("organization.get", "GET", "")
    wanted = client.world.environment["INSTANTCARD_ORGANIZATION_ID"]
    client.check(str(answer.json()["id"]) == wanted, "another organization")


async def balance(client: Client) -> None:
    """The balance, which others change all the time."""
    answer = await client.send("organization.balance", "GET", "/balance")
    client.check(shapes.cents(answer.json()["balance"]) >= 0, "balance below nothing")


async def shipping_providers(client: Client) -> None:
    """Who ships."""
    answer = await client.send("organization.shipping_providers", "GET", "/shipping_providers")
    wanted = sorted(client.world.shipping_cents)
    client.check([each["id"] for each in answer.json()] == wanted, "other shipping providers")


async def add_funds(client: Client) -> None:
    """Some money."""
    await add_cents(client, client.random.randint(1, 9000))


async def add_cents(client: Client, cents: int) -> None:
    """This much money. The payment's marker is its channel, which the ledger keeps."""
    key = client.new("payment")
    amount = f"{cents // 100:,}.{cents % 100:02}"
    form = {**PAYMENT, "amount": amount, "channel": key.marker}
    answer = await client.write(
        {key: {"cents": cents}}, "organization.add_funds", "POST", "/add_funds", form
    )
    client.check(answer.json() is True, "add_funds did not answer true")


async def transactions(client: Client) -> None:
    """The whole ledger; the balance after each entry is the sum up to it."""
    answer = await client.send(
        "organization.financial_transactions", "GET", "/financial_transactions"
    )
    total = 0
    for body in answer.json():
        total += shapes.entry(body)["cents"]
        if shapes.cents(body["balance"]) != total:
            client.problem(f"ledger entry {body['id']}: the balance is not the sum")
            break


WRITES = ((add_funds, 4),)
MIX = (*WRITES, (details, 2), (balance, 3), (shipping_providers, 1), (transactions, 1))

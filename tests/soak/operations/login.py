"""Login and profile."""

from ..client import Client


async def login(client: Client) -> None:
    """Log in; the client goes on with the new token."""
    environment = client.world.environment
    form = {
        "email": environment["INSTANTCARD_EMAIL"],
        "password": environment["INSTANTCARD_PASSWORD"],
    }
    answer = await client.send("session.login", "POST", "/authenticate", form, absolute=True)
    client.token = answer.json()["auth_token"]


async def profile(client: Client) -> None:
    """Who the token is for."""
    environment = client.world.environment
    answer = await client.send("profile.me", "GET", "/profile/me", absolute=True)
    client.check(answer.json()["email"] == environment["INSTANTCARD_EMAIL"], "another's profile")


MIX = ((login, 2), (profile, 2))
WRITES = ((login, 1),)

"""What commands that are written by hand can count on: the context, and clients of the profile."""

import asyncio
import sys
from collections.abc import Iterator
from types import ModuleType

import click
import pytest

from cardwright.cli.app import cli
from cardwright.cli.context import Context
from cardwright.staging import Staging

from .running import Run

NAME = "cardwright.issuing.command"


@pytest.fixture
def issuing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A module in the place of the bulk command's, which says what it finds."""

    @click.command(help="Issue cards.")
    def issue() -> None:
        context = click.get_current_context().find_object(Context)
        assert context is not None
        with context.client() as api:
            context.console.print(f"[bold]{api.organization.get().name}[/bold]")

        async def again() -> str:
            async with context.async_client() as api:
                return (await api.organization.get()).name

        click.echo(asyncio.run(again()))

    module = ModuleType(NAME)
    vars(module)["issue"] = issue
    monkeypatch.setitem(sys.modules, NAME, module)
    # Groups keep the commands that they have made.
    cli.commands.clear()
    yield
    cli.commands.clear()


@pytest.mark.usefixtures("issuing")
def test_a_command_by_hand_finds_its_clients(run: Run, staging: Staging) -> None:
    assert "Issue cards." in run("instantcard", "--help").out
    done = run("instantcard", "issue")
    assert done.out == "[bold]Harbour Lantern Museum[/bold]\nHarbour Lantern Museum\n"
    assert "INSTANTCARD_BASE_URL" in run("instantcard", "issue", code=3,
                                         INSTANTCARD_BASE_URL=None).err  # fmt: skip

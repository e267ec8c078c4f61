"""Synctera in a sandbox."""

from functools import cached_property
from types import ModuleType
from typing import ClassVar, Unpack

import synctera._client as clients
from cardwright.sandbox.arguments import SyncteraArguments
from cardwright.sandbox.sandbox import Sandbox
from cardwright.staging.synctera import VENDOR
from cardwright.staging.vendor import Vendor
from synctera import AsyncSynctera, Synctera


class SyncteraSandbox(Sandbox):
    """Synctera's API of one's own. See `Sandbox` for what opening it does."""

    _vendor: ClassVar[Vendor] = VENDOR
    _clients: ClassVar[ModuleType] = clients

    @cached_property
    def client(self) -> Synctera:
        """A client of the first account, closed with the sandbox."""
        return self.connect()

    @cached_property
    def async_client(self) -> AsyncSynctera:
        """The same for tasks, of one event loop."""
        return self.connect_async()

    def connect(self, **arguments: Unpack[SyncteraArguments]) -> Synctera:
        """One more client, of the first account unless `api_key` is another's (see `accounts`)."""
        client = Synctera(base_url=self._own_url, **self._with_key(arguments))
        self._closing.callback(client.close)
        return client

    def connect_async(self, **arguments: Unpack[SyncteraArguments]) -> AsyncSynctera:
        """The same for tasks. It holds no socket, so it need not be closed."""
        return AsyncSynctera(base_url=self._own_url, **self._with_key(arguments))

    def _with_key(self, given: SyncteraArguments) -> SyncteraArguments:
        own: SyncteraArguments = {"api_key": self.environment["SYNCTERA_API_KEY"]}
        return {**own, **given}

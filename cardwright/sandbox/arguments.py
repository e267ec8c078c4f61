"""What a client in a sandbox can be made with: a client's own arguments without the address."""

from typing import TypedDict

from instantcard import Retries, Timeouts
from instantcard._runtime.drift import OnDrift
from instantcard._runtime.observing import WrapAttempt
from synctera import Retries as SyncteraRetries
from synctera import Timeouts as SyncteraTimeouts
from synctera._runtime.drift import OnDrift as SyncteraOnDrift
from synctera._runtime.observing import WrapAttempt as SyncteraWrapAttempt


class InstantCardArguments(TypedDict, total=False):
    """Arguments of `InstantCard` and `AsyncInstantCard`."""

    email: str
    password: str
    organization_id: int
    timeouts: Timeouts
    retries: Retries
    on_drift: OnDrift
    max_response_bytes: int
    wrap_attempt: WrapAttempt


class SyncteraArguments(TypedDict, total=False):
    """Arguments of `Synctera` and `AsyncSynctera`."""

    api_key: str
    timeouts: SyncteraTimeouts
    retries: SyncteraRetries
    on_drift: SyncteraOnDrift
    max_response_bytes: int
    wrap_attempt: SyncteraWrapAttempt
